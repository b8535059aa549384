import type { ReactNode } from "react";
import { Subject } from "@/components/subjects/subject";
import { Badge } from "@/components/ui/badge";
import { List, Row } from "@/components/ui/list";
import { Section } from "@/components/ui/section";
import type { LateItem } from "@/lib/absences/types";
import type { IsoDay } from "@/lib/time/day";
import { formatCount, formatDay, formatTimeOfDay } from "@/lib/time/format";

/** What a list shows at once; a year of lateness is a talk, not a list. */
const SHOWN = 20;

/** The latenesses of a pupil, the last first. A part of a page; nothing when there is none. */
export function Lates({
  lates,
  today,
  id = "retards",
  level = 2,
  of,
}: {
  lates: readonly LateItem[];
  today: IsoDay;
  id?: string;
  level?: 2 | 3;
  /** Whose they are, where a page has several such lists. */
  of?: ReactNode;
}) {
  if (lates.length === 0) return null;
  return (
    <Section id={id} level={level} note={formatCount(lates.length, "retard")} title={<>Retards{of}</>}>
      <List>
        {lates.slice(0, SHOWN).map(({ lesson, minutes }) => (
          <Row
            aside={<Badge>{`${minutes}\u00a0min`}</Badge>}
            key={lesson.id}
            title={<Subject code={lesson.subjectCode} name={lesson.subject} />}
          >
            {formatDay(lesson.day, { today })}, {formatTimeOfDay(lesson.startMinute)}
          </Row>
        ))}
      </List>
    </Section>
  );
}
