import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { signInWithPassword } from "@/lib/auth/commands";
import { hashSecret } from "@/lib/auth/codes";
import { openContext } from "@/lib/auth/context";
import { viewerOf } from "@/lib/auth/viewer";
import { homeworkByDay, lessonsBetween, nextDayWithLessons, teachingDay } from "@/lib/cahier-de-texte/queries";
import { disconnect } from "@/lib/db/client";
import { resolveSignIn } from "@/lib/db/identity";
import { closeIdentityPool } from "@/lib/db/identity-pool";
import { withSystem } from "@/lib/db/system";
import { storage } from "@/lib/storage/storage";
import { now } from "@/lib/time/clock";
import { toDbDay } from "@/lib/time/day";
import { createDemo, type DemoReport } from "@/prisma/demo";
import { type DemoAccount, demoAccounts } from "@/prisma/demo/accounts";
import { aVisitor } from "@/tests/integration/auth/support";
import { THURSDAY } from "@/tests/factories/builders";

let demo: DemoReport;
let seconds: number;

beforeAll(async () => {
  const start = performance.now();
  demo = await createDemo({ now: now() });
  seconds = (performance.now() - start) / 1000;
}, 120_000);
afterAll(async () => {
  await closeIdentityPool();
  await disconnect();
});

/** Signs in for real, and becomes the first person of the profile announced. */
async function signIn({ login, password, profile }: DemoAccount) {
  const opened = await signInWithPassword(aVisitor(), { login, password, shared: false }, null);
  if (!opened.ok) throw new Error(opened.message);
  const account = await resolveSignIn(hashSecret(opened.value.token), now());
  const person = account?.persons.find((candidate) => candidate.profile === profile);
  const viewer = account && person && viewerOf(account, person.id);
  if (!account || !viewer) throw new Error(`${login} is nobody`);
  return { account, viewer };
}

const accountOf = (login: string): DemoAccount => {
  const account = demoAccounts().find((candidate) => candidate.login === login);
  if (!account) throw new Error(`no account ${login}`);
  return account;
};

describe("the demo", () => {
  it("is made in time, of the size of a collège", () => {
    expect(seconds).toBeLessThan(60);
    expect(demo.sessions).toBeGreaterThan(20_000);
    expect(demo.sessions).toBeLessThan(26_000);
    expect(demo.lessonEntries).toBeGreaterThan(5_000);
    expect(demo.homework).toBeGreaterThan(3_000);
    expect(demo.files).toBe(8);
    expect(demo.documents).toBeGreaterThan(25);
  });

  it("is refused where it is already", async () => {
    await expect(createDemo({ now: now() })).rejects.toThrow("already there");
  });

  it("has no two lessons in one room, with one teacher or for one division at a time, changes included", async () => {
    const clashes = await withSystem(
      "test",
      (db) => db.$queryRaw<{ kind: string; count: bigint }[]>`
      WITH held AS (SELECT * FROM session WHERE status <> 'CANCELLED'),
      division AS (
        SELECT sg.school_id, sg.session_id, coalesce(gd.division_id, sg.group_id) AS division_id, gd.group_id IS NOT NULL AS is_part
        FROM session_group sg LEFT JOIN group_division gd ON gd.school_id = sg.school_id AND gd.group_id = sg.group_id
      ),
      meeting AS (
        SELECT a.school_id, a.id AS a, b.id AS b, a.room_id AS room_a, b.room_id AS room_b
        FROM held a JOIN held b ON b.school_id = a.school_id AND b.day = a.day AND b.id > a.id
          AND a.start_minute < b.end_minute AND b.start_minute < a.end_minute
      )
      SELECT 'room' AS kind, count(*) FROM meeting WHERE room_a = room_b
      UNION ALL SELECT 'teacher', count(*) FROM meeting
        JOIN session_teacher ta ON ta.session_id = a JOIN session_teacher tb ON tb.session_id = b AND tb.teacher_id = ta.teacher_id
      UNION ALL SELECT 'division', count(*) FROM meeting
        JOIN division da ON da.session_id = a
        JOIN division db ON db.session_id = b AND db.division_id = da.division_id AND NOT (da.is_part AND db.is_part)`,
    );
    expect(clashes.map(({ kind, count }) => [kind, Number(count)])).toEqual([
      ["room", 0],
      ["teacher", 0],
      ["division", 0],
    ]);
  });

  it("has something that happens today: a lesson cancelled, another in another room", async () => {
    const changes = await withSystem("test", (db) =>
      db.session.findMany({ where: { day: toDbDay(THURSDAY), status: { not: "PLANNED" } }, include: { room: true } }),
    );
    const cancelled = changes.filter(({ status }) => status === "CANCELLED");
    expect(cancelled.length).toBeGreaterThanOrEqual(2);
    const moved = changes.filter(({ room, plannedRoomCode }) => room?.code !== plannedRoomCode);
    expect(moved.map(({ status }) => status)).toEqual(["CHANGED", "CHANGED"]);
    expect(changes).toHaveLength(cancelled.length + moved.length);
  });

  it("has an absent teacher behind each cancelled lesson, in which nothing was written", async () => {
    const cancelled = await withSystem("test", (db) =>
      db.session.findMany({
        where: { status: "CANCELLED" },
        select: {
          day: true,
          absence: { select: { teacherId: true, startDay: true, endDay: true } },
          teachers: { select: { teacherId: true } },
          lessonEntry: { select: { id: true } },
        },
      }),
    );
    expect(cancelled.length).toBeGreaterThan(20);
    for (const { day, absence, teachers, lessonEntry } of cancelled) {
      expect(teachers).toEqual([{ teacherId: absence?.teacherId }]);
      expect(absence && absence.startDay <= day && day <= absence.endDay).toBe(true);
      expect(lessonEntry).toBeNull();
    }
  });

  it("keeps its files where the portal finds them", async () => {
    const files = await withSystem("test", (db) => db.file.findMany());
    for (const { storageKey, size } of files) {
      const stream = await storage().get(storageKey);
      let read = 0;
      for await (const chunk of stream) read += chunk.byteLength;
      expect(read).toBe(size);
    }
  });
});

