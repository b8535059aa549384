import { z } from "zod";
import { dayInput, minuteInput, minuteInputOr } from "@/lib/time/inputs";

const operationId = z.uuid();

/** One lesson, as the form was opened with. */
const change = { operationId, sessionId: z.uuid(), version: z.coerce.number().int().min(1) };

/** A lesson that will not take place. */
export const cancelSessionInput = z.object({
  ...change,
  reason: z.enum(["TEACHER_ABSENT", "OUTING", "EXAM", "OTHER"], { error: "Indiquez pourquoi." }),
});

/** A cancelled lesson that takes place after all. */
export const restoreSessionInput = z.object(change);

/** Another room, or none. */
export const changeRoomInput = z.object({
  ...change,
  roomId: z
    .literal("")
    .transform(() => null)
    .or(z.uuid({ error: "Choisissez une salle." })),
});

/** Another time, the same day or another; its length stays. */
export const moveSessionInput = z.object({ ...change, day: dayInput, startMinute: minuteInput });

/** Another teacher, for this lesson alone. */
export const replaceTeacherInput = z.object({
  ...change,
  teacherId: z.uuid({ error: "Choisissez qui est remplacé." }),
  substituteId: z.uuid({ error: "Choisissez qui remplace." }),
});

/** A teacher's absence. Without times: from the beginning of the first day to the end of the last. */
export const declareAbsenceInput = z.object({
  operationId,
  teacherId: z.uuid({ error: "Choisissez un professeur." }),
  startDay: dayInput,
  startMinute: minuteInputOr(0),
  endDay: dayInput,
  endMinute: minuteInputOr(24 * 60),
});

/** Back early (what is to come is restored), or declared by mistake (all is). */
export const withdrawAbsenceInput = z.object({
  operationId,
  absenceId: z.uuid(),
  extent: z.enum(["COMING", "ALL"]),
});

/** A calendar's address. Without an operation: its secret is shown once and stored nowhere. */
export const openFeedInput = z.object({
  studentId: z
    .literal("")
    .transform(() => null)
    .or(z.uuid())
    .default(null),
});

/** A calendar's address, closed. */
export const closeFeedInput = z.object({ feedId: z.uuid() });
