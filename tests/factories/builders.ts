import { DEFAULT_MOTIVES } from "@/lib/absences/rules";
import { normalizeLogin } from "@/lib/auth/rules";
import { newId } from "@/lib/db/id";
import type {
  Db,
  FileVisibility,
  GroupKind,
  HomeworkAudience,
  Prisma,
  Profile,
  ServiceRole,
  SessionStatus,
} from "@/lib/db/types";
import { uaiCheckLetter } from "@/lib/imports/uai";
import { toDbDay } from "@/lib/time/day";

// Small builders over the real tables: each writes one row with plain defaults and returns what a test needs.
// They run under `withSystem`, as the importer does.

/** The columns of a table as read back: `Row<"person">`. */
type Row<Model extends "school" | "person" | "group"> = NonNullable<Awaited<ReturnType<Db[Model]["findFirst"]>>>;

/** What identifies a row of a school in every other table. */
export type Ref = { schoolId: string; id: string };

/** A person of the factories, with the account that signs in as this person. */
export type PersonRef = Ref & {
  accountId: string;
  login: string;
  firstName: string;
  lastName: string;
  profile: Profile;
};

/** The instant at which the rows of the factories were made: before the frozen school Thursday of the tests. */
export const MADE_AT = new Date("2026-09-01T06:00:00Z");

/** The Thursday on which tests freeze the clock (2026-11-19, 8 h 05 in Paris). */
export const THURSDAY = "2026-11-19";

let serial = 0;

/** Twelve characters that no other row of this database carries: several tests share a database. */
function unique(): string {
  serial += 1;
  return `${newId().slice(-8)}${String(serial).padStart(4, "0")}`;
}

/** A well-formed UAI that no school of this database has: among ten million, a day of tests would meet one twice. */
async function freeUai(db: Db): Promise<string> {
  const digits = String(parseInt(newId().slice(-10), 16) % 10_000_000).padStart(7, "0");
  const uai = digits + uaiCheckLetter(digits);
  const taken = await db.school.findUnique({ where: { uai }, select: { id: true } });
  return taken ? freeUai(db) : uai;
}

/** A school and its year 2026-2027. */
export async function aSchool(
  db: Db,
  values: Partial<Pick<Row<"school">, "name" | "kind" | "city" | "zone" | "timeZone" | "settings">> = {},
): Promise<{ schoolId: string; yearId: string; uai: string; name: string }> {
  const schoolId = newId();
  const yearId = newId();
  const uai = await freeUai(db);
  const { settings, ...columns } = values;
  const school = await db.school.create({
    data: {
      id: schoolId,
      uai,
      name: "Collège des Essais",
      kind: "COLLEGE",
      city: "Saint-Essai",
      zone: "C",
      createdAt: MADE_AT,
      ...columns,
      // Everybody of a test signs in with a password alone, unless the test is about more.
      settings: settings ?? { signIn: { demandsSecondFactor: false } },
    },
  });
  await db.schoolYear.create({
    data: { schoolId, id: yearId, label: "2026-2027", startsOn: toDbDay("2026-09-01"), endsOn: toDbDay("2027-09-01") },
  });
  await db.absenceMotive.createMany({
    data: DEFAULT_MOTIVES.map((motive, position) => ({ schoolId, id: newId(), position, ...motive })),
  });
  return { schoolId, yearId, uai, name: school.name };
}

/** An account without a password: tests mint sign-ins, or set one with the real command. */
export async function anAccount(db: Db, login: string): Promise<{ accountId: string; login: string }> {
  const accountId = newId();
  const uniqueLogin = `${login}.${unique()}`;
  await db.account.create({ data: { id: accountId, login: uniqueLogin, createdAt: MADE_AT } });
  return { accountId, login: uniqueLogin };
}

