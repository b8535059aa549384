import { insertRows } from "@/lib/db/bulk";
import { newId } from "@/lib/db/id";
import type { Db, Prisma } from "@/lib/db/types";
import { mailName } from "@/lib/messagerie/recipients";
import { searchTextOf } from "@/lib/messagerie/rules";
import { textToRichText } from "@/lib/messagerie/text";
import { excerpt } from "@/lib/rich-text/text";
import type { IsoDay } from "@/lib/time/day";
import { instantAt } from "@/prisma/demo/calendar";
import {
  type Circular,
  CPE_PARENT,
  type Exchange,
  HEAD_STAFF,
  PARENT_TEACHER,
  PUPIL_TEACHER,
  STAFF,
  TO_PARENTS,
  TO_PUPILS,
} from "@/prisma/demo/content/mail";
import type { LoadedSchool } from "@/prisma/demo/load";
import type { Random } from "@/prisma/demo/random";

/** Older mail has been read; of the last days', about half. */
const RECENT_MS = 3 * 24 * 3_600_000;
/** The last school days, in which the persons whom the demo shows get mail. */
const LAST_DAYS = 6;

type Loaded = Awaited<ReturnType<typeof loadPersons>>;
type Someone = Loaded["persons"][number];

async function loadPersons(db: Db, schoolId: string) {
  const persons = await db.person.findMany({
    where: { schoolId },
    select: {
      id: true,
      profile: true,
      duty: true,
      civility: true,
      firstName: true,
      lastName: true,
      accountId: true,
    },
    orderBy: [{ lastName: "asc" }, { firstName: "asc" }, { id: "asc" }],
  });
  const guardianships = await db.guardianship.findMany({
    where: { schoolId, level: { lte: 2 } },
    select: { studentId: true, guardianId: true },
    orderBy: [{ studentId: "asc" }, { guardianId: "asc" }],
  });
  const groups = await db.group.findMany({
    where: { schoolId, kind: "DIVISION" },
    select: { id: true, name: true },
    orderBy: { code: "asc" },
  });
  return { persons, guardianships, groups };
}

/** The rows of a school's mail, made one exchange at a time. */
class Mail {
  readonly threads: object[] = [];
  readonly messages: object[] = [];
  readonly deliveries: object[] = [];

  constructor(
    readonly schoolId: string,
    readonly now: string,
    /** School days until now: when people answer. */
    readonly days: readonly IsoDay[],
    readonly random: Random,
  ) {}

