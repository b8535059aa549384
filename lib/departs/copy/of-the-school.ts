import { storedBulletin } from "@/lib/notes/bulletins/schema";
import { shutFrom, shutTies } from "@/lib/school/guardians";
import { toDbDay } from "@/lib/time/day";
import { formatName, formatTimeOfDay } from "@/lib/time/format";
import { day, instant, table, words, yes } from "./cells";
import type { CopySubject, SectionSource } from "./types";

// What a pupil's schooling, or a teacher's teaching, leaves here: never more than the portal shows to who reads the copy.

const STUDENT_ONLY = (subject: CopySubject): boolean => subject.profile === "STUDENT";

export const scolarite: SectionSource = {
  title: "Scolarité",
  lead: "Les classes et les groupes suivis, et les accompagnements.",
  readers: ["SELF", "GUARDIAN", "SCHOOL"],
  async read(db, { schoolId, personId }) {
    const enrollments = await db.enrollment.findMany({
      relationLoadStrategy: "join",
      where: { schoolId, studentId: personId },
      select: { startsOn: true, endsOn: true, group: { select: { name: true, year: { select: { label: true } } } } },
      orderBy: { startsOn: "asc" },
    });
    const supported = await db.studentSupport.findMany({
      relationLoadStrategy: "join",
      where: { schoolId, OR: [{ studentId: personId }, { staffId: personId }] },
      select: {
        startsOn: true,
        endsOn: true,
        staffId: true,
        staff: { select: { firstName: true, lastName: true } },
        student: { select: { firstName: true, lastName: true } },
      },
      orderBy: { startsOn: "asc" },
    });
    return [
      table(
        "Classes et groupes",
        ["Classe ou groupe", "Année", "Depuis", "Jusqu’au (exclu)"],
        enrollments.map(({ group, startsOn, endsOn }) => [group.name, group.year.label, day(startsOn), day(endsOn)]),
      ),
      table(
        "Accompagnements",
        ["Avec", "Depuis", "Jusqu’au (exclu)"],
        supported.map(({ staffId, staff, student, startsOn, endsOn }) => [
          formatName(staffId === personId ? student : staff),
          day(startsOn),
          day(endsOn),
        ]),
      ),
    ];
  },
};

export const enseignement: SectionSource = {
  title: "Enseignement",
  lead: "Services, séances et évaluations. Les notes sont celles des élèves\u202F: elles figurent dans leur copie.",
  readers: ["SELF", "SCHOOL"],
  async read(db, { schoolId, personId }) {
    const group = { select: { name: true } };
    const service = { select: { subject: { select: { name: true } }, group } };
    const services = await db.serviceTeacher.findMany({
      relationLoadStrategy: "join",
      where: { schoolId, teacherId: personId },
      select: { role: true, startsOn: true, endsOn: true, service },
      orderBy: { startsOn: "asc" },
    });
    const mains = await db.mainTeacher.findMany({
      relationLoadStrategy: "join",
      where: { schoolId, teacherId: personId },
      select: { startsOn: true, endsOn: true, group },
      orderBy: { startsOn: "asc" },
    });
    const sessions = await db.session.findMany({
      relationLoadStrategy: "join",
      where: { schoolId, teachers: { some: { schoolId, teacherId: personId } } },
      select: { day: true, startMinute: true, status: true, service },
      orderBy: [{ day: "asc" }, { startMinute: "asc" }],
    });
    const absences = await db.teacherAbsence.findMany({
      where: { schoolId, teacherId: personId },
      select: { startDay: true, endDay: true, declaredAt: true, withdrawnAt: true },
      orderBy: { startDay: "asc" },
    });
    const assessments = await db.assessment.findMany({
      relationLoadStrategy: "join",
      where: { schoolId, authorId: personId },
      select: { title: true, heldOn: true, outOf: true, coefficient: true, comment: true, service },
      orderBy: { heldOn: "asc" },
    });
    return [
      table(
        "Services",
        ["Matière", "Classe ou groupe", "Rôle", "Depuis", "Jusqu’au (exclu)"],
        services.map(({ service: each, role, startsOn, endsOn }) => [
          each.subject.name,
          each.group.name,
          role,
          day(startsOn),
          day(endsOn),
        ]),
      ),
      table(
        "Professeur principal",
        ["Classe", "Depuis", "Jusqu’au (exclu)"],
        mains.map((each) => [each.group.name, day(each.startsOn), day(each.endsOn)]),
      ),
      table(
        "Séances",
        ["Jour", "Heure", "Matière", "Classe ou groupe", "État"],
        sessions.map((each) => [
          day(each.day),
          formatTimeOfDay(each.startMinute),
          each.service.subject.name,
          each.service.group.name,
          each.status,
        ]),
      ),
      table(
        "Absences déclarées",
        ["Du", "Au", "Déclarée", "Retirée"],
        absences.map((each) => [
          day(each.startDay),
          day(each.endDay),
          instant(each.declaredAt),
          instant(each.withdrawnAt),
        ]),
      ),
      table(
        "Évaluations",
        ["Jour", "Titre", "Matière", "Classe ou groupe", "Sur", "Coefficient", "Commentaire"],
        assessments.map((each) => [
          day(each.heldOn),
          each.title,
          each.service.subject.name,
          each.service.group.name,
          each.outOf.toNumber(),
          each.coefficient.toNumber(),
          each.comment,
        ]),
      ),
    ];
  },
};

