import "server-only";
import { notFound } from "next/navigation";
import type { Asked } from "@/app/(portail)/asked";
import { hrefsOf } from "@/components/messagerie/address";
import type { ComposerProps } from "@/components/messagerie/composer";
import type { ShownDraft, ShownLine } from "@/components/messagerie/mail-list";
import type { MailPageProps } from "@/components/messagerie/mail-page";
import type { ThreadPageProps } from "@/components/messagerie/thread-page";
import { type Clock, untilWhen, whenInList } from "@/components/messagerie/words";
import { type Context, requireViewer, withEachPerson, withViewer } from "@/lib/auth/context";
import { personHref, type Viewer } from "@/lib/auth/viewer";
import { isId, newId } from "@/lib/db/id";
import { isModerator, mayBeUrgent, mayWrite, reachOf } from "@/lib/messagerie/access";
import { findDraft, findThread, listDrafts, listMail, searchMail, unreadCount } from "@/lib/messagerie/queries";
import { offeredRecipients, resolveRecipients, searchRecipients } from "@/lib/messagerie/recipients";
import { cursorText, PAGE_SIZE, parseCursor } from "@/lib/messagerie/rules";
import { quietHoursEnd } from "@/lib/messagerie/sending";
import type { Box } from "@/lib/messagerie/types";
import { excerpt } from "@/lib/rich-text/text";
import { EMPTY_RICH_TEXT } from "@/lib/rich-text/types";
import { today } from "@/lib/school/rules";

const MAX_SEARCH = 80;
const BOXES: readonly Box[] = ["recus", "envoyes", "brouillons", "archives"];

/** By which clocks the reader's school lives. */
export function clockOf(ctx: Context): Clock {
  return { zone: ctx.viewer.school.timeZone, today: today(ctx) };
}

/** What a plain form must carry so that the same person goes on acting; null in accounts with one. */
function actingOf(viewer: Viewer): string | null {
  return viewer.persons.length > 1 ? viewer.person.id : null;
}

/** A side of the mailbox, or what a search finds: of all the account's persons of this profile together, newest first. */
export async function readMail(asked: Asked): Promise<MailPageProps> {
  const viewer = await requireViewer();
  const box = BOXES.find((each) => each === asked["boite"]) ?? "recus";
  const q = (asked["q"] ?? "").trim().slice(0, MAX_SEARCH);
  const onlyUnread = asked["nonlus"] === "1" && box === "recus";
  const before = parseCursor(asked["avant"]);
  const parts = await withEachPerson("messagerie", async (ctx) => {
    const clock = clockOf(ctx);
    const hrefOf = hrefsOf(ctx.viewer);
    const isOne = ctx.viewer.persons.filter(({ profile }) => profile === ctx.viewer.profile).length === 1;
    const school = isOne ? null : ctx.viewer.school.name;
    const unread = (await unreadCount(ctx)) ?? 0;
    const drafts = box === "brouillons" && q === "" ? await listDrafts(ctx) : [];
    const found = q
      ? await searchMail(ctx, q)
      : box === "brouillons"
        ? []
        : await listMail(ctx, box, { onlyUnread, before });
    return {
      unread,
      mayWrite: mayWrite(ctx.viewer),
      drafts: drafts.map((draft): ShownDraft & { at: string } => ({
        id: draft.id,
        at: draft.updatedAt,
        href: draft.threadId ? hrefOf(`/${draft.threadId}`) : hrefOf("/nouveau", { brouillon: draft.id }),
        subject: draft.subject,
        excerpt: excerpt(draft.content, 140),
        when: whenInList(draft.updatedAt, clock),
        school,
      })),
      lines: found.map((line): ShownLine => ({
        ...line,
        href: hrefOf(`/${line.threadId}`),
        when: whenInList(line.at, clock),
        waits: line.waitsUntil && untilWhen(line.waitsUntil, clock),
        school,
      })),
    };
  });
  const all = parts.flatMap(({ lines }) => lines).toSorted((a, b) => (`${a.at} ${a.id}` < `${b.at} ${b.id}` ? 1 : -1));
  const lines = q ? all : all.slice(0, PAGE_SIZE);
  const last = lines.at(-1);
  return {
    box,
    q,
    onlyUnread,
    lines,
    drafts: parts.flatMap(({ drafts }) => drafts).toSorted((a, b) => (a.at < b.at ? 1 : -1)),
    unread: parts.reduce((sum, part) => sum + part.unread, 0),
    next: last && all.length > lines.length ? cursorText(last) : null,
    isLater: before !== null,
    mayWrite: parts.some((part) => part.mayWrite),
    moderates: isModerator(viewer),
    isPupil: viewer.profile === "STUDENT",
    done: { what: asked["fait"] ?? "", threadId: isId(asked["fil"]) ? asked["fil"] : null },
    personId: viewer.person.id,
    acting: actingOf(viewer),
    hrefOf: hrefsOf(viewer),
  };
}

