import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  concernedStudents,
  type GroupSpan,
  homeworkScope,
  reachOf,
  type Scope,
  sessionScope,
} from "@/lib/cahier-de-texte/access";
import type { Viewer } from "@/lib/auth/viewer";
import type { Prisma } from "@/lib/db/types";
import { fromDbDay } from "@/lib/time/day";

const viewerWho = (profile: Viewer["profile"], duty: Viewer["duty"] = null): Viewer =>
  ({ profile, duty, school: { id: "school" } }) as Viewer;

describe("how far a log is read", () => {
  it.each<[Viewer["profile"], Viewer["duty"], string]>([
    ["STUDENT", null, "family"],
    ["GUARDIAN", null, "family"],
    ["TEACHER", null, "taught"],
    ["HEAD", null, "school"],
    ["HEAD", "DEPUTY_HEAD", "school"],
    ["VIE_SCOLAIRE", "CPE", "school"],
    ["VIE_SCOLAIRE", "AED", "nothing"],
    ["VIE_SCOLAIRE", null, "nothing"],
    ["STAFF", "INSPECTOR", "school"],
    ["STAFF", "AESH", "supported"],
    ["STAFF", "SECRETARY", "nothing"],
    ["STAFF", "LIBRARIAN", "nothing"],
    ["STAFF", "NURSE", "nothing"],
    ["STAFF", null, "nothing"],
    ["ADMIN", null, "nothing"],
    // A duty opens what its own profile opens, and nothing else.
    ["ADMIN", "CPE", "nothing"],
    ["STAFF", "CPE", "nothing"],
    ["VIE_SCOLAIRE", "INSPECTOR", "nothing"],
  ])("%s %s: %s", (profile, duty, reach) => {
    expect(reachOf({ profile, duty })).toBe(reach);
  });
});

const DAYS = ["2026-11-02", "2026-11-09", "2026-11-16", "2026-11-23", "2026-11-30"] as const;
const GROUPS = ["6A", "6B", "latin"] as const;
const STUDENTS = ["alice", "basile"] as const;
const day = fc.constantFrom(...DAYS);
const span: fc.Arbitrary<GroupSpan> = fc.record({
  groupId: fc.constantFrom(...GROUPS),
  startsOn: day,
  endsOn: fc.option(day),
  studentId: fc.constantFrom<string>(...STUDENTS),
});
const spans = fc.array(span, { maxLength: 5 });

interface Homework {
  groupId: string;
  audience: string;
  audienceGroupId: string | null;
  recipientIds: string[];
  dueOn: string;
}
const homework: fc.Arbitrary<Homework> = fc
  .record({
    groupId: fc.constantFrom<string>(...GROUPS),
    audience: fc.constantFrom("ALL", "GROUP", "STUDENTS"),
    audienceGroupId: fc.constantFrom<string>(...GROUPS),
    recipientIds: fc.subarray<string>([...STUDENTS, "stranger"]),
    dueOn: day,
  })
  .map((each) => (each.audience === "GROUP" ? each : { ...each, audienceGroupId: null }));

const lies = (on: string, range: { gte: Date; lt?: Date }): boolean =>
  fromDbDay(range.gte) <= on && (!range.lt || on < fromDbDay(range.lt));

/** Reads the condition as the database would, for the few forms that homeworkScope writes. */
function matches(
  where: Prisma.HomeworkWhereInput,
  { groupId, audience, audienceGroupId, recipientIds, dueOn }: Homework,
) {
  return (where.OR ?? []).some((one) => {
    const given = one as {
      dueOn: { gte: Date; lt?: Date };
      service: { is: { groupId: { in: string[] } } };
      audience?: string;
      groupId?: { in: string[] };
      recipients?: { some: { studentId: string } };
    };
    return (
      lies(dueOn, given.dueOn) &&
      given.service.is.groupId.in.includes(groupId) &&
      (given.audience === undefined || given.audience === audience) &&
      (!given.groupId || (audienceGroupId !== null && given.groupId.in.includes(audienceGroupId))) &&
      (!given.recipients || recipientIds.includes(given.recipients.some.studentId))
    );
  });
}

