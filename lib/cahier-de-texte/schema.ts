import { z } from "zod";
import { MAX_FILES } from "@/lib/files/rules";
import { richTextInput } from "@/lib/rich-text/schema";

const day = z.iso.date({ error: "Choisissez une date." });
const version = z.coerce.number().int().min(0);
const files = z.array(z.uuid()).max(MAX_FILES, `${MAX_FILES} fichiers au plus.`).default([]);
const operationId = z.uuid();

/** Content of a lesson. `version` is what the form was opened with, 0 when nothing was written. */
export const saveLessonInput = z.object({
  operationId,
  sessionId: z.uuid(),
  version,
  content: richTextInput,
  files,
});

const homeworkFields = {
  content: richTextInput,
  dueOn: day,
  minutes: z
    .literal("")
    .transform(() => null)
    .or(z.coerce.number({ error: "Indiquez un nombre de minutes." }).int().min(1).max(600, "600 minutes au plus."))
    .default(null),
  audience: z.enum(["ALL", "GROUP", "STUDENTS"], { error: "Indiquez pour qui est ce travail." }),
  groupId: z
    .literal("")
    .transform(() => null)
    .or(z.uuid())
    .nullish()
    .transform((id) => id ?? null),
  students: z.array(z.uuid()).default([]),
  files,
};

/** Homework given in a lesson. */
export const giveHomeworkInput = z.object({ operationId, sessionId: z.uuid(), ...homeworkFields });

/** The same, corrected. */
export const updateHomeworkInput = z.object({ operationId, homeworkId: z.uuid(), version, ...homeworkFields });

/** Homework taken back: kept, no longer shown. */
export const withdrawHomeworkInput = z.object({ operationId, homeworkId: z.uuid() });

/** A pupil's tick. Setting it twice is setting it once, so it needs no operation. */
export const tickHomeworkInput = z.object({
  homeworkId: z.uuid(),
  done: z.enum(["0", "1"]).transform((value) => value === "1"),
});

export type HomeworkFields = Pick<
  z.output<typeof giveHomeworkInput>,
  "content" | "dueOn" | "minutes" | "audience" | "groupId" | "students" | "files"
>;
