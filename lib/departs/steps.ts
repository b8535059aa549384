import "server-only";
import { randomInt } from "node:crypto";
import { HANGS_ON_NOTHING } from "@/lib/files/loose";
import type { Db, Prisma, Profile } from "@/lib/db/types";
import { fold } from "@/lib/fold";
import { teacherName } from "@/lib/school/rules";
import { storage } from "@/lib/storage/storage";
import { formatName } from "@/lib/time/format";
import { CODE_SIGNS, pseudonymOf, valueWithoutName, withoutName } from "./rules";

/** Who has left, as the steps need it: under what name, and what takes its place. */
export interface Leaving {
  schoolId: string;
  id: string;
  profile: Profile;
  firstName: string;
  lastName: string;
  civility: "M" | "MME" | null;
  accountId: string | null;
  pseudonym: { firstName: string; lastName: string };
  /** The instant of the step. */
  at: Date;
}

/** What is done with a table: how many rows it touched. */
type Step = (db: Db, who: Leaving) => Promise<number>;

const count = async (done: Promise<{ count: number }>): Promise<number> => (await done).count;

/**
 * What goes with the access (registry.ts, «leaving»), in the order that foreign keys ask for. Each step says again what it wants done, so
 * that a second run changes nothing. The bytes of files go last: see `removeLooseFiles`.
 */
export const closingSteps: Readonly<Record<string, Step>> = {
  message_draft_file: (db, { schoolId, id }) => count(db.draftFile.deleteMany({ where: { schoolId, personId: id } })),
  message_draft: (db, { schoolId, id }) => count(db.draft.deleteMany({ where: { schoolId, personId: id } })),
  delivery: deleteMailbox,
  notification: (db, { schoolId, id }) => count(db.notification.deleteMany({ where: { schoolId, personId: id } })),
  notification_preference: (db, { schoolId, id }) =>
    count(db.notificationPreference.deleteMany({ where: { schoolId, personId: id } })),
  document_share: (db, { schoolId, id }) =>
    count(
      db.documentShare.deleteMany({
        where: {
          schoolId,
          OR: [{ personId: id }, { document: { schoolId, spaceId: id } }, { folder: { schoolId, spaceId: id } }],
        },
      }),
    ),
  document: (db, { schoolId, id }) => count(db.document.deleteMany({ where: { schoolId, spaceId: id } })),
  upload: deleteUploads,
  folder: (db, { schoolId, id }) => count(db.folder.deleteMany({ where: { schoolId, spaceId: id } })),
  document_space: (db, { schoolId, id }) => count(db.space.deleteMany({ where: { schoolId, id, kind: "PERSONAL" } })),
  file: () => Promise.resolve(0),
  news_read: (db, { schoolId, id }) => count(db.newsRead.deleteMany({ where: { schoolId, personId: id } })),
  resource_favourite: (db, { schoolId, id }) =>
    count(db.resourceFavourite.deleteMany({ where: { schoolId, personId: id } })),
  homework_completion: (db, { schoolId, id }) =>
    count(db.homeworkCompletion.deleteMany({ where: { schoolId, studentId: id } })),
  operation: (db, { schoolId, id }) => count(db.operation.deleteMany({ where: { schoolId, personId: id } })),
  feed_token: (db, { schoolId, id }) =>
    count(db.feedToken.deleteMany({ where: { schoolId, OR: [{ personId: id }, { studentId: id }] } })),
  access_code: (db, { schoolId, id }) => count(db.accessCode.deleteMany({ where: { schoolId, personId: id } })),
  invitation: (db, { schoolId, id }) => count(db.invitation.deleteMany({ where: { schoolId, personId: id } })),
  contact: (db, { schoolId, id }) => count(db.contact.deleteMany({ where: { schoolId, personId: id } })),
  data_export: (db, { schoolId, id }) => deleteExports(db, { schoolId, askedById: id }),
  news: deleteNewsDrafts,
  sign_in: (db, { id, accountId }) =>
    accountId
      ? count(db.signIn.updateMany({ where: { accountId, personId: id }, data: { personId: null } }))
      : Promise.resolve(0),
  reset_mail: () => Promise.resolve(0),
  second_factor: () => Promise.resolve(0),
  recovery_code: () => Promise.resolve(0),
  security_mail: () => Promise.resolve(0),
  account: leaveAccount,
};

