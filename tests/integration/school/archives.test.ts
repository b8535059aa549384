import { Temporal } from "temporal-polyfill";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { familyAbsences } from "@/lib/absences/queries";
import { YEAR_HEADER } from "@/lib/auth/request-headers";
import { type Context, withEachPerson, withViewer } from "@/lib/auth/context";
import { personHref } from "@/lib/auth/viewer";
import { listServices as listSubjects } from "@/lib/cahier-de-texte/queries";
import { newId } from "@/lib/db/id";
import { withSystem } from "@/lib/db/system";
import { timetableWeek } from "@/lib/emploi-du-temps/queries";
import type { Subject } from "@/lib/emploi-du-temps/types";
import type { ModuleSlug } from "@/lib/modules";
import { listServices, pupilResults } from "@/lib/notes/queries";
import { listArchives, listDivisions } from "@/lib/school/queries";
import { toDbDay } from "@/lib/time/day";
import { aGroup, anEnrollment, type PersonRef } from "@/tests/factories/builders";
import { makeWorld, type World } from "@/tests/factories/world";
import { request } from "@/tests/integration/actions/next-headers";
import { signInTo, signOut } from "@/tests/integration/actions/request";

vi.mock("next/headers", () => import("@/tests/integration/actions/next-headers"));
const clock = vi.hoisted(() => ({ at: "2026-11-19T07:05:00Z" }));
vi.mock("@/lib/time/clock", () => ({ now: () => Temporal.Instant.from(clock.at) }));

const LAST_DAY = "2027-08-31T08:00:00Z";
const TWO_YEARS_LATER = "2028-10-10T08:00:00Z";

let world: World;

/** The school after two rentrées: alice went from 6A to 5A to 4A, and the two first years are closed. */
async function rollTwice(): Promise<void> {
  const { schoolId } = world.school;
  await withSystem("two rentrées", async (db) => {
    for (const [first, code] of [
      [2027, "5A"],
      [2028, "4A"],
    ] as const) {
      const yearId = newId();
      const startsOn = toDbDay(`${first}-09-01`);
      await db.schoolYear.create({
        data: {
          schoolId,
          id: yearId,
          label: `${first}-${first + 1}`,
          startsOn,
          endsOn: toDbDay(`${first + 1}-09-01`),
        },
      });
      await db.enrollment.updateMany({ where: { schoolId, endsOn: null }, data: { endsOn: startsOn } });
      await db.serviceTeacher.updateMany({ where: { schoolId, endsOn: null }, data: { endsOn: startsOn } });
      const group = await aGroup(db, { ...world.school, yearId }, { code });
      await anEnrollment(db, world.people.alice, group, { startsOn: `${first}-09-01` });
    }
    await db.schoolYear.updateMany({
      where: { schoolId, startsOn: { lt: toDbDay("2028-09-01") } },
      data: { closedAt: new Date("2028-09-05T08:00:00Z") },
    });
  });
}

/** Asks as a page of the module does, at a moment, for a year or for today. */
async function asked<T>(
  who: PersonRef,
  module: ModuleSlug,
  run: (ctx: Context) => Promise<T>,
  { at, year }: { at: string; year?: string },
): Promise<T> {
  clock.at = at;
  await signInTo(who);
  if (year) request.headers.set(YEAR_HEADER, year);
  return withViewer(module, run);
}

beforeAll(async () => {
  world = await withSystem("archives: the world", makeWorld);
});
beforeEach(signOut);

