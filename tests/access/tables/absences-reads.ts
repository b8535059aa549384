import {
  absentNow,
  boardFigures,
  findPupils,
  latesOfToday,
  lessonsToCall,
  missingRollCalls,
  openAlerts,
  rollCallSheet,
  waitingJustifications,
} from "@/lib/absences/editing";
import {
  absenceToJustify,
  countToJustify,
  familyAbsences,
  findFile,
  listMotives,
  peopleToCall,
  pupilFile,
  searchPupils,
} from "@/lib/absences/queries";
import { DEFAULT_MOTIVES } from "@/lib/absences/rules";
import type { CalledLesson } from "@/lib/absences/types";
import { type ReadRow, REST, told } from "@/tests/access/matrix";
import { THURSDAY } from "@/tests/factories/builders";
import type { World } from "@/tests/factories/world";

// Who reads roll calls and absences: lib/absences/access.ts. The answers are the names of the world's rows.

const QUERIES = "absences/queries";
const EDITING = "absences/editing";

/** Those who follow absences up. */
const OFFICE = "head deputy cpe aed";
const FAMILIES = "alice adam basile aliceGuardian1 aliceGuardian2 basileGuardian1 aliceGuardian1Elsewhere otherPupil";

function lessons(world: World, found: readonly Pick<CalledLesson, "id">[]): string {
  const known = Object.entries({ ...world.sessions, elsewhere: world.other.session });
  return told(found.map(({ id }) => known.find(([, session]) => session.id === id)?.[0] ?? `unknown ${id}`));
}

const OFFERED = DEFAULT_MOTIVES.filter(({ isOffered }) => isOffered).length;

