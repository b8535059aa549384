import type { z } from "zod";
import type { Context } from "@/lib/auth/context";
import {
  endAccess,
  printCode,
  printSheets,
  restoreAccess,
  saveModules,
  savePeriods,
  saveSettings,
} from "@/lib/comptes/commands";
import { createPerson, endPerson, giveBack, savePerson } from "@/lib/comptes/editing";
import { saveGuardianship, saveJudgment } from "@/lib/comptes/guardianships";
import { invite } from "@/lib/comptes/invitations";
import { closePeriod, createScheme } from "@/lib/comptes/periods";
import {
  createPersonInput,
  endPersonInput,
  giveBackInput,
  saveGuardianshipInput,
  saveJudgmentInput,
  savePersonInput,
} from "@/lib/comptes/person-schema";
import {
  closePeriodInput,
  createSchemeInput,
  endAccessInput,
  inviteInput,
  printCodeInput,
  printSheetsInput,
  restoreAccessInput,
  saveModulesInput,
  savePeriodsInput,
  saveSettingsInput,
} from "@/lib/comptes/schema";
import { newId } from "@/lib/db/id";
import type { Db } from "@/lib/db/types";
import { env } from "@/lib/env";
import type { Result } from "@/lib/errors/codes";
import { toDbDay } from "@/lib/time/day";
import type { WriteRow } from "@/tests/access/matrix";
import { aGroup, aGuardianship, anEnrollment, aPerson } from "@/tests/factories/builders";
import type { World } from "@/tests/factories/world";

// Who ends accesses, hands out codes and sets the school: lib/comptes/access.ts. A head sets its own school and no other.

const COMMANDS = "comptes/commands";
const RUNNERS = "head deputy admin";

/** A command with its schema, as defineAction ties them. */
function parsed<Schema extends z.ZodType, Value>(
  schema: Schema,
  command: (ctx: Context, input: z.output<Schema>) => Promise<Result<Value>>,
): WriteRow["run"] {
  return (ctx, input) => command(ctx, schema.parse(input));
}

const aPupil =
  (values: { accountId?: null; accessEndsOn?: Date } = {}) =>
  async (db: Db, { school }: World): Promise<string> => {
    const { schoolId } = school;
    const { id } = await aPerson(db, schoolId, { profile: "STUDENT", firstName: "Paul", lastName: "Petit" });
    await db.person.update({ where: { schoolId_id: { schoolId, id } }, data: values });
    return id;
  };

async function aClassWithoutAccounts(db: Db, world: World): Promise<string> {
  const { schoolId } = world.school;
  const group = await aGroup(db, world.school, { code: newId().slice(-6) });
  const id = await aPupil({ accountId: null })(db, world);
  await anEnrollment(db, { schoolId, id }, group);
  return group.id;
}

/** The same with an address for the pupil, and a mail server to be written to: it is not, in this test. */
async function aClassToInvite(db: Db, world: World): Promise<string> {
  env().SMTP_URL ??= "smtp://127.0.0.1:9";
  const group = await aClassWithoutAccounts(db, world);
  const { schoolId } = world.school;
  const member = await db.enrollment.findFirstOrThrow({
    where: { schoolId, groupId: group },
    select: { studentId: true },
  });
  await db.contact.create({
    data: { schoolId, id: newId(), personId: member.studentId, kind: "EMAIL", value: "eleve@example.fr" },
  });
  return group;
}

/** Both schools as they were: what they have set has their own version. */
async function untouchedSchools(db: Db, { school, other }: World): Promise<string> {
  await db.school.updateMany({ where: { id: { in: [school.schoolId, other.school.schoolId] } }, data: { version: 1 } });
  return "1";
}

let schemes = 0;

async function aScheme(db: Db, { school: { schoolId, yearId } }: World): Promise<string> {
  const id = newId();
  schemes += 1;
  await db.periodScheme.create({ data: { schoolId, id, yearId, kind: "CUSTOM", name: `Essai ${schemes}` } });
  await db.period.create({
    data: {
      schoolId,
      id: newId(),
      schemeId: id,
      position: 1,
      name: "Toute l’année",
      shortName: "A",
      startsOn: toDbDay("2026-09-01"),
      endsOn: toDbDay("2027-07-04"),
    },
  });
  const [period] = await db.period.findMany({ where: { schoolId, schemeId: id }, select: { id: true } });
  return `${id} ${period?.id}`;
}