/** A person of a school with an account: a new one, or `account` for a second hat or school. */
export async function aPerson(
  db: Db,
  schoolId: string,
  values: Pick<Row<"person">, "profile" | "firstName" | "lastName"> &
    Partial<Pick<Row<"person">, "duty" | "civility">> & {
      startsOn?: string;
      endsOn?: string;
      birthDate?: string;
      account?: { accountId: string; login: string };
    },
): Promise<PersonRef> {
  const { startsOn, endsOn, birthDate, account, ...columns } = values;
  const owner = account ?? (await anAccount(db, normalizeLogin(values.firstName)));
  const id = newId();
  await db.person.create({
    data: {
      schoolId,
      id,
      accountId: owner.accountId,
      startsOn: toDbDay(startsOn ?? "2026-09-01"),
      endsOn: endsOn ? toDbDay(endsOn) : null,
      ...columns,
    },
  });
  if (birthDate) await db.civilStatus.create({ data: { schoolId, personId: id, birthDate: toDbDay(birthDate) } });
  return {
    schoolId,
    id,
    accountId: owner.accountId,
    login: owner.login,
    firstName: columns.firstName,
    lastName: columns.lastName,
    profile: columns.profile,
  };
}

/** A division, or a groupe over the divisions given. */
export async function aGroup(
  db: Db,
  school: { schoolId: string; yearId: string },
  values: Pick<Row<"group">, "code"> & Partial<Pick<Row<"group">, "kind" | "name" | "level">> & { divisions?: Ref[] },
): Promise<Ref & { kind: GroupKind; yearId: string }> {
  const { divisions = [], ...columns } = values;
  const { schoolId, yearId } = school;
  const id = newId();
  const kind = columns.kind ?? "DIVISION";
  await db.group.create({
    data: {
      schoolId,
      yearId,
      id,
      startsOn: toDbDay("2026-09-01"),
      name: columns.name ?? columns.code,
      ...columns,
      kind,
    },
  });
  await db.groupDivision.createMany({
    data: divisions.map((division) => ({ schoolId, groupId: id, divisionId: division.id })),
  });
  return { schoolId, id, kind, yearId };
}

/** A pupil's dated place in a division or groupe. */
export async function anEnrollment(
  db: Db,
  student: Ref,
  group: Ref & { kind: GroupKind },
  values: { startsOn?: string; endsOn?: string } = {},
): Promise<Ref> {
  const id = newId();
  await db.enrollment.create({
    data: {
      schoolId: group.schoolId,
      id,
      groupId: group.id,
      groupKind: group.kind,
      studentId: student.id,
      startsOn: toDbDay(values.startsOn ?? "2026-09-01"),
      endsOn: values.endsOn ? toDbDay(values.endsOn) : null,
    },
  });
  return { schoolId: group.schoolId, id };
}

/** A guardian's responsibility for a pupil: 1 legal representative, 2 in charge, 3 contact. */
export async function aGuardianship(
  db: Db,
  guardian: Ref,
  student: Ref,
  level: 1 | 2 | 3,
  values: { endsOn?: string } = {},
): Promise<Ref> {
  const id = newId();
  await db.guardianship.create({
    data: {
      schoolId: student.schoolId,
      id,
      guardianId: guardian.id,
      studentId: student.id,
      level,
      startsOn: toDbDay("2026-09-01"),
      endsOn: values.endsOn ? toDbDay(values.endsOn) : null,
    },
  });
  return { schoolId: student.schoolId, id };
}

/** A judge's decision between a guardian and a pupil: without dates, one that runs since September. */
export async function aJudgment(
  db: Db,
  guardian: Ref,
  student: Ref,
  author: Ref,
  values: { kind?: "NO_COMMUNICATION" | "NO_VISIT"; startsOn?: string; endsOn?: string } = {},
): Promise<Ref> {
  const id = newId();
  await db.judgment.create({
    data: {
      schoolId: student.schoolId,
      id,
      guardianId: guardian.id,
      studentId: student.id,
      kind: values.kind ?? "NO_COMMUNICATION",
      reference: "TJ Autun, RG 26/00123",
      startsOn: toDbDay(values.startsOn ?? "2026-09-01"),
      endsOn: values.endsOn ? toDbDay(values.endsOn) : null,
      createdAt: MADE_AT,
      authorId: author.id,
    },
  });
  return { schoolId: student.schoolId, id };
}

