import type { Context } from "@/lib/auth/context";
import { listAbsences, listTeachers, sessionChange } from "@/lib/emploi-du-temps/editing";
import {
  familyDay,
  feedSessions,
  listFeeds,
  listPupilsOf,
  listSubjects,
  timetableWeek,
} from "@/lib/emploi-du-temps/queries";
import type { Subject } from "@/lib/emploi-du-temps/types";
import { type ReadRow, REST, told } from "@/tests/access/matrix";
import { THURSDAY } from "@/tests/factories/builders";
import type { World } from "@/tests/factories/world";

// Who reads which timetable: lib/emploi-du-temps/access.ts. The answers are the names of the world's rows.

const QUERIES = "emploi-du-temps/queries";
const EDITING = "emploi-du-temps/editing";

const TEACHERS = "mathsTeacher frenchTeacher teacherOf6B substitute formerSubstitute";
/** Head and vie scolaire read any pupil's too. */
const ANYBODY = "head deputy cpe aed";
const STAFF = `${TEACHERS} ${ANYBODY} inspector secretary`;
const ALICE = "alice aliceGuardian1 aliceGuardian2";
const MANAGERS = "head deputy cpe";

function names(world: World, sessions: readonly { id: string }[]): string {
  const known = Object.entries({ ...world.sessions, elsewhere: world.other.session });
  return told(sessions.map(({ id }) => known.find(([, session]) => session.id === id)?.[0] ?? `unknown ${id}`));
}

async function week(ctx: Context, world: World, subject: Subject): Promise<string> {
  const found = await timetableWeek(ctx, subject, THURSDAY);
  return found
    ? names(
        world,
        found.week.days.flatMap((day) => day.sessions),
      )
    : "absent";
}

export const emploiDuTempsReads: ReadRow[] = [
  {
    operation: `${QUERIES}.timetableWeek (of alice)`,
    ask: (ctx, world) => week(ctx, world, { kind: "student", id: world.people.alice.id }),
    expected: [
      ["french6A latin maths6A", `${ALICE} ${ANYBODY} aesh`],
      ["absent", REST],
    ],
  },
  {
    operation: `${QUERIES}.timetableWeek (of 6A)`,
    ask: (ctx, world) => week(ctx, world, { kind: "division", id: world.groups.sixA.id }),
    expected: [
      ["french6A latin maths6A", STAFF],
      ["absent", REST],
    ],
  },
  {
    operation: `${QUERIES}.timetableWeek (of the maths teacher)`,
    ask: (ctx, world) => week(ctx, world, { kind: "teacher", id: world.people.mathsTeacher.id }),
    expected: [
      ["maths6A", STAFF],
      ["absent", REST],
    ],
  },
  {
    operation: `${QUERIES}.timetableWeek (of a room)`,
    ask: (ctx, world) => week(ctx, world, { kind: "room", id: world.rooms.lab.id }),
    expected: [
      ["french6A", STAFF],
      ["absent", REST],
    ],
  },
  {
    operation: `${QUERIES}.familyDay`,
    ask: async (ctx, world) =>
      told(
        (await familyDay(ctx, THURSDAY)).map(
          ({ student, day }) => `${student.firstName}:${names(world, day.sessions).replaceAll(" ", ",")}`,
        ),
      ),
    expected: [
      ["Alice:french6A,latin,maths6A", ALICE],
      ["Adam:french6A,maths6A", "adam"],
      ["Basile:latin,maths6B", "basile basileGuardian1"],
      ["Zélie:elsewhere", "aliceGuardian1Elsewhere otherPupil"],
      ["", REST],
    ],
  },
  {
    operation: `${QUERIES}.listSubjects`,
    ask: async (ctx) => {
      const kinds = (await listSubjects(ctx)).map(({ kind }) => kind);
      return told([...new Set(kinds)].map((kind) => `${kind}:${kinds.filter((each) => each === kind).length}`));
    },
    expected: [
      ["division:2 room:2 teacher:5", STAFF],
      ["student:1", "aesh"],
      ["division:1 teacher:1", "otherHead otherTeacher"],
      ["", REST],
    ],
  },
  {
    operation: `${QUERIES}.listPupilsOf`,
    ask: async (ctx, world) => (await listPupilsOf(ctx, world.groups.sixA.id)).map(({ label }) => label).join(", "),
    expected: [
      ["AUBERT Alice, AZOULAY Adam", ANYBODY],
      ["", REST],
    ],
  },
  {
    // One's own, behind a private wall: tests/integration/emploi-du-temps/feed.test.ts has some to find.
    operation: `${QUERIES}.listFeeds`,
    ask: async (ctx) => String((await listFeeds(ctx)).length),
    expected: [["0", REST]],
  },
  {
    operation: `${QUERIES}.feedSessions (of alice)`,
    ask: async (ctx, world) => {
      const found = await feedSessions(ctx, world.people.alice.id);
      return found ? names(world, found.sessions) : "absent";
    },
    expected: [
      ["french6A latin maths6A maths6ANext", ALICE],
      ["absent", REST],
    ],
  },
  {
    operation: `${QUERIES}.feedSessions (of one's own lessons)`,
    ask: async (ctx, world) => {
      const found = await feedSessions(ctx, null);
      return found ? names(world, found.sessions) : "absent";
    },
    expected: [
      ["maths6A maths6ANext", "mathsTeacher"],
      ["french6A latin", "frenchTeacher"],
      ["maths6B", "teacherOf6B"],
      ["", "substitute formerSubstitute"],
      ["elsewhere", "otherTeacher"],
      ["absent", REST],
    ],
  },
  {
    operation: `${EDITING}.sessionChange`,
    ask: async (ctx, world) => (await sessionChange(ctx, world.sessions.maths6A.id))?.session.subject ?? "absent",
    expected: [
      ["Mathématiques", MANAGERS],
      ["absent", REST],
    ],
  },
  {
    // Absences are made and read in tests/integration/emploi-du-temps; here nobody is absent.
    operation: `${EDITING}.listAbsences`,
    ask: async (ctx) => String((await listAbsences(ctx)).length),
    expected: [["0", REST]],
  },
  {
    operation: `${EDITING}.listTeachers`,
    ask: async (ctx) => String((await listTeachers(ctx)).length),
    expected: [
      ["5", MANAGERS],
      ["1", "otherHead"],
      ["0", REST],
    ],
  },
];
