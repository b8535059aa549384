import { newId } from "@/lib/db/id";
import type { Db } from "@/lib/db/types";
import {
  aFile,
  aGroup,
  aGuardianship,
  aHomework,
  aJustification,
  aLessonEntry,
  anAbsence,
  aMessage,
  aNews,
  anEnrollment,
  aPerson,
  aRollCall,
  anAssessment,
  aPeriodScheme,
  aRoom,
  aSchool,
  aService,
  aServiceTeacher,
  aSession,
  aSubject,
  aSupport,
  MADE_AT,
  type PersonRef,
} from "@/tests/factories/builders";

/**
 * Two schools with one person of each kind that access rules tell apart, on the frozen Thursday (2026-11-19).
 * School 1 has 6A (alice, adam), 6B (basile) and a Latin groupe over both (alice, basile).
 * Written directly, under `withSystem`; every person has an account. Several worlds may share a database.
 */
export async function makeWorld(db: Db) {
  const school = await aSchool(db, { name: "Collège Jeanne-Barret", kind: "COLLEGE", city: "Autun", zone: "A" });
  const otherSchool = await aSchool(db, { name: "École des Tilleuls", kind: "ECOLE", city: "Autun", zone: "A" });
  const { schoolId } = school;

  const pupil = (firstName: string, lastName: string, values: { endsOn?: string } = {}) =>
    aPerson(db, schoolId, { profile: "STUDENT", firstName, lastName, birthDate: "2015-03-14", ...values });
  const guardian = (firstName: string, lastName: string) =>
    aPerson(db, schoolId, { profile: "GUARDIAN", firstName, lastName });
  const teacher = (firstName: string, lastName: string) =>
    aPerson(db, schoolId, { profile: "TEACHER", firstName, lastName, civility: "MME" });
  const staff = (
    profile: PersonRef["profile"],
    firstName: string,
    lastName: string,
    duty?: Parameters<typeof aPerson>[2]["duty"],
  ) => aPerson(db, schoolId, { profile, firstName, lastName, civility: "M", duty: duty ?? null });

  const people = {
    alice: await pupil("Alice", "Aubert"),
    adam: await pupil("Adam", "Azoulay"),
    basile: await pupil("Basile", "Benoît"),
    /** Left the school in October. */
    formerPupil: await pupil("Fanny", "Faure", { endsOn: "2026-10-17" }),
    aliceGuardian1: await guardian("Gaëlle", "Aubert"),
    aliceGuardian2: await guardian("Gérard", "Morin"),
    aliceGuardian3: await guardian("Germaine", "Petit"),
    /** Was alice's legal representative until October. */
    aliceFormerGuardian: await guardian("Gaspard", "Aubert"),
    basileGuardian1: await guardian("Bérénice", "Benoît"),
    mathsTeacher: await teacher("Mathilde", "Marchand"),
    frenchTeacher: await teacher("Françoise", "Fournier"),
    /** Teaches in 6B only. */
    teacherOf6B: await teacher("Nadia", "Nguyen"),
    /** Replaces the maths teacher now. */
    substitute: await teacher("Rémi", "Rousseau"),
    /** Replaced the maths teacher in September. */
    formerSubstitute: await teacher("Pascal", "Perrin"),
    cpe: await staff("VIE_SCOLAIRE", "Claude", "Carpentier", "CPE"),
    aed: await staff("VIE_SCOLAIRE", "Élie", "Esteves", "AED"),
    aesh: await staff("STAFF", "Hélène", "Haddad", "AESH"),
    inspector: await staff("STAFF", "Irène", "Imbert", "INSPECTOR"),
    secretary: await staff("STAFF", "Sophie", "Simon", "SECRETARY"),
    head: await staff("HEAD", "Diane", "Delattre"),
    deputy: await staff("HEAD", "Denis", "Duval", "DEPUTY_HEAD"),
    admin: await staff("ADMIN", "Achille", "Adam"),
  };

  const groups = {
    sixA: await aGroup(db, school, { code: "6A", level: "6e" }),
    sixB: await aGroup(db, school, { code: "6B", level: "6e" }),
  };
  const latin = await aGroup(db, school, {
    code: "6LATIN",
    kind: "GROUP",
    name: "Latin 6e",
    divisions: [groups.sixA, groups.sixB],
  });
  await anEnrollment(db, people.alice, groups.sixA);
  await anEnrollment(db, people.adam, groups.sixA);
  await anEnrollment(db, people.basile, groups.sixB);
  await anEnrollment(db, people.formerPupil, groups.sixA, { endsOn: "2026-10-17" });
  await anEnrollment(db, people.alice, latin);
  await anEnrollment(db, people.basile, latin);

  await aGuardianship(db, people.aliceGuardian1, people.alice, 1);
  await aGuardianship(db, people.aliceGuardian2, people.alice, 2);
  await aGuardianship(db, people.aliceGuardian3, people.alice, 3);
  await aGuardianship(db, people.aliceFormerGuardian, people.alice, 1, { endsOn: "2026-10-17" });
  await aGuardianship(db, people.basileGuardian1, people.basile, 1);
  await aSupport(db, people.aesh, people.alice);

  const subjects = {
    maths: await aSubject(db, schoolId, "061300", "Mathématiques"),
    french: await aSubject(db, schoolId, "020700", "Français"),
    latin: await aSubject(db, schoolId, "020800", "Latin"),
  };
  const services = {
    maths6A: await aService(db, subjects.maths, groups.sixA, [people.mathsTeacher]),
    french6A: await aService(db, subjects.french, groups.sixA, [people.frenchTeacher]),
    maths6B: await aService(db, subjects.maths, groups.sixB, [people.teacherOf6B]),
    latin: await aService(db, subjects.latin, latin, [people.frenchTeacher]),
  };
  await aServiceTeacher(db, services.maths6A, people.substitute, {
    role: "SUBSTITUTE",
    replaces: people.mathsTeacher,
    startsOn: "2026-11-16",
    endsOn: "2026-12-05",
  });
  await aServiceTeacher(db, services.maths6A, people.formerSubstitute, {
    role: "SUBSTITUTE",
    replaces: people.mathsTeacher,
    startsOn: "2026-09-14",
    endsOn: "2026-10-03",
  });

  const rooms = { lab: await aRoom(db, schoolId, "112"), gym: await aRoom(db, schoolId, "GYM 1") };
  const sessions = {
    maths6A: await aSession(db, services.maths6A, [people.mathsTeacher], { startMinute: 8 * 60 }),
    french6A: await aSession(db, services.french6A, [people.frenchTeacher], { startMinute: 9 * 60, room: rooms.lab }),
    maths6B: await aSession(db, services.maths6B, [people.teacherOf6B], { startMinute: 8 * 60 }),
    latin: await aSession(db, services.latin, [people.frenchTeacher], { startMinute: 11 * 60 }),
    /** Next lesson of the maths service, on Monday. */
    maths6ANext: await aSession(db, services.maths6A, [people.mathsTeacher], { on: "2026-11-23" }),
  };
  const lessonEntries = {
    maths6A: await aLessonEntry(db, sessions.maths6A, people.mathsTeacher),
    maths6B: await aLessonEntry(db, sessions.maths6B, people.teacherOf6B),
    latin: await aLessonEntry(db, sessions.latin, people.frenchTeacher),
  };
  const homework = {
    maths6A: await aHomework(db, sessions.maths6A, people.mathsTeacher),
    /** For adam alone. */
    mathsForAdam: await aHomework(db, sessions.maths6A, people.mathsTeacher, { students: [people.adam] }),
    /** Given in French in 6A, for the pupils of the Latin groupe. */
    frenchForLatin: await aHomework(db, sessions.french6A, people.frenchTeacher, { group: latin }),
    withdrawn: await aHomework(db, sessions.maths6A, people.mathsTeacher, { withdrawn: true }),
    maths6B: await aHomework(db, sessions.maths6B, people.teacherOf6B),
    latin: await aHomework(db, sessions.latin, people.frenchTeacher),
  };
  const files = {
    maths6ALesson: await aFile(db, people.mathsTeacher, "cours.pdf", "SCHOOL"),
    mathsForAdam: await aFile(db, people.mathsTeacher, "adam.pdf", "SCHOOL"),
    /** Uploaded, hanging on nothing yet. */
    loose: await aFile(db, people.mathsTeacher, "brouillon.pdf"),
    certificate: await aFile(db, people.aliceGuardian1, "certificat.pdf"),
    /** Hangs on the message to alice's guardians. */
    mail: await aFile(db, people.mathsTeacher, "autorisation.pdf", "SCHOOL"),
  };
  const mail = {
    /** To alice's guardians of level 1 and 2, who do not see each other. */
    circular: await aMessage(db, people.mathsTeacher, [people.aliceGuardian1, people.aliceGuardian2], {
      subject: "Sortie",
      isCircular: true,
      file: files.mail,
    }),
    /** From alice to her teacher of French. */
    question: await aMessage(db, people.alice, [people.frenchTeacher], { subject: "Question" }),
  };
  await db.lessonEntryFile.create({
    data: { schoolId, lessonEntryId: lessonEntries.maths6A.id, fileId: files.maths6ALesson.id, position: 0 },
  });
  await db.homeworkFile.create({
    data: { schoolId, homeworkId: homework.mathsForAdam.id, fileId: files.mathsForAdam.id, position: 0 },
  });

  // Today at 8 the roll of 6A is called, that of 6B is not: alice is absent, adam came late. Two days ago alice was absent, and one of
  // her parents has written.
  await aRollCall(db, sessions.maths6A, people.mathsTeacher, [
    { student: people.alice },
    { student: people.adam, minutes: 5 },
  ]);
  const absences = {
    today: await anAbsence(db, people.alice, people.mathsTeacher, { startMinute: 480, endMinute: 535, isOpen: true }),
    justified: await anAbsence(db, people.alice, people.cpe, { on: "2026-11-17" }),
  };
  const justification = await aJustification(db, absences.justified, people.alice, people.aliceGuardian1, [
    files.certificate,
  ]);
  await db.absenceAlert.create({
    data: {
      schoolId,
      id: newId(),
      studentId: people.alice.id,
      month: new Date("2026-11-01T00:00:00Z"),
      threshold: 4,
      halfDays: 4,
      reachedAt: MADE_AT,
    },
  });
  const {
    periods: [firstTerm, secondTerm],
  } = await aPeriodScheme(db, school, [groups.sixA, groups.sixB]);
  const assessments = {
    maths6A: await anAssessment(db, services.maths6A, firstTerm, people.mathsTeacher, {
      grades: [
        { student: people.alice, points: 15 },
        { student: people.adam, points: 9.5 },
      ],
    }),
    /** Given back: pupils see it since this morning, their guardians from tomorrow on. */
    french6A: await anAssessment(db, services.french6A, firstTerm, people.frenchTeacher, {
      grades: [{ student: people.alice, points: 12 }],
      visible: { student: "2026-11-19T06:00:00Z", guardian: "2026-11-20T06:00:00Z" },
    }),
    /** Marked, not given back. */
    maths6AHidden: await anAssessment(db, services.maths6A, firstTerm, people.mathsTeacher, {
      on: "2026-11-16",
      grades: [{ student: people.alice, points: 4 }],
      visible: null,
    }),
    latin: await anAssessment(db, services.latin, firstTerm, people.frenchTeacher, {
      grades: [
        { student: people.alice, points: 14 },
        { student: people.basile, points: 11 },
      ],
    }),
  };

  const elsewhere = otherSchool.schoolId;
  const other = {
    head: await aPerson(db, elsewhere, { profile: "HEAD", firstName: "Odette", lastName: "Olivier" }),
    teacher: await aPerson(db, elsewhere, { profile: "TEACHER", firstName: "Thierry", lastName: "Texier" }),
    pupil: await aPerson(db, elsewhere, { profile: "STUDENT", firstName: "Zélie", lastName: "Aubert" }),
    /** The same account as alice's guardian of level 1. */
    guardian: await aPerson(db, elsewhere, {
      profile: "GUARDIAN",
      firstName: people.aliceGuardian1.firstName,
      lastName: people.aliceGuardian1.lastName,
      account: people.aliceGuardian1,
    }),
  };
  const cm2 = await aGroup(db, otherSchool, { code: "CM2", level: "CM2" });
  await anEnrollment(db, other.pupil, cm2);
  await aGuardianship(db, other.guardian, other.pupil, 1);
  const otherSubject = await aSubject(db, elsewhere, "061300", "Mathématiques");
  const otherService = await aService(db, otherSubject, cm2, [other.teacher]);
  const otherSession = await aSession(db, otherService, [other.teacher]);
  const otherLessonEntry = await aLessonEntry(db, otherSession, other.teacher);
  const otherHomework = await aHomework(db, otherSession, other.teacher);
  const otherNews = await aNews(db, other.head, { profiles: ["STUDENT", "GUARDIAN", "TEACHER", "HEAD"] });

  const everybody = ["STUDENT", "GUARDIAN", "TEACHER", "VIE_SCOLAIRE", "STAFF", "HEAD", "ADMIN"] as const;
  const news = {
    everybody: await aNews(db, people.head, { title: "Bienvenue", profiles: everybody }),
    /** To be confirmed by the pupils and parents of 6A. */
    sixA: await aNews(db, people.cpe, {
      title: "Sortie de la 6A",
      profiles: ["STUDENT", "GUARDIAN"],
      groups: [groups.sixA],
      needsAcknowledgement: true,
    }),
    latin: await aNews(db, people.frenchTeacher, { title: "Latin", profiles: ["STUDENT"], groups: [latin] }),
    level: await aNews(db, people.secretary, { profiles: ["GUARDIAN", "TEACHER"], levels: ["6e"] }),
    staff: await aNews(db, people.head, { profiles: ["VIE_SCOLAIRE", "STAFF", "HEAD", "ADMIN"] }),
    scheduled: await aNews(db, people.head, { profiles: everybody, publishedFrom: "2026-11-20T07:00:00Z" }),
    ended: await aNews(db, people.head, { profiles: everybody, publishedUntil: "2026-11-18T23:00:00Z" }),
    withdrawnNews: await aNews(db, people.cpe, { profiles: everybody, withdrawnAt: "2026-11-18T18:00:00Z" }),
    draft: await aNews(db, people.mathsTeacher, { profiles: everybody, publishedFrom: null }),
  };
  const newsFile = await aFile(db, people.cpe, "autorisation.pdf", "SCHOOL");
  await db.newsFile.create({ data: { schoolId, newsId: news.sixA.id, fileId: newsFile.id, position: 0 } });

  return {
    school,
    people,
    news,
    newsFile,
    groups: { ...groups, latin },
    subjects,
    services,
    rooms,
    sessions,
    lessonEntries,
    homework,
    files,
    absences,
    justification,
    mail,
    periods: { firstTerm, secondTerm },
    assessments,
    other: {
      school: otherSchool,
      people: other,
      group: cm2,
      service: otherService,
      session: otherSession,
      lessonEntry: otherLessonEntry,
      homework: otherHomework,
      news: otherNews,
    },
  };
}

/** What `makeWorld` returns: the ids of everything it made. */
export type World = Awaited<ReturnType<typeof makeWorld>>;