/** What goes, or loses its names, with the file (registry.ts, «file»), in the same way. The person's own name goes last. */
export const erasingSteps: Readonly<Record<string, Step>> = {
  civil_status: (db, { schoolId, id }) => count(db.civilStatus.deleteMany({ where: { schoolId, personId: id } })),
  external_id: (db, { schoolId, id }) => count(db.externalId.deleteMany({ where: { schoolId, personId: id } })),
  guardianship: (db, { schoolId, id }) =>
    count(db.guardianship.deleteMany({ where: { schoolId, OR: [{ guardianId: id }, { studentId: id }] } })),
  student_support: (db, { schoolId, id }) =>
    count(db.studentSupport.deleteMany({ where: { schoolId, OR: [{ staffId: id }, { studentId: id }] } })),
  homework_recipient: (db, { schoolId, id }) =>
    count(db.homeworkRecipient.deleteMany({ where: { schoolId, studentId: id } })),
  judgment: (db, { schoolId, id }) =>
    count(db.judgment.deleteMany({ where: { schoolId, OR: [{ guardianId: id }, { studentId: id }] } })),
  person_override: (db, { schoolId, id }) =>
    count(db.personOverride.deleteMany({ where: { schoolId, OR: [{ personId: id }, { aboutId: id }] } })),
  import_change: (db, { schoolId, id }) => count(db.importChange.deleteMany({ where: { schoolId, personId: id } })),
  import_question: (db, { schoolId, id }) => count(db.importQuestion.deleteMany({ where: { schoolId, personId: id } })),
  import_decision: (db, { schoolId, id }) => count(db.importDecision.deleteMany({ where: { schoolId, personId: id } })),
  justification_file: (db, { schoolId, id }) =>
    count(db.justificationFile.deleteMany({ where: { schoolId, studentId: id } })),
  justification: (db, { schoolId, id }) => count(db.justification.deleteMany({ where: { schoolId, studentId: id } })),
  absence: deleteAbsences,
  absence_alert: (db, { schoolId, id }) => count(db.absenceAlert.deleteMany({ where: { schoolId, studentId: id } })),
  attendance: (db, { schoolId, id }) => count(db.attendance.deleteMany({ where: { schoolId, studentId: id } })),
  bulletin_attendance: (db, { schoolId, id }) =>
    count(db.bulletinAttendance.deleteMany({ where: { schoolId, studentId: id } })),
  teacher_absence: deleteTeacherAbsences,
  notification: forgetNotices,
  data_export: (db, { schoolId, id }) => deleteExports(db, { schoolId, personId: id }),
  grade: (db, { schoolId, id }) =>
    count(db.grade.updateMany({ where: { schoolId, studentId: id, comment: { not: null } }, data: { comment: null } })),
  appreciation: hideInAppreciations,
  council_appreciation: hideInCouncils,
  bulletin: hideInBulletins,
  message: hideInMessages,
  message_report: hideInReports,
  platform_journal: hideOnPlatform,
  person: hidePerson,
};

/** A pseudonym that nothing of the person leads to. */
export function newPseudonym(profile: Profile): Leaving["pseudonym"] {
  const code = Array.from({ length: 4 }, () => CODE_SIGNS[randomInt(CODE_SIGNS.length)]).join("");
  return pseudonymOf(profile, code);
}

/**
 * Removes the files that hang on nothing any more, their bytes first: a worker that stops between the two finds the row again.
 * @returns how many; at most `BATCH` at a time.
 */
export async function removeLooseFiles(db: Db, { schoolId, id }: Pick<Leaving, "schoolId" | "id">): Promise<number> {
  const loose = await db.file.findMany({
    where: { schoolId, ownerId: id, ...HANGS_ON_NOTHING },
    select: { id: true, storageKey: true },
    take: BATCH,
  });
  for (const { storageKey } of loose) await storage().remove(storageKey);
  return count(db.file.deleteMany({ where: { schoolId, id: { in: loose.map((file) => file.id) } } }));
}

/** Files removed in one transaction. */
export const BATCH = 200;

/** The mailbox, and what nobody else holds a copy of. */
async function deleteMailbox(db: Db, { schoolId, id }: Leaving): Promise<number> {
  const rows = await count(db.delivery.deleteMany({ where: { schoolId, personId: id } }));
  // What still waits for the end of the quiet hours is on its way to those it was written to.
  const unheld = {
    schoolId,
    authorId: id,
    deliveries: { none: {} },
    OR: [{ deliveredAt: { not: null } }, { withdrawnAt: { not: null } }],
  };
  await db.messageFile.deleteMany({ where: { schoolId, message: unheld } });
  const messages = await count(db.message.deleteMany({ where: unheld }));
  const empty = { schoolId, authorId: id, messages: { none: {} } };
  await db.draft.deleteMany({ where: { schoolId, thread: empty } });
  await db.thread.updateMany({ where: { schoolId, origin: empty }, data: { originId: null } });
  await db.thread.deleteMany({ where: empty });
  return rows + messages;
}

