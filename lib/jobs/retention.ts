import "server-only";
import { withSystem } from "@/lib/db/system";
import type { Db } from "@/lib/db/types";
import { purgeImportDetails, purgeImportRuns } from "@/lib/imports/jobs";
import { purgeTrash, purgeUploads } from "@/lib/documents/jobs";
import { purgeDataExports, purgeLoneAccounts } from "@/lib/departs/jobs";
import { HANGS_ON_NOTHING } from "@/lib/files/loose";
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
    table: "invitation",
    days: 90,
    reason: "Whom the school invited, and what became of it, answers for a term.",
    purge: async (db, before) => (await db.invitation.deleteMany({ where: { settledAt: { lt: before } } })).count,
  },
  {
    table: "second_factor",
    days: 1,
    reason:
      "A second factor whose setting up was given up protects nothing; a confirmed one lives as long as its account.",
    purge: async (db, before) =>
      (await db.secondFactor.deleteMany({ where: { confirmedAt: null, createdAt: { lt: before } } })).count,
  },
  {
    table: "recovery_code",
    days: 365,
    reason: "A recovery code that was used tells when for as long as the connection log does.",
    purge: async (db, before) => (await db.recoveryCode.deleteMany({ where: { usedAt: { lt: before } } })).count,
  },
  {
    table: "security_mail",
    days: 7,
    reason: "That a mail left explains a week of questions.",
    purge: async (db, before) => (await db.securityMail.deleteMany({ where: { createdAt: { lt: before } } })).count,
  },
  {
    table: "platform_role",
    days: 365,
    reason: "Who administered the platform is asked for as long as its journal is kept.",
    purge: async (db, before) => (await db.platformRole.deleteMany({ where: { endsAt: { lt: before } } })).count,
  },
  {
    table: "account",
    days: 1,
    reason: "Who has no person and no role left has nothing to sign in to (arrêté of 30 November 2006, art. 6).",
    purge: purgeLoneAccounts,
  },
  {
    table: "platform_journal",
    days: 365,
    reason: "A year, as for connections (CNIL, recommandation sur la journalisation, 2021).",
    purge: async (db, before) => (await db.platformLine.deleteMany({ where: { at: { lt: before } } })).count,
  },
  {
    table: "delegation",
    days: 365,
    reason: "Who could do what, and by whom it was lent, answers the questions of a school year.",
    purge: async (db, before) => (await db.delegation.deleteMany({ where: { endsOn: { lt: before } } })).count,
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
    table: "notification",
    days: 90,
    reason: "A notice leads to what it tells of, which has a life of its own; after a term it is in the way.",
    purge: async (db, before) => (await db.notification.deleteMany({ where: { visibleAt: { lt: before } } })).count,
  },
  {
    table: "absence",
    days: 31,
    reason: "The file of absences lives for the school year (R131-6); a month more closes the last bulletins.",
    purge: purgeAbsences,
  },
  {
    table: "message_report",
    days: 365,
    reason: "A report that was settled answers for a school year, as other small incidents do.",
    purge: async (db, before) => (await db.messageReport.deleteMany({ where: { settledAt: { lt: before } } })).count,
  },
  {
    table: "message_draft",
    days: 365,
    reason: "What nobody came back to in a year will not be sent.",
    purge: async (db, before) => (await db.draft.deleteMany({ where: { updatedAt: { lt: before } } })).count,
  },
  {
    table: "message",
    days: 730,
    reason:
      "Mail serves the year it was written in and the next; no text asks for more, and a pupil's words are not kept for good.",
    purge: purgeOldMail,
  },
  {
    table: "judgment",
    days: 365,
    reason: "A judgment that has ended answers for what was kept back until then, for a school year.",
    purge: async (db, before) => (await db.judgment.deleteMany({ where: { endsOn: { lt: before } } })).count,
  },
  {
    table: "person_override",
    days: 365,
    reason: "What a school knows better than its files serves while the files may name the person again.",
    purge: async (db, before) =>
      (await db.personOverride.deleteMany({ where: { person: { endsOn: { lt: before } } } })).count,
  },
  {
    table: "news_read",
    days: 60,
    reason: "Who has opened a piece of news only tells what is new to them, for a month.",
    purge: async (db, before) => (await db.newsRead.deleteMany({ where: { readAt: { lt: before } } })).count,
  },
  {
    table: "resource_assignment",
    days: 400,
    reason: "What a class was given to look at serves its school year, and the summer after it.",
    purge: async (db, before) =>
      (await db.resourceAssignment.deleteMany({ where: { createdAt: { lt: before } } })).count,
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
    table: "import_change",
    days: 7,
    reason: "What an import takes to be undone, and the files it was made from: a week, as its page says.",
    purge: purgeImportDetails,
  },
  {
    table: "import_decision",
    days: 800,
    reason: "Who somebody of the files is serves the imports of the next school year, and of the one after it.",
    purge: async (db, before) => (await db.importDecision.deleteMany({ where: { decidedAt: { lt: before } } })).count,
  },
  {
    table: "import_run",
    days: 365,
    reason: "That there was an import, by whom and with what figures, explains a school year.",
    purge: purgeImportRuns,
  },
  {
    table: "data_export",
    days: 7,
    reason: "A copy of one's data is fetched in the week, as its page says, or asked for again.",
    purge: purgeDataExports,
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
    where: { createdAt: { lt: before }, ...HANGS_ON_NOTHING },
    select: { schoolId: true, id: true, storageKey: true },
    take: 500,
  });
  for (const file of loose) {
    await db.file.delete({ where: { schoolId_id: { schoolId: file.schoolId, id: file.id } } });
    await storage().remove(file.storageKey);
  }
  return loose.length;
}

