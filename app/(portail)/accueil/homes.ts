import "server-only";
import { notFound } from "next/navigation";
import { hrefsOf as absenceHrefsOf } from "@/components/absences/address";
import type { AwaitedChild, FiguresCardProps } from "@/components/absences/home-cards";
import type { CalmHomeProps } from "@/components/accueil/calm-home";
import type { DeskHomeProps } from "@/components/accueil/desk-home";
import type { GuardianPart } from "@/components/accueil/guardian-home";
import type { CommonHome } from "@/components/accueil/home-top";
import type { PupilHomeProps } from "@/components/accueil/pupil-home";
import type { SchoolHomeProps } from "@/components/accueil/school-home";
import type { SupportHomeProps } from "@/components/accueil/support-home";
import type { TeacherHomeProps } from "@/components/accueil/teacher-home";
import { hrefsOf as newsHrefsOf } from "@/components/actualites/address";
import { showNews } from "@/components/actualites/shown";
import { hrefsOf } from "@/components/cahier-de-texte/address";
import { lessonHref, type ShownDay, showDays, showLessons } from "@/components/cahier-de-texte/shown";
import { hrefsOf as accountHrefsOf } from "@/components/comptes/address";
import type { AdminHomeProps } from "@/components/comptes/admin-home";
import { hrefsOf as documentHrefsOf } from "@/components/documents/address";
import { hrefsOf as timetableHrefsOf } from "@/components/emploi-du-temps/address";
import type { TeachersAwayProps } from "@/components/emploi-du-temps/home-absences";
import type { HomeMail } from "@/components/messagerie/unread-card";
import { hrefsOf as resourceHrefsOf } from "@/components/ressources/address";
import type { HomeResourcesProps } from "@/components/ressources/home-resources";
import { mayReadAlerts } from "@/lib/absences/access";
import { boardFigures, lessonsToCall } from "@/lib/absences/editing";
import { countToJustify } from "@/lib/absences/queries";
import { dayAhead } from "@/lib/accueil/queries";
import { pressingNews } from "@/lib/actualites/queries";
import { type Context, withViewer } from "@/lib/auth/context";
import { canOpen, personHref, type Viewer, viewerIn } from "@/lib/auth/viewer";
import {
  type Focus,
  homeworkByDay,
  listReadDivisions,
  logOverview,
  nextDayWithLessons,
  teachingDay,
} from "@/lib/cahier-de-texte/queries";
import { accountsOverview, troubledAccounts } from "@/lib/comptes/queries";
import { newClassDocuments } from "@/lib/documents/queries";
import { mayManage } from "@/lib/emploi-du-temps/access";
import { listAbsences } from "@/lib/emploi-du-temps/editing";
import { unreadCount } from "@/lib/messagerie/queries";
import type { ModuleSlug } from "@/lib/modules";
import { listUnmarked, recentGrades } from "@/lib/notes/queries";
import { currentGiven } from "@/lib/ressources/queries";
import { today } from "@/lib/school/rules";
import { daysAfter, type IsoDay, minuteIn, parseDay } from "@/lib/time/day";

/** How far the home page looks at homework: a week, today included. */
const HOMEWORK_DAYS = 8;

/** Pieces of news that a home page reads: those to be confirmed come first, and must not hide what else is new. */
const HOME_NEWS = 8;

/** Resources on a pupil's home page. */
const HOME_RESOURCES = 3;

/** What every home shows; nothing of a module that the school has closed. */
async function common(ctx: Context, studentId?: string): Promise<CommonHome> {
  return { ...(await withoutMail(ctx, studentId)), mail: await waitingMail(ctx) };
}

/** The same for who has the bell, which tells of mail too, and other things to do first. */
async function withoutMail(ctx: Context, studentId?: string): Promise<Omit<CommonHome, "mail">> {
  const news = canOpen(ctx.viewer, "actualites") ? await pressingNews(ctx, { studentId }, HOME_NEWS) : [];
  return {
    firstName: ctx.viewer.person.firstName,
    today: today(ctx),
    news: { news: showNews(ctx, news, studentId), href: newsHrefsOf(ctx.viewer, studentId)() },
  };
}

async function waitingMail(ctx: Context): Promise<HomeMail> {
  return { unread: await unreadCount(ctx), href: personHref(ctx.viewer, "/messagerie", { nonlus: "1" }) };
}

/** The home of those whose day has no module of its own. */
export async function calmHome(ctx: Context): Promise<CalmHomeProps> {
  return { ...(await common(ctx)), accountHref: personHref(ctx.viewer, "/compte"), comfortHref: "/confort" };
}

/** What a pupil's home shows. */
export async function pupilHome(ctx: Context): Promise<PupilHomeProps> {
  return {
    ...(await withoutMail(ctx)),
    ...(await aheadAndHomework(ctx, {})),
    grades: await newGrades(ctx),
    notesHref: personHref(ctx.viewer, "/notes"),
    documents: {
      documents: canOpen(ctx.viewer, "documents") ? await newClassDocuments(ctx) : [],
      hrefOf: documentHrefsOf(ctx.viewer),
    },
    resources: await givenNow(ctx),
  };
}