/** A class without periods, and any of it is free to be named. */
async function anUndividedClass(db: Db, { school }: World): Promise<string> {
  const group = await aGroup(db, school, { code: newId().slice(-6) });
  await db.group.update({
    where: { schoolId_id: { schoolId: school.schoolId, id: group.id } },
    data: { periodSchemeId: null },
  });
  return group.id;
}

async function anOpenPeriod(db: Db, world: World): Promise<string> {
  const { schoolId } = world.school;
  const [schemeId = "", periodId = ""] = (await aScheme(db, world)).split(" ");
  const groupId = await anUndividedClass(db, world);
  await db.group.update({ where: { schoolId_id: { schoolId, id: groupId } }, data: { periodSchemeId: schemeId } });
  return periodId;
}

export const comptesWrites: WriteRow[] = [
  {
    operation: `${COMMANDS}.endAccess`,
    prepare: aPupil(),
    input: (personId) => ({ operationId: newId(), personId, endsOn: "2026-11-19", reason: "LEFT" }),
    run: parsed(endAccessInput, endAccess),
    allowed: RUNNERS,
    action: "comptes.access.end",
    changes: "outbox person",
  },
  {
    operation: `${COMMANDS}.restoreAccess`,
    prepare: aPupil({ accessEndsOn: toDbDay("2026-11-18") }),
    input: (personId) => ({ operationId: newId(), personId, expected: "2026-11-18" }),
    run: parsed(restoreAccessInput, restoreAccess),
    allowed: RUNNERS,
    action: "comptes.access.restore",
    changes: "outbox person",
  },
  {
    operation: `${COMMANDS}.printCode`,
    prepare: aPupil({ accountId: null }),
    input: (personId) => ({ personId }),
    run: parsed(printCodeInput, printCode),
    allowed: RUNNERS,
    action: "auth.code.create",
    changes: "access_code",
  },
  {
    operation: `${COMMANDS}.printSheets`,
    prepare: aClassWithoutAccounts,
    input: (divisionId) => ({ divisionId, who: "EVERYONE" }),
    run: parsed(printSheetsInput, printSheets),
    allowed: RUNNERS,
    action: "comptes.sheets.print",
    changes: "access_code",
  },
  {
    operation: "comptes/invitations.invite",
    prepare: aClassToInvite,
    input: (id) => ({ operationId: newId(), to: "CLASS", id, who: "STUDENT" }),
    run: parsed(inviteInput, invite),
    allowed: RUNNERS,
    action: "comptes.invitation.send",
    changes: "invitation",
  },
  {
    operation: `${COMMANDS}.saveModules`,
    prepare: untouchedSchools,
    input: (version) => ({ operationId: newId(), version, open: ["emploi-du-temps", "cahier-de-texte"] }),
    run: parsed(saveModulesInput, saveModules),
    allowed: `${RUNNERS} otherHead`,
    action: "comptes.modules.save",
    changes: "school",
  },
  {
    operation: `${COMMANDS}.saveSettings`,
    prepare: untouchedSchools,
    input: (version) => ({
      operationId: newId(),
      version,
      group: "signIn",
      staffIdleMinutes: "120",
      familyIdleMinutes: "14",
    }),
    run: parsed(saveSettingsInput, saveSettings),
    allowed: `${RUNNERS} otherHead`,
    action: "comptes.settings.save",
    changes: "school",
  },
  {
    operation: `${COMMANDS}.savePeriods`,
    prepare: aScheme,
    input: (target) => {
      const [schemeId, periodId] = target.split(" ");
      const days = { [`debut.${periodId}`]: "2026-09-02", [`fin.${periodId}`]: "2027-07-02" };
      return { operationId: newId(), version: 1, schemeId, ...days };
    },
    run: parsed(savePeriodsInput, savePeriods),
    allowed: RUNNERS,
    action: "comptes.periods.save",
    changes: "outbox period period_scheme",
  },
  {
    operation: "comptes/periods.closePeriod",
    prepare: anOpenPeriod,
    input: (periodId) => ({ operationId: newId(), periodId, closed: "yes" }),
    run: parsed(closePeriodInput, closePeriod),
    allowed: RUNNERS,
    action: "comptes.period.close",
    changes: "division_period",
  },
  {
    operation: "comptes/periods.createScheme",
    prepare: anUndividedClass,
    input: (divisionId) => ({
      operationId: newId(),
      kind: "SEMESTRE",
      name: `Semestres ${divisionId}`,
      divisionIds: [divisionId],
    }),
    run: parsed(createSchemeInput, createScheme),
    allowed: RUNNERS,
    action: "comptes.scheme.create",
    changes: "group period period_scheme",
  },
  {
    operation: "comptes/editing.createPerson",
    prepare: async () => newId(),
    input: (personId) => ({ personId, kind: "AESH", lastName: `Neuve ${personId}`, firstName: "Anne" }),
    run: parsed(createPersonInput, createPerson),
    allowed: `${RUNNERS} otherHead`,
    action: "comptes.person.create",
    changes: "access_code civil_status person",
  },
  {
    operation: "comptes/editing.savePerson",
    prepare: aPupil(),
    input: (personId) => ({
      operationId: newId(),
      personId,
      lastName: "Petit-Jean",
      firstName: "Paul",
      before: JSON.stringify({ lastName: "Petit" }),
    }),
    run: parsed(savePersonInput, savePerson),
    allowed: RUNNERS,
    action: "comptes.person.save",
    changes: "person",
  },
  {
    operation: "comptes/editing.giveBack",
    prepare: async (db, world) => {
      const personId = await aPupil()(db, world);
      const { schoolId } = world.school;
      const own = { schoolId, personId, aboutId: personId, field: "person.lastName", setAt: new Date(0) };
      await db.personOverride.create({
        data: { ...own, value: "Petit", importedValue: "PETIT", authorId: world.people.head.id },
      });
      return personId;
    },
    input: (personId) => ({ operationId: newId(), personId, aboutId: personId, field: "person.lastName" }),
    run: parsed(giveBackInput, giveBack),
    allowed: RUNNERS,
    action: "comptes.person.give-back",
    changes: "person person_override",
  },
  {
    operation: "comptes/editing.endPerson",
    prepare: aPupil(),
    input: (personId) => ({ operationId: newId(), personId, endsOn: "2026-11-19" }),
    run: parsed(endPersonInput, endPerson),
    allowed: RUNNERS,
    action: "comptes.person.end",
    changes: "person",
  },
  {
    operation: "comptes/guardianships.saveGuardianship",
    prepare: aPupil(),
    input: (studentId, { people }) => ({
      operationId: newId(),
      guardianId: people.aliceGuardian1.id,
      studentId,
      level: "2",
    }),
    run: parsed(saveGuardianshipInput, saveGuardianship),
    allowed: RUNNERS,
    action: "comptes.guardianship.save",
    changes: "guardianship",
  },
  {
    // A guardian of nobody else: what is decided here shuts no door of another cell.
    operation: "comptes/guardianships.saveJudgment",
    prepare: async (db, world) => {
      const studentId = await aPupil()(db, world);
      const guardian = await aPerson(db, world.school.schoolId, { profile: "GUARDIAN", firstName: "P", lastName: "P" });
      await aGuardianship(db, guardian, { schoolId: world.school.schoolId, id: studentId }, 1);
      return `${studentId} ${guardian.id}`;
    },
    input: (target) => {
      const [studentId, guardianId] = target.split(" ");
      const decided = { kind: "NO_COMMUNICATION", reference: "TJ Autun", startsOn: "2026-11-19" };
      return { operationId: newId(), guardianId, studentId, ...decided };
    },
    run: parsed(saveJudgmentInput, saveJudgment),
    allowed: RUNNERS,
    action: "comptes.judgment.save",
    changes: "judgment",
  },
];