export const absencesReads: ReadRow[] = [
  {
    operation: `${EDITING}.lessonsToCall`,
    ask: async (ctx, world) => lessons(world, await lessonsToCall(ctx, THURSDAY)),
    expected: [
      ["maths6A", "mathsTeacher substitute"],
      ["french6A latin", "frenchTeacher"],
      ["maths6B", "teacherOf6B"],
      ["elsewhere", "otherTeacher"],
      ["", REST],
    ],
  },
  {
    operation: `${EDITING}.rollCallSheet`,
    ask: async (ctx, world) => {
      const sheet = await rollCallSheet(ctx, world.sessions.maths6A.id);
      return sheet ? told(sheet.pupils.map(({ firstName, mark }) => `${firstName}:${mark ?? "there"}`)) : "absent";
    },
    expected: [
      ["Adam:LATE Alice:ABSENT", `mathsTeacher substitute ${OFFICE}`],
      ["absent", REST],
    ],
  },
  {
    operation: `${EDITING}.missingRollCalls`,
    ask: async (ctx, world) => lessons(world, await missingRollCalls(ctx)),
    expected: [
      ["maths6B", OFFICE],
      ["elsewhere", "otherHead"],
      ["", REST],
    ],
  },
  {
    operation: `${EDITING}.absentNow`,
    ask: async (ctx) => told((await absentNow(ctx)).map(({ student }) => student.firstName)),
    expected: [
      ["Alice", OFFICE],
      ["", REST],
    ],
  },
  {
    operation: `${EDITING}.latesOfToday`,
    ask: async (ctx) => told((await latesOfToday(ctx)).map(({ student }) => student.firstName)),
    expected: [
      ["Adam", OFFICE],
      ["", REST],
    ],
  },
  {
    operation: `${EDITING}.waitingJustifications`,
    ask: async (ctx) => told((await waitingJustifications(ctx)).map(({ student }) => student.firstName)),
    expected: [
      ["Alice", OFFICE],
      ["", REST],
    ],
  },
  {
    operation: `${EDITING}.openAlerts`,
    ask: async (ctx) => told((await openAlerts(ctx)).map(({ student }) => student.firstName)),
    expected: [
      ["Alice", "head deputy cpe"],
      ["", REST],
    ],
  },
  {
    operation: `${EDITING}.boardFigures`,
    ask: async (ctx) => {
      const figures = await boardFigures(ctx);
      return figures ? Object.values(figures).join(" ") : "absent";
    },
    expected: [
      ["1 1 1 1 1", "head deputy cpe"],
      ["1 1 1 1 0", "aed"],
      ["1 0 0 0 0", "otherHead"],
      ["absent", REST],
    ],
  },
  {
    operation: `${EDITING}.findPupils`,
    ask: async (ctx) => {
      const found = await findPupils(ctx, { divisionId: null, name: "a" });
      return found ? told(found.pupils.map(({ firstName }) => firstName)) : "absent";
    },
    expected: [
      ["Adam Alice Basile", OFFICE],
      ["Zélie", "otherHead"],
      ["absent", REST],
    ],
  },
  {
    operation: `${QUERIES}.searchPupils (accents aside)`,
    ask: async (ctx) => {
      const found = [await searchPupils(ctx, ["adam"]), await searchPupils(ctx, ["zelie"])].flat();
      return told(found.map(({ firstName, division }) => `${firstName}, ${division}`));
    },
    expected: [
      ["Adam, 6A", OFFICE],
      ["Zélie, CM2", "otherHead"],
      ["", REST],
    ],
  },
  {
    operation: `${QUERIES}.pupilFile`,
    ask: async (ctx, world) => {
      const file = await pupilFile(ctx, world.people.alice.id);
      return file ? file.absences.map(({ state }) => state).join(" ") : "absent";
    },
    expected: [
      ["TO_JUSTIFY WAITING", OFFICE],
      ["absent", REST],
    ],
  },
  {
    operation: `${QUERIES}.peopleToCall`,
    ask: async (ctx, world) => told((await peopleToCall(ctx, world.people.alice.id)).map(({ firstName }) => firstName)),
    expected: [
      ["Gaëlle Germaine Gérard", OFFICE],
      ["", REST],
    ],
  },
  {
    operation: `${QUERIES}.familyAbsences`,
    ask: async (ctx) =>
      (await familyAbsences(ctx))
        .map(
          ({ student, absences, lates }) =>
            `${student.firstName}:${absences.map(({ state, can }) => `${state}${can.justify ? "!" : ""}`).join(",")}:${lates.length}`,
        )
        .join(" "),
    expected: [
      ["Alice:TO_JUSTIFY!,WAITING:0", "aliceGuardian1 aliceGuardian2"],
      ["Alice:TO_JUSTIFY,WAITING:0", "alice"],
      ["Adam::1", "adam"],
      ["Basile::0", "basile basileGuardian1"],
      ["Zélie::0", "aliceGuardian1Elsewhere otherPupil"],
      ["", REST],
    ],
  },
  {
    operation: `${QUERIES}.countToJustify`,
    ask: async (ctx) => told((await countToJustify(ctx)).map(({ student, count }) => `${student.firstName}:${count}`)),
    expected: [
      ["Alice:1", "aliceGuardian1 aliceGuardian2"],
      ["", REST],
    ],
  },
  {
    operation: `${QUERIES}.absenceToJustify`,
    ask: async (ctx, world) => (await absenceToJustify(ctx, world.absences.today.id))?.absence.state ?? "absent",
    expected: [
      ["TO_JUSTIFY", "aliceGuardian1 aliceGuardian2"],
      ["absent", REST],
    ],
  },
  {
    operation: `${QUERIES}.listMotives`,
    ask: async (ctx) => String((await listMotives(ctx)).length),
    expected: [
      [String(DEFAULT_MOTIVES.length), `${OFFICE} otherHead`],
      [String(OFFERED), FAMILIES],
      ["0", REST],
    ],
  },
  {
    // Sent by the guardian of level 1: one parent's papers are not the other's.
    operation: `${QUERIES}.findFile`,
    ask: async (ctx, world) => (await findFile(ctx, world.files.certificate.id))?.name ?? "absent",
    expected: [
      ["certificat.pdf", `aliceGuardian1 ${OFFICE}`],
      ["absent", REST],
    ],
  },
];
