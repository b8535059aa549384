import "server-only";
import { isDeepStrictEqual } from "node:util";
import type { Context } from "@/lib/auth/context";
import type { Attachment } from "@/lib/files/types";
import { newId } from "@/lib/db/id";
import type { Prisma } from "@/lib/db/types";
import { type Failure, fail, type FieldErrors, ok, type Result } from "@/lib/errors/codes";
import { keepFile, type receivedFileInput } from "@/lib/files/keep";
import { MAX_DRAFTS } from "@/lib/files/rules";
import { emit } from "@/lib/journal/emit";
import { record } from "@/lib/journal/record";
import { isEmptyRichText } from "@/lib/rich-text/text";
import { today } from "@/lib/school/rules";
import { toDbInstant } from "@/lib/time/day";
import type { z } from "zod";
import { managesNews, reachesNews, writingReach } from "./access";
import { taughtIds } from "./audience";
import { listPlaces } from "./editing";
import { readingOf } from "./queries";
import { endOfDay, instantOf, newsState, profilesOf } from "./rules";
import type {
  acknowledgeNewsInput,
  NewsFields,
  readNewsInput,
  remindReadersInput,
  updateNewsInput,
  withdrawNewsInput,
  writeNewsInput,
} from "./schema";
import type { NewsState } from "./types";

type Input<Schema extends z.ZodType> = z.output<Schema>;

const TOO_MANY_DRAFTS = "Vous avez déjà 100 brouillons\u202F: publiez ou supprimez-en avant d’en garder un de plus.";

/**
 * Writes a piece of news: a draft, published at once, or at a moment to come. Those who write news (access.ts). Field errors for what
 * cannot be published as it is.
 */
export async function writeNews(
  ctx: Context,
  input: Input<typeof writeNewsInput>,
): Promise<Result<{ id: string; state: NewsState }>> {
  const { school, person } = ctx.viewer;
  if (writingReach(ctx.viewer) === "nothing") return fail("NOT_FOUND");
  const checked = await checkNews(ctx, input, null);
  if (!checked.ok) return checked;
  const id = newId();
  const at = toDbInstant(ctx.now);
  const columns = { ...checked.value, withdrawnAt: null };
  const state = newsState(columns, ctx.now);
  const drafts = { schoolId: school.id, authorId: person.id, publishedFrom: null, withdrawnAt: null };
  if (state === "draft" && (await ctx.db.news.count({ where: drafts })) >= MAX_DRAFTS) {
    return fail("LIMITED", { message: TOO_MANY_DRAFTS });
  }
  await ctx.db.news.create({
    data: {
      schoolId: school.id,
      id,
      authorId: person.id,
      createdAt: at,
      updatedAt: at,
      announcedAt: state === "published" ? at : null,
      ...columns,
    },
    select: { id: true },
  });
  await hang(ctx, id, input);
  await record(ctx, { action: "actualites.news.write", targetType: "news", targetId: id, details: { state } });
  if (state === "published") await announce(ctx, id);
  return ok({ id, state });
}

/**
 * Changes a piece of news. Its author, or the head. A published one keeps its moment and says that it was changed. CONFLICT with what is
 * stored when it changed meanwhile.
 */
export async function updateNews(
  ctx: Context,
  input: Input<typeof updateNewsInput>,
): Promise<Result<{ id: string; state: NewsState }>> {
  const schoolId = ctx.viewer.school.id;
  const stored = await storedNews(ctx, input.newsId);
  if (!stored || stored.withdrawnAt) return fail("NOT_FOUND");
  if (stored.version !== input.version) return conflict(stored);
  const checked = await checkNews(ctx, input, stored);
  if (!checked.ok) return checked;
  const at = toDbInstant(ctx.now);
  const state = newsState({ ...checked.value, withdrawnAt: null }, ctx.now);
  const wasShown = hasBegun(ctx, stored);
  const isPublishedNow = state === "published" && !wasShown;
  const isCorrected =
    wasShown && (stored.title !== input.title || !isDeepStrictEqual(stored.content, checked.value.content));
  const { count } = await ctx.db.news.updateMany({
    where: { schoolId, id: input.newsId, version: input.version, withdrawnAt: null },
    data: {
      ...checked.value,
      version: input.version + 1,
      updatedAt: at,
      ...(isPublishedNow && { announcedAt: at }),
      ...(isCorrected && { correctedAt: at }),
    },
  });
  if (count === 0) return conflict(await storedNews(ctx, input.newsId));
  await ctx.db.newsPlace.deleteMany({ where: { schoolId, newsId: input.newsId } });
  await ctx.db.newsFile.deleteMany({ where: { schoolId, newsId: input.newsId } });
  await hang(ctx, input.newsId, input);
  await record(ctx, {
    action: "actualites.news.update",
    targetType: "news",
    targetId: input.newsId,
    details: { version: input.version + 1, state },
  });
  if (isPublishedNow) await announce(ctx, input.newsId);
  return ok({ id: input.newsId, state });
}

