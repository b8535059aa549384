import "server-only";
import { notFound } from "next/navigation";
import type { GuardianPart } from "@/components/accueil/guardian-home";
import type { PupilHomeProps } from "@/components/accueil/pupil-home";
import type { SchoolHomeProps } from "@/components/accueil/school-home";
import type { SupportHomeProps } from "@/components/accueil/support-home";
import type { TeacherHomeProps } from "@/components/accueil/teacher-home";
import { hrefsOf } from "@/components/cahier-de-texte/address";
import { hrefsOf as hrefsOfAccounts } from "@/components/comptes/address";
import type { AdminHomeProps } from "@/components/comptes/admin-home";
import { lessonHref, showDays, showLessons } from "@/components/cahier-de-texte/shown";
import { dayAhead } from "@/lib/accueil/queries";
import { type Context, withEachPerson, withViewer } from "@/lib/auth/context";
import { canOpen, personHref } from "@/lib/auth/viewer";
import {
  type Focus,
  homeworkByDay,
  listReadDivisions,
  logOverview,
  nextDayWithLessons,
  teachingDay,
} from "@/lib/cahier-de-texte/queries";
import { accountsOverview, troubledAccounts } from "@/lib/comptes/queries";
import { today } from "@/lib/school/rules";
import { daysAfter, type IsoDay, minuteIn, parseDay } from "@/lib/time/day";

/** How far the home page looks at homework: a week, today included. */
const HOMEWORK_DAYS = 8;

/** What a pupil's home shows. */
export async function pupilHome(ctx: Context): Promise<PupilHomeProps> {
  return { ...(await aheadAndHomework(ctx, {})), firstName: ctx.viewer.person.firstName };
}

/** What an AESH's home shows: the same, of the pupils supported. */
export async function supportHome(ctx: Context): Promise<SupportHomeProps> {
  return { ...(await aheadAndHomework(ctx, {})), firstName: ctx.viewer.person.firstName };
}

async function aheadAndHomework(ctx: Context, focus: Focus) {
  const day = today(ctx);
  const ahead = await dayAhead(ctx, focus);
  const homework = await homeworkByDay(ctx, focus, { from: day, until: daysAfter(day, HOMEWORK_DAYS) });
  return {
    today: day,
    ahead: { ...ahead, lessons: showLessons(ctx.viewer, focus, ahead.lessons) },
    homework: showDays(ctx.viewer, focus, homework),
    hrefOf: hrefsOf(ctx.viewer, focus),
  };
}

/** A guardian's home: the children of all the schools, one school after another. */
export async function guardianHomes(firstName: string, childId: string | undefined) {
  return { firstName, parts: await withEachPerson("accueil", (ctx) => guardianHome(ctx, childId)) };
}

/** One school's part of a guardian's home: a card for each child. */
async function guardianHome(ctx: Context, childId: string | undefined): Promise<GuardianPart> {
  const day = today(ctx);
  const part: GuardianPart = {
    personId: ctx.viewer.person.id,
    schoolName: ctx.viewer.school.name,
    today: day,
    children: [],
  };
  if (!canOpen(ctx.viewer, "cahier-de-texte")) return part;
  const homeworkDays = await homeworkByDay(ctx, {}, { from: day, until: daysAfter(day, HOMEWORK_DAYS) });
  const days = showDays(ctx.viewer, {}, homeworkDays);
  for (const student of ctx.viewer.students) {
    if (childId && student.id !== childId) continue;
    const focus = { studentId: student.id };
    const ahead = await dayAhead(ctx, focus);
    const all = days.flatMap(({ items }) =>
      items.filter(({ students }) => students.some(({ id }) => id === student.id)),
    );
    const homework = all.filter(({ students }) => students.some(({ id, isDone }) => id === student.id && !isDone));
    part.children.push({
      id: student.id,
      firstName: student.firstName,
      ahead: { ...ahead, lessons: showLessons(ctx.viewer, focus, ahead.lessons) },
      homework,
      hasHomework: all.length > 0,
      hrefOf: hrefsOf(ctx.viewer, focus),
    });
  }
  return part;
}

/** What a teacher's home shows: the lessons of a day, today's unless another is asked for. */
export async function teacherHome(ctx: Context, jour: string | undefined): Promise<TeacherHomeProps> {
  const hrefOf = hrefsOf(ctx.viewer, {});
  const shown = await firstDayWith(ctx, jour, (day) => teachingDay(ctx, day));
  return {
    ...dayProps(ctx, shown.day),
    isOtherDay: shown.isOther,
    lessons: shown.found.map((lesson) => ({ ...lesson, href: lessonHref(hrefOf, lesson.id) })),
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
    ...dayProps(ctx, shown.day),
    isOtherDay: shown.isOther,
    logs: shown.found.map((log) => ({
      ...log,
      href: hrefsOf(ctx.viewer, { divisionId: log.id })("/seances", { semaine: shown.day }),
    })),
    divisions: divisions.map(({ id, name }) => ({ id, name, href: hrefsOf(ctx.viewer, { divisionId: id })() })),
  };
}

/** What the day's pages share: who, which day, and the way to the others. */
function dayProps(ctx: Context, day: IsoDay) {
  const now = today(ctx);
  const dayHref = (other: IsoDay) => personHref(ctx.viewer, "/accueil", { jour: other });
  return {
    firstName: ctx.viewer.person.firstName,
    today: now,
    minute: minuteIn(ctx.viewer.school.timeZone, ctx.now),
    day,
    previousHref: dayHref(daysAfter(day, -1)),
    nextHref: dayHref(daysAfter(day, 1)),
    todayHref: day === now ? null : personHref(ctx.viewer, "/accueil"),
  };
}

/** What an administrator's home shows; who failed to sign in is read after the school's transaction. */
export async function adminHome(): Promise<AdminHomeProps> {
  const { viewer, overview, ...read } = await withViewer("accueil", async (ctx) => ({
    viewer: ctx.viewer,
    overview: await accountsOverview(ctx),
    today: today(ctx),
  }));
  if (!overview) notFound();
  const { accounts, ...told } = overview;
  return {
    ...read,
    ...told,
    troubled: await troubledAccounts(viewer, accounts),
    firstName: viewer.person.firstName,
    timeZone: viewer.school.timeZone,
    hrefOf: hrefsOfAccounts(viewer),
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
