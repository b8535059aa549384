import { newId } from "@/lib/db/id";
import type { Db, SchoolKind } from "@/lib/db/types";
import { freeCatalogueFor } from "@/lib/ressources/free-catalogue";
import { daysAfter, type IsoDay, toDbDay } from "@/lib/time/day";
import { instantAt } from "@/prisma/demo/calendar";
import { FAVOURITES, GIVEN_BY_SUBJECT } from "@/prisma/demo/content/resources";
import type { SchoolNow } from "@/prisma/demo/lessons";
import type { LoadedSchool } from "@/prisma/demo/load";
import type { Random } from "@/prisma/demo/random";

/** The catalogue stands since the summer. */
const EVENING = 17 * 60 + 10;
/** A class is given something every third week in each subject. */
const DAYS_APART = 14;
const DUE_AFTER_DAYS = 7;

/**
 * The free catalogue in a school, what its classes were given from it until now, and what those who sign in keep at hand.
 * @param days the school days of the year.
 */
export async function writeResources(
  db: Db,
  { schoolId, services, groups }: LoadedSchool,
  kind: SchoolKind,
  days: readonly IsoDay[],
  now: SchoolNow,
  random: Random,
): Promise<void> {
  const createdAt = instantAt(daysAfter(days[0] ?? now.day, -3), EVENING);
  const catalogue = freeCatalogueFor(kind).map((resource) => ({ schoolId, id: newId(), ...resource }));
  await db.resource.createMany({ data: catalogue.map((row) => ({ ...row, createdAt, updatedAt: createdAt })) });
  const byName = new Map(catalogue.map((resource) => [resource.externalId, resource]));

  const past = days.filter((day) => day < now.day);
  const given = services.flatMap(({ subjectCode, groupCode, groupId, teacherId }) => {
    const level = groups.get(groupCode)?.level;
    const known = (GIVEN_BY_SUBJECT[subjectCode] ?? []).filter(({ resource }) =>
      byName.get(resource)?.levels.includes(level ?? ""),
    );
    const first = random.int(1, DAYS_APART);
    return random.shuffle(known).flatMap(({ resource, instruction }, rank) => {
      const day = past.at(-(first + rank * DAYS_APART));
      const resourceId = byName.get(resource)?.id;
      if (!day || !resourceId) return [];
      const dueOn = instruction ? toDbDay(daysAfter(day, DUE_AFTER_DAYS)) : null;
      return [
        {
          schoolId,
          id: newId(),
          resourceId,
          groupId,
          teacherId,
          instruction,
          dueOn,
          createdAt: instantAt(day, EVENING),
        },
      ];
    });
  });
  await db.resourceAssignment.createMany({ data: given });

  const readers = await db.person.findMany({
    where: { schoolId, account: { is: { login: { in: Object.keys(FAVOURITES) } } } },
    select: { id: true, account: { select: { login: true } } },
  });
  await db.resourceFavourite.createMany({
    data: readers.flatMap(({ id, account }) =>
      (FAVOURITES[account?.login ?? ""] ?? []).flatMap((externalId) => {
        const resourceId = byName.get(externalId)?.id;
        return resourceId ? [{ schoolId, personId: id, resourceId, createdAt }] : [];
      }),
    ),
  });
}
