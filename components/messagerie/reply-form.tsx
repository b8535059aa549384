"use client";

import { useActionState, useState } from "react";
import { failureOf } from "@/components/forms/form-state";
import { AttachmentField } from "@/components/files/attachment-field";
import { FailureSummary } from "@/components/forms/failure-summary";
import { RestoredDraft } from "@/components/forms/restored-draft";
import { useIsLive } from "@/components/forms/use-draft";
import { useSending } from "@/components/forms/use-sending";
import { FILES_ADDRESS } from "@/components/messagerie/address";
import { DraftState } from "@/components/messagerie/draft-state";
import { MessageField } from "@/components/messagerie/message-field";
import { type Sendable, useLeaving } from "@/components/messagerie/use-leaving";
import { useWritten } from "@/components/messagerie/use-written";
import { Button } from "@/components/ui/button";
import { FormErrors } from "@/components/ui/form-errors";
import { IDLE } from "@/lib/actions/form";
import { replyAction, sendReplyAction } from "@/lib/messagerie/actions";
import type { StoredDraft } from "@/lib/messagerie/types";
import { EMPTY_RICH_TEXT } from "@/lib/rich-text/types";

/** Props of {@link ReplyForm}. */
export interface ReplyFormProps extends Sendable {
  threadId: string;
  draft: StoredDraft | null;
  newDraftId: string;
  /** Who will read it. */
  to: string;
  isPupil: boolean;
}

/** The answer at the end of a conversation. Sends without JavaScript; with it, what is typed is kept until it is sent. */
export function ReplyForm(props: ReplyFormProps) {
  const isLive = useIsLive();
  // What this device holds is known once the page lives: what was waiting until then starts anew from it.
  return <ReplyFields isLive={isLive} key={isLive ? "live" : "waiting"} {...props} />;
}

function ReplyFields({ isLive, ...props }: ReplyFormProps & { isLive: boolean }) {
  const { personId, threadId, draft, newDraftId, to, isPupil, operationId } = props;
  const { written, keeping, foundAt, edition, change, giveUp, settled, forget } = useWritten(
    personId,
    threadId,
    threadId,
    {
      draftId: draft?.id ?? newDraftId,
      version: draft?.version ?? 0,
      subject: "",
      chosen: [],
      content: draft?.content ?? EMPTY_RICH_TEXT,
      files: draft?.files ?? [],
    },
    isLive,
  );
  const [isBusy, setBusy] = useState(false);
  const [state, action] = useActionState(replyAction, IDLE);
  const { isSending, failure, send } = useSending(sendReplyAction);
  const leaveFor = useLeaving(props);
  const plain = failureOf(state);
  const fields = failure?.fields ?? plain.fields;

  async function submit() {
    if (isSending || isBusy) return;
    const sent = await settled();
    const form = new FormData();
    form.set("personne", personId);
    form.set("threadId", threadId);
    form.set("draftId", sent.draftId);
    form.set("content", JSON.stringify(sent.content));
    for (const file of sent.files) form.append("files[]", file.id);
    send(form, (done) => {
      forget();
      leaveFor(done);
    });
  }

  return (
    <form
      action={action}
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <input name="personne" type="hidden" value={personId} />
      <input name="operationId" type="hidden" value={operationId} />
      <input name="threadId" type="hidden" value={threadId} />
      <input name="draftId" type="hidden" value={written.draftId} />
      {foundAt !== null && <RestoredDraft at={foundAt} onGiveUp={giveUp} />}
      {failure && <FailureSummary failure={failure} ids={{ content: "reponse", files: "reponse-fichiers" }} />}
      {!failure && <FormErrors fields={plain.fields} ids={{ content: "reponse" }} message={plain.message} />}
      <MessageField
        error={fields["content"]}
        id="reponse"
        initial={written.content}
        key={edition}
        label={isPupil ? `Ta réponse à ${to}` : `Votre réponse à ${to}`}
        onChange={(content) => change((before) => ({ ...before, content }))}
        typed={plain.typed("text")}
      />
      <AttachmentField
        address={FILES_ADDRESS}
        error={fields["files"]}
        files={written.files}
        id="reponse-fichiers"
        onBusy={setBusy}
        onChange={(changed) => change((before) => ({ ...before, files: changed(before.files) }))}
        personId={personId}
      />
      <div className="send-bar">
        <Button aria-disabled={isSending || isBusy || undefined} icon="send" type="submit" variant="primary">
          Envoyer
        </Button>
        <DraftState isBusy={isBusy} isSending={isSending} keeping={keeping} />
      </div>
    </form>
  );
}
