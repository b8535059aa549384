import { receivedFileInput } from "@/lib/files/keep";
import type { z } from "zod";
import type { Context } from "@/lib/auth/context";
import { newId } from "@/lib/db/id";
import type { Db } from "@/lib/db/types";
import type { Result } from "@/lib/errors/codes";
import {
  addFile,
  archiveThread,
  discardDraft,
  markRead,
  markUnread,
  openReport,
  replyMessage,
  reportMessage,
  saveDraft,
  sendMessage,
  settleReport,
  unarchiveThread,
  withdrawMessage,
} from "@/lib/messagerie/commands";
import {
  composeInput,
  discardDraftInput,
  replyInput,
  reportIdInput,
  reportInput,
  saveDraftInput,
  threadInput,
  withdrawInput,
} from "@/lib/messagerie/schema";
import { type WriteRow } from "@/tests/access/matrix";
import { aMessage, MADE_AT, paragraph } from "@/tests/factories/builders";
import type { World } from "@/tests/factories/world";

// Who writes to whom: lib/messagerie/access.ts. A thread's target is one between alice and her teacher of French.

const COMMANDS = "messagerie/commands";
const STAFF =
  "mathsTeacher frenchTeacher teacherOf6B substitute formerSubstitute head deputy cpe secretary aed aesh admin";
const PUPILS = "alice adam basile";
const GUARDIANS = "aliceGuardian1 aliceGuardian2 basileGuardian1";
const ELSEWHERE = "aliceGuardian1Elsewhere otherHead otherTeacher otherPupil";
const WRITERS = `${STAFF} inspector ${PUPILS} ${GUARDIANS} ${ELSEWHERE}`;
const SENT = "delivery message outbox thread";
const MODERATORS = "head deputy cpe";

/** A command with its schema, as defineAction ties them. */
function parsed<Schema extends z.ZodType, Value>(
  schema: Schema,
  command: (ctx: Context, input: z.output<Schema>) => Promise<Result<Value>>,
): WriteRow["run"] {
  return (ctx, input) => command(ctx, schema.parse(input));
}

const nothing = () => Promise.resolve("");

const message = (audience: string) => ({
  operationId: newId(),
  draftId: newId(),
  subject: "Objet",
  text: "Bonjour",
  audience: [audience],
});

/** A question of alice to her teacher of French, in a thread of its own. */
const aQuestion = async (db: Db, { people }: World) => aMessage(db, people.alice, [people.frenchTeacher]);

const aReport = async (db: Db, world: World): Promise<string> => {
  const { messageId, schoolId } = await aQuestion(db, world);
  const id = newId();
  await db.messageReport.create({
    data: {
      schoolId,
      id,
      messageId,
      authorId: world.people.alice.id,
      reporterId: world.people.frenchTeacher.id,
      reason: "Un motif",
      subject: "Message",
      copy: [{ author: "Alice", sentAt: MADE_AT.toISOString(), content: paragraph("Message") }],
      createdAt: MADE_AT,
    },
  });
  return id;
};

