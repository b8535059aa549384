import "@/components/notes/bulletins/bulletins.css";
import type { ReactNode } from "react";
import { PdfLink } from "@/components/notes/bulletins/pdf-link";
import { Notice } from "@/components/ui/notice";
import { type Crumb, PageHeader } from "@/components/ui/page-header";
import { Card, Section } from "@/components/ui/section";
import { Table } from "@/components/ui/table";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { attendanceWords, mainTeacherWords } from "@/lib/notes/bulletins/rules";
import type { Bulletin } from "@/lib/notes/bulletins/types";
import { formatList, formatName } from "@/lib/time/format";

const columns = [
  { key: "subject", label: "Matière" },
  { key: "average", label: "Élève", align: "end" },
  { key: "class", label: "Classe", align: "end" },
  { key: "appreciation", label: "Appréciation" },
] as const;

/** The bulletin of a pupil: as it is published, or the project of it. */
export function BulletinPage({
  bulletin,
  isDraft,
  crumbs,
  pdf,
  children,
}: {
  bulletin: Bulletin;
  isDraft: boolean;
  crumbs: readonly Crumb[];
  pdf: string;
  /** What stands behind the words on absences, for those who prepare it. */
  children?: ReactNode;
}) {
  const { student, period, year, division, mainTeachers, lines, general, council, attendance } = bulletin;
  const lead = ["Bulletin", period, year, division].join(", ");
  return (
    <div className="bulletin" data-module="notes">
      <PageHeader actions={<PdfLink href={pdf} />} crumbs={crumbs} lead={lead} title={formatName(student)} />
      {isDraft && (
        <Notice className="bulletin-notice" title="Projet de bulletin">
          Il suit les notes et les appréciations jusqu’à sa publication. La famille ne le voit pas.
        </Notice>
      )}
      {mainTeachers.length > 0 && <p className="text-soft">{mainTeacherWords(mainTeachers)}</p>}
      <Table caption="Résultats par matière" captionHidden className="bulletin-table" columns={columns}>
        {lines.map(({ subject, teachers, average, classAverage, appreciation }) => (
          <tr key={`${subject}/${teachers.join()}`}>
            <th scope="row">
              {subject}
              <span className="bulletin-teachers">{formatList(teachers)}</span>
            </th>
            <td data-align="end">
              <strong>{average}</strong>
            </td>
            <td className="text-soft" data-align="end">
              {classAverage}
            </td>
            <td className="bulletin-words">{appreciation}</td>
          </tr>
        ))}
        <tr className="bulletin-general">
          <th scope="row">Moyenne générale</th>
          <td data-align="end">
            <strong>{general.average}</strong>
          </td>
          <td className="text-soft" data-align="end">
            {general.classAverage}
          </td>
          <td>
            <VisuallyHidden>Sans appréciation</VisuallyHidden>
          </td>
        </tr>
      </Table>
      {attendance && (
        <Section id="vie-scolaire" title="Vie scolaire">
          <Card className="bulletin-attendance">
            <p>{attendanceWords(attendance)}</p>
            {children}
          </Card>
        </Section>
      )}
      <Section id="conseil" title="Appréciation du conseil de classe">
        <Card className="bulletin-council">{council || <span className="text-soft">Pas encore rédigée.</span>}</Card>
      </Section>
    </div>
  );
}
