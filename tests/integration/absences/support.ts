import type { z } from "zod";
import {
  answerJustification,
  recordAbsence,
  recordArrival,
  saveRollCall,
  sendJustification,
  settleAbsence,
  withdrawAbsence,
} from "@/lib/absences/commands";
import {
  answerJustificationInput,
  recordAbsenceInput,
  recordArrivalInput,
  saveRollCallInput,
  sendJustificationInput,
  settleAbsenceInput,
  withdrawAbsenceInput,
} from "@/lib/absences/schema";
import { runOperation } from "@/lib/actions/run";
import type { Context } from "@/lib/auth/context";
import { newId } from "@/lib/db/id";
import { withSystem } from "@/lib/db/system";
import type { Result } from "@/lib/errors/codes";
import { fromDbDay } from "@/lib/time/day";
import { viewerAs } from "@/tests/access/personas";
import type { PersonRef, Ref } from "@/tests/factories/builders";

/** A write of the module as its form sends it: parsed, in one transaction, rolled back when it fails. */
function sent<Schema extends z.ZodType, Value>(
  name: string,
  input: Schema,
  run: (ctx: Context, input: z.output<Schema>) => Promise<Result<Value>>,
) {
  return async (person: PersonRef, values: Record<string, unknown>): Promise<Result<Value>> =>
    runOperation({ name, module: "absences", input, run }, await viewerAs(person), {
      operationId: newId(),
      ...values,
    });
}

export const call = sent("test.call", saveRollCallInput, saveRollCall);
export const arrive = sent("test.arrive", recordArrivalInput, recordArrival);
export const tell = sent("test.tell", recordAbsenceInput, recordAbsence);
export const settle = sent("test.settle", settleAbsenceInput, settleAbsence);
export const withdraw = sent("test.withdraw", withdrawAbsenceInput, withdrawAbsence);
export const justify = sent("test.justify", sendJustificationInput, sendJustification);
export const answer = sent("test.answer", answerJustificationInput, answerJustification);

/** The absences of a pupil that hold, in order: «2026-11-19 480-535 open ROLL_CALL». */
export async function spansOf({ schoolId, id }: Ref): Promise<string[]> {
  const rows = await withSystem("test: absences", (db) =>
    db.absence.findMany({
      where: { schoolId, studentId: id, supersededAt: null },
      orderBy: [{ startDay: "asc" }, { startMinute: "asc" }],
    }),
  );
  return rows.map(
    (row) => `${fromDbDay(row.startDay)} ${row.startMinute}-${row.endMinute}${row.isOpen ? " open" : ""} ${row.origin}`,
  );
}

/** The only absence of a pupil that holds. */
export async function onlyAbsence({ schoolId, id }: Ref) {
  return withSystem("test: the absence", (db) =>
    db.absence.findFirstOrThrow({ where: { schoolId, studentId: id, supersededAt: null } }),
  );
}

/** What was told to the other modules, by kind. */
export async function eventsOf({ schoolId }: { schoolId: string }): Promise<string[]> {
  const rows = await withSystem("test: events", (db) =>
    db.outbox.findMany({ where: { schoolId, kind: { startsWith: "absences." } }, select: { kind: true } }),
  );
  return rows.map(({ kind }) => kind.replace("absences.", "")).toSorted();
}
