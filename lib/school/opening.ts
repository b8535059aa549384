import "server-only";
import { DEFAULT_MOTIVES } from "@/lib/absences/rules";
import { insertRows } from "@/lib/db/bulk";
import { newId } from "@/lib/db/id";
import type { Db } from "@/lib/db/types";
import { firstYear, plannedCalendar } from "./calendar";
import { type IsoDay, toDbDay } from "@/lib/time/day";

/** The motives of absence that every school begins with. */
export async function writeDefaultMotives(db: Db, schoolId: string): Promise<void> {
  await insertRows(
    db,
    "absence_motive",
    DEFAULT_MOTIVES.map((motive, position) => ({ schoolId, id: newId(), position, ...motive })),
  );
}

/**
 * What a school that was just created begins with, before any file: its motives of absence, its school year and the calendar of its zone.
 * The importer corrects the dates of the year by those of STS. Settings have their defaults in the code.
 * @param db may insert these rows for this school; it reads none of them back.
 * @param today where the school is.
 */
export async function openSchoolYear(
  db: Db,
  school: { id: string; kind: "ECOLE" | "COLLEGE" | "LYCEE"; zone: string },
  today: IsoDay,
): Promise<{ label: string }> {
  const year = { id: newId(), ...firstYear(school.zone, today) };
  const schoolId = school.id;
  await db.schoolYear.createMany({
    data: [
      { schoolId, id: year.id, label: year.label, startsOn: toDbDay(year.startsOn), endsOn: toDbDay(year.endsOn) },
    ],
  });
  const { closures, weeks } = plannedCalendar(school.zone, year, { hasAlternance: school.kind !== "ECOLE" });
  await insertRows(
    db,
    "closure",
    closures.map((closure) => ({ schoolId, id: newId(), yearId: year.id, ...closure })),
  );
  await insertRows(
    db,
    "teaching_week",
    weeks.map((week) => ({ schoolId, yearId: year.id, ...week })),
  );
  await writeDefaultMotives(db, schoolId);
  return { label: year.label };
}
