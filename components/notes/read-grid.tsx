import type { GridColumn } from "@/components/notes/grid/grade-grid";
import { figureWords } from "@/components/notes/words";
import { Link } from "@/components/ui/link";
import { averageOfService, meanOf } from "@/lib/notes/averages";
import { writeMark } from "@/lib/notes/marks";
import { formatAverage } from "@/lib/notes/rounding";
import type { GradeSheet } from "@/lib/notes/types";

/** The same grid for who reads and does not write: no script, no field. */
export function ReadGrid({ sheet, columns }: { sheet: GradeSheet; columns: readonly GridColumn[] }) {
  const { rules } = sheet.service;
  const marks = new Map(sheet.cells.map((cell) => [`${cell.studentId} ${cell.assessmentId}`, cell.mark]));
  const rows = sheet.pupils.map((pupil) => {
    const own = columns.map((column) => ({ ...column, mark: marks.get(`${pupil.id} ${column.id}`) ?? null }));
    return { pupil, own, average: averageOfService(rules, own).value };
  });
  const ofClass = meanOf(rows.map(({ average }) => average));
  return (
    <div aria-label="Notes de la classe" className="grid-frame" role="region" tabIndex={0}>
      <table className="grade-table">
        <caption className="visually-hidden">
          Notes de la classe, une ligne par élève, une colonne par évaluation
        </caption>
        <thead>
          <tr>
            <th scope="col">Élève</th>
            {columns.map(({ id, title, date, weight, href }) => (
              <th key={id} scope="col">
                <Link className="grid-title" href={href} title={title}>
                  {title}
                </Link>
                <span className="grid-note">{date}</span>
                <span className="grid-note">{weight}</span>
              </th>
            ))}
            <th scope="col">Moyenne</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ pupil, own, average }) => (
            <tr key={pupil.id}>
              <th scope="row">
                <span className="grid-last-name">{pupil.lastName}</span> {pupil.firstName}
              </th>
              {own.map(({ id, mark }) => (
                <td className="grid-mark" key={id}>
                  {writeMark(mark)}
                </td>
              ))}
              <td className="grid-figure">{formatAverage(average, rules.scale, rules.rounding)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Moyenne de la classe</th>
            {columns.map((column) => (
              <td className="grid-figure" key={column.id}>
                {figureOf(sheet, column.id)}
              </td>
            ))}
            <td className="grid-figure">{formatAverage(ofClass, rules.scale, rules.rounding)}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function figureOf({ assessments }: GradeSheet, id: string): string {
  const figures = assessments.find((each) => each.id === id)?.figures;
  return figures ? figureWords(figures.mean) : "—";
}
