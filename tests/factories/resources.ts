import { newId } from "@/lib/db/id";
import type { Db, Prisma } from "@/lib/db/types";
import { MADE_AT, type Ref } from "@/tests/factories/builders";
import type { World } from "@/tests/factories/world";

/** A resource in a school's catalogue, for everybody unless said otherwise. */
export async function aResource(
  db: Db,
  schoolId: string,
  title: string,
  values: Partial<Prisma.ResourceUncheckedCreateInput> = {},
): Promise<Ref> {
  const id = newId();
  await db.resource.create({
    data: {
      schoolId,
      id,
      title,
      publisher: "Sésamath",
      description: "Des exercices pour s’entraîner.",
      url: "https://example.org/",
      kind: "EXERCISES",
      domains: ["MATHS"],
      levels: ["6e", "5e", "4e", "3e"],
      isForPupils: true,
      createdAt: MADE_AT,
      updatedAt: MADE_AT,
      ...values,
    },
  });
  return { schoolId, id };
}

/** A resource given to a class. */
export async function aGivenResource(
  db: Db,
  resource: Ref,
  group: Ref,
  teacher: Ref,
  values: Partial<Prisma.ResourceAssignmentUncheckedCreateInput> = {},
): Promise<Ref> {
  const id = newId();
  const { schoolId } = resource;
  await db.resourceAssignment.create({
    data: {
      schoolId,
      id,
      resourceId: resource.id,
      groupId: group.id,
      teacherId: teacher.id,
      createdAt: new Date("2026-11-16T10:00:00Z"),
      ...values,
    },
  });
  return { schoolId, id };
}

/** Keeps a resource at hand for somebody. */
export async function aFavourite(db: Db, resource: Ref, person: Ref): Promise<void> {
  const { schoolId } = resource;
  await db.resourceFavourite.create({
    data: { schoolId, personId: person.id, resourceId: resource.id, createdAt: MADE_AT },
  });
}

/** A catalogue in both schools of a world, by the names that the tables of the matrix use. Made once per world. */
export async function makeResources(db: Db, { people, groups, school, other }: World) {
  const { schoolId } = school;
  const open = await aResource(db, schoolId, "Ouverte à tous");
  const team = await aResource(db, schoolId, "Pour l’équipe", { isForPupils: false });
  const withdrawn = await aResource(db, schoolId, "Retirée", { withdrawnAt: MADE_AT });
  const elsewhere = await aResource(db, other.school.schoolId, "Ailleurs", { levels: ["CM2"] });
  const given = {
    sixA: await aGivenResource(db, open, groups.sixA, people.mathsTeacher),
    sixB: await aGivenResource(db, open, groups.sixB, people.teacherOf6B),
    latin: await aGivenResource(db, open, groups.latin, people.frenchTeacher),
    takenBack: await aGivenResource(db, open, groups.sixA, people.mathsTeacher, { withdrawnAt: MADE_AT }),
    ofTeam: await aGivenResource(db, team, groups.sixA, people.mathsTeacher),
    givenElsewhere: await aGivenResource(db, elsewhere, other.group, other.people.teacher),
  };
  for (const person of [people.alice, people.mathsTeacher, people.aliceGuardian1]) await aFavourite(db, open, person);
  return { resources: { open, team, withdrawn, elsewhere }, given };
}