/** The resources that the pupil's classes were given; none where the school has closed the module. */
async function givenNow(ctx: Context): Promise<HomeResourcesProps> {
  const given = canOpen(ctx.viewer, "ressources") ? await currentGiven(ctx, {}, HOME_RESOURCES) : [];
  const personId = ctx.viewer.person.id;
  return {
    given: given.map((each) => ({ ...each, personId })),
    today: today(ctx),
    href: resourceHrefsOf(ctx.viewer)(),
  };
}

/** The newest grades of the viewer's pupils; none where the school has closed the module. */
async function newGrades(ctx: Context) {
  return canOpen(ctx.viewer, "notes") ? recentGrades(ctx) : [];
}

/** What an AESH's home shows: the same, of the pupils supported. */
export async function supportHome(ctx: Context): Promise<SupportHomeProps> {
  return { ...(await common(ctx)), ...(await aheadAndHomework(ctx, {})) };
}

async function aheadAndHomework(ctx: Context, focus: Focus) {
  const day = today(ctx);
  const ahead = await dayAhead(ctx, focus);
  const homework = await homeworkByDay(ctx, focus, { from: day, until: daysAfter(day, HOMEWORK_DAYS) });
  return {
    ahead: { ...ahead, lessons: showLessons(ctx.viewer, focus, ahead.lessons) },
    homework: showDays(ctx.viewer, focus, homework),
    hrefOf: hrefsOf(ctx.viewer, focus),
  };
}

/** One school's part of a guardian's home: a card for each child. */
export async function guardianHome(ctx: Context, childId: string | undefined): Promise<GuardianPart> {
  const day = today(ctx);
  const part: GuardianPart = {
    ...(await common(ctx, childId)),
    personId: ctx.viewer.person.id,
    schoolName: ctx.viewer.school.name,
    children: [],
    toJustify: await awaitedChildren(ctx, day, childId),
  };
  const hasNotebook = canOpen(ctx.viewer, "cahier-de-texte");
  const days = hasNotebook
    ? showDays(ctx.viewer, {}, await homeworkByDay(ctx, {}, { from: day, until: daysAfter(day, HOMEWORK_DAYS) }))
    : [];
  const grades = await newGrades(ctx);
  for (const student of ctx.viewer.students) {
    if (childId && student.id !== childId) continue;
    part.children.push({
      id: student.id,
      firstName: student.firstName,
      notebook: hasNotebook ? await notebookOf(ctx, student.id, days) : null,
      grades: grades.filter(({ studentId }) => studentId === student.id),
      hrefs: childHrefs(ctx.viewer, student.id),
    });
  }
  return part;
}

/** A child's lessons of the first day that has some, and what is left of its homework. */
async function notebookOf(ctx: Context, studentId: string, days: readonly ShownDay[]) {
  const focus = { studentId };
  const ahead = await dayAhead(ctx, focus);
  const all = days.flatMap(({ items }) => items.filter(({ students }) => students.some(({ id }) => id === studentId)));
  return {
    ahead: { ...ahead, lessons: showLessons(ctx.viewer, focus, ahead.lessons) },
    homework: all.filter(({ students }) => students.some(({ id, isDone }) => id === studentId && !isDone)),
    hasHomework: all.length > 0,
    hrefOf: hrefsOf(ctx.viewer, focus),
  };
}

/** Where a parent goes for one child, in the modules that show it to this parent. */
function childHrefs(viewer: Viewer, studentId: string): GuardianPart["children"][number]["hrefs"] {
  const hrefIn = (module: ModuleSlug, href: string) =>
    canOpen(viewer, module) && viewerIn(viewer, module).students.some(({ id }) => id === studentId) ? href : null;
  return {
    notes: hrefIn("notes", personHref(viewer, "/notes", { enfant: studentId })),
    absences: hrefIn("absences", `${personHref(viewer, "/absences")}#enfant-${studentId}`),
    write: hrefIn("messagerie", personHref(viewer, "/messagerie/nouveau", { pour: `teachers:${studentId}` })),
  };
}

/** The children whose absences wait for a word, in one school. */
async function awaitedChildren(ctx: Context, day: IsoDay, childId: string | undefined): Promise<AwaitedChild[]> {
  if (!canOpen(ctx.viewer, "absences")) return [];
  const awaited = await countToJustify(ctx);
  return awaited
    .filter(({ student }) => !childId || student.id === childId)
    .map((child) => ({ ...child, today: day, href: personHref(ctx.viewer, "/absences") }));
}

