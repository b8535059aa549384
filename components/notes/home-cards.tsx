import "@/components/notes/notes.css";
import { markWords } from "@/components/notes/words";
import { Link } from "@/components/ui/link";
import { List, Row } from "@/components/ui/list";
import { Section } from "@/components/ui/section";
import { inFrench } from "@/lib/notes/marks";
import type { RecentGrade, UnmarkedAssessment } from "@/lib/notes/types";
import { formatDay } from "@/lib/time/format";

/** The grades that appeared lately, on a pupil's home; nothing when there are none. */
export function NewGrades({ grades, href }: { grades: readonly RecentGrade[]; href: string }) {
  if (grades.length === 0) return null;
  return (
    <Section
      action={<Link href={href}>Toutes les notes</Link>}
      data-module="notes"
      id="notes"
      title="Tes nouvelles notes"
    >
      <GradeRows grades={grades} />
    </Section>
  );
}

/** The same in a child's card. */
export function ChildGrades({
  grades,
  href,
  name,
}: {
  grades: readonly RecentGrade[];
  href: string | null;
  name: string;
}) {
  if (grades.length === 0) return null;
  return (
    <div data-module="notes">
      <div className="child-part">
        <h3>Nouvelles notes</h3>
        {href && (
          <p className="section-note">
            <Link href={href}>
              Toutes les notes<span className="visually-hidden"> de {name}</span>
            </Link>
          </p>
        )}
      </div>
      <GradeRows grades={grades} />
    </div>
  );
}

function GradeRows({ grades }: { grades: readonly RecentGrade[] }) {
  return (
    <List>
      {grades.map(({ assessmentId, subject, title, mark, outOf }) => (
        <Row
          aside={
            <span className="grade-mark" data-code={mark?.code ? true : undefined}>
              {markWords(mark)}
              {!mark?.code && <span>/{inFrench(outOf)}</span>}
            </span>
          }
          className="grade-row"
          key={assessmentId}
          title={subject}
        >
          {title}
        </Row>
      ))}
    </List>
  );
}

/** Copies that wait for their grades, on a teacher's home; nothing when all are marked. */
export function Unmarked({
  assessments,
  hrefOf,
}: {
  assessments: readonly UnmarkedAssessment[];
  hrefOf: (assessmentId: string) => string;
}) {
  if (assessments.length === 0) return null;
  return (
    <Section data-module="notes" id="copies" title="Copies à noter">
      <List>
        {assessments.map(({ id, title, heldOn, subject, group }) => (
          <Row key={id} title={<Link href={hrefOf(id)}>{title}</Link>}>
            {[group, subject, formatDay(heldOn)].join(" · ")}
          </Row>
        ))}
      </List>
    </Section>
  );
}
