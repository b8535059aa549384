import { newId } from "@/lib/db/id";
import type { Db } from "@/lib/db/types";
import { toDbDay } from "@/lib/time/day";
import { aPerson, MADE_AT, type PersonRef, type Ref } from "@/tests/factories/builders";
import type { World } from "@/tests/factories/world";

/** An assessment out of 20 that was given back, with its grades. */
export async function anAssessment(
  db: Db,
  service: Ref,
  period: Ref,
  author: Ref,
  grades: readonly { student: Ref; points: string }[],
): Promise<Ref> {
  const id = newId();
  const { schoolId } = service;
  const shown = { visibleToStudentAt: MADE_AT, visibleToGuardianAt: MADE_AT };
  await db.assessment.create({
    data: {
      schoolId,
      id,
      serviceId: service.id,
      periodId: period.id,
      authorId: author.id,
      title: "Contrôle",
      heldOn: toDbDay("2026-10-06"),
      outOf: 20,
      coefficient: 1,
      broughtToScale: true,
      returnedAt: MADE_AT,
      ...shown,
      createdAt: MADE_AT,
      updatedAt: MADE_AT,
    },
  });
  await db.grade.createMany({
    data: grades.map(({ student, points }) => ({
      schoolId,
      assessmentId: id,
      studentId: student.id,
      points,
      ...shown,
      updatedById: author.id,
      updatedAt: MADE_AT,
    })),
  });
  return { schoolId, id };
}

/** The terms of a world's school: those that its divisions already follow, else two new ones. */
async function termsOf(db: Db, { school: { schoolId, yearId }, groups }: World): Promise<[Ref, Ref]> {
  const known = await db.period.findMany({
    where: { schoolId, scheme: { groups: { some: { id: groups.sixA.id } } } },
    select: { schoolId: true, id: true },
    orderBy: { position: "asc" },
  });
  if (known[0] && known[1]) return [known[0], known[1]];
  const schemeId = newId();
  const terms: [Ref, Ref] = [
    { schoolId, id: newId() },
    { schoolId, id: newId() },
  ];
  const days = ["2026-09-01", "2026-12-01", "2027-03-11"].map(toDbDay);
  await db.periodScheme.create({ data: { schoolId, id: schemeId, yearId, kind: "TRIMESTRE", name: "Trimestres" } });
  await db.period.createMany({
    data: terms.map((term, position) => ({
      ...term,
      schemeId,
      position,
      name: `${["1er", "2e"][position]} trimestre`,
      shortName: `T${position + 1}`,
      startsOn: days[position] ?? MADE_AT,
      endsOn: days[position + 1] ?? MADE_AT,
    })),
  });
  await db.group.updateMany({ where: { schoolId, yearId, kind: "DIVISION" }, data: { periodSchemeId: schemeId } });
  return terms;
}

/** What bulletins need beside the world: its terms, and a main teacher for 6A. */
export async function bulletinClass(db: Db, world: World, mainTeacher: Ref): Promise<{ first: Ref; second: Ref }> {
  const { schoolId } = world.school;
  const [first, second] = await termsOf(db, world);
  await db.mainTeacher.create({
    data: {
      schoolId,
      id: newId(),
      groupId: world.groups.sixA.id,
      teacherId: mainTeacher.id,
      startsOn: toDbDay("2026-09-01"),
    },
  });
  return { first, second };
}

/** A teacher of the school who teaches no class of the world. */
export async function aMainTeacher(db: Db, { school }: World): Promise<PersonRef> {
  const name = { firstName: "Paule", lastName: "Prigent", civility: "MME" } as const;
  return aPerson(db, school.schoolId, { profile: "TEACHER", ...name });
}

/**
 * The world's first term with these grades only: in maths alice 12 and adam 16, in Latin alice 15 and basile 9, all on 20; and what
 * the maths teacher wrote of alice.
 */
export async function gradeTerm(db: Db, { people, services, school }: World, term: Ref): Promise<void> {
  const { schoolId } = school;
  await db.assessmentStatistic.deleteMany({ where: { schoolId } });
  await db.shownStatistic.deleteMany({ where: { schoolId } });
  await db.grade.deleteMany({ where: { schoolId } });
  await db.assessment.deleteMany({ where: { schoolId } });
  await anAssessment(db, services.maths6A, term, people.mathsTeacher, [
    { student: people.alice, points: "12" },
    { student: people.adam, points: "16" },
  ]);
  await anAssessment(db, services.latin, term, people.frenchTeacher, [
    { student: people.alice, points: "15" },
    { student: people.basile, points: "9" },
  ]);
  await db.appreciation.create({
    data: {
      schoolId,
      serviceId: services.maths6A.id,
      studentId: people.alice.id,
      periodId: term.id,
      text: "Un travail régulier.",
      authorId: people.mathsTeacher.id,
      updatedAt: MADE_AT,
    },
  });
}