export const notes: SectionSource = {
  title: "Notes et bulletins",
  lead: "Les notes déjà montrées et les bulletins publiés, à l’heure de cette copie. Les chiffres de la classe n’en sont pas.",
  readers: ["SELF", "GUARDIAN", "SCHOOL"],
  async read(db, subject) {
    if (!STUDENT_ONLY(subject)) return [];
    const { schoolId, personId, reader, now } = subject;
    const shown = { not: null, lte: new Date(now.epochMilliseconds) };
    // Both of the grade and of its assessment, as the module asks.
    const visible = reader === "GUARDIAN" ? { visibleToGuardianAt: shown } : { visibleToStudentAt: shown };
    const grades = await db.grade.findMany({
      relationLoadStrategy: "join",
      where: {
        schoolId,
        studentId: personId,
        ...visible,
        assessment: { is: { schoolId, ...visible } },
        OR: [{ points: { not: null } }, { code: { not: null } }],
      },
      select: {
        points: true,
        code: true,
        comment: true,
        assessment: {
          select: {
            title: true,
            heldOn: true,
            outOf: true,
            coefficient: true,
            service: { select: { subject: { select: { name: true } } } },
          },
        },
      },
    });
    const bulletins = await db.bulletin.findMany({
      where: { schoolId, studentId: personId, visibleAt: { lte: new Date(now.epochMilliseconds) } },
      select: { content: true },
      orderBy: { visibleAt: "asc" },
    });
    const read = bulletins.flatMap(({ content }) => {
      const parsed = storedBulletin.safeParse(content);
      return parsed.success ? [parsed.data] : [];
    });
    const rows = grades.map(({ assessment, points, code, comment }) => ({
      heldOn: assessment.heldOn,
      cells: [
        day(assessment.heldOn),
        assessment.service.subject.name,
        assessment.title,
        points?.toNumber() ?? code,
        assessment.outOf.toNumber(),
        assessment.coefficient.toNumber(),
        comment,
      ],
    }));
    return [
      table(
        "Notes",
        ["Jour", "Matière", "Évaluation", "Note", "Sur", "Coefficient", "Commentaire"],
        rows.toSorted((a, b) => a.heldOn.getTime() - b.heldOn.getTime()).map(({ cells }) => cells),
      ),
      table(
        "Bulletins, matière par matière",
        ["Année", "Période", "Matière", "Moyenne", "Appréciation"],
        read.flatMap(({ year, period, lines }) =>
          lines.map((line) => [year, period, line.subject, line.average, line.appreciation]),
        ),
      ),
      table(
        "Bulletins, conseil de classe",
        [
          "Année",
          "Période",
          "Classe",
          "Moyenne générale",
          "Demi-journées justifiées",
          "Non justifiées",
          "Retards",
          "Appréciation",
        ],
        read.map(({ year, period, division, general, attendance, council }) => [
          year,
          period,
          division,
          general.average,
          attendance?.justified ?? null,
          attendance?.unjustified ?? null,
          attendance?.lates ?? null,
          council,
        ]),
      ),
    ];
  },
};

