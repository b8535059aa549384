import {
  appreciationSheet,
  bulletinDesk,
  bulletinsOf,
  councilSheet,
  publishedBulletins,
} from "@/lib/notes/bulletins/queries";
import { type ReadRow, REST, told } from "@/tests/access/matrix";
import type { World } from "@/tests/factories/world";
import { termsOf } from "./bulletins";

// Who reads bulletins: lib/notes/bulletins/access.ts. The French teacher is the professeur principal of 6A; 6B is published.

const QUERIES = "notes/bulletins/queries";
const COUNCIL = "frenchTeacher head deputy cpe";

function namesOf(world: World, people: readonly { id: string }[] | undefined): string {
  const known = Object.entries(world.people);
  return people
    ? told(people.map(({ id }) => known.find(([, person]) => person.id === id)?.[0] ?? `unknown ${id}`))
    : "absent";
}

export const bulletinReads: ReadRow[] = [
  {
    operation: `${QUERIES}.bulletinDesk`,
    module: "notes",
    ask: async (ctx, world) => {
      await termsOf(world);
      const { services, divisions } = await bulletinDesk(ctx);
      const known = [...Object.entries(world.services), ...Object.entries(world.groups)];
      return told(
        [...services, ...divisions].map(({ id }) => known.find(([, each]) => each.id === id)?.[0] ?? `unknown ${id}`),
      );
    },
    expected: [
      ["maths6A", "mathsTeacher substitute"],
      ["french6A latin sixA", "frenchTeacher"],
      ["maths6B", "teacherOf6B"],
      ["sixA sixB", "head deputy cpe"],
      ["", REST],
    ],
  },
  {
    operation: `${QUERIES}.appreciationSheet`,
    module: "notes",
    ask: async (ctx, world) => {
      const { first } = await termsOf(world);
      return namesOf(world, (await appreciationSheet(ctx, world.services.maths6A.id, first.id))?.pupils);
    },
    expected: [
      ["adam alice", "mathsTeacher substitute"],
      ["absent", REST],
    ],
  },
  {
    operation: `${QUERIES}.councilSheet`,
    module: "notes",
    ask: async (ctx, world) => {
      const { first } = await termsOf(world);
      return namesOf(world, (await councilSheet(ctx, world.groups.sixA.id, first.id))?.pupils);
    },
    expected: [
      ["adam alice", COUNCIL],
      ["absent", REST],
    ],
  },
  {
    operation: `${QUERIES}.bulletinsOf (of a class, not published)`,
    module: "notes",
    ask: async (ctx, world) => {
      const { first } = await termsOf(world);
      const set = await bulletinsOf(ctx, world.groups.sixA.id, first.id, null);
      return namesOf(
        world,
        set?.bulletins.map(({ student }) => student),
      );
    },
    expected: [
      ["adam alice", COUNCIL],
      ["absent", REST],
    ],
  },
  {
    operation: `${QUERIES}.bulletinsOf (of alice, not published)`,
    module: "notes",
    ask: async (ctx, world) => {
      const { first } = await termsOf(world);
      const set = await bulletinsOf(ctx, world.groups.sixA.id, first.id, world.people.alice.id);
      return namesOf(
        world,
        set?.bulletins.map(({ student }) => student),
      );
    },
    expected: [
      ["alice", COUNCIL],
      ["absent", REST],
    ],
  },
  {
    operation: `${QUERIES}.bulletinsOf (of basile, published)`,
    module: "notes",
    ask: async (ctx, world) => {
      const { first } = await termsOf(world);
      const set = await bulletinsOf(ctx, world.groups.sixB.id, first.id, world.people.basile.id);
      return namesOf(
        world,
        set?.bulletins.map(({ student }) => student),
      );
    },
    expected: [
      ["basile", "basile basileGuardian1 head deputy cpe"],
      ["absent", REST],
    ],
  },
  {
    operation: `${QUERIES}.publishedBulletins`,
    module: "notes",
    ask: async (ctx, world) => {
      await termsOf(world);
      return namesOf(
        world,
        (await publishedBulletins(ctx)).map(({ student }) => student),
      );
    },
    expected: [
      ["basile", "basile basileGuardian1"],
      ["", REST],
    ],
  },
];
