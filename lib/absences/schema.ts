import { z } from "zod";
import { dayInput, minuteInput, minuteInputOr } from "@/lib/time/inputs";

const operationId = z.uuid();

/** A motive, or none yet. */
const motiveOrNone = z
  .literal("")
  .transform(() => null)
  .or(z.uuid({ error: "Choisissez un motif." }))
  .default(null);

/** A lateness as the sheet sends it, beside the pupil's name: `minutes-<pupil>`. */
const lateness = z.coerce
  .number({ error: "Indiquez un retard en minutes." })
  .int("Indiquez un retard en minutes.")
  .min(1, "Un retard dure au moins une minute.")
  .max(600, "Ce retard dépasse la journée.");

/** Who is not there, and who came late; everybody else is there. Ticked as both, a pupil came late. */
export const saveRollCallInput = z
  .looseObject({
    operationId,
    sessionId: z.uuid(),
    version: z.coerce.number().int().min(0),
    absents: z.array(z.uuid()).max(500).default([]),
    lates: z.array(z.uuid()).max(500).default([]),
  })
  .transform((sheet, context) => {
    const marks = new Map<string, number | null>(sheet.absents.map((id) => [id, null]));
    for (const id of sheet.lates) {
      const name = `minutes-${id}`;
      const minutes = lateness.safeParse(sheet[name]);
      if (minutes.success) marks.set(id, minutes.data);
      else context.addIssue({ code: "custom", path: [name], message: minutes.error.issues[0]?.message ?? "" });
    }
    return {
      operationId: sheet.operationId,
      sessionId: sheet.sessionId,
      version: sheet.version,
      marks: [...marks].map(([studentId, minutes]) => ({ studentId, minutes })),
    };
  });

/** A pupil who comes to the office, at a time of today; without a time, now. */
export const recordArrivalInput = z.object({
  operationId,
  studentId: z.uuid(),
  minute: z
    .literal("")
    .transform(() => null)
    .or(minuteInput)
    .default(null),
});

/** An absence that somebody tells the school of. Without times: whole days. */
export const recordAbsenceInput = z.object({
  operationId,
  studentId: z.uuid(),
  origin: z.enum(["GUARDIAN", "VIE_SCOLAIRE"], { error: "Indiquez d’où vient l’information." }),
  startDay: dayInput,
  startMinute: minuteInputOr(0),
  endDay: dayInput,
  endMinute: minuteInputOr(24 * 60),
  isOpen: z
    .literal("oui")
    .optional()
    .transform((ticked) => ticked !== undefined),
  motiveId: motiveOrNone,
});

/** The motive of an absence, as the school knows it. */
export const settleAbsenceInput = z.object({
  operationId,
  absenceId: z.uuid(),
  version: z.coerce.number().int().min(1),
  motiveId: motiveOrNone,
});

/** An absence written down by mistake. */
export const withdrawAbsenceInput = z.object({
  operationId,
  absenceId: z.uuid(),
  version: z.coerce.number().int().min(1),
});

/** How many documents a justification carries: front and back, and a second thought. */
export const MAX_JOINED_FILES = 3;

/** What a family says of an absence. */
export const sendJustificationInput = z.object({
  operationId,
  absenceId: z.uuid(),
  motiveId: z.uuid({ error: "Choisissez un motif." }),
  comment: z.string().trim().max(1_000, "1\u00a0000 signes au plus.").default(""),
  files: z.array(z.uuid()).max(MAX_JOINED_FILES, `${MAX_JOINED_FILES} fichiers au plus.`).default([]),
});

/** The school's answer. */
export const answerJustificationInput = z.object({
  operationId,
  justificationId: z.uuid(),
  decision: z.enum(["ACCEPTED", "REFUSED"], { error: "Acceptez ou refusez." }),
  answer: z.string().trim().max(500, "500 signes au plus.").default(""),
});

/** An alert that somebody took in hand. */
export const handleAlertInput = z.object({ operationId, alertId: z.uuid() });
