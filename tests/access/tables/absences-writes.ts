import type { z } from "zod";
import {
  addFile,
  answerJustification,
  handleAlert,
  recordAbsence,
  recordArrival,
  saveRollCall,
  sendJustification,
  settleAbsence,
  withdrawAbsence,
} from "@/lib/absences/commands";
import {
  answerJustificationInput,
  handleAlertInput,
  recordAbsenceInput,
  recordArrivalInput,
  saveRollCallInput,
  sendJustificationInput,
  settleAbsenceInput,
  withdrawAbsenceInput,
} from "@/lib/absences/schema";
import type { Context } from "@/lib/auth/context";
import { newId } from "@/lib/db/id";
import type { Db } from "@/lib/db/types";
import type { Result } from "@/lib/errors/codes";
import { receivedFileInput } from "@/lib/files/keep";
import { toDbDay } from "@/lib/time/day";
import type { WriteRow } from "@/tests/access/matrix";
import {
  aGroup,
  aJustification,
  anAbsence,
  anEnrollment,
  aPerson,
  aService,
  aServiceTeacher,
  aSession,
  MADE_AT,
  type Ref,
} from "@/tests/factories/builders";
import type { World } from "@/tests/factories/world";

// Who calls rolls, follows absences up and justifies: lib/absences/access.ts. Every target is a lesson, a pupil or an absence of its own.

const COMMANDS = "absences/commands";
const OFFICE = "head deputy cpe aed";

/** A command with its schema, as defineAction ties them. */
function parsed<Schema extends z.ZodType, Value>(
  schema: Schema,
  command: (ctx: Context, input: z.output<Schema>) => Promise<Result<Value>>,
): WriteRow["run"] {
  return (ctx, input) => command(ctx, schema.parse(input));
}

/** A pupil of 6A whom no other target has. */
async function aPupil(db: Db, { school, groups }: World): Promise<Ref> {
  const pupil = await aPerson(db, school.schoolId, { profile: "STUDENT", firstName: "Nouvelle", lastName: "Élève" });
  await anEnrollment(db, pupil, groups.sixA);
  return pupil;
}

const motiveOf = async (db: Db, schoolId: string): Promise<string> =>
  (await db.absenceMotive.findFirstOrThrow({ where: { schoolId, label: "Maladie" } })).id;

/** «absence motive»: what a form about an absence needs. */
async function anAbsenceWithMotive(db: Db, { people }: World, student: Ref): Promise<string> {
  const absence = await anAbsence(db, student, people.cpe, { on: "2026-11-12" });
  return `${absence.id} ${await motiveOf(db, absence.schoolId)}`;
}

const words = (target: string): [string, string] => {
  const [first = "", second = ""] = target.split(" ");
  return [first, second];
};

