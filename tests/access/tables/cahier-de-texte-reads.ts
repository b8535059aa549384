import { lessonEditor, studentsOf, subgroupsOf, writtenSessions } from "@/lib/cahier-de-texte/editing";
import {
  familyScope,
  type Focus,
  findFile,
  findHomework,
  findLesson,
  findLessons,
  homeworkByDay,
  lessonsBetween,
  lessonsOfService,
  listReadDivisions,
  listServices,
  logOverview,
  nextDayWithLessons,
  teachingDay,
} from "@/lib/cahier-de-texte/queries";
import type { Context } from "@/lib/auth/context";
import { type ReadRow, REST, told } from "@/tests/access/matrix";
import { THURSDAY } from "@/tests/factories/builders";
import type { World } from "@/tests/factories/world";

// Who reads a cahier de textes: docs/rules.md, from circulaire 2010-136. The answers are the names of the world's rows.

const SPAN = { from: "2026-11-16", until: "2026-12-01" };
const QUERIES = "cahier-de-texte/queries";
const EDITING = "cahier-de-texte/editing";

/** Head, deputy, CPE and inspector read the whole school. */
const ALL = "head deputy cpe inspector";
/** Those who read what alice reads: herself, her guardians of level 1 and 2, her AESH. */
const ALICE = "alice aliceGuardian1 aliceGuardian2 aesh";
const BASILE = "basile basileGuardian1";
/** Maths in 6A, and whoever replaces her today. */
const MATHS = "mathsTeacher substitute";
const ELSEWHERE = "aliceGuardian1Elsewhere otherHead otherTeacher otherPupil";

function homeworkName(world: World, id: string): string {
  return nameOf({ ...world.homework, elsewhere: world.other.homework }, id);
}

/** The name of a lesson in the world. */
export function sessionName(world: World, id: string): string {
  return nameOf({ ...world.sessions, elsewhere: world.other.session }, id);
}

function serviceName(world: World, id: string): string {
  return nameOf({ ...world.services, elsewhere: world.other.service }, id);
}

function nameOf(rows: Record<string, { id: string }>, id: string): string {
  return Object.entries(rows).find(([, row]) => row.id === id)?.[0] ?? `unknown ${id}`;
}

async function homework(ctx: Context, world: World, focus: Focus): Promise<string> {
  const days = await homeworkByDay(ctx, focus, SPAN);
  return told(days.flatMap((day) => day.items.map((item) => homeworkName(world, item.id))));
}

/** Lessons with «+» when their content is shown, then the homework listed under them. */
async function lessons(ctx: Context, world: World, focus: Focus): Promise<string> {
  const found = await lessonsBetween(ctx, focus, SPAN);
  return told(
    found.map((lesson) => {
      const given = told(lesson.homework.map((item) => homeworkName(world, item.id))).replaceAll(" ", ",");
      return `${sessionName(world, lesson.id)}${lesson.content ? "+" : ""}${given ? `:${given}` : ""}`;
    }),
  );
}