/** An AESH's dated support of a pupil. */
export async function aSupport(db: Db, staff: Ref, student: Ref, values: { endsOn?: string } = {}): Promise<Ref> {
  const id = newId();
  await db.studentSupport.create({
    data: {
      schoolId: student.schoolId,
      id,
      staffId: staff.id,
      studentId: student.id,
      startsOn: toDbDay("2026-09-01"),
      endsOn: values.endsOn ? toDbDay(values.endsOn) : null,
    },
  });
  return { schoolId: student.schoolId, id };
}

/** A subject of a school, by its BCN code. */
export async function aSubject(db: Db, schoolId: string, code: string, name: string): Promise<Ref> {
  const id = newId();
  await db.subject.create({ data: { schoolId, id, code, shortName: name.slice(0, 10), name } });
  return { schoolId, id };
}

/** The teaching of a subject to a group, with its titular teachers. */
export async function aService(
  db: Db,
  subject: Ref,
  group: Ref & { yearId: string },
  teachers: Ref[],
): Promise<Ref & { yearId: string; groupId: string }> {
  const id = newId();
  const { schoolId, yearId } = group;
  await db.service.create({
    data: { schoolId, id, yearId, subjectId: subject.id, groupId: group.id, startsOn: toDbDay("2026-09-01") },
  });
  for (const teacher of teachers) await aServiceTeacher(db, { schoolId, id }, teacher);
  return { schoolId, id, yearId, groupId: group.id };
}

/** A teacher's dated part in a service; a substitute names whom they replace. */
export async function aServiceTeacher(
  db: Db,
  service: Ref,
  teacher: Ref,
  values: { role?: ServiceRole; replaces?: Ref; startsOn?: string; endsOn?: string } = {},
): Promise<Ref> {
  const id = newId();
  await db.serviceTeacher.create({
    data: {
      schoolId: service.schoolId,
      id,
      serviceId: service.id,
      teacherId: teacher.id,
      role: values.role ?? "TITULAR",
      replacesId: values.replaces?.id ?? null,
      startsOn: toDbDay(values.startsOn ?? "2026-09-01"),
      endsOn: values.endsOn ? toDbDay(values.endsOn) : null,
    },
  });
  return { schoolId: service.schoolId, id };
}

/** A room, by its code. */
export async function aRoom(db: Db, schoolId: string, code: string): Promise<Ref & { code: string }> {
  const id = newId();
  await db.room.create({ data: { schoolId, id, code, name: `Salle ${code}` } });
  return { schoolId, id, code };
}

/** One dated lesson of a service, held by the teachers given for the service's group. */
export async function aSession(
  db: Db,
  service: Ref & { yearId: string; groupId: string },
  teachers: Ref[],
  values: { on?: string; startMinute?: number; status?: SessionStatus; room?: Ref } = {},
): Promise<Ref & { serviceId: string; on: string }> {
  const id = newId();
  const { schoolId, yearId } = service;
  const on = values.on ?? THURSDAY;
  const startMinute = values.startMinute ?? 8 * 60;
  await db.session.create({
    data: {
      schoolId,
      id,
      yearId,
      serviceId: service.id,
      day: toDbDay(on),
      startMinute,
      endMinute: startMinute + 55,
      status: values.status ?? "PLANNED",
      roomId: values.room?.id ?? null,
    },
  });
  await db.sessionGroup.create({ data: { schoolId, sessionId: id, groupId: service.groupId } });
  await db.sessionTeacher.createMany({
    data: teachers.map((teacher) => ({ schoolId, sessionId: id, teacherId: teacher.id })),
  });
  return { schoolId, id, serviceId: service.id, on };
}