describe("each person of the demo", () => {
  it.each(demoAccounts().map((account) => [account.login, account] as const))("%s signs in", async (_, account) => {
    const { viewer } = await signIn(account);
    expect(viewer.profile).toBe(account.profile);
    expect(viewer.school.name).toBe("Collège Jacqueline-Auriol");
  });

  it("the pupil has lessons today and work due in the week, some of it ticked", async () => {
    const { viewer } = await signIn(accountOf("lina.benali"));
    const { lessons, days } = await openContext(viewer, "cahier-de-texte", { readOnly: true }, async (ctx) => ({
      lessons: await lessonsBetween(ctx, {}, { from: THURSDAY, until: "2026-11-20" }),
      days: await homeworkByDay(ctx, {}, { from: THURSDAY, until: "2026-12-03" }),
    }));
    expect(lessons.length).toBeGreaterThanOrEqual(4);
    const items = days.flatMap((day) => day.items);
    expect(items.length).toBeGreaterThanOrEqual(6);
    expect(days.length).toBeGreaterThanOrEqual(3);
    const done = items.filter((item) => item.students.every((student) => student.isDone));
    expect(done.length).toBeGreaterThan(0);
    expect(done.length).toBeLessThan(items.length);
  });

  it("the mother has a child in each school, in one account", async () => {
    const { account } = await signIn(accountOf("nadia.benali"));
    expect(account.persons.length).toBe(2);
    const children = account.persons.map((person) =>
      viewerOf(account, person.id)?.students.map(({ firstName }) => firstName),
    );
    expect(new Set(children.flat())).toEqual(new Set(["Lina", "Sami"]));
  });

  it("the separated parents both see Hugo", async () => {
    for (const login of ["claire.lefevre", "thomas.garnier"]) {
      const { viewer } = await signIn(accountOf(login));
      expect(viewer.students.map(({ firstName }) => firstName)).toEqual(["Hugo"]);
    }
  });

  it("the teachers teach today, and one of them is a father too", async () => {
    for (const login of ["camille.rousseau", "julien.mercier"]) {
      const { viewer } = await signIn(accountOf(login));
      const today = await openContext(viewer, "cahier-de-texte", { readOnly: true }, (ctx) =>
        teachingDay(ctx, THURSDAY),
      );
      expect(today.length).toBeGreaterThanOrEqual(2);
      expect(today.every(({ status }) => status === "PLANNED")).toBe(true);
    }
    const { account } = await signIn(accountOf("julien.mercier"));
    expect(account.persons.map(({ profile }) => profile).sort()).toEqual(["GUARDIAN", "TEACHER"]);
  });

  it("the AESH accompanies two pupils of one class, whose next lessons she finds", async () => {
    const { viewer } = await signIn(accountOf("sonia.ferreira"));
    const next = await openContext(viewer, "cahier-de-texte", { readOnly: true }, (ctx) =>
      nextDayWithLessons(ctx, {}, "2026-11-21"),
    );
    expect(next).toBe("2026-11-23");
    const supports = await withSystem("test", (db) =>
      db.studentSupport.count({ where: { staffId: viewer.person.id } }),
    );
    expect(supports).toBe(2);
  });
});
