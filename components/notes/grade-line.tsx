import { coefficientWords, figureWords, kindWords, markWords } from "@/components/notes/words";
import type { AveragedSubject } from "@/components/notes/results-page";
import { Subject } from "@/components/subjects/subject";
import { Badge } from "@/components/ui/badge";
import { List, Row } from "@/components/ui/list";
import { Section } from "@/components/ui/section";
import { inFrench } from "@/lib/notes/marks";
import type { ReadGrade } from "@/lib/notes/types";
import type { IsoDay } from "@/lib/time/day";
import { formatDay } from "@/lib/time/format";

/** One grade, with all that the school shows of it. */
export function GradeLine({
  grade,
  today,
  subject,
}: {
  grade: ReadGrade;
  today: IsoDay;
  /** By date, each grade says its subject. */
  subject?: { code: string; name: string };
}) {
  const { title, heldOn, mark, outOf, coefficient, kind, figures, comment, remark, isNew } = grade;
  const facts = [
    !subject && formatDay(heldOn, { today }),
    coefficientWords(coefficient),
    kind !== "NORMAL" && kindWords[kind].toLowerCase(),
    figures && `classe ${figureWords(figures.mean)}`,
    figures && `de ${figureWords(figures.lowest)} à ${figureWords(figures.highest)}`,
  ].filter(Boolean);
  return (
    <Row
      aside={
        <span className="grade-mark" data-code={mark?.code ? true : undefined}>
          {markWords(mark)}
          {!mark?.code && <span>/{inFrench(outOf)}</span>}
        </span>
      }
      className="grade-row"
      title={
        <>
          {subject && <Subject code={subject.code} name={subject.name} />} {title}{" "}
          {isNew && <Badge tone="sun">Nouveau</Badge>}
        </>
      }
    >
      {facts.join(" · ")}
      {comment && <span className="grade-comment">{comment}</span>}
      {remark && <span className="grade-comment">{remark}</span>}
    </Row>
  );
}

/** The grades of all subjects, the latest day first. */
export function GradesByDate({ subjects, today }: { subjects: readonly AveragedSubject[]; today: IsoDay }) {
  const all = subjects.flatMap(({ service, grades }) => grades.map((grade) => ({ service, grade })));
  const days = [...new Set(all.map(({ grade }) => grade.heldOn))].toSorted().toReversed();
  return days.map((day) => (
    <Section id={`jour-${day}`} key={day} title={formatDay(day, { long: true, today })}>
      <List>
        {all
          .filter(({ grade }) => grade.heldOn === day)
          .map(({ service, grade }) => (
            <GradeLine
              grade={grade}
              key={grade.id}
              subject={{ code: service.subjectCode, name: service.subject }}
              today={today}
            />
          ))}
      </List>
    </Section>
  ));
}