export const cahierDeTexteReads: ReadRow[] = [
  {
    operation: `${QUERIES}.homeworkByDay`,
    ask: (ctx, world) => homework(ctx, world, {}),
    expected: [
      ["frenchForLatin latin maths6A maths6B mathsForAdam", `${ALL} frenchTeacher`],
      ["frenchForLatin latin maths6A mathsForAdam", MATHS],
      ["latin maths6B", `${BASILE} teacherOf6B`],
      ["frenchForLatin latin maths6A", ALICE],
      ["maths6A mathsForAdam", "adam"],
      ["elsewhere", ELSEWHERE],
      ["", REST],
    ],
  },
  {
    operation: `${QUERIES}.homeworkByDay (of alice)`,
    ask: (ctx, world) => homework(ctx, world, { studentId: world.people.alice.id }),
    expected: [
      ["frenchForLatin latin maths6A", `${ALICE} ${ALL}`],
      ["", REST],
    ],
  },
  {
    operation: `${QUERIES}.homeworkByDay (of 6A)`,
    ask: (ctx, world) => homework(ctx, world, { divisionId: world.groups.sixA.id }),
    expected: [
      ["frenchForLatin latin maths6A mathsForAdam", `${ALL} ${MATHS} frenchTeacher`],
      ["frenchForLatin latin maths6A", ALICE],
      ["maths6A mathsForAdam", "adam"],
      ["latin", `${BASILE} teacherOf6B`],
      ["", REST],
    ],
  },
  {
    operation: `${QUERIES}.homeworkByDay (of 6B)`,
    ask: (ctx, world) => homework(ctx, world, { divisionId: world.groups.sixB.id }),
    // Latin draws from both classes: it belongs to what is read of each.
    expected: [
      ["latin maths6B", `${ALL} frenchTeacher teacherOf6B ${BASILE}`],
      ["latin", `${MATHS} ${ALICE}`],
      ["", REST],
    ],
  },
  {
    operation: `${QUERIES}.lessonsBetween`,
    ask: (ctx, world) => lessons(ctx, world, {}),
    expected: [
      [
        "french6A:frenchForLatin latin+:latin maths6A+:maths6A,mathsForAdam maths6ANext maths6B+:maths6B",
        `${ALL} frenchTeacher`,
      ],
      ["french6A:frenchForLatin latin+:latin maths6A+:maths6A,mathsForAdam maths6ANext", MATHS],
      ["french6A:frenchForLatin latin+:latin maths6A+:maths6A maths6ANext", ALICE],
      ["french6A maths6A+:maths6A,mathsForAdam maths6ANext", "adam"],
      ["latin+:latin maths6B+:maths6B", `${BASILE} teacherOf6B`],
      ["elsewhere+:elsewhere", ELSEWHERE],
      ["", REST],
    ],
  },
  {
    operation: `${QUERIES}.findHomework`,
    ask: async (ctx, world) =>
      told((await findHomework(ctx, ["exercices", "52"])).map(({ id }) => homeworkName(world, id))),
    expected: [
      ["frenchForLatin latin maths6A maths6B mathsForAdam", `${ALL} frenchTeacher`],
      ["frenchForLatin latin maths6A mathsForAdam", MATHS],
      ["latin maths6B", `${BASILE} teacherOf6B`],
      ["frenchForLatin latin maths6A", ALICE],
      ["maths6A mathsForAdam", "adam"],
      ["elsewhere", ELSEWHERE],
      ["", REST],
    ],
  },
  {
    operation: `${QUERIES}.findLessons`,
    ask: async (ctx, world) => told((await findLessons(ctx, ["correction"])).map(({ id }) => sessionName(world, id))),
    expected: [
      ["latin maths6A maths6B", `${ALL} frenchTeacher`],
      ["latin maths6A", `${MATHS} ${ALICE}`],
      ["maths6A", "adam"],
      ["latin maths6B", `${BASILE} teacherOf6B`],
      ["elsewhere", ELSEWHERE],
      ["", REST],
    ],
  },
  {
    operation: `${QUERIES}.lessonsOfService`,
    ask: async (ctx, world) => {
      const page = await lessonsOfService(ctx, {}, world.services.maths6A.id, null);
      return page ? told(page.lessons.map((lesson) => sessionName(world, lesson.id))) : "absent";
    },
    expected: [
      ["maths6A", `${ALICE} adam ${MATHS} frenchTeacher ${ALL}`],
      ["absent", REST],
    ],
  },
  {
    operation: `${QUERIES}.findLesson`,
    ask: async (ctx, world) => {
      const lesson = await findLesson(ctx, world.sessions.maths6A.id);
      return lesson ? told(lesson.attachments.map((file) => file.name)) : "absent";
    },
    expected: [
      ["cours.pdf", `${ALICE} adam ${MATHS} frenchTeacher ${ALL}`],
      ["absent", REST],
    ],
  },
  {
    operation: `${QUERIES}.findFile (of a lesson)`,
    ask: async (ctx, world) => (await findFile(ctx, world.files.maths6ALesson.id))?.name ?? "absent",
    expected: [
      ["cours.pdf", `${ALICE} adam ${MATHS} frenchTeacher ${ALL}`],
      ["absent", REST],
    ],
  },
  {
    operation: `${QUERIES}.findFile (of homework for adam)`,
    ask: async (ctx, world) => (await findFile(ctx, world.files.mathsForAdam.id))?.name ?? "absent",
    expected: [
      ["adam.pdf", `adam ${MATHS} frenchTeacher ${ALL}`],
      ["absent", REST],
    ],
  },
  {
    operation: `${QUERIES}.findFile (that hangs on nothing)`,
    ask: async (ctx, world) => (await findFile(ctx, world.files.loose.id))?.name ?? "absent",
    expected: [
      ["brouillon.pdf", "mathsTeacher"],
      ["absent", REST],
    ],
  },
  {
    operation: `${QUERIES}.listServices`,
    ask: async (ctx, world) =>
      told((await listServices(ctx, {})).map((service) => serviceName(world, service.serviceId))),
    expected: [
      ["french6A latin maths6A maths6B", `${ALL} frenchTeacher`],
      ["french6A latin maths6A", `${ALICE} ${MATHS}`],
      ["french6A maths6A", "adam"],
      ["latin maths6B", `${BASILE} teacherOf6B`],
      ["elsewhere", ELSEWHERE],
      ["", REST],
    ],
  },
  {
    operation: `${QUERIES}.listReadDivisions`,
    ask: async (ctx) => told((await listReadDivisions(ctx)).map((division) => division.name)),
    expected: [
      ["6A 6B", `${ALL} frenchTeacher`],
      ["6A", `${MATHS} aesh`],
      ["6B", "teacherOf6B"],
      ["CM2", "otherHead otherTeacher"],
      ["", REST],
    ],
  },
  {
    operation: `${QUERIES}.logOverview`,
    ask: async (ctx) =>
      told(
        (await logOverview(ctx, THURSDAY, 10 * 60)).map(
          (log) => `${log.name}:${log.written}/${log.begun}/${log.lessons}`,
        ),
      ),
    expected: [
      ["6A:1/2/3 6B:1/1/2", ALL],
      ["CM2:1/1/1", "otherHead"],
      ["", REST],
    ],
  },
  {
    operation: `${QUERIES}.teachingDay`,
    ask: async (ctx, world) => told((await teachingDay(ctx, THURSDAY)).map((lesson) => sessionName(world, lesson.id))),
    expected: [
      ["maths6A", "mathsTeacher"],
      ["french6A latin", "frenchTeacher"],
      ["maths6B", "teacherOf6B"],
      ["elsewhere", "otherTeacher"],
      ["", REST],
    ],
  },
  {
    operation: `${QUERIES}.nextDayWithLessons`,
    ask: async (ctx) => (await nextDayWithLessons(ctx, {}, "2026-11-20")) ?? "none",
    expected: [
      ["2026-11-23", `${ALICE} adam mathsTeacher ${ALL}`],
      ["none", REST],
    ],
  },
  {
    operation: `${QUERIES}.familyScope`,
    ask: async (ctx, world) =>
      told((await familyScope(ctx)).map((span) => nameOf({ ...world.groups, CM2: world.other.group }, span.groupId))),
    expected: [
      ["latin sixA", "alice aliceGuardian1 aliceGuardian2"],
      ["sixA", "adam"],
      ["latin sixB", BASILE],
      ["CM2", "otherPupil aliceGuardian1Elsewhere"],
      ["", REST],
    ],
  },
  {
    operation: `${EDITING}.lessonEditor`,
    ask: async (ctx, world) => {
      const editor = await lessonEditor(ctx, world.sessions.maths6A.id);
      return editor ? told(editor.homework.map((item) => homeworkName(world, item.id))) : "absent";
    },
    expected: [
      ["maths6A mathsForAdam", MATHS],
      ["absent", REST],
    ],
  },
  {
    operation: `${EDITING}.writtenSessions`,
    ask: async (ctx, world) => {
      const sessions = await ctx.db.session.findMany({ where: { AND: [writtenSessions(ctx)] }, select: { id: true } });
      return told(sessions.map((session) => sessionName(world, session.id)));
    },
    expected: [
      ["maths6A maths6ANext", MATHS],
      ["french6A latin", "frenchTeacher"],
      ["maths6B", "teacherOf6B"],
      ["elsewhere", "otherTeacher"],
      ["", REST],
    ],
  },
  {
    // Asked by writers for their own lesson. The class lists of a school are known to its staff; a family knows its own.
    operation: `${EDITING}.studentsOf`,
    ask: async (ctx, world) =>
      told((await studentsOf(ctx, world.groups.sixA.id, THURSDAY)).map((student) => student.firstName)),
    expected: [
      ["Alice", "alice aliceGuardian1 aliceGuardian2"],
      ["Adam", "adam"],
      ["", `${BASILE} aliceGuardian3 aliceFormerGuardian ${ELSEWHERE}`],
      ["Adam Alice", REST],
    ],
  },
  {
    // The names of groupes are the school's.
    operation: `${EDITING}.subgroupsOf`,
    ask: async (ctx, world) => told((await subgroupsOf(ctx, world.groups.sixA.id)).map((group) => group.name)),
    expected: [
      ["", ELSEWHERE],
      ["Latin 6e", REST],
    ],
  },
];
