import "server-only";
import { withSystem } from "@/lib/db/system";
import type { Db } from "@/lib/db/types";
import { purgeTrash, purgeUploads } from "@/lib/documents/jobs";
import { logger } from "@/lib/logger";
import { storage } from "@/lib/storage/storage";
import { toDbInstant } from "@/lib/time/day";

const log = logger("retention");

/**
 * What is kept, how long, and why: the retention rules as data. Each run logs how many rows each rule ended, which is the proof that
 * the purge was done.
 */
interface RetentionRule {
  table: string;
  days: number;
  reason: string;
  /** Deletes what is older than the limit; returns how many. */
  purge: (db: Db, before: Date) => Promise<number>;
}

export const retentionRules: readonly RetentionRule[] = [
  {
    table: "sign_in_attempt",
    days: 365,
    reason: "Connection logs: one year (CNIL, recommandation sur la journalisation, 2021).",
    purge: async (db, before) => (await db.signInAttempt.deleteMany({ where: { at: { lt: before } } })).count,
  },
  {
    table: "sign_in",
    days: 30,
    reason: "A sign-in that has ended is shown for a month in «Mes appareils», then forgotten.",
    purge: async (db, before) => (await db.signIn.deleteMany({ where: { endsAt: { lt: before } } })).count,
  },
  {
    table: "reset_mail",
    days: 7,
    reason: "A reset link lives half an hour; its row explains a week of questions.",
    purge: async (db, before) => (await db.resetMail.deleteMany({ where: { createdAt: { lt: before } } })).count,
  },
  {
    table: "access_code",
    days: 30,
    reason: "A printed code that was used or ran out answers «who used my sheet?» for a month.",
    purge: async (db, before) =>
      (await db.accessCode.deleteMany({ where: { OR: [{ expiresAt: { lt: before } }, { usedAt: { lt: before } }] } }))
        .count,
  },
  {
    table: "rate_limit",
    days: 1,
    reason: "A counter is worth nothing once its window has passed.",
    purge: async (db, before) =>
      (await db.rateLimit.deleteMany({ where: { expire: { lt: BigInt(before.getTime()) } } })).count,
  },
  {
    table: "operation",
    days: 30,
    reason: "An offline queue older than a month is not sent any more.",
    purge: async (db, before) => (await db.operation.deleteMany({ where: { createdAt: { lt: before } } })).count,
  },
  {
    table: "outbox",
    days: 7,
    reason: "An event that was handled is only kept to understand a bad week.",
    purge: async (db, before) => (await db.outbox.deleteMany({ where: { processedAt: { lt: before } } })).count,
  },
  {
    table: "document",
    days: 30,
    reason: "The trash of documents says so: a month to change one's mind.",
    purge: purgeTrash,
  },
  {
    table: "upload",
    days: 2,
    reason: "An upload that stopped is gone on with today or tomorrow, or not at all.",
    purge: purgeUploads,
  },
  {
    table: "file",
    days: 1,
    reason: "An upload that hangs on nothing after a day was given up.",
    purge: purgeLooseFiles,
  },
];

/** Applies every rule, each in its own transaction. Safe to repeat and to interrupt. */
export async function applyRetention(rules = retentionRules): Promise<void> {
  for (const rule of rules) {
    const rows = await withSystem(`retention of ${rule.table}`, (db, at) =>
      rule.purge(db, toDbInstant(at.subtract({ hours: 24 * rule.days }))),
    );
    log.info({ table: rule.table, days: rule.days, rows }, "retention applied");
  }
}

async function purgeLooseFiles(db: Db, before: Date): Promise<number> {
  const loose = await db.file.findMany({
    where: { createdAt: { lt: before }, lessonEntries: { none: {} }, homework: { none: {} }, documents: { none: {} } },
    select: { schoolId: true, id: true, storageKey: true },
    take: 500,
  });
  for (const file of loose) {
    await db.file.delete({ where: { schoolId_id: { schoolId: file.schoolId, id: file.id } } });
    await storage().remove(file.storageKey);
  }
  return loose.length;
}
