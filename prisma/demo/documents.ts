import { newId } from "@/lib/db/id";
import { withSystem } from "@/lib/db/system";
import type { Db, FileVisibility, SpaceKind } from "@/lib/db/types";
import { reopen } from "@/lib/documents/sharing";
import type { ReceivedFile } from "@/lib/files/receive";
import { makePdf, makePng } from "@/prisma/demo/attachments";
import {
  CLASS_DOCUMENTS,
  type DemoDocument,
  PERSONAL_DOCUMENTS,
  SHARED_FOLDER,
  TEAM_DOCUMENTS,
} from "@/prisma/demo/content/documents";
import { receivedSheet } from "@/prisma/demo/files";

/** Who and what of the collège the documents belong to. */
interface Cast {
  /** Persons by login. */
  persons: ReadonlyMap<string, string>;
  /** The class that the demo shows, and who teaches it what, by BCN code. */
  classId: string;
  teachers: ReadonlyMap<string, { teacherId: string; subject: string }>;
}

interface Keeping {
  spaceId: string;
  kind: SpaceKind;
  ownerId: string;
  folder: string;
  document: DemoDocument;
}

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** Minutes of a school day from the hour of the demo's clock on. */
const AFTERNOON = 500;

/**
 * Fills the spaces of the persons who can sign in, of Lina's class and of the team with small real files.
 * @returns how many files.
 */
export async function documentsStory(schoolId: string, at: Date): Promise<number> {
  const cast = await withSystem("demo documents: who is there", (db) => castOf(db, schoolId));
  const keepings = keepingsOf(schoolId, cast);
  const received: ReceivedFile[] = [];
  for (const { document } of keepings)
    received.push(await receivedSheet({ name: document.name, bytes: bytesOf(document) }));
  await withSystem("demo documents", async (db) => {
    await keep(db, schoolId, cast, keepings, received, at);
    await shareFolder(db, schoolId, cast, at);
  });
  return received.length;
}

async function castOf(db: Db, schoolId: string): Promise<Cast> {
  const persons = await db.person.findMany({
    where: { schoolId, accountId: { not: null }, profile: { not: "GUARDIAN" } },
    select: { id: true, account: { select: { login: true } } },
  });
  const byLogin = new Map(persons.map(({ id, account }) => [account?.login ?? "", id]));
  const lina = byLogin.get("lina.benali") ?? "";
  const { groupId } = await db.enrollment.findFirstOrThrow({
    where: { schoolId, studentId: lina, groupKind: "DIVISION" },
    select: { groupId: true },
  });
  const services = await db.service.findMany({
    where: { schoolId, groupId },
    select: { subject: { select: { code: true, name: true } }, teachers: { select: { teacherId: true }, take: 1 } },
    orderBy: { subject: { code: "asc" } },
  });
  return {
    persons: byLogin,
    classId: groupId,
    teachers: new Map(
      services.flatMap(({ subject, teachers: [teacher] }) =>
        teacher ? [[subject.code, { teacherId: teacher.teacherId, subject: subject.name }] as const] : [],
      ),
    ),
  };
}

function keepingsOf(schoolId: string, { persons, classId, teachers }: Cast): Keeping[] {
  const ofClass = [...teachers.values()].flatMap(({ teacherId, subject }, rank) =>
    (CLASS_DOCUMENTS[rank % CLASS_DOCUMENTS.length] ?? []).map((document) => ({
      spaceId: classId,
      kind: "CLASS" as const,
      ownerId: teacherId,
      folder: subject,
      document: { ...document, name: document.name.replace(/(?=\.\w+$)/, `, ${subject.toLowerCase()}`) },
    })),
  );
  const personal = Object.entries(PERSONAL_DOCUMENTS).flatMap(([login, folders]) =>
    Object.entries(folders).flatMap(([folder, documents]) => {
      const id = persons.get(login);
      return id
        ? documents.map((document) => ({ spaceId: id, kind: "PERSONAL" as const, ownerId: id, folder, document }))
        : [];
    }),
  );
  const team = TEAM_DOCUMENTS.flatMap(({ login, folder, document }) => {
    const ownerId = persons.get(login);
    return ownerId ? [{ spaceId: schoolId, kind: "TEAM" as const, ownerId, folder, document }] : [];
  });
  return [...ofClass, ...personal, ...team];
}

