import type { z } from "zod";
import type { Context } from "@/lib/auth/context";
import {
  addFile,
  giveHomework,
  restoreHomework,
  saveLesson,
  tickHomework,
  updateHomework,
  withdrawHomework,
} from "@/lib/cahier-de-texte/commands";
import {
  giveHomeworkInput,
  saveLessonInput,
  tickHomeworkInput,
  updateHomeworkInput,
  withdrawHomeworkInput,
} from "@/lib/cahier-de-texte/schema";
import { receivedFileInput } from "@/lib/files/keep";
import { newId } from "@/lib/db/id";
import type { Db } from "@/lib/db/types";
import type { Result } from "@/lib/errors/codes";
import type { WriteRow } from "@/tests/access/matrix";
import { aHomework, aSession, paragraph, THURSDAY } from "@/tests/factories/builders";
import type { World } from "@/tests/factories/world";

// Who writes: docs/rules.md. Every cell has a target of its own, made by `prepare`.

const COMMANDS = "cahier-de-texte/commands";
const MATHS = "mathsTeacher substitute";
const TEXT = JSON.stringify(paragraph("Lire le chapitre 3."));

/** A command with its schema, as defineAction ties them. */
function parsed<Schema extends z.ZodType, Value>(
  schema: Schema,
  command: (ctx: Context, input: z.output<Schema>) => Promise<Result<Value>>,
): WriteRow["run"] {
  return (ctx, input) => command(ctx, schema.parse(input));
}

const aMathsLesson = async (db: Db, { services, people }: World): Promise<string> =>
  (await aSession(db, services.maths6A, [people.mathsTeacher], { startMinute: 15 * 60 })).id;

const aLessonElsewhere = async (db: Db, { other }: World): Promise<string> =>
  (await aSession(db, { ...other.service, schoolId: other.school.schoolId }, [other.people.teacher])).id;

const mathsHomework =
  (values: Parameters<typeof aHomework>[3] = {}) =>
  async (db: Db, { sessions, people }: World): Promise<string> =>
    (await aHomework(db, sessions.maths6A, people.mathsTeacher, values)).id;

const givenTo = (world: World, values: Record<string, unknown> = {}) => ({
  operationId: newId(),
  content: TEXT,
  dueOn: "2026-11-23",
  minutes: "20",
  audience: "STUDENTS",
  students: [world.people.alice.id],
  ...values,
});

export const cahierDeTexteWrites: WriteRow[] = [
  {
    operation: `${COMMANDS}.saveLesson`,
    prepare: aMathsLesson,
    input: (sessionId) => ({ operationId: newId(), sessionId, version: "0", content: TEXT }),
    run: parsed(saveLessonInput, saveLesson),
    allowed: MATHS,
    action: "cahier-de-texte.lesson.save",
    changes: "lesson_entry",
  },
  {
    operation: `${COMMANDS}.saveLesson (of the other school)`,
    prepare: aLessonElsewhere,
    input: (sessionId) => ({ operationId: newId(), sessionId, version: "0", content: TEXT }),
    run: parsed(saveLessonInput, saveLesson),
    allowed: "otherTeacher",
    action: "cahier-de-texte.lesson.save",
    changes: "lesson_entry",
  },
  {
    operation: `${COMMANDS}.giveHomework`,
    prepare: aMathsLesson,
    input: (sessionId, world) => givenTo(world, { sessionId }),
    run: parsed(giveHomeworkInput, giveHomework),
    allowed: MATHS,
    action: "cahier-de-texte.homework.give",
    changes: "homework homework_recipient outbox",
  },
  {
    operation: `${COMMANDS}.updateHomework`,
    prepare: mathsHomework(),
    input: (homeworkId, world) => givenTo(world, { homeworkId, version: "1" }),
    run: parsed(updateHomeworkInput, updateHomework),
    allowed: MATHS,
    action: "cahier-de-texte.homework.update",
    changes: "homework homework_recipient",
  },
  {
    operation: `${COMMANDS}.withdrawHomework`,
    prepare: mathsHomework(),
    input: (homeworkId) => ({ operationId: newId(), homeworkId }),
    run: parsed(withdrawHomeworkInput, withdrawHomework),
    allowed: MATHS,
    action: "cahier-de-texte.homework.withdraw",
    changes: "homework",
  },
  {
    operation: `${COMMANDS}.restoreHomework`,
    prepare: mathsHomework({ withdrawn: true }),
    input: (homeworkId) => ({ operationId: newId(), homeworkId }),
    run: parsed(withdrawHomeworkInput, restoreHomework),
    allowed: MATHS,
    action: "cahier-de-texte.homework.restore",
    changes: "homework",
  },
  {
    operation: `${COMMANDS}.tickHomework`,
    prepare: mathsHomework(),
    input: (homeworkId) => ({ homeworkId, done: "1" }),
    run: parsed(tickHomeworkInput, tickHomework),
    allowed: "alice adam",
    action: "cahier-de-texte.homework.tick",
    changes: "homework_completion",
  },
  {
    operation: `${COMMANDS}.tickHomework (for adam alone)`,
    prepare: (db, world) => mathsHomework({ students: [world.people.adam] })(db, world),
    input: (homeworkId) => ({ homeworkId, done: "1" }),
    run: parsed(tickHomeworkInput, tickHomework),
    allowed: "adam",
    action: "cahier-de-texte.homework.tick",
    changes: "homework_completion",
  },
  {
    operation: `${COMMANDS}.tickHomework (withdrawn)`,
    prepare: mathsHomework({ withdrawn: true }),
    input: (homeworkId) => ({ homeworkId, done: "1" }),
    run: parsed(tickHomeworkInput, tickHomework),
    allowed: "",
    action: "",
    changes: "",
  },
  {
    operation: `${COMMANDS}.addFile`,
    prepare: () => Promise.resolve(newId()),
    input: (id) => ({
      id,
      name: `${THURSDAY}.pdf`,
      mediaType: "application/pdf",
      size: 12,
      sha256: "a".repeat(64),
      storageKey: `${newId()}/${id}`,
    }),
    run: parsed(receivedFileInput, addFile),
    allowed: `${MATHS} frenchTeacher teacherOf6B formerSubstitute otherTeacher`,
    action: "cahier-de-texte.file.add",
    changes: "file",
  },
];
