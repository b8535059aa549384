import { withSystem } from "@/lib/db/system";
import type { Db } from "@/lib/db/types";
import type { Bulletin } from "@/lib/notes/bulletins/types";
import { MADE_AT, type PersonRef, type Ref } from "@/tests/factories/builders";
import { bulletinClass } from "@/tests/factories/bulletins";
import type { World } from "@/tests/factories/world";

const made = new WeakMap<World, Promise<{ first: Ref; second: Ref }>>();

/** The terms of the matrix's world, with the bulletins of 6B published; made when the first row asks. */
export function termsOf(world: World): Promise<{ first: Ref; second: Ref }> {
  const known = made.get(world);
  if (known) return known;
  const making = withSystem("access matrix: its terms", async (db) => {
    const terms = await bulletinClass(db, world, world.people.frenchTeacher);
    await published(db, world, world.groups.sixB, world.people.basile, terms.first);
    return terms;
  });
  made.set(world, making);
  return making;
}

/** A pupil's bulletin, as publishing leaves it. */
export async function published(
  db: Db,
  { school }: World,
  division: Ref,
  pupil: PersonRef,
  period: Ref,
): Promise<void> {
  const { schoolId } = school;
  const key = { schoolId, divisionId: division.id, periodId: period.id };
  const content: Bulletin = {
    school: school.name,
    year: "2026-2027",
    period: "1er trimestre",
    division: "6B",
    mainTeachers: [],
    student: { id: pupil.id, firstName: pupil.firstName, lastName: pupil.lastName },
    lines: [],
    general: { average: "9,00", classAverage: "9,00" },
    council: "",
    attendance: null,
  };
  await db.divisionPeriod.upsert({
    where: { schoolId_divisionId_periodId: key },
    create: { ...key, publishedAt: MADE_AT },
    update: { publishedAt: MADE_AT },
  });
  await db.bulletin.create({
    data: { ...key, studentId: pupil.id, content, createdAt: MADE_AT, visibleAt: MADE_AT },
  });
}
