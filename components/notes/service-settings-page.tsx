import "@/components/notes/notes.css";
import type { HrefOf } from "@/components/notes/address";
import { ServiceSettingsForm } from "@/components/notes/service-settings-form";
import { PageHeader } from "@/components/ui/page-header";
import { Card } from "@/components/ui/section";
import type { GradeSheet } from "@/lib/notes/types";

/** How a service counts, for its teachers. */
export function ServiceSettingsPage({
  sheet,
  hrefOf,
  personId,
  operationId,
}: {
  sheet: GradeSheet;
  hrefOf: HrefOf;
  personId: string;
  operationId: string;
}) {
  const { service, settingsVersion, period, pupils, assessments, cells } = sheet;
  return (
    <div data-module="notes">
      <PageHeader
        crumbs={[
          { label: "Notes", href: hrefOf() },
          { label: `${service.group} · ${service.subject}`, href: hrefOf(`/services/${service.id}`) },
        ]}
        lead="Ces réglages valent pour toute l’année, et pour tous les professeurs du service."
        title="Réglages du service"
      />
      <Card>
        <ServiceSettingsForm
          hidden={{ personne: personId, operationId, serviceId: service.id, version: settingsVersion }}
          preview={{
            period: period.name,
            assessments: assessments.map(({ id, outOf, coefficient, broughtToScale, kind, partId }) => {
              return { id, outOf, coefficient, broughtToScale, kind, partId: partId ?? null };
            }),
            pupilIds: pupils.map(({ id }) => id),
            cells: cells.map(({ studentId, assessmentId, mark }) => ({ studentId, assessmentId, mark })),
          }}
          rules={service.rules}
        />
      </Card>
    </div>
  );
}
