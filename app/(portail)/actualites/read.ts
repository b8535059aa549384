import "server-only";
import { notFound } from "next/navigation";
import { cache } from "react";
import type { Asked } from "@/app/(portail)/asked";
import { pageAsked, stayWithin } from "@/app/paging";
import { childrenOf } from "@/app/(portail)/children";
import { fileHrefsOf, hrefsOf } from "@/components/actualites/address";
import type { NewsFrameProps } from "@/components/actualites/news-frame";
import { showNews, type ShownArticle } from "@/components/actualites/shown";
import { overseesNews, writingReach } from "@/lib/actualites/access";
import { editableNews, listPlaces } from "@/lib/actualites/editing";
import { followUp, type FollowedClass } from "@/lib/actualites/follow-up";
import { findNews, listManagedNews, listNews, PAGE_SIZE } from "@/lib/actualites/queries";
import { compareNews, cursorText, readCursor } from "@/lib/actualites/rules";
import { type Context, requireViewer, withEachPerson, withViewer } from "@/lib/auth/context";
import { canOpen, isFamily, personHref, type Viewer } from "@/lib/auth/viewer";
import { isId, newId } from "@/lib/db/id";
import { today } from "@/lib/school/rules";

/** What both lists show around them. */
function frameOf(viewer: Viewer, child?: { id: string; firstName: string }): NewsFrameProps {
  const managedLabel = overseesNews(viewer) ? "Toutes les publications" : "Mes publications";
  return {
    hrefOf: hrefsOf(viewer, child?.id),
    managedLabel: writingReach(viewer) === "nothing" ? null : managedLabel,
    childName: child?.firstName ?? null,
  };
}

/** The news of the viewer, of one child (`enfant`), or of all the schools of a guardian together. */
export async function readNewsList(asked: Asked) {
  const viewer = await requireViewer();
  if (!canOpen(viewer, "actualites")) notFound();
  const child = childrenOf(viewer, "actualites").find(
    ({ id, personId }) => id === asked["enfant"] && personId === viewer.person.id,
  );
  if (asked["enfant"] && !child) notFound();
  const after = readCursor(asked["suite"]);
  const read = async (ctx: Context) => showNews(ctx, await listNews(ctx, { studentId: child?.id }, after), child?.id);
  const isAllSchools = viewer.profile === "GUARDIAN" && !child;
  const parts = isAllSchools ? await withEachPerson("actualites", read) : [await withViewer("actualites", read)];
  const news = parts.flat().toSorted(compareNews);
  const shown = news.slice(0, PAGE_SIZE);
  const last = shown.at(-1);
  const frame = frameOf(viewer, child);
  return {
    frame,
    news: shown,
    isPupil: viewer.profile === "STUDENT",
    isOlder: after !== null,
    olderHref: last && news.length > PAGE_SIZE ? frame.hrefOf("", { suite: cursorText(last) }) : null,
  };
}

/** The pieces that the viewer writes, or oversees; absent for who writes none. */
export async function readManagedList(asked: Asked) {
  const page = pageAsked(asked.page);
  const read = await withViewer("actualites", async (ctx) => {
    if (writingReach(ctx.viewer) === "nothing") notFound();
    const { news, pages } = await listManagedNews(ctx, page);
    return { frame: frameOf(ctx.viewer), news, page, pages, ...timesOf(ctx) };
  });
  await stayWithin(read, page);
  return read;
}

/** One piece of news; absent for whom it is not. Read once for the title and the page. */
export const readArticle = cache(async (newsId: string): Promise<ShownArticle> =>
  withViewer("actualites", async (ctx) => {
    const article = isId(newsId) ? await findNews(ctx, newsId) : null;
    if (!article) notFound();
    const { viewer } = ctx;
    return {
      article,
      personId: viewer.person.id,
      isPupil: viewer.profile === "STUDENT",
      isStaff: !isFamily(viewer),
      hrefOf: hrefsOf(viewer),
      fileHrefOf: fileHrefsOf(viewer),
      operationId: newId(),
      ...timesOf(ctx),
    };
  }),
);

/** The form of a new piece of news, or of one that is stored; absent for who may not write it. */
export async function readEditor(newsId: string | null) {
  return withViewer("actualites", async (ctx) => {
    const places = await listPlaces(ctx);
    const stored = newsId && isId(newsId) ? await editableNews(ctx, newsId) : null;
    if (!places || (newsId && !stored)) notFound();
    const hrefOf = hrefsOf(ctx.viewer);
    return { personId: ctx.viewer.person.id, today: today(ctx), places, stored, newsHref: hrefOf("/:id"), hrefOf };
  });
}

/** Who has confirmed; absent for who may not follow it. */
export async function readFollowUp(newsId: string, asked: Asked) {
  const { classe } = asked;
  const followed: FollowedClass = classe === "aucune" ? "none" : isId(classe) ? { groupId: classe } : null;
  const page = pageAsked(asked.page);
  const read = await withViewer("actualites", async (ctx) => {
    const found = isId(newsId) ? await followUp(ctx, newsId, followed, page) : null;
    if (!found) notFound();
    return {
      followUp: found,
      classe: followed ? classe : undefined,
      personId: ctx.viewer.person.id,
      operationId: newId(),
      exportHref: personHref(ctx.viewer, `/api/actualites/suivi/${newsId}`),
      hrefOf: hrefsOf(ctx.viewer),
      ...timesOf(ctx),
    };
  });
  await stayWithin(read.followUp, page);
  return read;
}

function timesOf(ctx: Context) {
  return { timeZone: ctx.viewer.school.timeZone, today: today(ctx) };
}
