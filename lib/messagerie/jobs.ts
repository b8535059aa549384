import "server-only";
import { withSystem } from "@/lib/db/system";
import { Prisma } from "@/lib/db/types";
import { guardianLevelsOf } from "@/lib/modules";
import { isNotShut } from "@/lib/school/guardians";
import { toDbInstant } from "@/lib/time/day";
import { deliver } from "./sending";

const BATCH = 100;

/**
 * Delivers the messages whose quiet hours are over, to those of their recipients who are still there. Two workers never
 * take the same one; one that is being taken back is left alone.
 * @returns how many were delivered.
 */
export async function deliverWaitingMessages(): Promise<number> {
  return withSystem("deliver the messages of quiet hours", async (db, now) => {
    const at = toDbInstant(now);
    const levels = [...guardianLevelsOf("messagerie")];
    const due = await db.$queryRaw<
      { schoolId: string; id: string; threadId: string; authorId: string; recipientIds: string[] }[]
    >`
      SELECT m.school_id AS "schoolId", m.id, m.thread_id AS "threadId", m.author_id AS "authorId", (
        SELECT coalesce(array_agg(p.id), '{}') FROM person p JOIN school s ON s.id = p.school_id
        WHERE p.school_id = m.school_id AND p.id = ANY (m.recipient_ids)
          AND daterange(p.starts_on, p.ends_on) @> (${at}::timestamptz AT TIME ZONE s.time_zone)::date
          AND (p.profile <> 'GUARDIAN' OR EXISTS (SELECT FROM guardianship g
            WHERE g.school_id = p.school_id AND g.guardian_id = p.id AND g.level = ANY (${levels}::int[])
              AND daterange(g.starts_on, g.ends_on) @> (${at}::timestamptz AT TIME ZONE s.time_zone)::date
              AND ${isNotShut(Prisma.sql`(${at}::timestamptz AT TIME ZONE s.time_zone)::date`)}))
      ) AS "recipientIds"
      FROM message m
      WHERE m.delivered_at IS NULL AND m.withdrawn_at IS NULL AND m.deliver_at <= ${at}
      ORDER BY m.deliver_at LIMIT ${BATCH} FOR UPDATE OF m SKIP LOCKED`;
    for (const { schoolId, ...message } of due) {
      await db.message.update({
        where: { schoolId_id: { schoolId, id: message.id } },
        data: { deliveredAt: at },
        select: { id: true },
      });
      await deliver({ viewer: { school: { id: schoolId } }, db, now }, message);
    }
    return due.length;
  });
}