export const absencesWrites: WriteRow[] = [
  {
    operation: `${COMMANDS}.saveRollCall`,
    // A group of one pupil, so that nobody else's day changes.
    prepare: async (db, { school, subjects, people }) => {
      const group = await aGroup(db, school, { code: newId(), kind: "GROUP" });
      const pupil = await aPerson(db, school.schoolId, { profile: "STUDENT", firstName: "Nino", lastName: "Noé" });
      await anEnrollment(db, pupil, group);
      const service = await aService(db, subjects.maths, group, [people.mathsTeacher]);
      await aServiceTeacher(db, service, people.substitute, { role: "SUBSTITUTE", replaces: people.mathsTeacher });
      return `${(await aSession(db, service, [people.mathsTeacher])).id} ${pupil.id}`;
    },
    input: (target) => {
      const [sessionId, pupilId] = words(target);
      return { operationId: newId(), sessionId, version: "0", absents: [pupilId] };
    },
    run: parsed(saveRollCallInput, saveRollCall),
    // The substitute for the dates given, beside the teacher replaced.
    allowed: `mathsTeacher substitute ${OFFICE}`,
    action: "absences.roll-call.save",
    changes: "absence attendance outbox roll_call",
  },
  {
    operation: `${COMMANDS}.recordArrival`,
    prepare: async (db, world) => (await aPupil(db, world)).id,
    input: (studentId) => ({ operationId: newId(), studentId, minute: "08:04" }),
    run: parsed(recordArrivalInput, recordArrival),
    allowed: OFFICE,
    action: "absences.arrival.record",
    changes: "attendance outbox roll_call",
  },
  {
    operation: `${COMMANDS}.recordAbsence`,
    prepare: async (db, world) => (await aPupil(db, world)).id,
    input: (studentId) => ({
      operationId: newId(),
      studentId,
      origin: "GUARDIAN",
      startDay: "2026-11-20",
      startMinute: "",
      endDay: "2026-11-20",
      endMinute: "12:00",
    }),
    run: parsed(recordAbsenceInput, recordAbsence),
    allowed: OFFICE,
    action: "absences.absence.record",
    changes: "absence outbox",
  },
  {
    operation: `${COMMANDS}.settleAbsence`,
    prepare: async (db, world) => anAbsenceWithMotive(db, world, await aPupil(db, world)),
    input: (target) => {
      const [absenceId, motiveId] = words(target);
      return { operationId: newId(), absenceId, motiveId, version: "1" };
    },
    run: parsed(settleAbsenceInput, settleAbsence),
    allowed: OFFICE,
    action: "absences.absence.settle",
    changes: "absence",
  },
  {
    operation: `${COMMANDS}.withdrawAbsence`,
    prepare: async (db, world) => anAbsenceWithMotive(db, world, await aPupil(db, world)),
    input: (target) => ({ operationId: newId(), absenceId: words(target)[0], version: "1" }),
    run: parsed(withdrawAbsenceInput, withdrawAbsence),
    allowed: OFFICE,
    action: "absences.absence.withdraw",
    changes: "absence",
  },
  {
    operation: `${COMMANDS}.sendJustification`,
    prepare: async (db, world) => anAbsenceWithMotive(db, world, world.people.alice),
    input: (target) => {
      const [absenceId, motiveId] = words(target);
      return { operationId: newId(), absenceId, motiveId, comment: "Fièvre." };
    },
    run: parsed(sendJustificationInput, sendJustification),
    allowed: "aliceGuardian1 aliceGuardian2",
    action: "absences.justification.send",
    changes: "justification outbox",
  },
  {
    operation: `${COMMANDS}.sendJustification (of a pupil of age)`,
    prepare: async (db, { people }) => {
      const absence = await anAbsence(db, people.alice, people.cpe, { on: "2026-11-13", isOfAge: true });
      return `${absence.id} ${await motiveOf(db, absence.schoolId)}`;
    },
    input: (target) => {
      const [absenceId, motiveId] = words(target);
      return { operationId: newId(), absenceId, motiveId };
    },
    run: parsed(sendJustificationInput, sendJustification),
    allowed: "alice",
    action: "absences.justification.send",
    changes: "justification outbox",
  },
  {
    operation: `${COMMANDS}.answerJustification`,
    prepare: async (db, world) => {
      const pupil = await aPupil(db, world);
      const absence = await anAbsence(db, pupil, world.people.cpe, { on: "2026-11-12" });
      return (await aJustification(db, absence, pupil, world.people.aliceGuardian1)).id;
    },
    input: (justificationId) => ({ operationId: newId(), justificationId, decision: "ACCEPTED" }),
    run: parsed(answerJustificationInput, answerJustification),
    allowed: OFFICE,
    action: "absences.justification.answer",
    changes: "absence justification outbox",
  },
  {
    operation: `${COMMANDS}.handleAlert`,
    prepare: async (db, world) => {
      const { schoolId, id: studentId } = await aPupil(db, world);
      const id = newId();
      await db.absenceAlert.create({
        data: { schoolId, id, studentId, month: toDbDay("2026-11-01"), threshold: 4, halfDays: 5, reachedAt: MADE_AT },
      });
      return id;
    },
    input: (alertId) => ({ operationId: newId(), alertId }),
    run: parsed(handleAlertInput, handleAlert),
    allowed: "head deputy cpe",
    action: "absences.alert.handle",
    changes: "absence_alert",
  },
  {
    operation: `${COMMANDS}.addFile`,
    prepare: () => Promise.resolve(newId()),
    input: (id) => ({
      id,
      name: "certificat.pdf",
      mediaType: "application/pdf",
      size: 1024,
      sha256: "0".repeat(64),
      storageKey: `a/${id}`,
    }),
    run: parsed(receivedFileInput, addFile),
    allowed: "alice adam basile aliceGuardian1 aliceGuardian2 basileGuardian1 aliceGuardian1Elsewhere otherPupil",
    action: "absences.file.add",
    changes: "file",
  },
];