/** A thread that the acting person holds a copy of; absent for everybody else. */
export async function readThread(threadId: string, asked: Asked): Promise<ThreadPageProps> {
  return withViewer("messagerie", async (ctx) => {
    const thread = isId(threadId) ? await findThread(ctx, threadId, parseCursor(asked["avant"])) : null;
    if (!thread) notFound();
    const { viewer } = ctx;
    const oldest = thread.messages[0];
    return {
      thread,
      clock: clockOf(ctx),
      personId: viewer.person.id,
      acting: actingOf(viewer),
      operationId: newId(),
      newDraftId: newId(),
      older: thread.hasOlder && oldest ? cursorText({ at: oldest.sentAt, id: oldest.id }) : null,
      isPupil: viewer.profile === "STUDENT",
      done: asked["fait"] ?? "",
      sentTo: Number(asked["a"]) || null,
      quietUntil: thread.can.reply ? await quietHoursEnd(ctx) : null,
      hrefOf: hrefsOf(viewer),
      fileHrefOf: (fileId: string) => personHref(viewer, `/api/messagerie/files/${fileId}`),
    };
  });
}

/** A new message: what is offered, and the draft that is gone on with. `pour` names recipients, as other pages do. */
export async function readComposer(asked: Asked) {
  const viewer = await requireViewer();
  return withViewer("messagerie", async (ctx) => {
    if (!mayWrite(ctx.viewer)) notFound();
    const draft = isId(asked["brouillon"]) ? await findDraft(ctx, asked["brouillon"]) : null;
    if (asked["brouillon"] && !draft) notFound();
    const reach = reachOf(ctx.viewer);
    const q = (asked["q"] ?? "").slice(0, MAX_SEARCH);
    const canSearch = reach === "school" || reach === "staff";
    const keys = draft?.audience ?? asked["pour"]?.split(",").slice(0, 20) ?? [];
    const { persons, choices, isCircular } = await resolveRecipients(ctx, keys);
    const composer: ComposerProps = {
      personId: viewer.person.id,
      acting: actingOf(viewer),
      operationId: newId(),
      sections: await offeredRecipients(ctx),
      canSearch,
      q,
      found: q && canSearch ? await searchRecipients(ctx, q) : [],
      reached: { names: persons.map(({ name }) => name), isCircular },
      canBeUrgent: mayBeUrgent(ctx.viewer),
      start: {
        draftId: draft?.id ?? newId(),
        version: draft?.version ?? 0,
        subject: draft?.subject ?? "",
        content: draft?.content ?? EMPTY_RICH_TEXT,
        files: draft?.files ?? [],
        chosen: choices.map(({ key, label }) => ({ key, label })),
      },
    };
    return {
      composer,
      clock: clockOf(ctx),
      quietUntil: await quietHoursEnd(ctx),
      isBack: asked["fait"] === "annule",
      hrefOf: hrefsOf(viewer),
      schools: viewer.persons
        .filter(({ profile }) => profile === viewer.profile)
        .map((person) => ({
          id: person.id,
          label: person.school.name,
          href: hrefsOf({ persons: viewer.persons, person })("/nouveau"),
          isCurrent: person.id === viewer.person.id,
        })),
    };
  });
}
