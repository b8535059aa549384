import "server-only";
import type { z } from "zod";
import type { Context } from "@/lib/auth/context";
import { fail, ok, type Result } from "@/lib/errors/codes";
import { record } from "@/lib/journal/record";
import { announce } from "@/lib/live/announce";
import { toDbInstant } from "@/lib/time/day";
import { noticeScope } from "./access";
import { listMailSettings } from "./queries";
import type { openNotificationInput, readAllInput, saveMailSettingsInput } from "./schema";

type Input<Schema extends z.ZodType> = z.output<Schema>;

/** Marks a notice as read and says where it leads. Its person; doing it twice is doing it once. */
export async function openNotification(
  ctx: Context,
  { notificationId }: Input<typeof openNotificationInput>,
): Promise<Result<{ href: string }>> {
  const where = { ...noticeScope(ctx.viewer, ctx.now), id: notificationId };
  const notice = await ctx.db.notification.findFirst({ where, select: { href: true, readAt: true } });
  if (!notice) return fail("NOT_FOUND");
  if (notice.readAt === null) {
    await ctx.db.notification.updateMany({ where, data: { readAt: toDbInstant(ctx.now) } });
    await record(ctx, {
      action: "notifications.notification.open",
      targetType: "notification",
      targetId: notificationId,
    });
    await tellOwnPages(ctx);
  }
  return ok({ href: notice.href });
}

/** Marks as read what this person was shown until now. Doing it twice is doing it once. */
export async function readAll(ctx: Context, { until }: Input<typeof readAllInput>): Promise<Result<{ read: number }>> {
  const { count } = await ctx.db.notification.updateMany({
    where: { AND: [noticeScope(ctx.viewer, ctx.now), { readAt: null, visibleAt: { lte: until } }] },
    data: { readAt: toDbInstant(ctx.now) },
  });
  if (count > 0) {
    await record(ctx, {
      action: "notifications.notification.read-all",
      targetType: "person",
      targetId: ctx.viewer.person.id,
      details: { count },
    });
    await tellOwnPages(ctx);
  }
  return ok({ read: count });
}

/** Keeps when this person wants mails, by kind. Who is told of something; of other kinds nothing is kept. */
export async function saveMailSettings(
  ctx: Context,
  input: Input<typeof saveMailSettingsInput>,
): Promise<Result<{ changed: number }>> {
  const { school, person } = ctx.viewer;
  const settings = await listMailSettings(ctx);
  if (settings.length === 0) return fail("NOT_FOUND");
  const changed = settings.flatMap(({ kind, mail }) => {
    const wanted = input[kind];
    return wanted && wanted !== mail ? [{ kind, mail: wanted }] : [];
  });
  for (const { kind, mail } of changed) {
    await ctx.db.notificationPreference.upsert({
      where: { schoolId_personId_kind: { schoolId: school.id, personId: person.id, kind } },
      create: { schoolId: school.id, personId: person.id, kind, mail },
      update: { mail },
      select: { kind: true },
    });
  }
  if (changed.length > 0) {
    await record(ctx, {
      action: "notifications.settings.save",
      targetType: "person",
      targetId: person.id,
      details: { kinds: changed.map(({ kind }) => kind) },
    });
  }
  return ok({ changed: changed.length });
}

/** The bells of this person's other tabs and devices. */
async function tellOwnPages(ctx: Context): Promise<void> {
  const { school, person } = ctx.viewer;
  await announce(ctx.db, { schoolId: school.id, topic: "notifications", personIds: [person.id] });
}
