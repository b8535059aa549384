import { withSystem } from "@/lib/db/system";
import {
  currentGiven,
  editableResource,
  levelsOfPupils,
  listCatalogue,
  listFavourites,
  listGiven,
  resourceToGive,
  searchResources,
} from "@/lib/ressources/queries";
import type { CatalogueFilter } from "@/lib/ressources/types";
import { type ReadRow, REST, told } from "@/tests/access/matrix";
import { makeResources } from "@/tests/factories/resources";
import type { World } from "@/tests/factories/world";

// Who reads which resources, and what was given to whom: lib/ressources/access.ts.

const QUERIES = "ressources/queries";
const FAMILIES = "alice adam basile aliceGuardian1 aliceGuardian2 basileGuardian1";
const NOBODYS = "aliceGuardian3 aliceFormerGuardian";
const ELSEWHERE = "aliceGuardian1Elsewhere otherPupil otherHead otherTeacher";
const MANAGERS = "head deputy admin";

const made = new WeakMap<World, ReturnType<typeof makeAll>>();

function makeAll(world: World) {
  return withSystem("access matrix: resources", (db) => makeResources(db, world));
}

/** The catalogue of the matrix, made with the first question. */
function catalogueOf(world: World) {
  const known = made.get(world) ?? makeAll(world);
  made.set(world, known);
  return known;
}

/** The names of what is read; what other rows of the matrix make is left out. */
async function names(world: World, rows: readonly { id: string }[]): Promise<string> {
  const { resources, given } = await catalogueOf(world);
  const known = Object.entries({ ...resources, ...given });
  return told(rows.flatMap(({ id }) => known.find(([, row]) => row.id === id)?.[0] ?? []));
}

const ANYTHING: CatalogueFilter = {
  text: "",
  level: null,
  domain: null,
  kind: null,
  favourites: false,
  withdrawn: false,
  page: 1,
};

/** A question about rows of the catalogue, in the module. */
function row(
  operation: string,
  read: (...[ctx, world]: Parameters<ReadRow["ask"]>) => Promise<readonly { id: string }[]>,
  expected: ReadRow["expected"],
): ReadRow {
  return {
    operation: `${QUERIES}.${operation}`,
    module: "ressources",
    ask: async (ctx, world) => {
      await catalogueOf(world);
      return names(world, await read(ctx, world));
    },
    expected,
  };
}

const CATALOGUE: ReadRow["expected"] = [
  ["open", FAMILIES],
  ["elsewhere", ELSEWHERE],
  ["", NOBODYS],
  ["open team", REST],
];

const GIVEN_TO_PUPILS = [
  ["latin sixA", "alice aliceGuardian1 aliceGuardian2"],
  ["sixA", "adam"],
  ["latin sixB", "basile basileGuardian1"],
  ["givenElsewhere", "otherPupil aliceGuardian1Elsewhere"],
] as const;

export const ressourcesReads: ReadRow[] = [
  row("listCatalogue", async (ctx) => (await listCatalogue(ctx, ANYTHING)).resources, CATALOGUE),
  row("searchResources", (ctx) => searchResources(ctx, ["sesamath"]), CATALOGUE),
  row(
    "listCatalogue (withdrawn)",
    async (ctx) => (await listCatalogue(ctx, { ...ANYTHING, withdrawn: true })).resources,
    [
      ["withdrawn", MANAGERS],
      ["", "otherHead"],
      ["open", FAMILIES],
      ["elsewhere", "aliceGuardian1Elsewhere otherPupil otherTeacher"],
      ["", NOBODYS],
      ["open team", REST],
    ],
  ),
  row("listFavourites", (ctx) => listFavourites(ctx, 8), [
    ["open", "alice mathsTeacher aliceGuardian1"],
    ["", REST],
  ]),
  row("currentGiven", (ctx) => currentGiven(ctx, {}, 10), [...GIVEN_TO_PUPILS, ["", REST]]),
  row("listGiven", async (ctx) => (await listGiven(ctx, {}, 1)).given, [
    ...GIVEN_TO_PUPILS,
    ["ofTeam sixA takenBack", "mathsTeacher"],
    ["latin", "frenchTeacher"],
    ["sixB", "teacherOf6B"],
    ["givenElsewhere", "otherTeacher"],
    ["", REST],
  ]),
  {
    operation: `${QUERIES}.levelsOfPupils`,
    module: "ressources",
    ask: async (ctx) => told(await levelsOfPupils(ctx, {})),
    expected: [
      ["6e", FAMILIES],
      ["CM2", "otherPupil aliceGuardian1Elsewhere"],
      ["", REST],
    ],
  },
  {
    operation: `${QUERIES}.resourceToGive`,
    module: "ressources",
    ask: async (ctx, world) => {
      const { resources } = await catalogueOf(world);
      const found = await resourceToGive(ctx, resources.open.id);
      return found ? told(found.groups.map(({ name }) => name)) : "absent";
    },
    expected: [
      ["6A", "mathsTeacher substitute"],
      ["6A Latin 6e", "frenchTeacher"],
      ["6B", "teacherOf6B"],
      // Teaches nobody now.
      ["", "formerSubstitute"],
      ["absent", REST],
    ],
  },
  {
    operation: `${QUERIES}.resourceToGive (for the team alone)`,
    module: "ressources",
    ask: async (ctx, world) =>
      (await resourceToGive(ctx, (await catalogueOf(world)).resources.team.id)) ? "given" : "absent",
    expected: [["absent", REST]],
  },
  {
    operation: `${QUERIES}.editableResource`,
    module: "ressources",
    ask: async (ctx, world) => {
      const { resources } = await catalogueOf(world);
      const found = [
        await editableResource(ctx, resources.open.id),
        await editableResource(ctx, resources.withdrawn.id),
      ];
      return names(
        world,
        found.flatMap((each) => each ?? []),
      );
    },
    expected: [
      ["open withdrawn", MANAGERS],
      ["", REST],
    ],
  },
];
