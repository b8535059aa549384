import type { Context } from "@/lib/auth/context";
import { withSystem } from "@/lib/db/system";
import {
  findDocument,
  findDocumentFile,
  findUpload,
  listSpaces,
  listTrash,
  newClassDocuments,
  openFolder,
  recentDocuments,
  searchDocuments,
  sharedDocuments,
  shareChoices,
} from "@/lib/documents/queries";
import { findShownFolder, findSpace, sharedFolders, spacesOf } from "@/lib/documents/spaces";
import { type ReadRow, REST, told } from "@/tests/access/matrix";
import { anUpload, makeDocuments } from "@/tests/factories/documents";
import type { World } from "@/tests/factories/world";

// Who keeps and reads what: lib/documents/access.ts.

const QUERIES = "documents/queries";
const SPACES = "documents/spaces";

const TEACHERS_6A = "mathsTeacher frenchTeacher substitute";
const READERS_6A = `alice adam ${TEACHERS_6A} aesh cpe head deputy`;
const TEAM =
  "mathsTeacher frenchTeacher teacherOf6B substitute formerSubstitute cpe aed aesh secretary head deputy admin";
const GUARDIANS =
  "aliceGuardian1 aliceGuardian2 aliceGuardian3 aliceFormerGuardian basileGuardian1 aliceGuardian1Elsewhere";

const made = new WeakMap<World, ReturnType<typeof makeAll>>();

function makeAll(world: World) {
  return withSystem("access matrix: documents", async (db) => ({
    ...(await makeDocuments(db, world)),
    upload: await anUpload(db, world.people.alice),
  }));
}

/** The documents of the matrix, made with the first question. */
function documentsOf(world: World) {
  const known = made.get(world) ?? makeAll(world);
  made.set(world, known);
  return known;
}

/** The names of what is read; documents that other rows of the matrix make are left out. */
async function names(world: World, lines: readonly { id: string }[]): Promise<string> {
  const known = Object.entries(await documentsOf(world));
  return told(lines.flatMap(({ id }) => known.find(([, document]) => document.id === id)?.[0] ?? []));
}

/** «own class team»: the spaces of a viewer by their kind. */
async function spaces(ctx: Context, world: World): Promise<string> {
  const { sixA, sixB, latin } = world.groups;
  const known = new Map([
    [ctx.viewer.person.id, "own"],
    [ctx.viewer.school.id, "team"],
    [sixA.id, "6A"],
    [sixB.id, "6B"],
    [latin.id, "latin"],
    [world.other.group.id, "CM2"],
  ]);
  return told((await spacesOf(ctx)).map(({ id, can }) => `${known.get(id) ?? id}${can.write ? "+" : ""}`));
}

/** Who opens a document, by name. */
function documentRow(
  which: keyof Awaited<ReturnType<typeof makeAll>>,
  expected: ReadRow["expected"],
  operation = `${QUERIES}.findDocument (${which})`,
): ReadRow {
  return {
    operation,
    ask: async (ctx, world) => {
      const found = await findDocument(ctx, (await documentsOf(world))[which].id);
      if (!found) return "absent";
      return found.shares ? "shares" : found.space?.can.write ? "writes" : "reads";
    },
    expected,
  };
}

/** Who reads through a class what is shown to 6A, but for who shows it. */
const SHOWN_6A = "alice adam frenchTeacher substitute aesh cpe head deputy";

