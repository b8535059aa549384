import { audienceReach, editableNews, listPlaces } from "@/lib/actualites/editing";
import { expectedReaders, followUp } from "@/lib/actualites/follow-up";
import {
  findNews,
  findNewsFile,
  listManagedNews,
  listNews,
  pressingNews,
  readingOf,
  searchNews,
} from "@/lib/actualites/queries";
import { type ReadRow, REST, told } from "@/tests/access/matrix";
import type { World } from "@/tests/factories/world";

// Who reads which news: lib/actualites/access.ts and audience.ts. The answers are the names of the world's rows.

const QUERIES = "actualites/queries";
const EDITING = "actualites/editing";
const FOLLOW_UP = "actualites/follow-up";

const PUPILS_6A = "alice adam";
const PARENTS_6A = "aliceGuardian1 aliceGuardian2";
/** Those who teach 6A now. */
const TEAM_6A = "mathsTeacher substitute";
const SCHOOL_STAFF = "cpe aed aesh inspector secretary head deputy admin";
const OVERSEERS = "head deputy";
const ELSEWHERE = "aliceGuardian1Elsewhere otherHead otherTeacher otherPupil";

function names(world: World, news: readonly { id: string }[]): string {
  const known = Object.entries({ ...world.news, elsewhere: world.other.news });
  return told(news.map(({ id }) => known.find(([, row]) => row.id === id)?.[0] ?? `unknown ${id}`));
}

const LISTS: ReadRow["expected"] = [
  ["everybody latin sixA", "alice"],
  ["everybody sixA", "adam"],
  ["everybody latin", "basile"],
  ["everybody level sixA", `${PARENTS_6A} ${TEAM_6A}`],
  ["everybody level", "basileGuardian1 teacherOf6B"],
  ["everybody latin level sixA", "frenchTeacher"],
  ["everybody", "formerSubstitute"],
  ["everybody staff", SCHOOL_STAFF],
  ["elsewhere", ELSEWHERE],
  ["", REST],
];

/** One's own is not news, and what one writes of 6A is not to be confirmed by its author. */
const PRESSING: ReadRow["expected"] = LISTS.flatMap(([answer, personas]) =>
  answer === "everybody staff"
    ? [["everybody staff", "cpe aed aesh inspector secretary deputy admin"] as const, ["", "head"] as const]
    : answer === "everybody latin level sixA"
      ? [["everybody level sixA", "frenchTeacher"] as const]
      : answer === "elsewhere"
        ? [["elsewhere", "aliceGuardian1Elsewhere otherTeacher otherPupil"] as const]
        : [[answer, personas] as const],
);

