import type { z } from "zod";
import type { Context } from "@/lib/auth/context";
import { newId } from "@/lib/db/id";
import { withSystem } from "@/lib/db/system";
import type { Db } from "@/lib/db/types";
import { endDelegation, giveDelegation } from "@/lib/droits/commands";
import { listDelegations, personRights, schoolRights } from "@/lib/droits/queries";
import {
  appointSubstituteInput,
  endDelegationInput,
  endSubstitutionInput,
  giveDelegationInput,
} from "@/lib/droits/schema";
import { appointSubstitute, endSubstitution, listSubstitutions, replaceableTeachers } from "@/lib/droits/substitutions";
import type { Result } from "@/lib/errors/codes";
import { now } from "@/lib/time/clock";
import { daysAfter, toDbDay, toDbInstant } from "@/lib/time/day";
import { type ReadRow, REST, told, type WriteRow } from "@/tests/access/matrix";
import { aGroup, aPerson, aService, aServiceTeacher, aSession, aSubject } from "@/tests/factories/builders";
import type { World } from "@/tests/factories/world";

// Who can do what, and who lends rights: lib/droits/access.ts. Those who run the school, each in its own.

const RUNNERS = "head deputy admin";

/** A colleague of the world's school who holds a right. */
async function aDelegation(db: Db, { school: { schoolId }, people }: World): Promise<string> {
  const { id: personId } = await aPerson(db, schoolId, { profile: "STAFF", firstName: "Denise", lastName: "Zay" });
  const id = newId();
  await db.delegation.create({
    data: {
      schoolId,
      id,
      personId,
      right: "SETTINGS",
      startsOn: toDbDay("2026-11-02"),
      endsOn: toDbDay("2026-12-19"),
      givenById: people.head.id,
      givenAt: toDbInstant(now()),
      reason: "Essai",
    },
  });
  return id;
}

/** The same for all who ask: it is read, and left as it is. */
const delegations = new WeakMap<World, Promise<string>>();
const theDelegation = (world: World): Promise<string> => {
  const made = delegations.get(world) ?? withSystem("access matrix: a delegation", (db) => aDelegation(db, world));
  delegations.set(world, made);
  return made;
};

export const droitsReads: ReadRow[] = [
  {
    operation: "droits/queries.listDelegations",
    module: "comptes",
    ask: async (ctx, world) => {
      const id = await theDelegation(world);
      return (await listDelegations(ctx, 1)).lines.some((line) => line.id === id) ? "listed" : "absent";
    },
    expected: [
      ["listed", RUNNERS],
      ["absent", REST],
    ],
  },
  {
    operation: "droits/queries.schoolRights",
    module: "comptes",
    ask: async (ctx) => {
      const { modules } = await schoolRights(ctx);
      const line = modules
        .find(({ module }) => module === "notes")
        ?.abilities.find(({ words }) => words.endsWith("bulletins"));
      return told(line?.offices.flatMap(({ persons }) => persons.map(({ firstName }) => firstName)) ?? []);
    },
    expected: [
      ["Denis Diane", RUNNERS],
      ["Odette", "otherHead"],
      ["", REST],
    ],
  },
  {
    operation: "droits/queries.personRights",
    module: "comptes",
    ask: async (ctx, world) => {
      const rights = await personRights(ctx, world.people.cpe.id);
      return rights ? told(rights.modules.map(({ module }) => module)) : "absent";
    },
    expected: [
      ["absences actualites cahier-de-texte documents emploi-du-temps messagerie notes", RUNNERS],
      ["absent", REST],
    ],
  },
];

/** A service of the maths teacher, without lessons. */
async function aTaughtService(db: Db, { school, people }: World): Promise<string> {
  const group = await aGroup(db, school, { code: newId().slice(-6) });
  const subject = await aSubject(db, school.schoolId, newId().slice(-6), "Essai");
  return (await aService(db, subject, group, [people.mathsTeacher])).id;
}

let days = 0;

