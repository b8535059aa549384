import type { z } from "zod";
import type { Context } from "@/lib/auth/context";
import { newId } from "@/lib/db/id";
import type { Result } from "@/lib/errors/codes";
import {
  publishBulletins,
  saveAppreciation,
  saveAttendance,
  saveCouncil,
  withdrawBulletins,
} from "@/lib/notes/bulletins/commands";
import {
  publicationInput,
  saveAppreciationInput,
  saveAttendanceInput,
  saveCouncilInput,
} from "@/lib/notes/bulletins/schema";
import type { WriteRow } from "@/tests/access/matrix";
import { published, termsOf } from "./bulletins";

// Who writes bulletins: lib/notes/bulletins/access.ts. Each target is a term of which nothing is written any more.

const COMMANDS = "notes/bulletins/commands";

/** A command with its schema, as defineAction ties them. */
function parsed<Schema extends z.ZodType, Value>(
  schema: Schema,
  command: (ctx: Context, input: z.output<Schema>) => Promise<Result<Value>>,
): WriteRow["run"] {
  return (ctx, input) => command(ctx, schema.parse(input));
}

const cleared: WriteRow["prepare"] = async (db, world) => {
  const { first } = await termsOf(world);
  const { schoolId } = world.school;
  const key = { schoolId, divisionId: world.groups.sixA.id, periodId: first.id };
  await db.appreciation.deleteMany({ where: { schoolId, periodId: first.id } });
  await db.councilAppreciation.deleteMany({ where: key });
  await db.bulletin.deleteMany({ where: key });
  await db.bulletinAttendance.deleteMany({ where: { schoolId, periodId: first.id } });
  await db.divisionPeriod.deleteMany({ where: key });
  return first.id;
};

const written = { version: "0", text: "Un bon trimestre." };

export const bulletinWrites: WriteRow[] = [
  {
    operation: `${COMMANDS}.saveAppreciation`,
    module: "notes",
    prepare: cleared,
    input: (periodId, { services, people }) => ({
      operationId: newId(),
      serviceId: services.maths6A.id,
      studentId: people.adam.id,
      periodId,
      ...written,
    }),
    run: parsed(saveAppreciationInput, saveAppreciation),
    allowed: "mathsTeacher substitute",
    action: "notes.appreciation.save",
    changes: "appreciation",
  },
  {
    operation: `${COMMANDS}.saveCouncil`,
    module: "notes",
    prepare: cleared,
    input: (periodId, { groups, people }) => ({
      operationId: newId(),
      divisionId: groups.sixA.id,
      studentId: people.adam.id,
      periodId,
      ...written,
    }),
    run: parsed(saveCouncilInput, saveCouncil),
    allowed: "frenchTeacher head deputy",
    action: "notes.council.save",
    changes: "council_appreciation",
  },
  {
    operation: `${COMMANDS}.saveAttendance`,
    module: "notes",
    prepare: cleared,
    input: (periodId, { groups, people }) => ({
      operationId: newId(),
      divisionId: groups.sixA.id,
      studentId: people.adam.id,
      periodId,
      version: "0",
      justified: "1,5",
      unjustified: "0",
      lates: "2",
    }),
    run: parsed(saveAttendanceInput, saveAttendance),
    allowed: "head deputy cpe",
    action: "notes.attendance.save",
    changes: "bulletin_attendance",
  },
  {
    operation: `${COMMANDS}.publishBulletins`,
    module: "notes",
    prepare: cleared,
    input: (periodId, { groups }) => ({ operationId: newId(), divisionId: groups.sixA.id, periodId }),
    run: parsed(publicationInput, publishBulletins),
    allowed: "head deputy",
    action: "notes.bulletin.publish",
    changes: "bulletin division_period outbox",
  },
  {
    operation: `${COMMANDS}.withdrawBulletins`,
    module: "notes",
    prepare: async (db, world) => {
      const periodId = await cleared(db, world);
      const { first } = await termsOf(world);
      await published(db, world, world.groups.sixA, world.people.alice, first);
      return periodId;
    },
    input: (periodId, { groups }) => ({ operationId: newId(), divisionId: groups.sixA.id, periodId }),
    run: parsed(publicationInput, withdrawBulletins),
    allowed: "head deputy",
    action: "notes.bulletin.withdraw",
    changes: "bulletin division_period",
  },
];
