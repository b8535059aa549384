import { Temporal } from "temporal-polyfill";
import type { z } from "zod";
import { hashSecret, newToken } from "@/lib/auth/codes";
import type { Context } from "@/lib/auth/context";
import { newId } from "@/lib/db/id";
import type { Db, SessionStatus } from "@/lib/db/types";
import {
  cancelSession,
  changeRoom,
  closeFeed,
  declareAbsence,
  moveSession,
  openFeed,
  replaceTeacher,
  restoreSession,
  withdrawAbsence,
} from "@/lib/emploi-du-temps/commands";
import {
  cancelSessionInput,
  changeRoomInput,
  closeFeedInput,
  declareAbsenceInput,
  moveSessionInput,
  openFeedInput,
  replaceTeacherInput,
  restoreSessionInput,
  withdrawAbsenceInput,
} from "@/lib/emploi-du-temps/schema";
import type { Result } from "@/lib/errors/codes";
import { toDbDay } from "@/lib/time/day";
import type { WriteRow } from "@/tests/access/matrix";
import { aSession, MADE_AT } from "@/tests/factories/builders";
import type { World } from "@/tests/factories/world";

// Who changes the timetable: lib/emploi-du-temps/access.ts. Every target is on a day of its own, where nothing is taken.

const COMMANDS = "emploi-du-temps/commands";
const MANAGERS = "head deputy cpe";
const TEACHERS = "mathsTeacher frenchTeacher teacherOf6B substitute formerSubstitute otherTeacher";

/** A command with its schema, as defineAction ties them. */
function parsed<Schema extends z.ZodType, Value>(
  schema: Schema,
  command: (ctx: Context, input: z.output<Schema>) => Promise<Result<Value>>,
): WriteRow["run"] {
  return (ctx, input) => command(ctx, schema.parse(input));
}

let taken = 0;

/** A day that no other target has. */
function ownDay(): string {
  taken += 1;
  return Temporal.PlainDate.from("2026-12-01").add({ days: taken }).toString();
}

const aLesson =
  (status: SessionStatus = "PLANNED") =>
  async (db: Db, { services, people }: World): Promise<string> =>
    (await aSession(db, services.maths6A, [people.mathsTeacher], { on: ownDay(), status })).id;

const change = (sessionId: string, values: Record<string, unknown> = {}) => ({
  operationId: newId(),
  sessionId,
  version: "1",
  ...values,
});

async function anAbsence(db: Db, { services, people, school }: World): Promise<string> {
  const on = ownDay();
  const id = newId();
  const { schoolId } = school;
  await db.teacherAbsence.create({
    data: {
      schoolId,
      id,
      teacherId: people.mathsTeacher.id,
      startDay: toDbDay(on),
      startMinute: 0,
      endDay: toDbDay(on),
      endMinute: 1440,
      declaredById: people.cpe.id,
      declaredAt: MADE_AT,
    },
  });
  const session = await aSession(db, services.maths6A, [people.mathsTeacher], { on, status: "CANCELLED" });
  await db.session.update({
    where: { schoolId_id: { schoolId, id: session.id } },
    data: { absenceId: id, statusBefore: "PLANNED", cancelReason: "TEACHER_ABSENT" },
  });
  return id;
}

export const emploiDuTempsWrites: WriteRow[] = [
  {
    operation: `${COMMANDS}.cancelSession`,
    prepare: aLesson(),
    input: (id) => change(id, { reason: "OUTING" }),
    run: parsed(cancelSessionInput, cancelSession),
    allowed: MANAGERS,
    action: "emploi-du-temps.session.cancel",
    changes: "outbox session",
  },
  {
    operation: `${COMMANDS}.restoreSession`,
    prepare: aLesson("CANCELLED"),
    input: (id) => change(id),
    run: parsed(restoreSessionInput, restoreSession),
    allowed: MANAGERS,
    action: "emploi-du-temps.session.restore",
    changes: "outbox session",
  },
  {
    operation: `${COMMANDS}.changeRoom`,
    prepare: aLesson(),
    input: (id, world) => change(id, { roomId: world.rooms.gym.id }),
    run: parsed(changeRoomInput, changeRoom),
    allowed: MANAGERS,
    action: "emploi-du-temps.session.room",
    changes: "outbox session",
  },
  {
    operation: `${COMMANDS}.moveSession`,
    prepare: aLesson(),
    input: (id) => change(id, { day: ownDay(), startMinute: "10:05" }),
    run: parsed(moveSessionInput, moveSession),
    allowed: MANAGERS,
    action: "emploi-du-temps.session.move",
    changes: "outbox session",
  },
  {
    operation: `${COMMANDS}.replaceTeacher`,
    prepare: aLesson(),
    input: (id, { people }) => change(id, { teacherId: people.mathsTeacher.id, substituteId: people.substitute.id }),
    run: parsed(replaceTeacherInput, replaceTeacher),
    allowed: MANAGERS,
    action: "emploi-du-temps.session.replace",
    changes: "outbox session session_teacher",
  },
  {
    // The target is a day on which the teacher has a lesson.
    operation: `${COMMANDS}.declareAbsence`,
    prepare: async (db, { services, people }) =>
      (await aSession(db, services.maths6A, [people.mathsTeacher], { on: ownDay() })).on,
    input: (day, { people }) => ({
      operationId: newId(),
      teacherId: people.mathsTeacher.id,
      startDay: day,
      startMinute: "",
      endDay: day,
      endMinute: "12:00",
    }),
    run: parsed(declareAbsenceInput, declareAbsence),
    allowed: MANAGERS,
    action: "emploi-du-temps.absence.declare",
    changes: "outbox session teacher_absence",
  },
  {
    operation: `${COMMANDS}.withdrawAbsence`,
    prepare: anAbsence,
    input: (absenceId) => ({ operationId: newId(), absenceId, extent: "ALL" }),
    run: parsed(withdrawAbsenceInput, withdrawAbsence),
    allowed: MANAGERS,
    action: "emploi-du-temps.absence.withdraw",
    changes: "outbox session teacher_absence",
  },
  {
    operation: `${COMMANDS}.openFeed (of alice)`,
    prepare: () => Promise.resolve(""),
    input: (_target, { people }) => ({ studentId: people.alice.id }),
    run: parsed(openFeedInput, openFeed),
    allowed: "alice aliceGuardian1 aliceGuardian2",
    action: "emploi-du-temps.feed.open",
    changes: "feed_token",
  },
  {
    operation: `${COMMANDS}.openFeed (of one's own lessons)`,
    prepare: () => Promise.resolve(""),
    input: () => ({ studentId: "" }),
    run: parsed(openFeedInput, openFeed),
    allowed: TEACHERS,
    action: "emploi-du-temps.feed.open",
    changes: "feed_token",
  },
  {
    operation: `${COMMANDS}.closeFeed`,
    // One for all: a person has one open address for a pupil.
    prepare: async (db, { people }) => {
      const { schoolId, id: personId } = people.adam;
      const own = { schoolId, personId, studentId: personId };
      const open = await db.feedToken.findFirst({ where: { ...own, revokedAt: null }, select: { id: true } });
      if (open) return open.id;
      const id = newId();
      await db.feedToken.create({
        data: { ...own, id, tokenHash: hashSecret(newToken()), createdAt: MADE_AT },
        select: { id: true },
      });
      return id;
    },
    input: (feedId) => ({ feedId }),
    run: parsed(closeFeedInput, closeFeed),
    allowed: "adam",
    action: "emploi-du-temps.feed.close",
    changes: "feed_token",
  },
];
