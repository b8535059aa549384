import {
  accountsOverview,
  activationCounts,
  directory,
  personFile,
  personHistory,
  schoolFile,
  searchPersons,
} from "@/lib/comptes/queries";
import { schoolAccounts } from "@/lib/comptes/sign-ins";
import { sheetPersons } from "@/lib/comptes/sheets";
import { type ReadRow, REST, told } from "@/tests/access/matrix";

// Who runs the accounts of a school reads them, contact details included: lib/comptes/access.ts. Nobody else gets anything.

const QUERIES = "comptes/queries";
const RUNNERS = "head deputy admin";

export const comptesReads: ReadRow[] = [
  {
    operation: `${QUERIES}.directory`,
    ask: async (ctx) => {
      const filter = { text: "beno", profile: null, divisionId: null, state: "PRESENT", page: 1 } as const;
      return told((await directory(ctx, filter)).entries.map((entry) => entry.firstName));
    },
    expected: [
      ["Basile Bérénice", RUNNERS],
      ["", REST],
    ],
  },
  {
    operation: `${QUERIES}.searchPersons`,
    ask: async (ctx) => told((await searchPersons(ctx, ["beno"])).map((entry) => entry.firstName)),
    expected: [
      ["Basile Bérénice", RUNNERS],
      ["", REST],
    ],
  },
  {
    operation: `${QUERIES}.personFile`,
    ask: async (ctx, world) => {
      const file = await personFile(ctx, world.people.alice.id);
      return file ? `${file.division} ${told(file.guardians.map(({ firstName }) => firstName))}` : "absent";
    },
    expected: [
      ["6A Gaspard Gaëlle Germaine Gérard", RUNNERS],
      ["absent", REST],
    ],
  },
  {
    operation: `${QUERIES}.personHistory`,
    ask: async (ctx, world) => `${(await personHistory(ctx, world.people.alice.id)).length}`,
    expected: [["0", REST]],
  },
  {
    operation: `${QUERIES}.activationCounts`,
    ask: async (ctx) =>
      (await activationCounts(ctx)).map(({ name, pupils, guardians }) => `${name} ${pupils} ${guardians}`).join(", "),
    expected: [
      [" 13 0, 6A 2 2, 6B 1 1", RUNNERS],
      [" 2 0, CM2 1 1", "otherHead"],
      ["", REST],
    ],
  },
  {
    operation: `${QUERIES}.schoolFile`,
    ask: async (ctx) => ((await schoolFile(ctx)) ? "told" : "absent"),
    expected: [
      ["told", `${RUNNERS} otherHead`],
      ["absent", REST],
    ],
  },
  {
    operation: `${QUERIES}.accountsOverview`,
    ask: async (ctx) => {
      const overview = await accountsOverview(ctx);
      return overview?.profiles.map(({ profile, persons }) => `${profile} ${persons}`).join(", ") ?? "absent";
    },
    expected: [
      ["STUDENT 3, GUARDIAN 3, TEACHER 5, VIE_SCOLAIRE 2, STAFF 3, HEAD 2, ADMIN 1", RUNNERS],
      ["STUDENT 1, GUARDIAN 1, TEACHER 1, HEAD 1", "otherHead"],
      ["absent", REST],
    ],
  },
  {
    operation: "comptes/sign-ins.schoolAccounts",
    ask: async (ctx) => ((await schoolAccounts(ctx)).length > 0 ? "told" : "none"),
    expected: [
      ["told", `${RUNNERS} otherHead`],
      ["none", REST],
    ],
  },
  {
    operation: "comptes/sheets.sheetPersons",
    ask: async (ctx, world) =>
      told((await sheetPersons(ctx, world.groups.sixB.id))?.persons.map(({ firstName }) => firstName) ?? ["absent"]),
    expected: [
      ["Basile Bérénice", RUNNERS],
      ["absent", REST],
    ],
  },
];
