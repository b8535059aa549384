import { createInterface } from "node:readline";
import { hashSecret, newCode } from "@/lib/auth/codes";
import { hashPassword } from "@/lib/auth/passwords";
import { newId } from "@/lib/db/id";
import { withSystem } from "@/lib/db/system";
import type { AccessCodePurpose, Db } from "@/lib/db/types";
import { disconnect } from "@/lib/db/client";
import { DEMO_PASSWORD } from "@/prisma/demo/accounts";
import { run } from "@/scripts/platform/failure";
import {
  aGuardianship,
  aMessage,
  aPerson,
  aSchool,
  aSession,
  MADE_AT,
  type PersonRef,
  type Ref,
} from "@/tests/factories/builders";
import { aMainTeacher, bulletinClass } from "@/tests/factories/bulletins";
import { makeWorld } from "@/tests/factories/world";

// Run by support/school.ts beside the server: for each line that it reads, makes a school that no other test touches and writes
// it as a line of JSON.

/** Past every test's frozen clock. */
const FAR = new Date("2027-09-01T00:00:00Z");

async function aCode(db: Db, person: Ref, purpose: AccessCodePurpose): Promise<string> {
  const code = newCode();
  await db.accessCode.create({
    data: {
      schoolId: person.schoolId,
      id: newId(),
      personId: person.id,
      purpose,
      codeHash: hashSecret(code),
      createdAt: MADE_AT,
      expiresAt: FAR,
      issuer: "DIRECTION",
    },
  });
  return code;
}

/** A person as the importer leaves one: without an account yet. */
async function aPersonWithoutAccount(
  db: Db,
  schoolId: string,
  values: Parameters<typeof aPerson>[2],
): Promise<PersonRef> {
  const person = await aPerson(db, schoolId, values);
  await db.person.update({
    where: { schoolId_id: { schoolId: person.schoolId, id: person.id } },
    data: { accountId: null },
    select: { id: true },
  });
  return person;
}

/** The two schools of the factories, where everybody has a password, the French class has a next lesson, and sheets are printed. */
async function makeSchool(db: Db, passwordHash: string) {
  const world = await makeWorld(db);
  const mainTeacher = await aMainTeacher(db, world);
  const terms = await bulletinClass(db, world, mainTeacher);
  const { people, services } = world;
  const { schoolId } = world.school;
  await aSession(db, services.french6A, [people.frenchTeacher], { on: "2026-11-23", startMinute: 9 * 60 });
  await aSession(db, services.french6A, [people.frenchTeacher], { on: "2026-11-24", startMinute: 10 * 60 });

  // What is published was told of when it was: the bells of the tests are silent at first.
  const untold = {
    schoolId: { in: [schoolId, world.other.school.schoolId] },
    publishedFrom: { lt: new Date("2026-11-19T00:00:00Z") },
  };
  await db.news.updateMany({ where: untold, data: { announcedAt: MADE_AT } });

  // A teacher who is a parent in her own school, by the same account.
  const teacherAsParent = await aPerson(db, schoolId, {
    profile: "GUARDIAN",
    firstName: people.teacherOf6B.firstName,
    lastName: people.teacherOf6B.lastName,
    account: people.teacherOf6B,
  });
  await aGuardianship(db, teacherAsParent, people.adam, 1);

  const before = { subject: "Rentrée" };
  const formerMail = await aMessage(db, people.mathsTeacher, [people.aliceFormerGuardian], before);

  const newcomer = await aPersonWithoutAccount(db, schoolId, {
    profile: "STUDENT",
    firstName: "Noé",
    lastName: "Nouvel",
    birthDate: "2015-05-02",
  });
  // A mother of another school, by another sheet: she has an account there.
  const secondSchool = await aSchool(db, { name: "École des Lilas", kind: "ECOLE", city: "Autun", zone: "A" });
  const motherElsewhere = await aPersonWithoutAccount(db, secondSchool.schoolId, {
    profile: "GUARDIAN",
    firstName: people.aliceGuardian1.firstName,
    lastName: people.aliceGuardian1.lastName,
  });
  const childElsewhere = await aPerson(db, secondSchool.schoolId, {
    profile: "STUDENT",
    firstName: "Ariane",
    lastName: people.aliceGuardian1.lastName,
    birthDate: "2018-03-14",
  });
  await aGuardianship(db, motherElsewhere, childElsewhere, 1);
  // A school as any other: its head must have a second factor.
  const strictSchool = await aSchool(db, { name: "Collège des Remparts", settings: {} });
  const strictHead = await aPerson(db, strictSchool.schoolId, {
    profile: "HEAD",
    firstName: "Rose",
    lastName: "Rempart",
  });

  const codes = {
    elsewhere: await aCode(db, motherElsewhere, "ACTIVATION"),
    activation: await aCode(db, newcomer, "ACTIVATION"),
    reset: await aCode(db, people.basile, "RESET"),
  };
  const accounts = [...Object.values(people), ...Object.values(world.other.people), mainTeacher, strictHead].map(
    ({ accountId }) => accountId,
  );
  await db.account.updateMany({ where: { id: { in: accounts } }, data: { passwordHash } });
  return { ...world, mainTeacher, terms, teacherAsParent, formerMail, newcomer, strictHead, codes };
}

/** What a test is given. */
export type School = Awaited<ReturnType<typeof makeSchool>>;

run(async () => {
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  for await (const _line of createInterface({ input: process.stdin })) {
    const school = await withSystem("test: a school", (db) => makeSchool(db, passwordHash), { timeoutSeconds: 60 });
    process.stdout.write(`${JSON.stringify(school)}\n`);
  }
  await disconnect();
});
