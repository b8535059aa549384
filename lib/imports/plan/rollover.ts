import type { PlanContext } from "@/lib/imports/plan/context";
import type { PersonRow } from "@/lib/imports/plan/tables";
import type { IsoDay } from "@/lib/time/day";

/** Those whom a school year that has not begun is told by. */
export const MOVERS = ["students", "guardians", "staff"] as const;

/** How many enter with a year, go on into it, and leave before it. */
export interface Movement {
  enter: number;
  stay: number;
  leave: number;
}

/** What the files of a year that has not begun do to people. */
export interface Rollover {
  label: string;
  startsOn: IsoDay;
  endsOn: IsoDay;
  /** The school had not prepared it: the import makes it. */
  isNew: boolean;
  movements: Record<(typeof MOVERS)[number], Movement>;
}

/**
 * Who enters with the year imported, goes on into it and leaves before it, once all is planned. Null for a year that has begun, and for the first of a
 * school.
 */
export function rolloverOf(context: PlanContext, isNew: boolean): Rollover | null {
  const { year, today } = context;
  if (today >= year.startsOn || !context.hasYearBefore) return null;
  const movements = {
    students: { enter: 0, stay: 0, leave: 0 },
    guardians: { enter: 0, stay: 0, leave: 0 },
    staff: { enter: 0, stay: 0, leave: 0 },
  };
  for (const person of context.drafts.person.rows()) {
    const { profile } = person;
    const who = profile === "STUDENT" ? "students" : profile === "GUARDIAN" ? "guardians" : "staff";
    const what = moveOf(person, today, year.startsOn);
    if (what) movements[who][what] += 1;
  }
  return { label: year.label, startsOn: year.startsOn, endsOn: year.endsOn, isNew, movements };
}

/** Gone already, or come and gone between today and the rentrée: no move of this year. */
function moveOf({ startsOn, endsOn }: PersonRow, today: IsoDay, rentree: IsoDay): keyof Movement | null {
  const isThereNow = startsOn <= today && (endsOn === null || endsOn > today);
  const isThereThen = startsOn <= rentree && (endsOn === null || endsOn > rentree);
  if (isThereNow) return isThereThen ? "stay" : "leave";
  const comesLater = startsOn >= rentree && (endsOn === null || endsOn > startsOn);
  return comesLater || isThereThen ? "enter" : null;
}
