import type { z } from "zod";
import { type Operation, runOperation } from "@/lib/actions/run";
import { type Context, openContext } from "@/lib/auth/context";
import { newId } from "@/lib/db/id";
import { withSystem } from "@/lib/db/system";
import type { Result } from "@/lib/errors/codes";
import {
  replyMessage,
  reportMessage,
  saveDraft,
  sendMessage,
  type Sent,
  withdrawMessage,
} from "@/lib/messagerie/commands";
import { findThread, listMail } from "@/lib/messagerie/queries";
import { composeInput, replyInput, reportInput, saveDraftInput, withdrawInput } from "@/lib/messagerie/schema";
import { viewerAs } from "@/tests/access/personas";
import type { PersonRef } from "@/tests/factories/builders";

/** A write of the module as its form sends it: parsed, in one transaction, rolled back when it fails. */
function as<Schema extends z.ZodType, Value>(
  name: string,
  input: Schema,
  run: (ctx: Context, input: z.output<Schema>) => Promise<Result<Value>>,
) {
  const operation: Operation<Schema, Value> = { name, module: "messagerie", input, run };
  return async (person: PersonRef, values: Record<string, unknown>): Promise<Result<Value>> =>
    runOperation(operation, await viewerAs(person), values);
}

const sendRaw = as("test.send", composeInput, sendMessage);
const replyRaw = as("test.reply", replyInput, replyMessage);
export const withdraw = as("test.withdraw", withdrawInput, withdrawMessage);
export const report = as("test.report", reportInput, reportMessage);
export const keep = as("test.draft", saveDraftInput, saveDraft);

/** Sends a message to audiences: «person:…», «parents:…». */
export const send = (author: PersonRef, audience: string[], values: Record<string, unknown> = {}) =>
  sendRaw(author, {
    operationId: newId(),
    draftId: newId(),
    subject: "Sortie au musée",
    text: "Bonjour,\n\nL’autorisation est à rendre vendredi.",
    audience,
    ...values,
  });

/** Answers in a thread. */
export const reply = (author: PersonRef, threadId: string, values: Record<string, unknown> = {}) =>
  replyRaw(author, { operationId: newId(), draftId: newId(), threadId, text: "Bien reçu.", ...values });

/** What was sent. @throws Error with the failure's message when it was not. */
export async function sent(result: Promise<Result<Sent>>): Promise<Sent> {
  const settled = await result;
  if (!settled.ok) throw new Error(`${settled.code}: ${settled.message}`);
  return settled.value;
}

/** Asks as a person, in a context that reads. */
export async function asks<T>(person: PersonRef, run: (ctx: Context) => Promise<T>): Promise<T> {
  return openContext(await viewerAs(person), "messagerie", { readOnly: true }, run);
}

/** The subjects of somebody's inbox, newest first. */
export const inbox = (person: PersonRef) =>
  asks(person, async (ctx) => (await listMail(ctx, "recus")).map(({ subject }) => subject));

/** A thread as this person reads it. */
export const read = (person: PersonRef, threadId: string) => asks(person, (ctx) => findThread(ctx, threadId, null));

/** Sets the quiet hours of a school around the frozen clock's 8 h 05, or away from them. */
export const setQuiet = (schoolId: string, isNow: boolean) =>
  withSystem("test: quiet hours", (db) =>
    db.school.update({
      where: { id: schoolId },
      data: { settings: isNow ? { messaging: { quietFromMinute: 480, quietUntilMinute: 600 } } : {} },
    }),
  );