export const messagerieWrites: WriteRow[] = [
  {
    operation: `${COMMANDS}.sendMessage (to a teacher)`,
    prepare: nothing,
    input: (_target, { people }) => message(`person:${people.frenchTeacher.id}`),
    run: parsed(composeInput, sendMessage),
    allowed: `${STAFF.replace("frenchTeacher ", "")} inspector ${PUPILS} ${GUARDIANS}`,
    action: "messagerie.message.send",
    changes: SENT,
  },
  {
    operation: `${COMMANDS}.sendMessage (to a pupil)`,
    prepare: nothing,
    input: (_target, { people }) => message(`person:${people.adam.id}`),
    run: parsed(composeInput, sendMessage),
    allowed: STAFF,
    action: "messagerie.message.send",
    changes: SENT,
  },
  {
    operation: `${COMMANDS}.sendMessage (to the parents of a class)`,
    prepare: nothing,
    input: (_target, { groups }) => message(`parents:${groups.sixA.id}`),
    run: parsed(composeInput, sendMessage),
    allowed: "mathsTeacher frenchTeacher substitute head deputy cpe secretary",
    action: "messagerie.message.send",
    changes: SENT,
  },
  {
    operation: `${COMMANDS}.sendMessage (to the head of the other school)`,
    prepare: nothing,
    input: (_target, { other }) => message(`person:${other.people.head.id}`),
    run: parsed(composeInput, sendMessage),
    allowed: "aliceGuardian1Elsewhere otherTeacher",
    action: "messagerie.message.send",
    changes: SENT,
  },
  {
    operation: `${COMMANDS}.replyMessage`,
    prepare: async (db, world) => (await aQuestion(db, world)).threadId,
    input: (threadId) => ({ operationId: newId(), draftId: newId(), threadId, text: "Bien reçu." }),
    run: parsed(replyInput, replyMessage),
    allowed: "alice frenchTeacher",
    action: "messagerie.message.reply",
    changes: "delivery message outbox",
  },
  {
    operation: `${COMMANDS}.replyMessage (to a circular)`,
    prepare: async (db, { people }) =>
      (await aMessage(db, people.mathsTeacher, [people.alice, people.adam], { isCircular: true })).threadId,
    input: (threadId) => ({ operationId: newId(), draftId: newId(), threadId, text: "Bien reçu." }),
    run: parsed(replyInput, replyMessage),
    allowed: "alice adam",
    action: "messagerie.message.reply",
    changes: SENT,
  },
  {
    operation: `${COMMANDS}.replyMessage (to guardians, of whom some have no child here any more)`,
    prepare: async (db, { people }) => {
      const { aliceGuardian2, aliceGuardian3, aliceFormerGuardian } = people;
      return (await aMessage(db, people.frenchTeacher, [aliceGuardian2, aliceGuardian3, aliceFormerGuardian])).threadId;
    },
    input: (threadId) => ({ operationId: newId(), draftId: newId(), threadId, text: "Bien reçu." }),
    run: parsed(replyInput, replyMessage),
    allowed: "frenchTeacher aliceGuardian2",
    action: "messagerie.message.reply",
    changes: "delivery message outbox",
  },
  {
    operation: `${COMMANDS}.withdrawMessage`,
    prepare: async (db, { people }) => {
      const { schoolId, messageId } = await aMessage(db, people.frenchTeacher, [people.alice]);
      await db.message.update({ where: { schoolId_id: { schoolId, id: messageId } }, data: { deliveredAt: null } });
      return messageId;
    },
    input: (messageId) => ({ operationId: newId(), messageId }),
    run: parsed(withdrawInput, withdrawMessage),
    allowed: "frenchTeacher",
    action: "messagerie.message.withdraw",
    changes: "delivery message message_draft",
  },
  {
    operation: `${COMMANDS}.saveDraft`,
    prepare: nothing,
    input: () => ({ draftId: newId(), subject: "", text: "Bonjour", audience: [] }),
    run: parsed(saveDraftInput, saveDraft),
    allowed: WRITERS,
    action: "messagerie.draft.save",
    changes: "message_draft",
  },
  {
    operation: `${COMMANDS}.saveDraft (of an answer)`,
    prepare: async (db, world) => (await aQuestion(db, world)).threadId,
    input: (threadId) => ({ draftId: newId(), subject: "", text: "Bonjour", audience: [], threadId }),
    run: parsed(saveDraftInput, saveDraft),
    allowed: "alice frenchTeacher",
    action: "messagerie.draft.save",
    changes: "message_draft",
  },
  {
    operation: `${COMMANDS}.discardDraft`,
    prepare: async (db, { people }) => {
      const id = newId();
      const { schoolId, id: personId } = people.alice;
      const content = paragraph("Bonjour");
      await db.draft.create({
        data: { schoolId, personId, id, subject: "", audience: [], content, updatedAt: MADE_AT },
      });
      return id;
    },
    input: (draftId) => ({ draftId }),
    run: parsed(discardDraftInput, discardDraft),
    allowed: "alice",
    action: "messagerie.draft.discard",
    changes: "message_draft",
  },
  ...(
    [
      ["archiveThread", archiveThread, "archive", {}, "alice frenchTeacher"],
      ["unarchiveThread", unarchiveThread, "unarchive", { archivedAt: MADE_AT }, "alice frenchTeacher"],
      ["markRead", markRead, "read", { readAt: null }, "alice frenchTeacher"],
    ] as const
  ).map(([name, command, verb, state, allowed]): WriteRow => ({
    operation: `${COMMANDS}.${name}`,
    prepare: async (db, world) => {
      const { threadId } = await aQuestion(db, world);
      await db.delivery.updateMany({ where: { threadId }, data: state });
      return threadId;
    },
    input: (threadId) => ({ threadId }),
    run: parsed(threadInput, command),
    allowed,
    action: `messagerie.thread.${verb}`,
    changes: "delivery",
  })),
  {
    // Alice wrote it and received nothing: there is nothing that she could mark unread.
    operation: `${COMMANDS}.markUnread`,
    prepare: async (db, { people }) => {
      const { threadId } = await aMessage(db, people.frenchTeacher, [people.alice, people.adam], { isCircular: true });
      await db.delivery.updateMany({ where: { threadId }, data: { readAt: MADE_AT } });
      await db.delivery.deleteMany({ where: { threadId, kind: "SENT" } });
      return threadId;
    },
    input: (threadId) => ({ threadId }),
    run: parsed(threadInput, markUnread),
    allowed: "alice adam",
    action: "messagerie.thread.unread",
    changes: "delivery",
  },
  {
    operation: `${COMMANDS}.reportMessage`,
    prepare: async (db, world) => (await aQuestion(db, world)).messageId,
    input: (messageId) => ({ operationId: newId(), messageId, reason: "Ce message me gêne." }),
    run: parsed(reportInput, reportMessage),
    allowed: "frenchTeacher",
    action: "messagerie.message.report",
    changes: "delivery message_report outbox",
  },
  {
    operation: `${COMMANDS}.openReport`,
    prepare: aReport,
    input: (reportId) => ({ reportId }),
    run: parsed(reportIdInput, openReport),
    allowed: MODERATORS,
    action: "messagerie.report.open",
    changes: "",
  },
  {
    operation: `${COMMANDS}.settleReport`,
    prepare: aReport,
    input: (reportId) => ({ reportId }),
    run: parsed(reportIdInput, settleReport),
    allowed: MODERATORS,
    action: "messagerie.report.settle",
    changes: "message_report",
  },
  {
    operation: `${COMMANDS}.addFile`,
    prepare: () => Promise.resolve(newId()),
    input: (id) => ({
      id,
      name: "photo.png",
      mediaType: "image/png",
      size: 12,
      sha256: "a".repeat(64),
      storageKey: `${newId()}/${id}`,
    }),
    run: parsed(receivedFileInput, addFile),
    allowed: WRITERS,
    action: "messagerie.file.add",
    changes: "file",
  },
];