export const absences: SectionSource = {
  title: "Absences",
  lead: "Les absences et les retards de l’année scolaire, avec les motifs que les familles lisent\u202F; les justificatifs, pour qui les a écrits.",
  readers: ["SELF", "GUARDIAN", "SCHOOL"],
  async read(db, { schoolId, personId, reader, today }) {
    const shut = shutFrom(await shutTies(db, schoolId, today), personId);
    const missed = await db.absence.findMany({
      relationLoadStrategy: "join",
      where: { schoolId, studentId: personId, supersededAt: null },
      select: {
        startDay: true,
        startMinute: true,
        endDay: true,
        endMinute: true,
        settledAt: true,
        motive: { select: { label: true, isPublished: true } },
      },
      orderBy: [{ startDay: "asc" }, { startMinute: "asc" }],
    });
    const rolls = await db.attendance.findMany({
      relationLoadStrategy: "join",
      where: { schoolId, studentId: personId },
      select: {
        kind: true,
        minutes: true,
        session: {
          select: { day: true, startMinute: true, service: { select: { subject: { select: { name: true } } } } },
        },
      },
      orderBy: [{ session: { day: "asc" } }, { session: { startMinute: "asc" } }],
    });
    const excuses =
      reader === "GUARDIAN"
        ? []
        : await db.justification.findMany({
            relationLoadStrategy: "join",
            // What became of them is told no more to whom a judgment keeps from the pupil.
            where: { schoolId, authorId: personId, studentId: { notIn: shut } },
            select: {
              sentAt: true,
              comment: true,
              status: true,
              answer: true,
              motive: { select: { label: true } },
              student: { select: { firstName: true, lastName: true } },
            },
            orderBy: { sentAt: "asc" },
          });
    return [
      table(
        "Absences",
        ["Du", "À", "Au", "À", "Motif", "Réglée"],
        missed.map((each) => [
          day(each.startDay),
          formatTimeOfDay(each.startMinute),
          day(each.endDay),
          formatTimeOfDay(each.endMinute),
          each.motive?.isPublished ? each.motive.label : null,
          yes(each.settledAt !== null),
        ]),
      ),
      table(
        "Appels",
        ["Jour", "Heure", "Matière", "Relevé", "Minutes"],
        rolls.map(({ session, kind, minutes }) => [
          day(session.day),
          formatTimeOfDay(session.startMinute),
          session.service.subject.name,
          kind === "LATE" ? "en retard" : "absence",
          minutes,
        ]),
      ),
      table(
        "Justificatifs écrits",
        ["Envoyé", "Élève", "Motif", "Message", "État", "Réponse"],
        excuses.map((each) => [
          instant(each.sentAt),
          formatName(each.student),
          each.motive.label,
          each.comment,
          each.status,
          each.answer,
        ]),
      ),
    ];
  },
};

export const cahierDeTexte: SectionSource = {
  title: "Cahier de texte",
  lead: "Pour un élève, ce qu’il a coché et le travail donné à lui seul\u202F; pour un enseignant, ce qu’il a écrit.",
  readers: ["SELF", "GUARDIAN", "SCHOOL"],
  async read(db, { schoolId, personId, reader, today }) {
    // A teacher may prepare ahead.
    const told = { withdrawnAt: null, givenOn: { lte: toDbDay(today) } };
    const service = { select: { subject: { select: { name: true } }, group: { select: { name: true } } } };
    const homework = {
      select: { dueOn: true, content: true, service: { select: { subject: { select: { name: true } } } } },
    };
    const ticked =
      reader === "SCHOOL"
        ? []
        : await db.homeworkCompletion.findMany({
            relationLoadStrategy: "join",
            where: { schoolId, studentId: personId, homework: told },
            select: { doneAt: true, homework },
            orderBy: { doneAt: "asc" },
          });
    const named = await db.homeworkRecipient.findMany({
      relationLoadStrategy: "join",
      where: { schoolId, studentId: personId, homework: told },
      select: { homework },
    });
    const lessons = await db.lessonEntry.findMany({
      relationLoadStrategy: "join",
      where: { schoolId, authorId: personId },
      select: { content: true, session: { select: { day: true, service } } },
      orderBy: { session: { day: "asc" } },
    });
    const given = await db.homework.findMany({
      relationLoadStrategy: "join",
      where: { schoolId, authorId: personId },
      select: { givenOn: true, dueOn: true, content: true, withdrawnAt: true, service },
      orderBy: { givenOn: "asc" },
    });
    return [
      table(
        "Travail coché",
        ["Pour le", "Matière", "Travail", "Coché"],
        ticked.map((each) => [
          day(each.homework.dueOn),
          each.homework.service.subject.name,
          words(each.homework.content),
          instant(each.doneAt),
        ]),
      ),
      table(
        "Travail donné nommément",
        ["Pour le", "Matière", "Travail"],
        named.map((each) => [
          day(each.homework.dueOn),
          each.homework.service.subject.name,
          words(each.homework.content),
        ]),
      ),
      table(
        "Séances écrites",
        ["Jour", "Matière", "Classe ou groupe", "Contenu"],
        lessons.map(({ content, session }) => [
          day(session.day),
          session.service.subject.name,
          session.service.group.name,
          words(content),
        ]),
      ),
      table(
        "Travail donné",
        ["Donné le", "Pour le", "Matière", "Classe ou groupe", "Travail", "Retiré"],
        given.map((each) => [
          day(each.givenOn),
          day(each.dueOn),
          each.service.subject.name,
          each.service.group.name,
          words(each.content),
          instant(each.withdrawnAt),
        ]),
      ),
    ];
  },
};
