import type { z } from "zod";
import type { Context } from "@/lib/auth/context";
import { withSystem } from "@/lib/db/system";
import {
  cancelSession,
  changeRoom,
  declareAbsence,
  moveSession,
  replaceTeacher,
  restoreSession,
  withdrawAbsence,
} from "@/lib/emploi-du-temps/commands";
import {
  cancelSessionInput,
  changeRoomInput,
  declareAbsenceInput,
  moveSessionInput,
  replaceTeacherInput,
  restoreSessionInput,
  withdrawAbsenceInput,
} from "@/lib/emploi-du-temps/schema";
import type { Operation } from "@/lib/actions/run";
import { runOperation } from "@/lib/actions/run";
import { newId } from "@/lib/db/id";
import type { Result } from "@/lib/errors/codes";
import { viewerAs } from "@/tests/access/personas";
import type { Ref } from "@/tests/factories/builders";
import type { World } from "@/tests/factories/world";

/** A write of the module as its form sends it: parsed, in one transaction, rolled back when it fails. */
function asCpe<Schema extends z.ZodType, Value>(
  name: string,
  input: Schema,
  run: (ctx: Context, input: z.output<Schema>) => Promise<Result<Value>>,
) {
  const operation: Operation<Schema, Value> = { name, module: "emploi-du-temps", input, run };
  return async (world: World, values: Record<string, unknown>): Promise<Result<Value>> =>
    runOperation(operation, await viewerAs(world.people.cpe), { operationId: newId(), ...values });
}

export const cancel = asCpe("test.cancel", cancelSessionInput, cancelSession);
export const restore = asCpe("test.restore", restoreSessionInput, restoreSession);
export const giveRoom = asCpe("test.room", changeRoomInput, changeRoom);
export const move = asCpe("test.move", moveSessionInput, moveSession);
export const replace = asCpe("test.replace", replaceTeacherInput, replaceTeacher);
export const declare = asCpe("test.declare", declareAbsenceInput, declareAbsence);
export const withdraw = asCpe("test.withdraw", withdrawAbsenceInput, withdrawAbsence);

/** A lesson as it is stored, with those who give it. */
export async function stored({ schoolId, id }: Ref) {
  return withSystem("test: a stored lesson", (db) =>
    db.session.findUniqueOrThrow({
      where: { schoolId_id: { schoolId, id } },
      include: { teachers: { select: { teacherId: true, replacesId: true } }, room: { select: { code: true } } },
    }),
  );
}
