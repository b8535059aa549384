import {
  gradeSheet,
  listServices,
  listUnmarked,
  pupilResults,
  recentGrades,
  sheetOfAssessment,
} from "@/lib/notes/queries";
import type { GradeSheet } from "@/lib/notes/types";
import { writeMark } from "@/lib/notes/marks";
import { type ReadRow, REST, told } from "@/tests/access/matrix";
import type { World } from "@/tests/factories/world";

// Who reads grades: lib/notes/access.ts. The world's guardians see french6A from tomorrow on, nobody of a family maths6AHidden.

const QUERIES = "notes/queries";
const SCHOOL = "head deputy cpe";

function shown(world: World, sheet: GradeSheet | null): string {
  if (!sheet) return "absent";
  const people = Object.entries(world.people);
  const marks = sheet.cells.map(({ studentId, mark }) => {
    return `${people.find(([, { id }]) => id === studentId)?.[0] ?? "unknown"}:${writeMark(mark)}`;
  });
  return `${sheet.readOnly ?? "WRITES"} ${told(marks)}`.trim();
}

export const notesReads: ReadRow[] = [
  {
    operation: `${QUERIES}.listServices`,
    ask: async (ctx, world) => {
      const known = Object.entries({ ...world.services, elsewhere: world.other.service });
      const lines = await listServices(ctx, world.groups.sixA.id);
      return told(lines.map(({ id }) => known.find(([, service]) => service.id === id)?.[0] ?? "unknown"));
    },
    expected: [
      ["french6A latin maths6A", SCHOOL],
      ["french6A latin", "frenchTeacher"],
      ["maths6A", "mathsTeacher substitute"],
      ["", REST],
    ],
  },
  {
    operation: `${QUERIES}.gradeSheet`,
    ask: async (ctx, world) => shown(world, await gradeSheet(ctx, world.services.maths6A.id, null)),
    expected: [
      ["WRITES adam:9,5 alice:15 alice:4", "mathsTeacher substitute"],
      ["NOT_TEACHING adam:9,5 alice:15 alice:4", SCHOOL],
      ["absent", REST],
    ],
  },
  {
    operation: `${QUERIES}.sheetOfAssessment`,
    ask: async (ctx, world) => shown(world, await sheetOfAssessment(ctx, world.assessments.latin.id)),
    expected: [
      ["WRITES alice:14 basile:11", "frenchTeacher"],
      ["NOT_TEACHING alice:14 basile:11", SCHOOL],
      ["absent", REST],
    ],
  },
  {
    operation: `${QUERIES}.pupilResults`,
    ask: async (ctx, world) => {
      const results = await pupilResults(ctx, world.people.alice.id, null);
      if (!results) return "absent";
      const marks = results.subjects.flatMap(({ service, grades }) =>
        grades.map(({ mark }) => `${service.subject}:${writeMark(mark)}`),
      );
      return told(marks);
    },
    expected: [
      ["Français:12 Latin:14 Mathématiques:15", "alice"],
      ["Latin:14 Mathématiques:15", "aliceGuardian1"],
      ["absent", REST],
    ],
  },
  {
    operation: `${QUERIES}.recentGrades`,
    ask: async (ctx) => told((await recentGrades(ctx)).map(({ subject, mark }) => `${subject}:${writeMark(mark)}`)),
    expected: [
      ["Français:12", "alice"],
      ["", REST],
    ],
  },
  {
    // Every assessment of the world without its figures counts as unmarked.
    operation: `${QUERIES}.listUnmarked`,
    ask: async (ctx) => told((await listUnmarked(ctx)).map(({ subject }) => subject)),
    expected: [
      ["Mathématiques Mathématiques", "mathsTeacher substitute"],
      ["Français Latin", "frenchTeacher"],
      ["", REST],
    ],
  },
];