/** Rich text of one paragraph. */
export function paragraph(text: string): { type: "doc"; content: object[] } {
  return { type: "doc", content: [{ type: "paragraph", content: [{ type: "text", text }] }] };
}

/** What was done in a lesson. */
export async function aLessonEntry(
  db: Db,
  session: Ref,
  author: Ref,
  text = "Correction des exercices.",
): Promise<Ref> {
  const id = newId();
  await db.lessonEntry.create({
    data: {
      schoolId: session.schoolId,
      id,
      sessionId: session.id,
      authorId: author.id,
      content: paragraph(text),
      createdAt: MADE_AT,
      updatedAt: MADE_AT,
    },
  });
  return { schoolId: session.schoolId, id };
}

/** Work given in a lesson: for everybody by default, else for a groupe or for the pupils named. */
export async function aHomework(
  db: Db,
  given: Ref & { serviceId: string; on: string },
  author: Ref,
  values: { dueOn?: string; text?: string; minutes?: number; group?: Ref; students?: Ref[]; withdrawn?: boolean } = {},
): Promise<Ref> {
  const id = newId();
  const { schoolId } = given;
  const audience: HomeworkAudience = values.students ? "STUDENTS" : values.group ? "GROUP" : "ALL";
  await db.homework.create({
    data: {
      schoolId,
      id,
      serviceId: given.serviceId,
      givenSessionId: given.id,
      authorId: author.id,
      givenOn: toDbDay(given.on),
      dueOn: toDbDay(values.dueOn ?? "2026-11-23"),
      minutes: values.minutes ?? 20,
      audience,
      groupId: values.group?.id ?? null,
      content: paragraph(values.text ?? "Exercices 3 et 4 page 52."),
      createdAt: MADE_AT,
      updatedAt: MADE_AT,
      withdrawnAt: values.withdrawn ? MADE_AT : null,
    },
  });
  await db.homeworkRecipient.createMany({
    data: (values.students ?? []).map((student) => ({ schoolId, homeworkId: id, studentId: student.id })),
  });
  return { schoolId, id };
}

/**
 * A file's row, without bytes: enough for access tests; storage tests go through lib/storage. What hangs on a lesson or on
 * homework is visible to the school, as the commands make it.
 */
export async function aFile(
  db: Db,
  owner: Ref,
  name = "fiche.pdf",
  visibility: FileVisibility = "OWNER",
): Promise<Ref> {
  const id = newId();
  await db.file.create({
    data: {
      schoolId: owner.schoolId,
      id,
      ownerId: owner.id,
      name,
      mediaType: "application/pdf",
      size: 1024,
      sha256: "0".repeat(64),
      storageKey: `${owner.schoolId}/${id}`,
      visibility,
      createdAt: MADE_AT,
    },
  });
  return { schoolId: owner.schoolId, id };
}

/** The roll call of a lesson: who was absent, who late; everybody else was there. */
export async function aRollCall(
  db: Db,
  session: Ref,
  teacher: Ref,
  marks: { student: Ref; minutes?: number }[] = [],
): Promise<void> {
  const { schoolId, id: sessionId } = session;
  await db.rollCall.create({ data: { schoolId, sessionId, calledById: teacher.id, calledAt: MADE_AT } });
  await db.attendance.createMany({
    data: marks.map(({ student, minutes }) => ({
      schoolId,
      sessionId,
      studentId: student.id,
      kind: minutes === undefined ? ("ABSENT" as const) : ("LATE" as const),
      minutes: minutes ?? null,
    })),
  });
}