/**
 * Roll calls, absences, justifications and alerts of the school years that ended before a day. The files of justifications then hang
 * on nothing, and go with those.
 */
async function purgeAbsences(db: Db, before: Date): Promise<number> {
  const ended = await db.schoolYear.findMany({
    where: { endsOn: { lte: before } },
    select: { schoolId: true, startsOn: true, endsOn: true },
  });
  let rows = 0;
  for (const { schoolId, startsOn, endsOn } of ended) {
    const days = { gte: startsOn, lt: endsOn };
    const absence = { startDay: days };
    await db.justificationFile.deleteMany({ where: { schoolId, justification: { absence } } });
    await db.justification.deleteMany({ where: { schoolId, absence } });
    await db.absence.updateMany({ where: { schoolId, startDay: days }, data: { supersedesId: null } });
    rows += (await db.absence.deleteMany({ where: { schoolId, startDay: days } })).count;
    await db.absenceAlert.deleteMany({ where: { schoolId, month: days } });
    await db.bulletinAttendance.deleteMany({ where: { schoolId, period: { startsOn: days } } });
    await db.attendance.deleteMany({ where: { schoolId, session: { day: days } } });
    await db.rollCall.deleteMany({ where: { schoolId, session: { day: days } } });
    // The journal says who was absent as plainly as the file does.
    await db.journal.deleteMany({
      where: { schoolId, action: { startsWith: "absences." }, at: { gte: startsOn, lt: before } },
    });
  }
  return rows;
}

/** Messages with their deliveries, then the threads left empty. Their files are loose from then on. */
async function purgeOldMail(db: Db, before: Date): Promise<number> {
  const old = { message: { sentAt: { lt: before } } };
  await db.delivery.deleteMany({ where: old });
  await db.messageFile.deleteMany({ where: old });
  const { count } = await db.message.deleteMany({ where: { sentAt: { lt: before } } });
  await db.draft.deleteMany({ where: { thread: { messages: { none: {} } } } });
  await db.thread.updateMany({ where: { origin: { messages: { none: {} } } }, data: { originId: null } });
  await db.thread.deleteMany({ where: { messages: { none: {} }, createdAt: { lt: before } } });
  return count;
}