/** Somebody replaces the maths teacher, on a service of its own with a lesson to come. */
async function aSubstitution(db: Db, world: World): Promise<string> {
  const { people } = world;
  const { schoolId } = world.school;
  const group = await aGroup(db, world.school, { code: newId().slice(-6) });
  const subject = await aSubject(db, schoolId, newId().slice(-6), "Essai");
  const service = await aService(db, subject, group, [people.mathsTeacher]);
  days += 1;
  const lesson = await aSession(db, service, [people.formerSubstitute], { on: daysAfter("2027-03-01", days) });
  await db.sessionTeacher.updateMany({
    where: { schoolId, sessionId: lesson.id },
    data: { replacesId: people.mathsTeacher.id },
  });
  const row = await aServiceTeacher(db, service, people.formerSubstitute, {
    role: "SUBSTITUTE",
    replaces: people.mathsTeacher,
    // Rows of the same days are one substitution: each of these is its own.
    startsOn: daysAfter("2026-09-01", days),
    endsOn: "2027-06-01",
  });
  return row.id;
}

/** A command with its schema, as defineAction ties them. */
function parsed<Schema extends z.ZodType, Value>(
  schema: Schema,
  command: (ctx: Context, input: z.output<Schema>) => Promise<Result<Value>>,
): WriteRow["run"] {
  return (ctx, input) => command(ctx, schema.parse(input));
}

droitsReads.push(
  {
    operation: "droits/substitutions.listSubstitutions",
    module: "comptes",
    ask: async (ctx, world) => {
      const { lines } = await listSubstitutions(ctx, 1);
      return told(
        lines
          .filter(({ replaced }) => replaced.id === world.people.mathsTeacher.id)
          .map(({ substitute, state }) => `${substitute.firstName}:${state}`),
      );
    },
    expected: [
      ["Pascal:OVER Rémi:RUNNING", RUNNERS],
      ["", REST],
    ],
  },
  {
    operation: "droits/substitutions.replaceableTeachers",
    module: "comptes",
    ask: async (ctx, world) => {
      const teachers = await replaceableTeachers(ctx);
      const own = teachers.find(({ id }) => id === world.people.teacherOf6B.id);
      return own ? told(own.services.map(({ name }) => name)) : "absent";
    },
    expected: [
      ["Mathématiques, 6B", RUNNERS],
      ["absent", REST],
    ],
  },
);

export const droitsWrites: WriteRow[] = [
  {
    operation: "droits/commands.giveDelegation",
    module: "comptes",
    prepare: async (db, { school }) =>
      (await aPerson(db, school.schoolId, { profile: "STAFF", firstName: "Denise", lastName: "Zay" })).id,
    input: (personId) => ({
      operationId: newId(),
      personId,
      right: "ACTIVATION",
      startsOn: "2026-11-19",
      lastDay: "2026-12-18",
      reason: "Rentrée",
    }),
    run: parsed(giveDelegationInput, giveDelegation),
    allowed: RUNNERS,
    action: "droits.delegation.give",
    changes: "delegation outbox",
  },
  {
    operation: "droits/commands.endDelegation",
    module: "comptes",
    prepare: aDelegation,
    input: (delegationId) => ({ operationId: newId(), delegationId }),
    run: parsed(endDelegationInput, endDelegation),
    allowed: RUNNERS,
    action: "droits.delegation.end",
    changes: "delegation outbox",
  },
  {
    operation: "droits/substitutions.appointSubstitute",
    module: "comptes",
    prepare: aTaughtService,
    input: (serviceId, { people }) => ({
      operationId: newId(),
      replacedId: people.mathsTeacher.id,
      substituteId: people.formerSubstitute.id,
      serviceIds: [serviceId],
      startsOn: "2026-11-19",
      lastDay: "2026-12-04",
    }),
    run: parsed(appointSubstituteInput, appointSubstitute),
    allowed: RUNNERS,
    action: "droits.substitution.give",
    changes: "outbox service_teacher",
  },
  {
    operation: "droits/substitutions.endSubstitution",
    module: "comptes",
    prepare: aSubstitution,
    input: (substitutionId) => ({ operationId: newId(), substitutionId }),
    run: parsed(endSubstitutionInput, endSubstitution),
    allowed: RUNNERS,
    action: "droits.substitution.end",
    changes: "outbox session session_teacher service_teacher",
  },
];