  /** The same day in working hours, or in the morning of the next. */
  #answerAfter(at: string): string {
    const later = new Date(Date.parse(at) + this.random.int(20, 240) * 60_000).toISOString();
    const day = at.slice(0, 10);
    if (this.days.includes(day) && later < instantAt(day, 18 * 60)) return later;
    const next = this.days.find((each) => each > day);
    return next ? instantAt(next, this.random.int(8 * 60, 12 * 60)) : this.now;
  }

  /**
   * A conversation of two or more: whoever begins, then the others in turn, as far as now allows.
   * @returns its last message; null when it has none yet.
   */
  exchange(
    { subject, turns }: Exchange,
    members: readonly Someone[],
    at: string,
    fill: (text: string) => string,
  ): string | null {
    let last: string | null = null;
    const [author] = members;
    if (!author || at >= this.now) return last;
    const thread = this.#thread(fill(subject), author, members, at, { isCircular: false, originId: null });
    let sentAt = at;
    for (const [index, text] of turns.entries()) {
      const writer = members[index % members.length];
      if (!writer || sentAt >= this.now) break;
      last = this.#message(thread, writer, members, fill(text), sentAt, index === 0);
      sentAt = this.#answerAfter(sentAt);
    }
    return last;
  }

  /** A message to many, and what one of them answers, apart. */
  circular(
    { subject, text, answer }: Circular,
    author: Someone,
    recipients: readonly Someone[],
    at: string,
    fill: (text: string) => string,
    label: string,
  ) {
    if (recipients.length === 0 || at >= this.now) return;
    const title = fill(subject);
    const thread = this.#thread(title, author, [author, ...recipients], at, { isCircular: true, originId: null });
    this.#message(thread, author, recipients, fill(text), at, true, label);
    const answeredAt = this.#answerAfter(at);
    if (!answer || answeredAt >= this.now) return;
    const writer = this.random.pick(recipients);
    const both = [writer, author];
    const own = this.#thread(title, writer, both, answeredAt, { isCircular: false, originId: thread.id });
    this.#message(own, writer, both, fill(answer), answeredAt, false);
  }

  #thread(
    subject: string,
    author: Someone,
    members: readonly Someone[],
    createdAt: string,
    kind: { isCircular: boolean; originId: string | null },
  ) {
    const id = newId();
    const memberIds = [...new Set(members.map((member) => member.id))];
    this.threads.push({ schoolId: this.schoolId, id, authorId: author.id, subject, memberIds, createdAt, ...kind });
    return { id, subject };
  }

  #message(
    thread: { id: string; subject: string },
    author: Someone,
    members: readonly Someone[],
    text: string,
    sentAt: string,
    isFirst: boolean,
    label?: string,
  ): string {
    const { schoolId } = this;
    const id = newId();
    const content = textToRichText(text);
    const recipients = [...new Map(members.map((member) => [member.id, member])).values()].filter(
      (member) => member.id !== author.id,
    );
    this.messages.push({
      schoolId,
      id,
      threadId: thread.id,
      authorId: author.id,
      recipientIds: recipients.map((recipient) => recipient.id),
      content,
      excerpt: excerpt(content, 140),
      searchText: searchTextOf(mailName(author), thread.subject, content),
      isUrgent: false,
      sentAt,
      deliverAt: sentAt,
      deliveredAt: sentAt,
      withdrawnAt: null,
    });
    const copy = {
      schoolId,
      messageId: id,
      threadId: thread.id,
      authorId: author.id,
      deliveredAt: sentAt,
      archivedAt: null,
      reportedAt: null,
    };
    this.deliveries.push({
      ...copy,
      personId: author.id,
      kind: "SENT",
      readAt: sentAt,
      audience: isFirst ? recipients.slice(0, 5).map((recipient) => `person:${recipient.id}`) : [],
      audienceLabel: label ?? recipients.map(mailName).join(", "),
    });
    const isRecent = Date.parse(this.now) - Date.parse(sentAt) < RECENT_MS;
    for (const recipient of recipients) {
      const readAt = new Date(Date.parse(sentAt) + this.random.int(5, 900) * 60_000).toISOString();
      const isRead = readAt < this.now && this.random.chance(isRecent ? 0.4 : 0.95);
      this.deliveries.push({
        ...copy,
        personId: recipient.id,
        kind: "RECEIVED",
        readAt: isRead ? readAt : null,
        audience: [],
        audienceLabel: null,
      });
    }
    return id;
  }
}

/** Where the words of an exchange come from. */
function filler(words: { pupil?: Someone; parent?: Someone; teacher?: Someone; group?: string }) {
  return (text: string) =>
    text
      .replaceAll("{pupil}", words.pupil?.firstName ?? "")
      .replaceAll("{parent}", words.parent ? `${words.parent.firstName} ${words.parent.lastName}` : "")
      .replaceAll("{teacher}", words.teacher ? mailName(words.teacher) : "")
      .replaceAll("{class}", words.group ?? "")
      .replace(/ ([:;?!])/g, "\u202F$1");
}

/**
 * The mail of a school's year, until now: circulars of each class, parents and pupils with teachers, colleagues among
 * themselves; and, in the last days, something for each person whom the demo shows. One report waits for the moderators.
 * @param days school days, in order.
 * @returns how many deliveries were made.
 */