/** Takes a piece of news back: kept, and shown no more but to its author and the head. Doing it twice is doing it once. */
export async function withdrawNews(
  ctx: Context,
  input: Input<typeof withdrawNewsInput>,
): Promise<Result<{ id: string }>> {
  return setWithdrawn(ctx, input.newsId, true);
}

/** Undoes a withdrawal: it stands as it did before. Its author as long as it writes to its readers, or the head. */
export async function restoreNews(
  ctx: Context,
  input: Input<typeof withdrawNewsInput>,
): Promise<Result<{ id: string }>> {
  return setWithdrawn(ctx, input.newsId, false);
}

/** The viewer confirms having read, for itself. Those of whom it is asked; doing it twice is doing it once. */
export async function acknowledgeNews(
  ctx: Context,
  { newsId }: Input<typeof acknowledgeNewsInput>,
): Promise<Result<{ id: string }>> {
  const reading = await readingOf(ctx, newsId);
  if (reading?.acknowledgedAt) return ok({ id: newsId });
  if (!reading?.isToAcknowledge) return fail("NOT_FOUND");
  const { count } = await ctx.db.newsAcknowledgement.createMany({
    data: [
      {
        schoolId: ctx.viewer.school.id,
        newsId,
        personId: ctx.viewer.person.id,
        acknowledgedAt: toDbInstant(ctx.now),
      },
    ],
    skipDuplicates: true,
  });
  if (count > 0) await record(ctx, { action: "actualites.news.acknowledge", targetType: "news", targetId: newsId });
  return ok({ id: newsId });
}

/** A piece of news is new no more for the viewer. Those who read it; doing it twice is doing it once. */
export async function readNews(ctx: Context, { newsId }: Input<typeof readNewsInput>): Promise<Result<{ id: string }>> {
  if (!(await readingOf(ctx, newsId))) return fail("NOT_FOUND");
  const { count } = await ctx.db.newsRead.createMany({
    data: [{ schoolId: ctx.viewer.school.id, newsId, personId: ctx.viewer.person.id, readAt: toDbInstant(ctx.now) }],
    skipDuplicates: true,
  });
  // Which one is not the journal's to keep: the row itself is forgotten after some weeks (lib/jobs/retention.ts).
  if (count > 0) await record(ctx, { action: "actualites.news.read", targetType: "news" });
  return ok({ id: newsId });
}

/** Reminds those who have not confirmed, once a day at the most. The author as long as it writes to them, or the head; INVALID when it is not shown now. */
export async function remindReaders(
  ctx: Context,
  { newsId }: Input<typeof remindReadersInput>,
): Promise<Result<{ id: string }>> {
  const schoolId = ctx.viewer.school.id;
  const stored = await storedNews(ctx, newsId);
  if (!stored?.needsAcknowledgement || !stored.publishedFrom) return fail("NOT_FOUND");
  if (!reachesNews(ctx.viewer, stored, await taughtIds(ctx))) return fail("NOT_FOUND");
  if (newsState(stored, ctx.now) !== "published") {
    return fail("INVALID", { message: "Cette actualité n’est pas affichée en ce moment." });
  }
  const midnight = toDbInstant(instantOf(today(ctx), 0, ctx.viewer.school.timeZone));
  const { count } = await ctx.db.news.updateMany({
    where: { schoolId, id: newsId, OR: [{ remindedAt: null }, { remindedAt: { lt: midnight } }] },
    data: { remindedAt: toDbInstant(ctx.now) },
  });
  if (count === 0) return fail("INVALID", { message: "Un rappel est déjà parti aujourd’hui." });
  await record(ctx, { action: "actualites.acknowledgement.remind", targetType: "news", targetId: newsId });
  // {newsId}: its audience of today, without those who have a row in news_acknowledgement nor its author.
  await emit(ctx, "actualites.acknowledgement.reminded", { newsId });
  return ok({ id: newsId });
}

/** Keeps the record of a file that the route has stored. Those who write news; it is theirs alone until it hangs on something. */
export async function addNewsFile(ctx: Context, input: Input<typeof receivedFileInput>): Promise<Result<Attachment>> {
  if (writingReach(ctx.viewer) === "nothing") return fail("NOT_FOUND");
  return keepFile(ctx, "actualites", input);
}

/** {newsId}: its audience is that of the moment (lib/actualites/audience.ts). */
async function announce(ctx: Context, newsId: string): Promise<void> {
  await emit(ctx, "actualites.news.published", { newsId });
}

