import { AttendanceForm } from "@/components/notes/bulletins/attendance-form";
import { Badge } from "@/components/ui/badge";
import type { BulletinSet } from "@/lib/notes/bulletins/types";
import { formatNumber } from "@/lib/time/format";

/** Both counts behind what a project of bulletin says of absences, and the correction of it; nothing once it is published. */
export function PreparedAttendanceBlock({
  set: { division, period, prepared, can },
  studentId,
  personId,
  operationId,
}: {
  set: BulletinSet;
  studentId: string;
  personId: string;
  operationId: string;
}) {
  const own = prepared.get(studentId);
  if (!own) return null;
  const { counted, corrected, version } = own;
  const ids = { divisionId: division.id, studentId, periodId: period.id };
  const lines = [
    { label: "Demi-journées entières", ...counted.gross },
    { label: "Au prorata des cours", ...counted.proportional },
  ];
  const figure = (value: number) => formatNumber(value, { digits: 1 });
  return (
    <>
      {corrected && (
        <p>
          <Badge icon="pencil" tone="module">
            Corrigé à la main
          </Badge>
        </p>
      )}
      <dl className="attendance-counts">
        {lines.map(({ label, justified, unjustified }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              {figure(justified)} justifiées, {figure(unjustified)} non justifiées
            </dd>
          </div>
        ))}
        <div>
          <dt>Retards comptés</dt>
          <dd>{counted.lates}</dd>
        </div>
      </dl>
      {can.correctAttendance && (
        <details className="attendance-correction" open={corrected !== null || undefined}>
          <summary>Corriger pour le bulletin</summary>
          <p className="field-hint">
            Laissez tout vide pour reprendre ce qui est compté selon le réglage de l’établissement.
          </p>
          <AttendanceForm corrected={corrected} hidden={{ personne: personId, operationId, version, ...ids }} />
        </details>
      )}
    </>
  );
}