async function deleteUploads(db: Db, { schoolId, id }: Leaving): Promise<number> {
  const where = { schoolId, OR: [{ personId: id }, { spaceId: id }] };
  const uploads = await db.upload.findMany({ where, select: { storageKey: true } });
  for (const { storageKey } of uploads) await storage().remove(storageKey);
  return count(db.upload.deleteMany({ where }));
}

/** Copies of data, with their archives. */
export async function deleteExports(db: Db, where: Prisma.DataExportWhereInput): Promise<number> {
  const exports = await db.dataExport.findMany({ where, select: { storageKey: true } });
  for (const { storageKey } of exports) await storage().remove(storageKey);
  return count(db.dataExport.deleteMany({ where }));
}

/** News that were never published were their author's alone. */
async function deleteNewsDrafts(db: Db, { schoolId, id }: Leaving): Promise<number> {
  const news = { schoolId, authorId: id, publishedFrom: null };
  await db.newsFile.deleteMany({ where: { schoolId, news } });
  await db.newsPlace.deleteMany({ where: { schoolId, news } });
  return count(db.news.deleteMany({ where: news }));
}

/**
 * The person leaves its account, which goes with all that hangs on it when nobody else stands behind it: no second hat, no other school,
 * now or later, and no part in running the platform.
 */
async function leaveAccount(db: Db, { schoolId, id, accountId, at }: Leaving): Promise<number> {
  if (!accountId) return 0;
  // Two schools that close the same account's persons at once do it one after the other.
  await db.$queryRaw`SELECT id FROM account WHERE id = ${accountId}::uuid FOR UPDATE`;
  await db.person.updateMany({ where: { schoolId, id }, data: { accountId: null } });
  if ((await db.person.count({ where: { accountId } })) > 0) return 0;
  const runs = { accountId, OR: [{ endsAt: null }, { endsAt: { gt: at } }] };
  if ((await db.platformRole.count({ where: runs })) > 0) return 0;
  await db.platformRole.updateMany({ where: { accountId }, data: { accountId: null } });
  return deleteAccounts(db, [accountId]);
}

/** Accounts, with all that signs in to them. No person or role may lead there any more. */
export async function deleteAccounts(db: Db, ids: string[]): Promise<number> {
  const where = { accountId: { in: ids } };
  await db.signIn.deleteMany({ where });
  await db.resetMail.deleteMany({ where });
  await db.secondFactor.deleteMany({ where });
  await db.recoveryCode.deleteMany({ where });
  await db.securityMail.deleteMany({ where });
  return count(db.account.deleteMany({ where: { id: { in: ids } } }));
}

async function deleteAbsences(db: Db, { schoolId, id }: Leaving): Promise<number> {
  const where = { schoolId, studentId: id };
  await db.absence.updateMany({ where, data: { supersedesId: null } });
  return count(db.absence.deleteMany({ where }));
}

/** The lessons that they cancelled stay cancelled. */
async function deleteTeacherAbsences(db: Db, { schoolId, id }: Leaving): Promise<number> {
  const absences = await db.teacherAbsence.findMany({ where: { schoolId, teacherId: id }, select: { id: true } });
  const ids = absences.map((absence) => absence.id);
  await db.session.updateMany({ where: { schoolId, absenceId: { in: ids } }, data: { absenceId: null } });
  return count(db.teacherAbsence.deleteMany({ where: { schoolId, teacherId: id } }));
}

/** Notices about the pupil go; those of others that name the person name it no more. */
async function forgetNotices(db: Db, who: Leaving): Promise<number> {
  const { schoolId, id, lastName } = who;
  const about = await count(db.notification.deleteMany({ where: { schoolId, studentId: id } }));
  const named = await db.notification.findMany({
    where: { schoolId, OR: [{ title: { contains: lastName } }, { detail: { contains: lastName } }] },
    select: { id: true, title: true, detail: true },
  });
  for (const { id: noticeId, title, detail } of named) {
    const data = { title: hidden(title, who), detail: detail && hidden(detail, who) };
    await db.notification.updateMany({ where: { schoolId, id: noticeId }, data });
  }
  return about + named.length;
}

