"use server";
import { defineAction } from "@/lib/actions/define-action";
import { personHref, type Viewer } from "@/lib/auth/viewer";
import { ok, type Result } from "@/lib/errors/codes";
import {
  archiveThread,
  discardDraft,
  markRead,
  markUnread,
  openReport,
  replyMessage,
  reportMessage,
  saveDraft,
  sendMessage,
  type Sent,
  settleReport,
  unarchiveThread,
  withdrawMessage,
} from "./commands";
import {
  composeInput,
  discardDraftInput,
  replyInput,
  reportIdInput,
  reportInput,
  threadInput,
  withdrawInput,
} from "./schema";

const module = "messagerie";

const threadHref = (viewer: Viewer, threadId: string, query = {}) =>
  personHref(viewer, `/messagerie/${threadId}`, query);

export const sendMessageAction = defineAction({
  name: "messagerie.message.send",
  module,
  input: composeInput,
  run: sendMessage,
});

/** What became of the composer's form: a message sent, or a draft kept, perhaps to go on with a search. */
type Composed = Sent | { draftId: string; q: string | null };

/** The composer's form without JavaScript: sends, or keeps the draft, or keeps it and searches a name. */
export const composeAction = defineAction({
  name: "messagerie.message.compose",
  module,
  input: composeInput,
  run: async (ctx, input): Promise<Result<Composed>> => {
    const { intent, draftId, q } = input;
    if (intent === "SEND") return sendMessage(ctx, input);
    const saved = await saveDraft(ctx, input);
    return saved.ok ? ok({ draftId, q: intent === "SEARCH" ? q : null }) : saved;
  },
  to: (done, viewer) => {
    if ("threadId" in done) return threadHref(viewer, done.threadId, { fait: "envoye", a: String(done.persons) });
    if (done.q === null) return personHref(viewer, "/messagerie", { boite: "brouillons" });
    return personHref(viewer, "/messagerie/nouveau", { brouillon: done.draftId, q: done.q });
  },
});

export const sendReplyAction = defineAction({
  name: "messagerie.message.reply",
  module,
  input: replyInput,
  run: replyMessage,
});

/** The same without JavaScript: an answer to a circular is in another thread. */
export const replyAction = defineAction({
  name: "messagerie.message.reply",
  module,
  input: replyInput,
  run: replyMessage,
  to: ({ threadId, persons }, viewer) => threadHref(viewer, threadId, { fait: "envoye", a: String(persons) }),
});

export const withdrawMessageAction = defineAction({
  name: "messagerie.message.withdraw",
  module,
  input: withdrawInput,
  run: withdrawMessage,
  to: ({ draftId, threadId }, viewer) =>
    threadId
      ? threadHref(viewer, threadId, { fait: "annule" })
      : personHref(viewer, "/messagerie/nouveau", { brouillon: draftId, fait: "annule" }),
});

export const discardDraftAction = defineAction({
  name: "messagerie.draft.discard",
  module,
  input: discardDraftInput,
  run: discardDraft,
  to: (_done, viewer) => personHref(viewer, "/messagerie", { boite: "brouillons", fait: "jete" }),
});

export const archiveThreadAction = defineAction({
  name: "messagerie.thread.archive",
  module,
  input: threadInput,
  run: archiveThread,
  to: ({ threadId }, viewer) => personHref(viewer, "/messagerie", { fait: "archive", fil: threadId }),
});

export const unarchiveThreadAction = defineAction({
  name: "messagerie.thread.unarchive",
  module,
  input: threadInput,
  run: unarchiveThread,
  to: ({ threadId }, viewer) => threadHref(viewer, threadId, { fait: "desarchive" }),
});

export const markReadAction = defineAction({
  name: "messagerie.thread.read",
  module,
  input: threadInput,
  run: markRead,
});

export const markUnreadAction = defineAction({
  name: "messagerie.thread.unread",
  module,
  input: threadInput,
  run: markUnread,
  to: (_done, viewer) => personHref(viewer, "/messagerie", { fait: "nonlu" }),
});

export const reportMessageAction = defineAction({
  name: "messagerie.message.report",
  module,
  input: reportInput,
  run: reportMessage,
  to: ({ threadId }, viewer) => threadHref(viewer, threadId, { fait: "signale" }),
});

export const openReportAction = defineAction({
  name: "messagerie.report.open",
  module,
  input: reportIdInput,
  run: openReport,
});

export const settleReportAction = defineAction({
  name: "messagerie.report.settle",
  module,
  input: reportIdInput,
  run: settleReport,
  to: (_done, viewer) => personHref(viewer, "/messagerie/signalements", { fait: "classe" }),
});