interface StoredNews {
  authorId: string;
  title: string;
  content: Prisma.JsonValue;
  version: number;
  publishedFrom: Date | null;
  publishedUntil: Date | null;
  pinnedUntil: Date | null;
  withdrawnAt: Date | null;
  needsAcknowledgement: boolean;
  isSchoolWide: boolean;
  announcedAt: Date | null;
  files: { fileId: string }[];
  places: { level: string | null; groupId: string | null }[];
}

/** A piece of news that the viewer manages, as it is stored now. */
async function storedNews(ctx: Context, newsId: string): Promise<StoredNews | null> {
  const stored = await ctx.db.news.findFirst({
    relationLoadStrategy: "join",
    where: { schoolId: ctx.viewer.school.id, id: newsId },
    select: {
      authorId: true,
      title: true,
      content: true,
      version: true,
      publishedFrom: true,
      publishedUntil: true,
      pinnedUntil: true,
      withdrawnAt: true,
      needsAcknowledgement: true,
      isSchoolWide: true,
      announcedAt: true,
      files: { select: { fileId: true } },
      places: { select: { level: true, groupId: true } },
    },
  });
  const isDraft = stored?.publishedFrom === null;
  return stored && managesNews(ctx.viewer, { authorId: stored.authorId, isDraft }) ? stored : null;
}

function conflict(stored: StoredNews | null): Failure {
  return fail("CONFLICT", {
    current: stored && { title: stored.title, content: stored.content, version: stored.version },
  });
}

/** Has it already been shown? Its moment is then what it is. */
function hasBegun(ctx: Context, { publishedFrom }: Pick<StoredNews, "publishedFrom">): boolean {
  return publishedFrom !== null && publishedFrom.getTime() <= ctx.now.epochMilliseconds;
}

type NewsColumns = Pick<
  Prisma.NewsUncheckedCreateInput,
  "title" | "isSchoolWide" | "needsAcknowledgement" | "pinnedUntil"
> & {
  content: Prisma.InputJsonObject;
  profiles: ReturnType<typeof profilesOf>;
  publishedFrom: Date | null;
  publishedUntil: Date | null;
};

/** The columns of a piece of news that is possible. A draft may lack all but its title. NOT_FOUND for whom one may not write to. */
async function checkNews(ctx: Context, input: NewsFields, stored: StoredNews | null): Promise<Result<NewsColumns>> {
  const fields: FieldErrors = {};
  const isDraft = input.timing === "DRAFT" && !(stored && hasBegun(ctx, stored));
  if (!isDraft) {
    if (isEmptyRichText(input.content)) fields["content"] = ["Écrivez le texte de l’actualité."];
    if (input.readers.length === 0) fields["readers"] = ["Choisissez au moins un public."];
    if (input.scope === "PLACES" && input.levels.length + input.groups.length === 0) {
      fields["groups"] = ["Choisissez au moins une classe."];
    }
  }
  const placesProblem = await placesProblemOf(ctx, input, stored);
  if (placesProblem) return fail("NOT_FOUND", { message: placesProblem, fields: { groups: [placesProblem] } });
  const times = timesOf(ctx, input, stored, fields);
  if (!(await mayHang(ctx, input.files, stored?.files ?? []))) {
    fields["files"] = ["Un fichier n’est plus disponible\u202F: retirez-le, puis joignez-le de nouveau."];
  }
  if (Object.keys(fields).length > 0) return fail("INVALID", { fields });
  return ok({
    title: input.title,
    content: input.content as unknown as Prisma.InputJsonObject,
    profiles: profilesOf(input.readers),
    isSchoolWide: input.scope === "SCHOOL",
    needsAcknowledgement: input.needsAcknowledgement,
    ...times,
  });
}

/** Its moments; what is wrong with them goes into `fields`. */
function timesOf(ctx: Context, input: NewsFields, stored: StoredNews | null, fields: FieldErrors) {
  const { timeZone } = ctx.viewer.school;
  const end = (day: string | null) => day && toDbInstant(endOfDay(day, timeZone));
  const [publishedUntil, pinnedUntil] = [end(input.untilDay) || null, end(input.pinnedDay) || null];
  const publishedFrom = momentOf(ctx, input, stored, fields);
  const from = publishedFrom?.getTime() ?? ctx.now.epochMilliseconds;
  if (publishedUntil && publishedUntil.getTime() <= from) {
    fields["untilDay"] = ["La fin doit suivre la publication."];
  }
  return { publishedFrom, publishedUntil, pinnedUntil };
}

