import "server-only";
import type { Context } from "@/lib/auth/context";
import { canOpen, type Viewer } from "@/lib/auth/viewer";
import { countUnreadNotifications } from "@/lib/db/identity";
import { now } from "@/lib/time/clock";
import { fromDbInstant } from "@/lib/time/day";
import { noticeScope } from "./access";
import { kindsFor, moduleOf } from "./registry";
import { type Cursor, MOST_COUNTED, PAGE_SIZE, pupilsOf } from "./rules";
import type { MailSetting, NotificationList } from "./types";

/** One's notices, the newest first, one more than a page to know whether there are others. */
export async function listNotifications(ctx: Context, before: Cursor | null): Promise<NotificationList> {
  const { person, school } = ctx.viewer;
  const rows = await ctx.db.notification.findMany({
    relationLoadStrategy: "join",
    where: {
      ...noticeScope(ctx.viewer, ctx.now),
      ...(before ? { OR: [{ visibleAt: { lt: before.at } }, { visibleAt: before.at, id: { lt: before.id } }] } : {}),
    },
    select: {
      id: true,
      kind: true,
      title: true,
      detail: true,
      visibleAt: true,
      readAt: true,
      student: { select: { firstName: true } },
    },
    orderBy: [{ visibleAt: "desc" }, { id: "desc" }],
    take: PAGE_SIZE + 1,
  });
  const unread = await ctx.db.notification.findFirst({
    where: { AND: [noticeScope(ctx.viewer, ctx.now), { readAt: null }] },
    select: { id: true },
  });
  const items = rows.map((row) => ({
    id: row.id,
    personId: person.id,
    schoolName: school.name,
    module: moduleOf(row.kind),
    title: row.title,
    detail: row.detail,
    about: row.student?.firstName ?? null,
    at: fromDbInstant(row.visibleAt).toString(),
    isRead: row.readAt !== null,
  }));
  return { personId: person.id, schoolName: school.name, items, hasUnread: unread !== null };
}

/** What this person can be told of, and what it has chosen. */
export async function listMailSettings(ctx: Context): Promise<MailSetting[]> {
  const { school, person, profile } = ctx.viewer;
  const chosen = await ctx.db.notificationPreference.findMany({
    where: { schoolId: school.id, personId: person.id },
    select: { kind: true, mail: true },
  });
  const choiceOf = new Map(chosen.map(({ kind, mail }) => [kind, mail]));
  return kindsFor(profile, (module) => canOpen(ctx.viewer, module)).map(({ kind, label, mail }) => ({
    kind,
    module: moduleOf(kind),
    label,
    mail: choiceOf.get(kind) ?? mail[profile] ?? "NONE",
  }));
}

/** How many notices the account has not read, all its persons together, at most MOST_COUNTED. One statement, no transaction. */
export async function countUnread(viewer: Viewer): Promise<number> {
  if (!canOpen(viewer, "notifications")) return 0;
  return countUnreadNotifications(
    {
      schoolIds: [...new Set(viewer.persons.map(({ school }) => school.id))],
      personIds: viewer.persons.map(({ id }) => id),
      studentIds: pupilsOf(viewer.persons),
    },
    now(),
    MOST_COUNTED,
  );
}