/** What a teacher's home shows: the lessons of a day, today's unless another is asked for. */
export async function teacherHome(ctx: Context, jour: string | undefined): Promise<TeacherHomeProps> {
  const hrefOf = hrefsOf(ctx.viewer, {});
  const shown = await firstDayWith(ctx, jour, (day) => teachingDay(ctx, day));
  return {
    ...(await common(ctx)),
    ...dayProps(ctx, shown.day),
    isOtherDay: shown.isOther,
    lessons: shown.found.map((lesson) => ({ ...lesson, href: lessonHref(hrefOf, lesson.id) })),
    rollCalls: canOpen(ctx.viewer, "absences")
      ? {
          personId: ctx.viewer.person.id,
          lessons: await lessonsToCall(ctx, today(ctx)),
          hrefOf: absenceHrefsOf(ctx.viewer),
        }
      : null,
    unmarked: canOpen(ctx.viewer, "notes") ? await listUnmarked(ctx) : [],
    unmarkedHref: (id) => personHref(ctx.viewer, `/notes/evaluations/${id}`),
  };
}

/** What the home of those who read the whole school shows: how far each class's log of a day is written. */
export async function schoolHome(ctx: Context, jour: string | undefined): Promise<SchoolHomeProps> {
  const now = today(ctx);
  const minuteOf = (day: IsoDay) =>
    day < now ? 24 * 60 : day === now ? minuteIn(ctx.viewer.school.timeZone, ctx.now) : 0;
  const shown = await firstDayWith(ctx, jour, (day) => logOverview(ctx, day, minuteOf(day)));
  const divisions = shown.found.length > 0 ? [] : await listReadDivisions(ctx);
  return {
    ...(await common(ctx)),
    ...dayProps(ctx, shown.day),
    isOtherDay: shown.isOther,
    absences: await absenceFigures(ctx),
    teachers: await teachersAway(ctx),
    councilsHref: councilsHref(ctx.viewer),
    logs: shown.found.map((log) => ({
      ...log,
      href: hrefsOf(ctx.viewer, { divisionId: log.id })("/seances", { semaine: shown.day }),
    })),
    divisions: divisions.map(({ id, name }) => ({ id, name, href: hrefsOf(ctx.viewer, { divisionId: id })() })),
  };
}

/** What the home of the vie scolaire's office shows. */
export async function deskHome(ctx: Context): Promise<DeskHomeProps> {
  return { ...(await common(ctx)), absences: await absenceFigures(ctx) };
}

/** The teachers who are absent today, for who manages the timetable; null for the others. */
async function teachersAway(ctx: Context): Promise<TeachersAwayProps | null> {
  if (!canOpen(ctx.viewer, "emploi-du-temps") || !mayManage(ctx.viewer)) return null;
  const day = today(ctx);
  const away = (await listAbsences(ctx)).filter(({ startDay }) => startDay <= day);
  return { away, hrefOf: timetableHrefsOf(ctx.viewer) };
}

/** The councils of the classes, which the head closes. */
function councilsHref(viewer: Viewer): string | null {
  return viewer.profile === "HEAD" && canOpen(viewer, "notes") ? personHref(viewer, "/notes/bulletins") : null;
}

/** The live figures of absences, for those who follow them up; null for the others. */
async function absenceFigures(ctx: Context): Promise<FiguresCardProps | null> {
  const figures = canOpen(ctx.viewer, "absences") ? await boardFigures(ctx) : null;
  return figures && { figures, readsAlerts: mayReadAlerts(ctx.viewer), hrefOf: absenceHrefsOf(ctx.viewer) };
}

/** What an administrator's home shows; who failed to sign in is read after the school's transaction. */
export async function adminHome(): Promise<AdminHomeProps> {
  const { viewer, overview, home } = await withViewer("accueil", async (ctx) => ({
    viewer: ctx.viewer,
    overview: await accountsOverview(ctx),
    home: await common(ctx),
  }));
  if (!overview) notFound();
  const { accounts, ...told } = overview;
  return {
    ...home,
    ...told,
    troubled: await troubledAccounts(viewer, accounts),
    timeZone: viewer.school.timeZone,
    hrefOf: accountHrefsOf(viewer),
  };
}

/** What the day's pages share: who, which day, and the way to the others. */
function dayProps(ctx: Context, day: IsoDay) {
  const now = today(ctx);
  const dayHref = (other: IsoDay) => personHref(ctx.viewer, "/accueil", { jour: other });
  return {
    minute: minuteIn(ctx.viewer.school.timeZone, ctx.now),
    day,
    previousHref: dayHref(daysAfter(day, -1)),
    nextHref: dayHref(daysAfter(day, 1)),
    todayHref: day === now ? null : personHref(ctx.viewer, "/accueil"),
  };
}

/** The day asked for, whatever it holds; else today; else, when today holds nothing, the next day with lessons. */
async function firstDayWith<T>(ctx: Context, jour: string | undefined, read: (day: IsoDay) => Promise<T[]>) {
  const asked = parseDay(jour)?.toString();
  const day = asked ?? today(ctx);
  const found = await read(day);
  if (asked || found.length > 0) return { day, found, isOther: false };
  const next = await nextDayWithLessons(ctx, {}, day);
  return next ? { day: next, found: await read(next), isOther: true } : { day, found, isOther: false };
}
