"use client";

import { type KeyboardEvent, useActionState, useState } from "react";
import { failureOf } from "@/components/forms/form-state";
import { LiveForm } from "@/components/forms/live-form";
import type { Chosen } from "@/components/messagerie/keep-draft";
import { MessageBody, MessageTop, SendBar, useMessageForm } from "@/components/messagerie/message-form";
import { RecipientField, type RecipientFieldProps } from "@/components/messagerie/recipient-field";
import type { Sendable } from "@/components/messagerie/use-leaving";
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
  return <LiveForm>{(isLive) => <ComposerFields isLive={isLive} {...props} />}</LiveForm>;
}

function ComposerFields({ start, canBeUrgent, isLive, ...props }: ComposerProps & { isLive: boolean }) {
  const [state, action] = useActionState(composeAction, IDLE);
  const plain = failureOf(state);
  const form = useMessageForm(
    props,
    {
      thing: start.version > 0 ? start.draftId : "nouveau",
      threadId: null,
      start: state.status === "failed" ? asTyped(state.values, props, start) : start,
      isLive,
    },
    sendMessageAction,
  );
  const [isUrgent, setUrgent] = useState(false);
  const { written, change } = form;
  const fields = form.failure?.fields ?? plain.fields;

  return (
    <form
      action={action}
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        const { submitter } = event.nativeEvent;
        if (!(submitter instanceof HTMLButtonElement) || submitter.value !== "SEND") return;
        void form.submit((filled, { subject, chosen }) => {
          filled.set("subject", subject);
          for (const { key } of chosen) filled.append("audience[]", key);
          if (isUrgent) filled.set("isUrgent", "1");
        });
      }}
    >
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
      <MessageTop form={form} ids={IDS} plain={plain} />
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
      <MessageBody form={form} ids={IDS} label="Message" plain={plain} />
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
      <SendBar form={form} intent={{ name: "intent", value: "SEND" }}>
        <noscript>
          <button className="button" data-variant="secondary" formNoValidate name="intent" type="submit" value="KEEP">
            Enregistrer le brouillon
          </button>
        </noscript>
      </SendBar>
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