describe("the homework of a family", () => {
  it("is exactly what concerns one of its pupils", () => {
    fc.assert(
      fc.property(spans, homework, (scope, work) => {
        const where = homeworkScope(viewerWho("GUARDIAN"), scope, "2026-11-19");
        expect(matches(where, work)).toBe(concernedStudents(scope, work).length > 0);
      }),
      { numRuns: 2000 },
    );
  });

  it("concerns a pupil enrolled on the day it is due, and among those it is for", () => {
    fc.assert(
      fc.property(spans, homework, (scope, work) => {
        const enrolled = (studentId: string, groupId: string | null): boolean =>
          scope.some(
            (each) =>
              each.studentId === studentId &&
              each.groupId === groupId &&
              each.startsOn <= work.dueOn &&
              (each.endsOn === null || work.dueOn < each.endsOn),
          );
        const expected = STUDENTS.filter(
          (studentId) =>
            enrolled(studentId, work.groupId) &&
            (work.audience !== "GROUP" || enrolled(studentId, work.audienceGroupId)) &&
            (work.audience !== "STUDENTS" || work.recipientIds.includes(studentId)),
        );
        expect(new Set(concernedStudents(scope, work))).toEqual(new Set(expected));
      }),
      { numRuns: 2000 },
    );
  });

  it("shows from the day it is given; staff see it before", () => {
    const scope: Scope = [{ groupId: "6A", startsOn: "2026-09-01", endsOn: null, studentId: "alice" }];
    expect(homeworkScope(viewerWho("STUDENT"), scope, "2026-11-19").givenOn).toEqual({
      lte: new Date("2026-11-19T00:00:00Z"),
    });
    expect(homeworkScope(viewerWho("STAFF", "AESH"), scope, "2026-11-19").givenOn).toBeUndefined();
  });

  it.each(["TEACHER", "HEAD"] as const)("is, for who reads the class as a whole (%s), all of it", (profile) => {
    const scope: Scope = [{ groupId: "6A", startsOn: "2026-09-01", endsOn: null, studentId: null }];
    const where = homeworkScope(viewerWho(profile), scope, "2026-11-19");
    const base = { groupId: "6A", dueOn: "2026-11-23", recipientIds: [], audienceGroupId: null };
    expect(matches(where, { ...base, audience: "STUDENTS", recipientIds: ["stranger"] })).toBe(true);
    expect(matches(where, { ...base, audience: "GROUP", audienceGroupId: "latin" })).toBe(true);
    expect(matches(where, { ...base, audience: "ALL", groupId: "6B" })).toBe(false);
  });
});

describe("conditions", () => {
  it("always name the school, and never let withdrawn homework through", () => {
    fc.assert(
      fc.property(fc.oneof(fc.constant<Scope>("school"), spans), (scope) => {
        expect(sessionScope("school", scope)).toMatchObject({ schoolId: "school" });
        expect(homeworkScope(viewerWho("HEAD"), scope, "2026-11-19")).toMatchObject({
          schoolId: "school",
          withdrawnAt: null,
        });
      }),
    );
  });

  it("of an empty scope match nothing, and never by an empty OR, which Prisma reads as «anything» inside an AND", () => {
    for (const profile of ["STUDENT", "TEACHER", "STAFF"] as const) {
      expect(homeworkScope(viewerWho(profile), [], "2026-11-19")).toMatchObject({ id: { in: [] } });
    }
    expect(sessionScope("school", [])).toMatchObject({ id: { in: [] } });
    fc.assert(
      fc.property(spans, (scope) => {
        for (const where of [sessionScope("school", scope), homeworkScope(viewerWho("STUDENT"), scope, "2026-11-19")]) {
          expect(where.OR).not.toEqual([]);
        }
      }),
    );
  });
});