export const actualitesReads: ReadRow[] = [
  {
    operation: `${QUERIES}.listNews`,
    ask: async (ctx, world) => names(world, await listNews(ctx, {}, null)),
    expected: LISTS,
  },
  {
    operation: `${QUERIES}.listNews (of alice alone)`,
    ask: async (ctx, world) => names(world, await listNews(ctx, { studentId: world.people.alice.id }, null)),
    expected: [
      ["everybody latin sixA", "alice"],
      ["everybody level sixA", `${PARENTS_6A} ${TEAM_6A}`],
      ["everybody level", "teacherOf6B"],
      ["everybody latin level sixA", "frenchTeacher"],
      ["everybody", "formerSubstitute"],
      ["everybody staff", SCHOOL_STAFF],
      ["elsewhere", "otherHead otherTeacher"],
      ["", REST],
    ],
  },
  {
    operation: `${QUERIES}.pressingNews`,
    ask: async (ctx, world) => names(world, await pressingNews(ctx, {}, 10)),
    expected: PRESSING,
  },
  {
    operation: `${QUERIES}.searchNews (in their text)`,
    ask: async (ctx, world) => names(world, await searchNews(ctx, ["bien", "va"])),
    expected: LISTS,
  },
  {
    operation: `${QUERIES}.searchNews (in their title)`,
    ask: async (ctx, world) => names(world, await searchNews(ctx, ["6a", "sortie"])),
    expected: [
      ["sixA", `${PUPILS_6A} ${PARENTS_6A} ${TEAM_6A} frenchTeacher`],
      ["", REST],
    ],
  },
  {
    operation: `${QUERIES}.readingOf (what 6A is told)`,
    ask: async (ctx, world) => {
      const reading = await readingOf(ctx, world.news.sixA.id);
      return reading ? (reading.isToAcknowledge ? "to confirm" : "to read") : "absent";
    },
    expected: [
      ["to confirm", `${PUPILS_6A} ${PARENTS_6A}`],
      ["to read", `${TEAM_6A} frenchTeacher`],
      ["absent", REST],
    ],
  },
  {
    operation: `${QUERIES}.findNews (what 6A is told)`,
    ask: async (ctx, world) => {
      const found = await findNews(ctx, world.news.sixA.id);
      if (!found) return "absent";
      return told(Object.entries(found.can).flatMap(([ability, isGiven]) => (isGiven ? [ability] : []))) || "reads";
    },
    expected: [
      ["acknowledge", `${PUPILS_6A} ${PARENTS_6A}`],
      ["edit followUp withdraw", `cpe ${OVERSEERS}`],
      ["reads", `${TEAM_6A} frenchTeacher`],
      ["absent", REST],
    ],
  },
  ...(["scheduled", "ended", "withdrawnNews", "draft"] as const).map((name): ReadRow => ({
    operation: `${QUERIES}.findNews (${name})`,
    ask: async (ctx, world) => (await findNews(ctx, world.news[name].id))?.state ?? "absent",
    expected:
      name === "draft"
        ? [
            ["draft", "mathsTeacher"],
            ["absent", REST],
          ]
        : [
            [name === "withdrawnNews" ? "withdrawn" : name, name === "withdrawnNews" ? `cpe ${OVERSEERS}` : OVERSEERS],
            ["absent", REST],
          ],
  })),
  {
    operation: `${QUERIES}.listManagedNews`,
    ask: async (ctx, world) => names(world, (await listManagedNews(ctx, 1)).news),
    expected: [
      ["ended everybody latin level scheduled sixA staff withdrawnNews", OVERSEERS],
      ["sixA withdrawnNews", "cpe"],
      ["level", "secretary"],
      ["latin", "frenchTeacher"],
      ["draft", "mathsTeacher"],
      ["elsewhere", "otherHead"],
      ["", REST],
    ],
  },
  {
    operation: `${QUERIES}.findNewsFile`,
    ask: async (ctx, world) => (await findNewsFile(ctx, world.newsFile.id))?.name ?? "absent",
    expected: [
      ["autorisation.pdf", `${PUPILS_6A} ${PARENTS_6A} ${TEAM_6A} frenchTeacher cpe ${OVERSEERS}`],
      ["absent", REST],
    ],
  },
  {
    operation: `${EDITING}.listPlaces`,
    ask: async (ctx, world) => {
      const places = await listPlaces(ctx);
      const known = Object.entries({ ...world.groups, cm2: world.other.group });
      const groups = places?.groups.map(({ id }) => known.find(([, group]) => group.id === id)?.[0] ?? "unknown") ?? [];
      return places ? `${places.levels.join(" ")}: ${told(groups)}` : "absent";
    },
    expected: [
      ["6e: latin sixA sixB", `cpe secretary ${OVERSEERS}`],
      [": sixA", TEAM_6A],
      [": latin sixA sixB", "frenchTeacher"],
      [": sixB", "teacherOf6B"],
      [": ", "formerSubstitute"],
      ["CM2: cm2", "otherHead"],
      [": cm2", "otherTeacher"],
      ["absent", REST],
    ],
  },
  {
    operation: `${EDITING}.editableNews (what 6A is told)`,
    ask: async (ctx, world) => (await editableNews(ctx, world.news.sixA.id))?.title ?? "absent",
    expected: [
      ["Sortie de la 6A", `cpe ${OVERSEERS}`],
      ["absent", REST],
    ],
  },
  {
    operation: `${EDITING}.audienceReach (of 6A)`,
    ask: async (ctx, world) => {
      const reach = await audienceReach(ctx, {
        readers: ["STUDENT", "GUARDIAN", "TEACHER"],
        isSchoolWide: false,
        levels: [],
        groupIds: [world.groups.sixA.id],
      });
      return reach ? `${reach.byReaders.STUDENT} ${reach.byReaders.GUARDIAN} ${reach.byReaders.TEACHER}` : "absent";
    },
    expected: [
      ["2 2 3", `cpe secretary ${OVERSEERS} mathsTeacher frenchTeacher substitute`],
      ["0 0 0", "otherHead"],
      ["absent", REST],
    ],
  },
  {
    operation: `${FOLLOW_UP}.followUp`,
    ask: async (ctx, world) => {
      const found = await followUp(ctx, world.news.sixA.id, null, 1);
      return found ? `${found.acknowledged}/${found.expected}` : "absent";
    },
    expected: [
      ["0/4", `cpe ${OVERSEERS}`],
      ["absent", REST],
    ],
  },
  {
    operation: `${FOLLOW_UP}.expectedReaders`,
    ask: async (ctx, world) =>
      (await expectedReaders(ctx, world.news.sixA.id))?.readers.map(({ firstName }) => firstName).join(" ") ?? "absent",
    expected: [
      ["Alice Gaëlle Adam Gérard", `cpe ${OVERSEERS}`],
      ["absent", REST],
    ],
  },
];