describe("the archive of a closed year", () => {
  it("is read two years later as on its last day, by those who read it then, and is nowhere else", async () => {
    const { mathsTeacher, cpe, alice, aliceGuardian1, teacherOf6B } = world.people;
    const readings = [
      [mathsTeacher, "notes", (ctx: Context) => listServices(ctx, null)],
      [teacherOf6B, "notes", (ctx: Context) => listServices(ctx, null)],
      [mathsTeacher, "cahier-de-texte", (ctx: Context) => listSubjects(ctx, {})],
      [cpe, "cahier-de-texte", listDivisions],
      [alice, "notes", (ctx: Context) => pupilResults(ctx, world.people.alice.id, null)],
      [aliceGuardian1, "notes", (ctx: Context) => pupilResults(ctx, world.people.alice.id, null)],
      [alice, "absences", familyAbsences],
    ] as const;
    const then = [];
    for (const [who, module, run] of readings) then.push(await asked<unknown>(who, module, run, { at: LAST_DAY }));
    await rollTwice();
    for (const [index, [who, module, run]] of readings.entries()) {
      const archived = await asked<unknown>(who, module, run, { at: TWO_YEARS_LATER, year: "2026-2027" });
      expect(JSON.stringify(archived)).toBe(JSON.stringify(then[index]));
      const today = await asked<unknown>(who, module, run, { at: TWO_YEARS_LATER });
      expect([index, JSON.stringify(today)]).not.toEqual([index, JSON.stringify(then[index])]);
    }
  });

  it("opens the timetable on its last lessons, and no lesson of another year, whatever day is asked", async () => {
    const { cpe, alice, mathsTeacher, basile } = world.people;
    const at = TWO_YEARS_LATER;
    const read = async (who: PersonRef, subject: Subject, year: string, day: string | null) => {
      const found = await asked(who, "emploi-du-temps", (ctx) => timetableWeek(ctx, subject, day), { at, year });
      return found && { day: found.day, lessons: found.week.days.flatMap(({ sessions }) => sessions).length };
    };
    const ofAlice = { kind: "student", id: alice.id } as const;
    for (const [who, subject] of [
      [cpe, ofAlice],
      [alice, ofAlice],
      [mathsTeacher, { kind: "teacher", id: mathsTeacher.id }],
    ] as const) {
      const opened = await read(who, subject, "2026-2027", null);
      expect(opened?.lessons).toBeGreaterThan(0);
      expect(opened && opened.day >= "2026-09-01" && opened.day < "2027-09-01").toBe(true);
      expect(await read(who, subject, "2027-2028", opened?.day ?? "")).toMatchObject({ lessons: 0 });
    }
    expect(await read(basile, ofAlice, "2026-2027", null)).toBeNull();
  });

  it("goes on from page to page, and is absent for a year that is open, of nobody, or in another module", async () => {
    const { mathsTeacher } = world.people;
    const href = (ctx: Context) => Promise.resolve(personHref(ctx.viewer, "/notes", { page: "2" }));
    const at = TWO_YEARS_LATER;
    expect(await asked(mathsTeacher, "notes", href, { at, year: "2027-2028" })).toBe("/notes?page=2&annee=2027-2028");
    expect(await asked(mathsTeacher, "messagerie", href, { at, year: "2027-2028" })).toBe("/notes?page=2");
    for (const year of ["2028-2029", "2020-2021"]) {
      await expect(asked(mathsTeacher, "notes", href, { at, year })).rejects.toThrow("NEXT_HTTP_ERROR_FALLBACK;404");
    }
  });

  it("is of the schools that have it, for a guardian of several", async () => {
    const { aliceGuardian1 } = world.people;
    clock.at = TWO_YEARS_LATER;
    await signInTo(aliceGuardian1);
    request.headers.set(YEAR_HEADER, "2026-2027");
    const schools = await withEachPerson("notes", (ctx) => Promise.resolve(ctx.viewer.school.id));
    expect(schools).toEqual([world.school.schoolId]);
    request.headers.set(YEAR_HEADER, "2020-2021");
    await expect(withEachPerson("notes", () => Promise.resolve(null))).rejects.toThrow("404");
  });

  it("is listed, the latest first, for whoever was there", async () => {
    const { mathsTeacher, head } = world.people;
    const at = TWO_YEARS_LATER;
    const labels = async (ctx: Context) => (await listArchives(ctx)).map(({ label }) => label);
    expect(await asked(mathsTeacher, "accueil", labels, { at })).toEqual(["2027-2028", "2026-2027"]);
    await withSystem("a head who came a year later", (db) =>
      db.person.update({
        where: { schoolId_id: { schoolId: head.schoolId, id: head.id } },
        data: { startsOn: toDbDay("2027-09-01") },
      }),
    );
    expect(await asked(head, "accueil", labels, { at })).toEqual(["2027-2028"]);
  });
});
