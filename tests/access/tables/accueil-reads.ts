import { dayAhead } from "@/lib/accueil/queries";
import { type ReadRow, REST, told } from "@/tests/access/matrix";
import { sessionName } from "./cahier-de-texte-reads";

/** The home page shows lessons: to those who read them. */
export const accueilReads: ReadRow[] = [
  {
    operation: "accueil/queries.dayAhead",
    ask: async (ctx, world) => {
      const { day, lessons } = await dayAhead(ctx, {});
      return `${day ?? "never"}: ${told(lessons.map((lesson) => sessionName(world, lesson.id)))}`;
    },
    expected: [
      ["2026-11-19: french6A latin maths6A maths6B", "head deputy cpe inspector frenchTeacher"],
      ["2026-11-19: french6A latin maths6A", "alice aliceGuardian1 aliceGuardian2 aesh mathsTeacher"],
      ["2026-11-19: french6A maths6A", "adam"],
      ["2026-11-19: latin maths6B", "basile basileGuardian1 teacherOf6B"],
      ["2026-11-19: elsewhere", "aliceGuardian1Elsewhere otherHead otherTeacher otherPupil"],
      ["never: ", REST],
    ],
  },
];