/** An absence of a pupil, of the frozen Thursday unless said otherwise; told of by a parent when it has no hours. */
export async function anAbsence(
  db: Db,
  student: Ref,
  recordedBy: Ref,
  values: { on?: string; startMinute?: number; endMinute?: number; isOpen?: boolean; isOfAge?: boolean } = {},
): Promise<Ref> {
  const id = newId();
  const { schoolId } = student;
  const { on = THURSDAY, startMinute, endMinute, isOpen = false, isOfAge = false } = values;
  await db.absence.create({
    data: {
      schoolId,
      id,
      studentId: student.id,
      startDay: toDbDay(on),
      startMinute: startMinute ?? 0,
      endDay: toDbDay(on),
      endMinute: endMinute ?? 1440,
      isOpen,
      origin: startMinute === undefined ? "GUARDIAN" : "ROLL_CALL",
      isOfAge,
      recordedById: recordedBy.id,
      recordedAt: MADE_AT,
    },
  });
  return { schoolId, id };
}

/** What a guardian said of an absence, with files; it awaits its answer. */
export async function aJustification(db: Db, absence: Ref, student: Ref, author: Ref, files: Ref[] = []): Promise<Ref> {
  const id = newId();
  const { schoolId } = absence;
  const motive = await db.absenceMotive.findFirstOrThrow({
    where: { schoolId, isOffered: true },
    orderBy: { position: "asc" },
  });
  await db.justification.create({
    data: {
      schoolId,
      id,
      absenceId: absence.id,
      studentId: student.id,
      authorId: author.id,
      motiveId: motive.id,
      comment: "Grippe.",
      sentAt: MADE_AT,
    },
  });
  await db.justificationFile.createMany({
    data: files.map((file, position) => ({
      schoolId,
      justificationId: id,
      fileId: file.id,
      studentId: student.id,
      position,
    })),
  });
  return { schoolId, id };
}

/** A message that was delivered before the frozen Thursday: unread by those who got it. Alone in its thread. */
export async function aMessage(
  db: Db,
  author: PersonRef,
  recipients: readonly PersonRef[],
  values: { subject?: string; isCircular?: boolean; file?: Ref } = {},
): Promise<{ schoolId: string; threadId: string; messageId: string }> {
  const { schoolId } = author;
  const [threadId, messageId] = [newId(), newId()];
  const { subject = "Message", isCircular = false, file } = values;
  const recipientIds = recipients.map(({ id }) => id);
  const memberIds = [author.id, ...recipientIds];
  await db.thread.create({
    data: { schoolId, id: threadId, authorId: author.id, subject, isCircular, memberIds, createdAt: MADE_AT },
  });
  await db.message.create({
    data: {
      schoolId,
      id: messageId,
      threadId,
      authorId: author.id,
      recipientIds,
      content: paragraph(subject),
      excerpt: subject,
      searchText: subject.toLowerCase(),
      sentAt: MADE_AT,
      deliverAt: MADE_AT,
      deliveredAt: MADE_AT,
    },
  });
  const copy = { schoolId, threadId, messageId, authorId: author.id, deliveredAt: MADE_AT };
  await db.delivery.createMany({
    data: [
      { ...copy, personId: author.id, kind: "SENT", readAt: MADE_AT, audienceLabel: "Destinataires" },
      ...recipientIds.map((personId) => ({ ...copy, personId, kind: "RECEIVED" as const })),
    ],
  });
  if (file) {
    await db.messageFile.create({ data: { schoolId, messageId, fileId: file.id, position: 0, readerIds: memberIds } });
  }
  return { schoolId, threadId, messageId };
}

