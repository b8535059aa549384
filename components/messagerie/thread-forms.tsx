"use client";

import { startTransition, useActionState, useEffect, useRef } from "react";
import { Hidden } from "@/components/forms/form-parts";
import { failureOf } from "@/components/forms/form-state";
import { FormErrors } from "@/components/ui/form-errors";
import { TextArea } from "@/components/ui/inputs";
import { SubmitButton } from "@/components/ui/submit-button";
import { IDLE } from "@/lib/actions/form";
import {
  archiveThreadAction,
  discardDraftAction,
  markReadAction,
  markUnreadAction,
  openReportAction,
  reportMessageAction,
  settleReportAction,
  unarchiveThreadAction,
  withdrawMessageAction,
} from "@/lib/messagerie/actions";
import { ofName } from "@/lib/time/format";

/** A thread, and who acts on it. */
interface OnThread {
  personId: string;
  threadId: string;
}

/** Files the thread out of the inbox, or brings it back. */
export function ArchiveForm({ personId, threadId, isArchived }: OnThread & { isArchived: boolean }) {
  const [state, action] = useActionState(isArchived ? unarchiveThreadAction : archiveThreadAction, IDLE);
  return (
    <form action={action}>
      <FormErrors message={failureOf(state).message} />
      <Hidden values={{ personne: personId, threadId }} />
      <SubmitButton icon="folder" size="small" variant="secondary">
        {isArchived ? "Remettre dans les reçus" : "Archiver"}
      </SubmitButton>
    </form>
  );
}

/** The way back from an archiving that was just done. */
export function UndoArchive({ personId, threadId }: OnThread) {
  const [state, action] = useActionState(unarchiveThreadAction, IDLE);
  return (
    <form action={action}>
      <FormErrors message={failureOf(state).message} />
      <Hidden values={{ personne: personId, threadId }} />
      <SubmitButton icon="undo-2" size="small" variant="quiet">
        Annuler
      </SubmitButton>
    </form>
  );
}

/** Makes a thread unread again, to come back to it. */
export function UnreadForm({ personId, threadId }: OnThread) {
  const [state, action] = useActionState(markUnreadAction, IDLE);
  return (
    <form action={action}>
      <FormErrors message={failureOf(state).message} />
      <Hidden values={{ personne: personId, threadId }} />
      <SubmitButton icon="mail" size="small" variant="quiet">
        Marquer non lue
      </SubmitButton>
    </form>
  );
}

/** What is opened is read: said by the page itself, by a button where it cannot. */
export function ReadForm({ personId, threadId }: OnThread) {
  const [, action] = useActionState(markReadAction, IDLE);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (form.current) {
      const data = new FormData(form.current);
      startTransition(() => action(data));
    }
  }, [action]);
  return (
    <form action={action} className="thread-read" ref={form}>
      <Hidden values={{ personne: personId, threadId }} />
      <noscript>
        <button className="button" data-size="small" data-variant="secondary" type="submit">
          Marquer comme lue
        </button>
      </noscript>
    </form>
  );
}

/** Takes back a message that waits for the end of quiet hours. */
export function WithdrawForm({
  personId,
  operationId,
  messageId,
}: {
  personId: string;
  operationId: string;
  messageId: string;
}) {
  const [state, action] = useActionState(withdrawMessageAction, IDLE);
  return (
    <form action={action}>
      <FormErrors message={failureOf(state).message} />
      <Hidden values={{ personne: personId, operationId, messageId }} />
      <SubmitButton icon="undo-2" size="small" variant="secondary">
        Annuler l’envoi
      </SubmitButton>
    </form>
  );
}

/** Brings a message before the head and the CPE. Native disclosure: it opens without JavaScript. */
export function ReportForm({
  personId,
  operationId,
  messageId,
  author,
}: {
  personId: string;
  operationId: string;
  messageId: string;
  author: string;
}) {
  const [state, action] = useActionState(reportMessageAction, IDLE);
  const { message, fields, typed } = failureOf(state);
  const id = `signaler-${messageId}`;
  return (
    <details className="report" open={state.status === "failed" || undefined}>
      <summary>
        Signaler<span className="visually-hidden">{` ce message ${ofName(author)}`}</span>
      </summary>
      <form action={action} className="report-form">
        <FormErrors fields={fields} ids={{ reason: id }} message={message} />
        <Hidden values={{ personne: personId, operationId, messageId }} />
        <p className="text-soft">
          La direction et les CPE pourront lire ce message et ceux qui le précèdent. Son auteur n’en est pas averti.
        </p>
        <TextArea
          defaultValue={typed("reason")}
          error={fields["reason"]}
          id={id}
          label="Ce qui ne va pas"
          maxLength={500}
          name="reason"
          required
          rows={2}
        />
        <SubmitButton size="small" variant="danger">
          Signaler ce message
        </SubmitButton>
      </form>
    </details>
  );
}

/** Gives up a draft. */
export function DiscardForm({ personId, draftId }: { personId: string; draftId: string }) {
  const [state, action] = useActionState(discardDraftAction, IDLE);
  return (
    <form action={action}>
      <FormErrors message={failureOf(state).message} />
      <Hidden values={{ personne: personId, draftId }} />
      <SubmitButton icon="trash" size="small" variant="quiet">
        Supprimer ce brouillon
      </SubmitButton>
    </form>
  );
}

/** Opens what was reported, which the journal remembers; or says that it was dealt with. */
export function ReportActions({
  personId,
  reportId,
  isOpen,
  isSettled,
}: {
  personId: string;
  reportId: string;
  isOpen: boolean;
  isSettled: boolean;
}) {
  const [opening, open] = useActionState(openReportAction, IDLE);
  const [settling, settle] = useActionState(settleReportAction, IDLE);
  return (
    <>
      <FormErrors message={failureOf(opening).message ?? failureOf(settling).message} />
      {!isOpen && (
        <form action={open}>
          <Hidden values={{ personne: personId, reportId }} />
          <SubmitButton icon="eye">Lire le message signalé</SubmitButton>
        </form>
      )}
      {isOpen && !isSettled && (
        <form action={settle}>
          <Hidden values={{ personne: personId, reportId }} />
          <SubmitButton icon="check">Classer ce signalement</SubmitButton>
        </form>
      )}
    </>
  );
}
