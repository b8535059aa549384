import "@/components/notes/notes.css";
import type { HrefOf } from "@/components/notes/address";
import { AssessmentForm } from "@/components/notes/assessment-form";
import { PageHeader } from "@/components/ui/page-header";
import { Card } from "@/components/ui/section";
import type { GradeSheet } from "@/lib/notes/types";
import type { IsoDay } from "@/lib/time/day";

/** The form of a new assessment: out of the service's scale, today, unless said otherwise. */
export function NewAssessmentPage({
  sheet,
  day,
  hrefOf,
  personId,
  operationId,
}: {
  sheet: GradeSheet;
  day: IsoDay;
  hrefOf: HrefOf;
  personId: string;
  operationId: string;
}) {
  const { service, period, periods } = sheet;
  return (
    <div data-module="notes">
      <PageHeader
        crumbs={[
          { label: "Notes", href: hrefOf() },
          {
            label: `${service.group} · ${service.subject}`,
            href: hrefOf(`/services/${service.id}`, { periode: period.id }),
          },
        ]}
        title="Nouvelle évaluation"
      />
      <Card>
        <AssessmentForm
          hidden={{ personne: personId, operationId, serviceId: service.id }}
          parts={service.rules.parts}
          periods={periods}
          scale={service.rules.scale}
          values={{
            title: "",
            heldOn: day,
            outOf: service.rules.scale,
            coefficient: "1",
            broughtToScale: true,
            kind: "NORMAL",
            partId: null,
            comment: null,
            periodId: period.id,
          }}
        />
      </Card>
    </div>
  );
}