/** A piece of news, published the day before unless said otherwise; for the whole school when no place is named. */
export async function aNews(
  db: Db,
  author: Ref,
  values: Partial<Pick<Prisma.NewsUncheckedCreateInput, "title" | "needsAcknowledgement">> & {
    profiles: readonly Profile[];
    groups?: readonly Ref[];
    levels?: readonly string[];
    publishedFrom?: string | null;
    publishedUntil?: string;
    pinnedUntil?: string;
    withdrawnAt?: string;
  },
): Promise<Ref> {
  const id = newId();
  const { schoolId } = author;
  const { groups = [], levels = [] } = values;
  const date = (text: string | null | undefined) => (text ? new Date(text) : null);
  const publishedFrom = values.publishedFrom === undefined ? "2026-11-18T16:00:00Z" : values.publishedFrom;
  await db.news.create({
    data: {
      schoolId,
      id,
      authorId: author.id,
      title: values.title ?? "Une actualité",
      content: { type: "doc", content: [{ type: "paragraph", content: [{ type: "text", text: "Tout va bien." }] }] },
      profiles: [...values.profiles],
      isSchoolWide: groups.length + levels.length === 0,
      publishedFrom: date(publishedFrom),
      publishedUntil: date(values.publishedUntil),
      pinnedUntil: date(values.pinnedUntil),
      withdrawnAt: date(values.withdrawnAt),
      needsAcknowledgement: values.needsAcknowledgement ?? false,
      createdAt: MADE_AT,
      updatedAt: MADE_AT,
    },
    select: { id: true },
  });
  await db.newsPlace.createMany({
    data: [
      ...levels.map((level) => ({ schoolId, id: newId(), newsId: id, level })),
      ...groups.map((group) => ({ schoolId, id: newId(), newsId: id, groupId: group.id })),
    ],
  });
  return { schoolId, id };
}

/** The terms of a school year, followed by these divisions. */
export async function aPeriodScheme(
  db: Db,
  school: { schoolId: string; yearId: string },
  divisions: readonly Ref[],
): Promise<{ schemeId: string; periods: [Ref, Ref] }> {
  const { schoolId, yearId } = school;
  const schemeId = newId();
  await db.periodScheme.create({ data: { schoolId, id: schemeId, yearId, kind: "TRIMESTRE", name: "Trimestres" } });
  const first = { schoolId, id: newId() };
  const second = { schoolId, id: newId() };
  await db.period.createMany({
    data: [
      { ...first, name: "1er trimestre", shortName: "T1", startsOn: "2026-09-01", endsOn: "2026-12-01" },
      { ...second, name: "2e trimestre", shortName: "T2", startsOn: "2026-12-01", endsOn: "2027-03-11" },
    ].map((period, position) => ({
      ...period,
      schemeId,
      position,
      startsOn: toDbDay(period.startsOn),
      endsOn: toDbDay(period.endsOn),
    })),
  });
  await db.group.updateMany({
    where: { schoolId, id: { in: divisions.map(({ id }) => id) } },
    data: { periodSchemeId: schemeId },
  });
  return { schemeId, periods: [first, second] };
}

/** An assessment out of 20 with its grades; given back long ago unless said otherwise. */
export async function anAssessment(
  db: Db,
  service: Ref,
  period: Ref,
  author: Ref,
  values: {
    title?: string;
    on?: string;
    grades?: readonly { student: Ref; points: number }[];
    /** From when pupils and guardians see it; null: not given back. */
    visible?: { student: string; guardian: string } | null;
  } = {},
): Promise<Ref> {
  const { schoolId } = service;
  const id = newId();
  const { student, guardian } = values.visible ?? { student: "2026-11-09T09:00:00Z", guardian: "2026-11-10T09:00:00Z" };
  const visible =
    values.visible === null ? {} : { visibleToStudentAt: new Date(student), visibleToGuardianAt: new Date(guardian) };
  await db.assessment.create({
    data: {
      schoolId,
      id,
      serviceId: service.id,
      periodId: period.id,
      title: values.title ?? "Contrôle",
      heldOn: toDbDay(values.on ?? "2026-11-02"),
      outOf: 20,
      coefficient: 1,
      broughtToScale: true,
      returnedAt: values.visible === null ? null : new Date(student),
      ...visible,
      authorId: author.id,
      createdAt: MADE_AT,
      updatedAt: MADE_AT,
    },
  });
  await db.grade.createMany({
    data: (values.grades ?? []).map((grade) => ({
      schoolId,
      assessmentId: id,
      studentId: grade.student.id,
      points: grade.points,
      ...visible,
      updatedById: author.id,
      updatedAt: MADE_AT,
    })),
  });
  return { schoolId, id };
}