const hidden = (text: string, who: Leaving): string => withoutName(text, who, wordOf(who));

/** What stands for the name in a sentence: «l’élève» for a pupil, else the pseudonym. */
function wordOf({ profile, pseudonym }: Leaving): string {
  return profile === "STUDENT" ? "l’élève" : formatName(pseudonym);
}

async function hideInAppreciations(db: Db, who: Leaving): Promise<number> {
  const { schoolId, id } = who;
  const rows = await db.appreciation.findMany({
    where: { schoolId, studentId: id },
    select: { serviceId: true, periodId: true, text: true },
  });
  for (const { text, ...key } of rows) {
    await db.appreciation.updateMany({ where: { schoolId, studentId: id, ...key }, data: { text: hidden(text, who) } });
  }
  return rows.length;
}

async function hideInCouncils(db: Db, who: Leaving): Promise<number> {
  const { schoolId, id } = who;
  const rows = await db.councilAppreciation.findMany({
    where: { schoolId, studentId: id },
    select: { divisionId: true, periodId: true, text: true },
  });
  for (const { text, ...key } of rows) {
    const data = { text: hidden(text, who) };
    await db.councilAppreciation.updateMany({ where: { schoolId, studentId: id, ...key }, data });
  }
  return rows.length;
}

async function hideInBulletins(db: Db, who: Leaving): Promise<number> {
  const { schoolId, id, pseudonym } = who;
  const rows = await db.bulletin.findMany({
    where: { schoolId, studentId: id },
    select: { divisionId: true, periodId: true, content: true },
  });
  for (const { content, ...key } of rows) {
    const told = content as Prisma.JsonObject;
    // Whom it is of is said apart; the rest are sentences.
    const student = { id, ...pseudonym };
    const data = { content: { ...valueWithoutName(told, who, wordOf(who)), student } as Prisma.InputJsonObject };
    await db.bulletin.updateMany({ where: { schoolId, studentId: id, ...key }, data });
  }
  return rows.length;
}

/** In the mailboxes of others: whom a message is from is the person's name; what search and lists keep of it is changed here. */
async function hideInMessages(db: Db, who: Leaving): Promise<number> {
  const { schoolId, id } = who;
  const [name, instead] = [mailName(who), formatName(who.pseudonym)];
  const [from, to] = [fold(name), fold(instead)];
  const written = await db.$executeRaw`
    UPDATE message SET search_text = ${to}::text || substr(search_text, length(${from}::text) + 1)
    WHERE school_id = ${schoolId}::uuid AND author_id = ${id}::uuid AND starts_with(search_text, ${from}::text)`;
  const received = await db.$executeRaw`
    UPDATE delivery d SET audience_label = replace(d.audience_label, ${name}::text, ${instead}::text) FROM message m
    WHERE d.school_id = ${schoolId}::uuid AND m.school_id = d.school_id AND m.id = d.message_id
      AND ${id}::uuid = ANY (m.recipient_ids) AND strpos(d.audience_label, ${name}::text) > 0`;
  return written + received;
}

/** As messages name their author: a teacher by its title. */
function mailName(who: Leaving): string {
  return who.profile === "STUDENT" || who.profile === "GUARDIAN" ? formatName(who) : teacherName(who);
}

async function hideInReports(db: Db, who: Leaving): Promise<number> {
  const { schoolId, id } = who;
  const rows = await db.messageReport.findMany({
    where: { schoolId, OR: [{ authorId: id }, { reporterId: id }] },
    select: { id: true, copy: true, reason: true },
  });
  for (const { id: reportId, copy, reason } of rows) {
    const data = {
      reason: hidden(reason, who),
      copy: valueWithoutName(copy, who, formatName(who.pseudonym)) as Prisma.InputJsonArray,
    };
    await db.messageReport.updateMany({ where: { schoolId, id: reportId }, data });
  }
  return rows.length;
}

/** What the platform did to somebody of a direction: the line stays, the name goes. */
async function hideOnPlatform(db: Db, who: Leaving): Promise<number> {
  const where = { targetType: "person", targetId: who.id };
  const lines = await db.platformLine.findMany({ where, select: { id: true, label: true } });
  for (const { id, label } of lines) {
    await db.platformLine.update({ where: { id }, data: { label: hidden(label, who) }, select: { id: true } });
  }
  return lines.length;
}

function hidePerson(db: Db, { schoolId, id, pseudonym }: Leaving): Promise<number> {
  const data = { ...pseudonym, civility: null };
  return count(db.person.updateMany({ where: { schoolId, id }, data }));
}
