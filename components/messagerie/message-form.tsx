"use client";

import { type ReactNode, useState } from "react";
import type { failureOf } from "@/components/forms/form-state";
import { AttachmentField } from "@/components/files/attachment-field";
import { FailureSummary } from "@/components/forms/failure-summary";
import { RestoredDraft } from "@/components/forms/restored-draft";
import { useSending } from "@/components/forms/use-sending";
import { FILES_ADDRESS } from "@/components/messagerie/address";
import { DraftState } from "@/components/messagerie/draft-state";
import type { Written } from "@/components/messagerie/keep-draft";
import { MessageField } from "@/components/messagerie/message-field";
import { type Sendable, useLeaving } from "@/components/messagerie/use-leaving";
import { useWritten, type WrittenDraft } from "@/components/messagerie/use-written";
import { Button } from "@/components/ui/button";
import { FormErrors } from "@/components/ui/form-errors";

// What a new message and an answer share: the text, its files, what is kept of it, and its sending.

/** A message that is being written. */
interface MessageForm extends Omit<WrittenDraft, "settled" | "forget"> {
  sendable: Sendable;
  isSending: boolean;
  /** A file is still leaving. */
  isBusy: boolean;
  setBusy: (isBusy: boolean) => void;
  failure: ReturnType<typeof useSending>["failure"];
  /** Sends what is written, with what `complete` adds to it; does nothing while something is leaving. */
  submit: (complete: (form: FormData, sent: Written) => void) => Promise<void>;
}

/**
 * A message to write and send, kept meanwhile on the device and on the server. Once sent, the page is its thread.
 * @param of.thing what is written, for the device; `threadId`: the thread that it answers.
 * @param of.isLive false until the page lives, as `LiveForm` tells.
 */
export function useMessageForm(
  sendable: Sendable,
  of: { thing: string; threadId: string | null; start: Written; isLive: boolean },
  action: Parameters<typeof useSending<{ threadId: string; persons: number }>>[0],
): MessageForm {
  const { settled, forget, ...draft } = useWritten(sendable.personId, of.thing, of.threadId, of.start, of.isLive);
  const [isBusy, setBusy] = useState(false);
  const { isSending, failure, send } = useSending(action);
  const leaveFor = useLeaving(sendable);

  async function submit(complete: (form: FormData, sent: Written) => void) {
    if (isSending || isBusy) return;
    const sent = await settled();
    const form = new FormData();
    form.set("personne", sendable.personId);
    form.set("draftId", sent.draftId);
    form.set("content", JSON.stringify(sent.content));
    for (const { id } of sent.files) form.append("files[]", id);
    complete(form, sent);
    send(form, (done) => {
      forget();
      leaveFor(done);
    });
  }

  return { ...draft, sendable, isBusy, setBusy, isSending, failure, submit };
}

/** What the form without JavaScript sends beside the fields, what this device had kept, and what went wrong. */
export function MessageTop({
  form: { sendable, written, foundAt, giveUp, failure },
  plain,
  ids,
}: {
  form: MessageForm;
  plain: ReturnType<typeof failureOf>;
  ids: Readonly<Record<string, string>>;
}) {
  return (
    <>
      <input name="personne" type="hidden" value={sendable.personId} />
      <input name="operationId" type="hidden" value={sendable.operationId} />
      <input name="draftId" type="hidden" value={written.draftId} />
      {foundAt !== null && <RestoredDraft at={foundAt} onGiveUp={giveUp} />}
      {failure && <FailureSummary failure={failure} ids={ids} />}
      {!failure && <FormErrors fields={plain.fields} ids={ids} message={plain.message} />}
    </>
  );
}

/** The text and its files. */
export function MessageBody({
  form: { sendable, written, edition, change, setBusy, failure },
  plain,
  ids,
  label,
}: {
  form: MessageForm;
  plain: ReturnType<typeof failureOf>;
  ids: { content: string; files: string };
  label: string;
}) {
  const fields = failure?.fields ?? plain.fields;
  return (
    <>
      <MessageField
        error={fields["content"]}
        id={ids.content}
        initial={written.content}
        key={edition}
        label={label}
        onChange={(content) => change((before) => ({ ...before, content }))}
        typed={plain.typed("text")}
      />
      <AttachmentField
        address={FILES_ADDRESS}
        error={fields["files"]}
        files={written.files}
        id={ids.files}
        onBusy={setBusy}
        onChange={(changed) => change((before) => ({ ...before, files: changed(before.files) }))}
        personId={sendable.personId}
      />
    </>
  );
}

/** «Envoyer», what else the form offers, and where what is written stands. */
export function SendBar({
  form: { isSending, isBusy, keeping },
  intent,
  children,
}: {
  form: MessageForm;
  /** What the button says to a form that has several. */
  intent?: { name: string; value: string };
  children?: ReactNode;
}) {
  return (
    <div className="send-bar">
      <Button aria-disabled={isSending || isBusy || undefined} icon="send" type="submit" variant="primary" {...intent}>
        Envoyer
      </Button>
      {children}
      <DraftState isBusy={isBusy} isSending={isSending} keeping={keeping} />
    </div>
  );
}