async function keep(
  db: Db,
  schoolId: string,
  { classId, persons }: Cast,
  keepings: readonly Keeping[],
  received: readonly ReceivedFile[],
  at: Date,
): Promise<void> {
  const rows = keepings.map((keeping, index) => {
    const file = received[index];
    if (!file) throw new Error("the demo has a document without its file");
    const { daysAgo, sharedWithClass } = keeping.document;
    const createdAt = new Date(at.getTime() - daysAgo * DAY_MS + ((index * 37) % AFTERNOON) * MINUTE_MS);
    const visibility: FileVisibility = keeping.kind === "CLASS" || sharedWithClass ? "SCHOOL" : "OWNER";
    return { ...keeping, id: newId(), file, createdAt, visibility };
  });
  const spaces = new Map<string, (typeof rows)[number][]>();
  for (const row of rows) spaces.set(row.spaceId, [...(spaces.get(row.spaceId) ?? []), row]);
  await db.space.createMany({
    data: [...spaces].flatMap(([id, [first, ...others]]) =>
      first
        ? [
            {
              schoolId,
              id,
              kind: first.kind,
              ownerId: first.ownerId,
              groupId: first.kind === "CLASS" ? id : null,
              visibility: first.kind === "CLASS" ? ("SCHOOL" as const) : ("OWNER" as const),
              usedBytes: [first, ...others].reduce((sum, { file }) => sum + file.size, 0),
            },
          ]
        : [],
    ),
  });
  const folders = new Map<string, { id: string; row: (typeof rows)[number] }>();
  for (const row of rows) {
    const key = `${row.spaceId}/${row.folder}`;
    if (row.folder && !folders.has(key)) folders.set(key, { id: newId(), row });
  }
  await db.folder.createMany({
    data: [...folders.values()].map(({ id, row }) => ({
      schoolId,
      id,
      spaceId: row.spaceId,
      name: row.folder,
      ownerId: row.ownerId,
      visibility: row.kind === "CLASS" ? ("SCHOOL" as const) : ("OWNER" as const),
      createdAt: row.createdAt,
    })),
  });
  await db.file.createMany({
    data: rows.map(({ file, ownerId, visibility, createdAt }) => ({
      schoolId,
      ownerId,
      visibility,
      createdAt,
      ...file,
    })),
  });
  await db.document.createMany({
    data: rows.map((row) => ({
      schoolId,
      id: row.id,
      spaceId: row.spaceId,
      folderId: folders.get(`${row.spaceId}/${row.folder}`)?.id ?? null,
      fileId: row.file.id,
      name: row.document.name,
      ownerId: row.ownerId,
      visibility: row.visibility,
      createdAt: row.createdAt,
    })),
  });
  await db.documentShare.createMany({
    data: rows.flatMap(({ id, ownerId, createdAt, document }) => {
      const share = { schoolId, documentId: id, sharedById: ownerId, createdAt };
      const colleague = document.sharedWith && persons.get(document.sharedWith);
      return [
        ...(document.sharedWithClass ? [{ ...share, id: newId(), groupId: classId }] : []),
        ...(colleague ? [{ ...share, id: newId(), personId: colleague }] : []),
      ];
    }),
  });
}

/** A folder that a teacher shows to the class, with all that is in it. */
async function shareFolder(db: Db, schoolId: string, { persons, classId }: Cast, createdAt: Date): Promise<void> {
  const ownerId = persons.get(SHARED_FOLDER.login);
  if (!ownerId) return;
  const { id: folderId } = await db.folder.findFirstOrThrow({
    where: { schoolId, spaceId: ownerId, name: SHARED_FOLDER.name },
    select: { id: true },
  });
  const share = { schoolId, id: newId(), folderId, groupId: classId, sharedById: ownerId, createdAt };
  await db.documentShare.createMany({ data: [share] });
  await reopen(db, { id: ownerId, can: { write: true, share: true } }, schoolId);
}

function bytesOf({ name, lines }: DemoDocument): Uint8Array {
  if (name.endsWith(".pdf")) return makePdf(name.replace(/\.pdf$/, ""), lines);
  if (name.endsWith(".png")) return makePng(640, 420);
  return new TextEncoder().encode(`${lines.join("\n")}\n`);
}
