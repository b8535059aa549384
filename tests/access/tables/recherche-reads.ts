import { search } from "@/lib/recherche/queries";
import { type ReadRow, REST } from "@/tests/access/matrix";

// A search finds what its modules let one read; which rows these are, the rows of each module say.

export const rechercheReads: ReadRow[] = [
  {
    operation: "recherche/queries.search",
    ask: async (ctx) => {
      const { homework, lessons } = await search(ctx, "Éxercices");
      return `${homework.length} of homework, ${lessons.length} lessons`;
    },
    expected: [
      ["5 of homework, 3 lessons", "head deputy cpe inspector frenchTeacher"],
      ["4 of homework, 2 lessons", "mathsTeacher substitute"],
      ["3 of homework, 2 lessons", "alice aliceGuardian1 aliceGuardian2 aesh"],
      ["2 of homework, 2 lessons", "basile basileGuardian1 teacherOf6B"],
      ["2 of homework, 1 lessons", "adam"],
      ["1 of homework, 1 lessons", "aliceGuardian1Elsewhere otherHead otherTeacher otherPupil"],
      ["0 of homework, 0 lessons", REST],
    ],
  },
  {
    operation: "recherche/queries.search (a class)",
    ask: async (ctx) => (await search(ctx, "6a")).timetables.map(({ label }) => label).join(" "),
    expected: [
      [
        "6A",
        "mathsTeacher frenchTeacher teacherOf6B substitute formerSubstitute head deputy cpe aed inspector secretary",
      ],
      ["", REST],
    ],
  },
  {
    operation: "recherche/queries.search (people)",
    ask: async (ctx) => {
      const { persons, pupils } = await search(ctx, "Zélie");
      const others = await search(ctx, "adam");
      return `${persons.length + others.persons.length} persons, ${pupils.length + others.pupils.length} pupils`;
    },
    expected: [
      // The administrator is a M. Adam.
      ["2 persons, 0 pupils", "head deputy admin"],
      ["1 persons, 0 pupils", "otherHead"],
      ["0 persons, 1 pupils", "cpe aed"],
      ["0 persons, 0 pupils", REST],
    ],
  },
  {
    operation: "recherche/queries.search (mail and news)",
    ask: async (ctx) => {
      const { messages, news } = await search(ctx, "SORTIE");
      return [...messages.map(({ subject }) => subject), ...news.map(({ title }) => title)].join(", ");
    },
    expected: [
      ["Sortie, Sortie de la 6A", "mathsTeacher aliceGuardian1 aliceGuardian2"],
      ["Sortie de la 6A", "alice adam frenchTeacher substitute"],
      ["", REST],
    ],
  },
];