export async function writeMail(
  db: Db,
  school: LoadedSchool,
  days: readonly IsoDay[],
  now: { day: IsoDay; minute: number },
  random: Random,
): Promise<number> {
  const { persons, guardianships, groups } = await loadPersons(db, school.schoolId);
  const byId = new Map(persons.map((person) => [person.id, person]));
  const parentsOf = (studentId: string) =>
    guardianships.flatMap((row) => (row.studentId === studentId ? (byId.get(row.guardianId) ?? []) : []));
  const past = days.filter((day) => day <= now.day);
  const mail = new Mail(school.schoolId, instantAt(now.day, now.minute), past, random);
  const recent = past.slice(-LAST_DAYS);
  const moment = (among: readonly IsoDay[], from = 8, until = 18) =>
    instantAt(random.pick(among), random.int(from * 60, until * 60));
  if (past.length <= LAST_DAYS) return 0;

  const staff = persons.filter(({ profile }) => profile !== "STUDENT" && profile !== "GUARDIAN");
  const head = staff.find(({ profile }) => profile === "HEAD");
  const cpe = staff.find(({ duty }) => duty === "CPE");
  for (const { id, name: group } of groups) {
    const pupils = (school.students.get(id) ?? []).flatMap((pupilId) => byId.get(pupilId) ?? []);
    const parents = [
      ...new Map(pupils.flatMap((pupil) => parentsOf(pupil.id)).map((each) => [each.id, each])).values(),
    ];
    const teachers = [
      ...new Map(
        school.services
          .filter(({ groupId }) => groupId === id)
          .flatMap(({ teacherId }) => byId.get(teacherId) ?? [])
          .map((each) => [each.id, each]),
      ).values(),
    ];
    if (teachers.length === 0 || pupils.length === 0) continue;
    for (const [index, circular] of TO_PARENTS.entries()) {
      const span = Math.max(1, Math.floor(past.length / TO_PARENTS.length));
      const teacher = random.pick(teachers);
      const at = moment(past.slice(index * span, (index + 1) * span));
      mail.circular(circular, teacher, parents, at, filler({ teacher, group }), `Parents de ${group}`);
    }
    for (const circular of TO_PUPILS) {
      const teacher = random.pick(teachers);
      mail.circular(circular, teacher, pupils, moment(past), filler({ teacher, group }), `Élèves de ${group}`);
    }
    for (let count = 0; count < 3; count += 1) {
      const [pupil, teacher] = [random.pick(pupils), random.pick(teachers)];
      const parent = parentsOf(pupil.id)[0];
      if (parent) {
        const words = filler({ pupil, parent, teacher });
        mail.exchange(random.pick(PARENT_TEACHER), [parent, teacher], moment(past, 7, 21), words);
      }
      const other = random.pick(pupils);
      const words = filler({ pupil: other, teacher });
      mail.exchange(random.pick(PUPIL_TEACHER), [other, teacher], moment(past, 8, 20), words);
    }
    const [first, second] = random.shuffle(teachers);
    if (first && second) {
      const words = filler({ teacher: first, group });
      mail.exchange(random.pick(STAFF), [first, second], moment(past), words);
    }
    const pupil = random.pick(pupils);
    const parent = parentsOf(pupil.id)[0];
    if (cpe && parent) {
      mail.exchange(random.pick(CPE_PARENT), [cpe, parent], moment(past), filler({ pupil, parent, teacher: cpe }));
    }
  }
  for (const circular of head ? HEAD_STAFF : []) {
    const others = staff.filter((each) => each !== head);
    if (head) mail.circular(circular, head, others, moment(recent), filler({ teacher: head }), "Tout le personnel");
  }
  for (const shown of persons.filter(({ accountId }) => accountId !== null)) {
    const start = random.int(0, LAST_DAYS);
    for (const [index, day] of recent.entries()) {
      writeTo(mail, shown, { school, byId, parentsOf, staff, guardianships, groups }, day, start + index, random);
    }
  }

  const reports = writeTooMuch(mail, persons, moment(recent.slice(0, -1), 19, 20));
  await insertRows(db, "thread", mail.threads);
  await insertRows(db, "message", mail.messages);
  await insertRows(db, "delivery", mail.deliveries);
  await db.messageReport.createMany({ data: reports });
  await db.draft.createMany({ data: begunBy(mail, persons) });
  return mail.deliveries.length;
}