export const documentsReads: ReadRow[] = [
  {
    operation: `${SPACES}.sharedFolders`,
    ask: async (ctx, world) => {
      await documentsOf(world);
      return names(world, await sharedFolders(ctx));
    },
    expected: [
      ["folder", SHOWN_6A],
      ["below", "secretary"],
      ["", REST],
    ],
  },
  {
    operation: `${SPACES}.findShownFolder`,
    ask: async (ctx, world) => {
      const { below } = await documentsOf(world);
      const found = await findShownFolder(ctx, world.people.mathsTeacher.id, below.id);
      return found ? names(world, found.folders) : "absent";
    },
    expected: [
      ["below folder", SHOWN_6A],
      ["below", "secretary"],
      ["absent", REST],
    ],
  },
  {
    operation: `${QUERIES}.openFolder (shown to 6A)`,
    ask: async (ctx, world) => {
      const { below } = await documentsOf(world);
      const place = { spaceId: world.people.mathsTeacher.id, folderId: below.id, sort: "nom" as const, page: 1 };
      const open = await openFolder(ctx, place);
      return open ? `${await names(world, open.documents)}${open.space.can.write ? "+" : ""}` : "absent";
    },
    expected: [
      ["inFolder+", "mathsTeacher"],
      ["inFolder", `${SHOWN_6A} secretary`],
      ["absent", REST],
    ],
  },
  documentRow("inFolder", [
    ["shares", "mathsTeacher"],
    ["reads", `${SHOWN_6A} secretary`],
    ["absent", REST],
  ]),
  {
    operation: `${SPACES}.spacesOf`,
    ask: spaces,
    expected: [
      ["6A latin own+", "alice"],
      ["6A own+", "adam"],
      ["6B latin own+", "basile"],
      ["6A+ own+ team+", "mathsTeacher substitute"],
      ["6A+ latin+ own+ team+", "frenchTeacher"],
      ["6B+ own+ team+", "teacherOf6B"],
      ["6A latin own+ team+", "aesh"],
      ["6A 6B own+ team+", "head deputy cpe"],
      ["own+ team+", "formerSubstitute aed secretary admin"],
      ["own+", "inspector"],
      ["CM2+ own+ team+", "otherTeacher"],
      ["CM2 own+ team+", "otherHead"],
      ["CM2 own+", "otherPupil"],
      ["", GUARDIANS],
    ],
  },
  {
    operation: `${QUERIES}.listSpaces`,
    ask: async (ctx) => String((await listSpaces(ctx)).length > 0),
    expected: [
      ["false", GUARDIANS],
      ["true", REST],
    ],
  },
  {
    operation: `${SPACES}.findSpace (of alice)`,
    ask: async (ctx, world) => String((await findSpace(ctx, world.people.alice.id)) !== null),
    expected: [
      ["true", "alice"],
      ["false", REST],
    ],
  },
  {
    operation: `${QUERIES}.openFolder (6A)`,
    ask: async (ctx, world) => {
      await documentsOf(world);
      const place = { spaceId: world.groups.sixA.id, folderId: null, sort: "nom" as const, page: 1 };
      const open = await openFolder(ctx, place);
      return open ? names(world, open.documents) : "absent";
    },
    expected: [
      ["inClass", READERS_6A],
      ["absent", REST],
    ],
  },
  {
    operation: `${QUERIES}.recentDocuments`,
    ask: async (ctx, world) => {
      await documentsOf(world);
      return (await recentDocuments(ctx)).length > 0 ? "some" : "none";
    },
    expected: [
      ["none", `${GUARDIANS} inspector otherHead otherTeacher otherPupil`],
      ["some", REST],
    ],
  },
  {
    operation: `${QUERIES}.newClassDocuments`,
    ask: async (ctx, world) => {
      const { schoolId } = world.school;
      await withSystem("access matrix: documents of this week", async (db) => {
        const { inClass, inOtherClass } = await documentsOf(world);
        const where = { schoolId, id: { in: [inClass.id, inOtherClass.id] } };
        await db.document.updateMany({ where, data: { createdAt: new Date("2026-11-17T10:00:00Z") } });
      });
      return names(world, await newClassDocuments(ctx));
    },
    expected: [
      ["inClass inOtherClass", "head deputy cpe"],
      ["inOtherClass", "basile teacherOf6B"],
      ["inClass", `alice adam ${TEACHERS_6A} aesh`],
      ["", REST],
    ],
  },
  {
    operation: `${QUERIES}.sharedDocuments`,
    ask: async (ctx, world) => {
      await documentsOf(world);
      return names(world, await sharedDocuments(ctx));
    },
    expected: [
      ["toClass", "alice adam frenchTeacher substitute aesh cpe head deputy"],
      ["toColleague", "secretary"],
      ["", REST],
    ],
  },
  {
    operation: `${QUERIES}.searchDocuments (of a class)`,
    ask: async (ctx, world) => {
      await documentsOf(world);
      return names(world, await searchDocuments(ctx, ["clas"]));
    },
    expected: [
      ["inClass toClass", READERS_6A],
      ["", REST],
    ],
  },
  {
    operation: `${QUERIES}.searchDocuments (of the team, or one's own)`,
    ask: async (ctx, world) => {
      await documentsOf(world);
      const found = [await searchDocuments(ctx, ["equipe"]), await searchDocuments(ctx, ["pdf", "alice"])];
      return names(world, found.flat());
    },
    expected: [
      ["ofTeam", TEAM],
      ["ofAlice", "alice"],
      ["", REST],
    ],
  },
  documentRow("own", [
    ["shares", "mathsTeacher"],
    ["absent", REST],
  ]),
  documentRow("ofAlice", [
    ["writes", "alice"],
    ["absent", REST],
  ]),
  documentRow("inClass", [
    ["writes", TEACHERS_6A],
    ["reads", "alice adam aesh cpe head deputy"],
    ["absent", REST],
  ]),
  documentRow("ofTeam", [
    ["writes", TEAM],
    ["absent", REST],
  ]),
  documentRow("ended", [
    ["shares", "mathsTeacher"],
    ["absent", REST],
  ]),
  documentRow("trashed", [["absent", REST]]),
  {
    operation: `${QUERIES}.findDocumentFile (shown to 6A)`,
    ask: async (ctx, world) =>
      (await findDocumentFile(ctx, (await documentsOf(world)).toClass.id)) ? "bytes" : "absent",
    expected: [
      ["bytes", READERS_6A],
      ["absent", REST],
    ],
  },
  {
    operation: `${QUERIES}.shareChoices`,
    ask: async (ctx) => {
      const { groups, colleagues } = await shareChoices(ctx);
      return `${groups.length} ${colleagues.length > 0}`;
    },
    expected: [
      ["2 true", "frenchTeacher aesh head deputy cpe"],
      ["1 true", "mathsTeacher substitute teacherOf6B otherTeacher otherHead"],
      ["0 true", "formerSubstitute aed secretary admin"],
      ["0 false", REST],
    ],
  },
  {
    operation: `${QUERIES}.listTrash (6A)`,
    ask: async (ctx, world) => {
      await documentsOf(world);
      const trash = await listTrash(ctx, world.groups.sixA.id);
      return trash ? names(world, trash.items) : "absent";
    },
    expected: [
      ["trashed", TEACHERS_6A],
      ["absent", REST],
    ],
  },
  {
    operation: `${QUERIES}.findUpload`,
    ask: async (ctx, world) => ((await findUpload(ctx, (await documentsOf(world)).upload.id)) ? "found" : "absent"),
    expected: [
      ["found", "alice"],
      ["absent", REST],
    ],
  },
];
