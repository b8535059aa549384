import { describe, expect, it } from "vitest";
import { DIVISION_LESSONS, hoursOf, LEVELS, subjectOf } from "@/prisma/demo/curriculum";
import { Random } from "@/prisma/demo/random";
import { buildTeaching, type TaughtService } from "@/prisma/demo/teaching";
import { PERIOD_STARTS, type PlacedLesson, ROOMS, solveTimetable } from "@/prisma/demo/timetable";

const teaching = buildTeaching();
const services = new Map(teaching.services.map((service) => [service.key, service]));

/** Pairs of lessons at the same time in the same week. */
function* meetings(lessons: readonly PlacedLesson[]): Generator<[PlacedLesson, PlacedLesson]> {
  for (const [index, a] of lessons.entries()) {
    for (const b of lessons.slice(index + 1)) {
      const isSameTime = a.weekday === b.weekday && a.startMinute < b.endMinute && b.startMinute < a.endMinute;
      if (isSameTime && (a.alternance === null || b.alternance === null || a.alternance === b.alternance)) yield [a, b];
    }
  }
}

const serviceOf = (lesson: PlacedLesson): TaughtService => {
  const service = services.get(lesson.service);
  if (!service) throw new Error(`no service ${lesson.service}`);
  return service;
};
const divisionsOf = ({ group }: TaughtService) => (group.kind === "DIVISION" ? [group.code] : group.divisions);
describe("the demo's teaching", () => {
  it("gives each division the hours of its level", () => {
    for (const { code, level, kind } of teaching.groups) {
      if (kind !== "DIVISION") continue;
      const own = teaching.blocks.filter((block) => block.divisions.length === 1 && block.divisions[0] === code);
      const hours = own
        .filter((block) => block.parts.every((part) => part.service.group.code === code))
        .reduce((sum, block) => sum + block.hours * (block.parts[0]?.weeks === "chosen" ? 0.5 : 1), 0);
      expect([code, hours]).toEqual([code, DIVISION_LESSONS[level].reduce((sum, shape) => sum + hoursOf(shape), 0)]);
    }
    expect(
      LEVELS.map(
        (level) => teaching.groups.filter((group) => group.kind === "DIVISION" && group.level === level).length,
      ),
    ).toEqual([6, 6, 6, 6]);
  });

  it("asks no teacher for more than eighteen hours, twenty in EPS", () => {
    const loads = new Map<number, number>();
    for (const { hours, parts } of teaching.blocks) {
      for (const { service, weeks } of parts) {
        loads.set(service.teacher, (loads.get(service.teacher) ?? 0) + hours * (weeks === 3 ? 1 : 0.5));
      }
    }
    for (const [teacher, hours] of loads) {
      expect(hours).toBeLessThanOrEqual(teaching.posts[teacher]?.subject === "eps" ? 20 : 18);
    }
    expect(teaching.posts.length).toBe(49);
  });
});

describe.each([1, 55])("the timetable of seed %i", (seed) => {
  const lessons = solveTimetable(teaching, new Random(seed).fork("timetable"));

  it("has every lesson of every block", () => {
    const parts = teaching.blocks.reduce((sum, block) => sum + block.parts.length, 0);
    expect(lessons.length).toBe(parts);
  });

  it("puts no teacher and no room in two places, and a division only in groupes that its pupils choose between", () => {
    const isOneBlock = (one: TaughtService, other: TaughtService) =>
      teaching.blocks.some(({ parts }) =>
        [one, other].every((service) => parts.some((part) => part.service === service)),
      );
    const clashes = [...meetings(lessons)].filter(([a, b]) => {
      const [one, other] = [serviceOf(a), serviceOf(b)];
      const isSharedDivision = divisionsOf(one).some((code) => divisionsOf(other).includes(code));
      return a.room === b.room || one.teacher === other.teacher || (isSharedDivision && !isOneBlock(one, other));
    });
    expect(clashes).toEqual([]);
  });

  it("keeps to the school's hours, lunch and Wednesday afternoon free, in rooms of the right kind", () => {
    const wrong = lessons.filter((lesson) => {
      const isAtLunch = lesson.endMinute > 12 * 60 && lesson.startMinute < 13 * 60;
      const isTooLate = lesson.endMinute > (lesson.weekday === 3 ? 12 : 17) * 60;
      const rooms = ROOMS[subjectOf(serviceOf(lesson).subject).room];
      const isElsewhere = !rooms.some(({ code }) => code === lesson.room);
      return isAtLunch || isTooLate || isElsewhere || !PERIOD_STARTS.some((start) => start === lesson.startMinute);
    });
    expect(wrong).toEqual([]);
  });

  it("is the same again", () => {
    expect(solveTimetable(teaching, new Random(seed).fork("timetable"))).toEqual(lessons);
  });
});

it("the seed of the demo gives its teacher of mathematics lessons every day", () => {
  const post = teaching.posts.findIndex(({ subject, rank }) => subject === "maths" && rank === 0);
  const lessons = solveTimetable(teaching, new Random(55).fork("timetable")).filter(
    (lesson) => serviceOf(lesson).teacher === post,
  );
  for (const weekday of [1, 2, 3, 4, 5]) {
    expect(
      lessons.filter((lesson) => lesson.weekday === weekday && lesson.alternance !== "B").length,
    ).toBeGreaterThanOrEqual(2);
  }
});