/** Something for one of those whom the demo shows, on a day: a question, an answer, a word between colleagues. */
function writeTo(
  mail: Mail,
  shown: Someone,
  around: {
    school: LoadedSchool;
    byId: ReadonlyMap<string, Someone>;
    parentsOf: (studentId: string) => Someone[];
    staff: readonly Someone[];
    guardianships: Loaded["guardianships"];
    groups: Loaded["groups"];
  },
  day: IsoDay,
  rank: number,
  random: Random,
): void {
  // One after the other, so that nobody is asked the same thing twice in a row.
  const next = (exchanges: readonly Exchange[]): Exchange =>
    exchanges[rank % exchanges.length] ?? random.pick(exchanges);
  const { school, byId, parentsOf, staff, guardianships, groups } = around;
  const at = instantAt(day, random.int(7 * 60 + 10, 18 * 60));
  const pupilIn = (groupId: string) => byId.get(random.pick(school.students.get(groupId) ?? [""]));
  const teacherOf = (studentId: string) => {
    const own = school.services.filter(({ groupId }) => school.students.get(groupId)?.includes(studentId));
    return own.length > 0 ? byId.get(random.pick(own).teacherId) : undefined;
  };
  switch (shown.profile) {
    case "STUDENT": {
      const teacher = teacherOf(shown.id);
      if (teacher) {
        const words = filler({ pupil: shown, teacher });
        mail.exchange(next(PUPIL_TEACHER), [shown, teacher], at, words);
      }
      return;
    }
    case "GUARDIAN": {
      const ward = guardianships.find(({ guardianId }) => guardianId === shown.id);
      const pupil = ward && byId.get(ward.studentId);
      const teacher = pupil && teacherOf(pupil.id);
      if (pupil && teacher) {
        const words = filler({ pupil, parent: shown, teacher });
        mail.exchange(next(PARENT_TEACHER), [shown, teacher], at, words);
      }
      return;
    }
    case "TEACHER": {
      const own = school.services.filter(({ teacherId }) => teacherId === shown.id);
      const pupil = own.length > 0 ? pupilIn(random.pick(own).groupId) : undefined;
      const parent = pupil && parentsOf(pupil.id)[0];
      if (pupil && parent) {
        const words = filler({ pupil, parent, teacher: shown });
        mail.exchange(next(PARENT_TEACHER), [parent, shown], at, words);
      }
      return;
    }
    default: {
      const colleague = random.pick(staff.filter((each) => each.id !== shown.id));
      const group = random.pick(groups).name;
      mail.exchange(next(STAFF), [colleague, shown], at, filler({ teacher: colleague, group }));
    }
  }
}

/** A message that was too much: the teacher who got it has brought it before the head and the CPE. */
const TOO_MUCH: Exchange = {
  subject: "Note de l’évaluation",
  turns: ["Votre note est une honte. Changez-la, ou je viens vous attendre devant le collège."],
};

function writeTooMuch(mail: Mail, persons: readonly Someone[], at: string): Prisma.MessageReportCreateManyInput[] {
  const teacher = persons.find(({ profile, accountId }) => profile === "TEACHER" && accountId !== null);
  const author = persons.find(({ profile, accountId }) => profile === "GUARDIAN" && accountId === null);
  if (!teacher || !author) return [];
  const messageId = mail.exchange(TOO_MUCH, [author, teacher], at, filler({}));
  if (!messageId) return [];
  const content = textToRichText(TOO_MUCH.turns.join(""));
  return [
    {
      schoolId: mail.schoolId,
      id: newId(),
      messageId,
      authorId: author.id,
      reporterId: teacher.id,
      reason: "Ce parent me menace à propos d’une note.",
      subject: TOO_MUCH.subject,
      copy: [{ author: mailName(author), sentAt: at, content: content as unknown as Prisma.InputJsonObject }],
      createdAt: new Date(mail.now),
    },
  ];
}

/** What the teachers whom the demo shows have begun to write. */
function begunBy(mail: Mail, persons: readonly Someone[]): Prisma.DraftCreateManyInput[] {
  return persons
    .filter(({ profile, accountId }) => profile === "TEACHER" && accountId !== null)
    .map(({ id: personId }) => ({
      schoolId: mail.schoolId,
      personId,
      id: newId(),
      subject: "Compte rendu de la réunion de rentrée",
      audience: [],
      content: textToRichText(
        "Bonjour,\n\nVoici les points que nous avons abordés\u202F:",
      ) as unknown as Prisma.InputJsonObject,
      updatedAt: new Date(mail.now),
    }));
}
