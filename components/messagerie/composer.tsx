"use client";

import { type KeyboardEvent, useActionState, useState } from "react";
import { failureOf } from "@/components/forms/form-state";
import { AttachmentField } from "@/components/files/attachment-field";
import { FailureSummary } from "@/components/forms/failure-summary";
import { RestoredDraft } from "@/components/forms/restored-draft";
import { useIsLive } from "@/components/forms/use-draft";
import { useSending } from "@/components/forms/use-sending";
import { FILES_ADDRESS } from "@/components/messagerie/address";
import { DraftState } from "@/components/messagerie/draft-state";
import type { Chosen } from "@/components/messagerie/keep-draft";
import { MessageField } from "@/components/messagerie/message-field";
import { RecipientField, type RecipientFieldProps } from "@/components/messagerie/recipient-field";
import { type Sendable, useLeaving } from "@/components/messagerie/use-leaving";
import { useWritten } from "@/components/messagerie/use-written";
import { Button } from "@/components/ui/button";
import { FormErrors } from "@/components/ui/form-errors";
import { Checkbox, TextInput } from "@/components/ui/inputs";
import { IDLE } from "@/lib/actions/form";
import { composeAction, sendMessageAction } from "@/lib/messagerie/actions";
import { MAX_SUBJECT } from "@/lib/messagerie/text";
import type { Attachment } from "@/lib/files/types";
import type { RichText } from "@/lib/rich-text/types";

/** Props of {@link Composer}. */
export interface ComposerProps extends Sendable, RecipientFieldProps {
  /** The stored draft that is gone on with, or a new one. */
  start: {
    draftId: string;
    version: number;
    subject: string;
    content: RichText;
    files: Attachment[];
    chosen: Chosen[];
  };
  canBeUrgent: boolean;
}

const IDS = { audience: "destinataires", subject: "objet", content: "message", files: "fichiers" };

/** A new message. Sends without JavaScript; with it, what is typed is kept until it is sent. */
export function Composer(props: ComposerProps) {
  const isLive = useIsLive();
  // What this device holds is known once the page lives: what was waiting until then starts anew from it.
  return <ComposerFields isLive={isLive} key={isLive ? "live" : "waiting"} {...props} />;
}

function ComposerFields({ start, canBeUrgent, isLive, ...props }: ComposerProps & { isLive: boolean }) {
  const { personId, operationId } = props;
  const [state, action] = useActionState(composeAction, IDLE);
  const plain = failureOf(state);
  const thing = start.version > 0 ? start.draftId : "nouveau";
  const { written, keeping, foundAt, edition, change, giveUp, settled, forget } = useWritten(
    personId,
    thing,
    null,
    state.status === "failed" ? asTyped(state.values, props, start) : start,
    isLive,
  );
  const [isUrgent, setUrgent] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const { isSending, failure, send } = useSending(sendMessageAction);
  const leaveFor = useLeaving(props);
  const fields = failure?.fields ?? plain.fields;

  async function submit() {
    if (isSending || isBusy) return;
    const sent = await settled();
    const form = new FormData();
    form.set("personne", personId);
    form.set("draftId", sent.draftId);
    form.set("subject", sent.subject);
    form.set("content", JSON.stringify(sent.content));
    for (const { key } of sent.chosen) form.append("audience[]", key);
    for (const { id } of sent.files) form.append("files[]", id);
    if (isUrgent) form.set("isUrgent", "1");
    send(form, (done) => {
      forget();
      leaveFor(done);
    });
  }

  return (
    <form
      action={action}
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        const { submitter } = event.nativeEvent;
        if (submitter instanceof HTMLButtonElement && submitter.value === "SEND") void submit();
      }}
    >
      <input name="personne" type="hidden" value={personId} />
      <input name="operationId" type="hidden" value={operationId} />
      <input name="draftId" type="hidden" value={written.draftId} />
      <input name="version" type="hidden" value={written.version} />
      {/* The first button of a form is the one that Enter presses. */}
      <button
        aria-hidden="true"
        className="visually-hidden"
        formNoValidate
        name="intent"
        tabIndex={-1}
        type="submit"
        value="KEEP"
      >
        Enregistrer
      </button>
      {foundAt !== null && <RestoredDraft at={foundAt} onGiveUp={giveUp} />}
      {failure && <FailureSummary failure={failure} ids={IDS} />}
      {!failure && <FormErrors fields={plain.fields} ids={IDS} message={plain.message} />}
      <RecipientField
        {...props}
        chosen={written.chosen}
        error={fields["audience"]}
        onChange={(changed) => change((before) => ({ ...before, chosen: changed(before.chosen) }))}
      />
      <TextInput
        error={fields["subject"]}
        id="objet"
        label="Objet"
        maxLength={MAX_SUBJECT}
        name="subject"
        onChange={({ target }) => change((before) => ({ ...before, subject: target.value }))}
        onKeyDown={stayInForm}
        required
        value={written.subject}
      />
      <MessageField
        error={fields["content"]}
        id="message"
        initial={written.content}
        key={edition}
        label="Message"
        onChange={(content) => change((before) => ({ ...before, content }))}
        typed={plain.typed("text")}
      />
      <AttachmentField
        address={FILES_ADDRESS}
        error={fields["files"]}
        files={written.files}
        id="fichiers"
        onBusy={setBusy}
        onChange={(changed) => change((before) => ({ ...before, files: changed(before.files) }))}
        personId={personId}
      />
      {canBeUrgent && (
        <Checkbox
          checked={isUrgent}
          hint="Remis tout de suite, même pendant les heures calmes."
          label="Message urgent"
          name="isUrgent"
          onChange={({ target }) => setUrgent(target.checked)}
          value="1"
        />
      )}
      <div className="send-bar">
        <Button
          aria-disabled={isSending || isBusy || undefined}
          icon="send"
          name="intent"
          type="submit"
          value="SEND"
          variant="primary"
        >
          Envoyer
        </Button>
        <noscript>
          <button className="button" data-variant="secondary" formNoValidate name="intent" type="submit" value="KEEP">
            Enregistrer le brouillon
          </button>
        </noscript>
        <DraftState isBusy={isBusy} isSending={isSending} keeping={keeping} />
      </div>
    </form>
  );
}

/** What a form without JavaScript sent, to be shown again. */
function asTyped(
  { subject, audience = [] }: Record<string, string | string[]>,
  { sections, found }: Pick<ComposerProps, "sections" | "found">,
  start: ComposerProps["start"],
): ComposerProps["start"] {
  const known = [...start.chosen, ...found, ...sections.flatMap(({ choices }) => choices)];
  return {
    ...start,
    subject: typeof subject === "string" ? subject : start.subject,
    chosen: known.filter(
      ({ key }, index) => audience.includes(key) && known.findIndex((each) => each.key === key) === index,
    ),
  };
}

/** Enter at the end of the subject goes on to the text, as everywhere else; it does not send. */
function stayInForm(event: KeyboardEvent<HTMLInputElement>) {
  if (event.key !== "Enter") return;
  event.preventDefault();
  event.currentTarget.form?.querySelector<HTMLElement>("#message")?.focus();
}
