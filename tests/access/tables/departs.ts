import { newId } from "@/lib/db/id";
import type { Db } from "@/lib/db/types";
import { askCopy, askErasure, fetchCopy } from "@/lib/departs/commands";
import { departures, ownData, personData } from "@/lib/departs/queries";
import { askCopyInput, askErasureInput, fetchCopyInput } from "@/lib/departs/schema";
import { type ReadRow, REST, told, type WriteRow } from "@/tests/access/matrix";
import { aPerson } from "@/tests/factories/builders";
import type { World } from "@/tests/factories/world";

// Who asks for a copy of whose data, who sees who has left, who erases: lib/departs/access.ts.

const QUERIES = "departs/queries";
const COMMANDS = "departs/commands";
const RUNNERS = "head deputy admin";

export const departsReads: ReadRow[] = [
  {
    operation: `${QUERIES}.departures`,
    module: "comptes",
    ask: async (ctx) => told((await departures(ctx, 1)).lines.map(({ firstName }) => firstName)),
    expected: [
      ["Fanny", RUNNERS],
      ["", REST],
    ],
  },
  {
    operation: `${QUERIES}.personData`,
    module: "comptes",
    ask: async (ctx, world) => (await personData(ctx, world.people.alice.id))?.refusal ?? "absent",
    expected: [
      ["PRESENT", RUNNERS],
      ["absent", REST],
    ],
  },
  {
    operation: `${QUERIES}.ownData`,
    module: "accueil",
    ask: async (ctx) =>
      (await ownData(ctx)).offers.map(({ firstName, reader }) => `${firstName} ${reader}`).join(", ") ===
      `${ctx.viewer.person.firstName} SELF`
        ? "itself"
        : told((await ownData(ctx)).offers.map(({ firstName }) => firstName)),
    expected: [
      ["Alice Gaëlle", "aliceGuardian1"],
      ["Basile Bérénice", "basileGuardian1"],
      ["Gaëlle Zélie", "aliceGuardian1Elsewhere"],
      ["itself", REST],
    ],
  },
];

let leavers = 0;

async function aLeaver(db: Db, { school }: World): Promise<string> {
  leavers += 1;
  const name = { firstName: "Paulin", lastName: `Parti${leavers}` };
  const { id } = await aPerson(db, school.schoolId, { profile: "GUARDIAN", ...name, endsOn: "2026-11-01" });
  return `${id} ${name.firstName} ${name.lastName}`;
}

/** A copy that each of those who may had made of alice's data, so that each fetches its own. */
async function copiesOfAlice(db: Db, { people }: World): Promise<string> {
  const { alice, aliceGuardian1, head, deputy, admin } = people;
  const copies = [alice, aliceGuardian1, head, deputy, admin].map((person) => ({
    schoolId: alice.schoolId,
    id: newId(),
    personId: alice.id,
    askedById: person.id,
    state: "READY" as const,
    createdAt: new Date("2026-11-17T07:00:00Z"),
    storageKey: `${newId()}/${newId()}`,
  }));
  await db.dataExport.createMany({ data: copies });
  return copies.map(({ askedById, id }) => `${askedById}:${id}`).join(" ");
}

export const departsWrites: WriteRow[] = [
  {
    operation: `${COMMANDS}.askCopy`,
    module: "accueil",
    prepare: async (db, { people }) => {
      await db.dataExport.deleteMany({ where: { schoolId: people.alice.schoolId, personId: people.alice.id } });
      return people.alice.id;
    },
    input: (personId) => ({ operationId: newId(), personId }),
    run: (ctx, input) => askCopy(ctx, askCopyInput.parse(input)),
    allowed: `alice aliceGuardian1 ${RUNNERS}`,
    action: "departs.copy.ask",
    changes: "data_export",
  },
  {
    operation: `${COMMANDS}.fetchCopy`,
    module: "accueil",
    prepare: copiesOfAlice,
    input: (copies) => ({ copies }),
    run: (ctx, input) => {
      const copies = (input as { copies: string }).copies.split(" ").map((copy) => copy.split(":"));
      const own = copies.find(([askedBy]) => askedBy === ctx.viewer.person.id) ?? copies[0];
      return fetchCopy(ctx, fetchCopyInput.parse({ copyId: own?.[1] }));
    },
    allowed: `alice aliceGuardian1 ${RUNNERS}`,
    action: "departs.copy.fetch",
    changes: "",
  },
  {
    operation: `${COMMANDS}.askErasure`,
    module: "comptes",
    prepare: aLeaver,
    input: (leaver) => ({
      operationId: newId(),
      personId: leaver.slice(0, 36),
      name: leaver.slice(37),
    }),
    run: (ctx, input) => askErasure(ctx, askErasureInput.parse(input)),
    allowed: RUNNERS,
    action: "departs.erasure.ask",
    changes: "person",
  },
];