function momentOf(ctx: Context, input: NewsFields, stored: StoredNews | null, fields: FieldErrors): Date | null {
  if (stored && hasBegun(ctx, stored)) return stored.publishedFrom;
  if (input.timing === "DRAFT") return null;
  if (input.timing === "NOW") return toDbInstant(ctx.now);
  if (!input.fromDay) fields["fromDay"] = ["Choisissez une date."];
  if (input.fromMinute === null) fields["fromMinute"] = ["Indiquez une heure."];
  if (!input.fromDay || input.fromMinute === null) return null;
  const moment = toDbInstant(instantOf(input.fromDay, input.fromMinute, ctx.viewer.school.timeZone));
  if (moment.getTime() <= ctx.now.epochMilliseconds) fields["fromDay"] = ["Choisissez un moment à venir."];
  return moment;
}

/** What is wrong with the places, if anything: those that one may choose, and those that it was already shown in. */
async function placesProblemOf(ctx: Context, input: NewsFields, stored: StoredNews | null): Promise<string | null> {
  const allowed = await listPlaces(ctx);
  if (!allowed || input.readers.some((each) => !allowed.readers.includes(each))) {
    return "Ce public n’est pas le vôtre.";
  }
  // A draft made while one taught a class gives no right to publish there once one teaches it no more.
  const shown = stored && hasBegun(ctx, stored) ? stored : null;
  if (input.scope === "SCHOOL") {
    return allowed.isSchoolAllowed || shown?.isSchoolWide ? null : "Choisissez parmi vos classes.";
  }
  const levels = new Set([...allowed.levels, ...(shown?.places.flatMap(({ level }) => level ?? []) ?? [])]);
  const groups = new Set([
    ...allowed.groups.map(({ id }) => id),
    ...(shown?.places.flatMap(({ groupId }) => groupId ?? []) ?? []),
  ]);
  const isKnown = input.levels.every((level) => levels.has(level)) && input.groups.every((id) => groups.has(id));
  return isKnown ? null : "Une classe n’est plus disponible\u202F: choisissez de nouveau.";
}

/** Its places and its files. */
async function hang(ctx: Context, newsId: string, input: NewsFields): Promise<void> {
  const schoolId = ctx.viewer.school.id;
  if (input.scope === "PLACES") {
    const levels = [...new Set(input.levels)].map((level) => ({ level, groupId: null }));
    const groups = [...new Set(input.groups)].map((groupId) => ({ level: null, groupId }));
    await ctx.db.newsPlace.createMany({
      data: [...levels, ...groups].map((place) => ({ schoolId, id: newId(), newsId, ...place })),
    });
  }
  await ctx.db.newsFile.createMany({
    data: input.files.map((fileId, position) => ({ schoolId, newsId, fileId, position })),
  });
}

/** May these files hang here? One's own, and those that hang here already. From then on the readers may read them. */
async function mayHang(
  ctx: Context,
  fileIds: readonly string[],
  attached: readonly { fileId: string }[],
): Promise<boolean> {
  const already = new Set(attached.map(({ fileId }) => fileId));
  const added = fileIds.filter((id) => !already.has(id));
  if (new Set(fileIds).size !== fileIds.length) return false;
  if (added.length === 0) return true;
  const { count } = await ctx.db.file.updateMany({
    where: { schoolId: ctx.viewer.school.id, id: { in: added }, ownerId: ctx.viewer.person.id },
    data: { visibility: "SCHOOL" },
  });
  return count === added.length;
}

async function setWithdrawn(ctx: Context, newsId: string, isWithdrawn: boolean): Promise<Result<{ id: string }>> {
  const schoolId = ctx.viewer.school.id;
  const stored = await storedNews(ctx, newsId);
  if (!stored) return fail("NOT_FOUND");
  if (!isWithdrawn && !reachesNews(ctx.viewer, stored, await taughtIds(ctx))) return fail("NOT_FOUND");
  const at = toDbInstant(ctx.now);
  const { count } = await ctx.db.news.updateMany({
    where: { schoolId, id: newsId, withdrawnAt: isWithdrawn ? null : { not: null } },
    data: { withdrawnAt: isWithdrawn ? at : null, updatedAt: at },
  });
  if (count === 0) return ok({ id: newsId });
  const action = isWithdrawn ? "actualites.news.withdraw" : "actualites.news.restore";
  await record(ctx, { action, targetType: "news", targetId: newsId });
  // {newsId}: what told of it is to be forgotten.
  if (isWithdrawn) await emit(ctx, "actualites.news.withdrawn", { newsId });
  // Shown again, it is told again; one that nobody was told of yet is the job's.
  else if (stored.announcedAt && newsState({ ...stored, withdrawnAt: null }, ctx.now) === "published") {
    await announce(ctx, newsId);
  }
  return ok({ id: newsId });
}
