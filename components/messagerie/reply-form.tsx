"use client";

import { useActionState } from "react";
import { failureOf } from "@/components/forms/form-state";
import { LiveForm } from "@/components/forms/live-form";
import { MessageBody, MessageTop, SendBar, useMessageForm } from "@/components/messagerie/message-form";
import type { Sendable } from "@/components/messagerie/use-leaving";
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

const IDS = { content: "reponse", files: "reponse-fichiers" };

/** The answer at the end of a conversation. Sends without JavaScript; with it, what is typed is kept until it is sent. */
export function ReplyForm(props: ReplyFormProps) {
  return <LiveForm>{(isLive) => <ReplyFields isLive={isLive} {...props} />}</LiveForm>;
}

function ReplyFields({ isLive, ...props }: ReplyFormProps & { isLive: boolean }) {
  const { threadId, draft, newDraftId, to, isPupil } = props;
  const [state, action] = useActionState(replyAction, IDLE);
  const plain = failureOf(state);
  const start = {
    draftId: draft?.id ?? newDraftId,
    version: draft?.version ?? 0,
    subject: "",
    chosen: [],
    content: draft?.content ?? EMPTY_RICH_TEXT,
    files: draft?.files ?? [],
  };
  const form = useMessageForm(props, { thing: threadId, threadId, start, isLive }, sendReplyAction);

  return (
    <form
      action={action}
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void form.submit((filled) => filled.set("threadId", threadId));
      }}
    >
      <input name="threadId" type="hidden" value={threadId} />
      <MessageTop form={form} ids={IDS} plain={plain} />
      <MessageBody
        form={form}
        ids={IDS}
        label={isPupil ? `Ta réponse à ${to}` : `Votre réponse à ${to}`}
        plain={plain}
      />
      <SendBar form={form} />
    </form>
  );
}
