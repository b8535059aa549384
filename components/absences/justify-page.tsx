import "@/components/absences/absences.css";
import "@/components/forms/forms.css";
import { AbsenceState } from "@/components/absences/absence-state";
import type { HrefOf } from "@/components/absences/address";
import { JustifyForm } from "@/components/absences/justify-form";
import { spanWords } from "@/components/absences/words";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Card } from "@/components/ui/section";
import { MAX_JOINED_FILES } from "@/lib/absences/schema";
import type { AbsenceItem, MotiveChoice } from "@/lib/absences/types";
import type { IsoDay } from "@/lib/time/day";
import { ofName } from "@/lib/time/format";

/** Where a family says why a pupil was not there. */
export function JustifyPage({
  absence,
  motives,
  today,
  personId,
  operationId,
  hrefOf,
}: {
  absence: AbsenceItem;
  motives: readonly MotiveChoice[];
  today: IsoDay;
  personId: string;
  operationId: string;
  hrefOf: HrefOf;
}) {
  const { student, justification, can } = absence;
  return (
    <div data-module="absences">
      <PageHeader
        crumbs={[{ label: "Absences", href: hrefOf() }]}
        lead={<span className="lead-line">{spanWords(absence, today)}</span>}
        title={`Justifier l’absence ${ofName(student.firstName)}`}
      />
      {justification?.status === "REFUSED" && (
        <Notice title="Le justificatif précédent a été refusé" tone="warning">
          {justification.answer ?? "Vous pouvez en envoyer un autre."}
        </Notice>
      )}
      {can.justify ? (
        <Card className="justify">
          <JustifyForm
            absenceId={absence.id}
            backHref={hrefOf()}
            most={MAX_JOINED_FILES}
            motives={motives}
            operationId={operationId}
            personId={personId}
          />
        </Card>
      ) : (
        <Notice
          title={absence.state === "WAITING" ? "Un justificatif a été envoyé" : "Cette absence est réglée"}
          tone="success"
        >
          <AbsenceState state={absence.state} />{" "}
          {absence.state === "WAITING" &&
            (justification?.isOwn ? "Il attend la réponse de l’établissement." : "Par l’autre responsable.")}
        </Notice>
      )}
    </div>
  );
}
