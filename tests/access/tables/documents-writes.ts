import type { z } from "zod";
import type { Context } from "@/lib/auth/context";
import { newId } from "@/lib/db/id";
import {
  addDocument,
  beginUpload,
  createFolder,
  emptyTrash,
  finishUpload,
  renameDocument,
  renameFolder,
} from "@/lib/documents/commands";
import { moveItem, restoreItem, trashItem } from "@/lib/documents/moving";
import {
  addDocumentInput,
  beginUploadInput,
  createFolderInput,
  emptyTrashInput,
  endShareInput,
  finishUploadInput,
  moveItemInput,
  renameDocumentInput,
  renameFolderInput,
  restoreItemInput,
  shareDocumentInput,
  shareFolderInput,
  trashItemInput,
} from "@/lib/documents/schema";
import { endShare, shareDocument, shareFolder } from "@/lib/documents/sharing";
import type { Result } from "@/lib/errors/codes";
import type { WriteRow } from "@/tests/access/matrix";
import { aDocument, aFolder, anUpload, aShare, DOCUMENT_BYTES } from "@/tests/factories/documents";
import type { World } from "@/tests/factories/world";

// Who writes where: lib/documents/access.ts. Most targets are in the space of 6A, which its teachers of today write in.

const COMMANDS = "documents/commands";
const MOVING = "documents/moving";
const SHARING = "documents/sharing";
const TEACHERS_6A = "mathsTeacher frenchTeacher substitute";
const TEAM = `${TEACHERS_6A} teacherOf6B formerSubstitute cpe aed aesh secretary head deputy admin`;

function parsed<Schema extends z.ZodType, Value>(
  schema: Schema,
  command: (ctx: Context, input: z.output<Schema>) => Promise<Result<Value>>,
): WriteRow["run"] {
  return (ctx, input) => command(ctx, schema.parse(input));
}

let made = 0;
const uniqueName = (): string => `Dossier ${(made += 1)}`;

const folderIn6A: WriteRow["prepare"] = async (db, { groups, people }) =>
  (await aFolder(db, { group: groups.sixA }, people.mathsTeacher, uniqueName())).id;
const documentIn6A: WriteRow["prepare"] = async (db, { groups, people }) =>
  (await aDocument(db, { group: groups.sixA }, people.mathsTeacher, `${uniqueName()}.pdf`)).id;
/** The space is there, so that the first to write in it changes what the next ones change. */
const spaceOf6A: WriteRow["prepare"] = async (db, world) => {
  await folderIn6A(db, world);
  return world.groups.sixA.id;
};
const ownDocument: WriteRow["prepare"] = async (db, { people }) =>
  (await aDocument(db, { person: people.mathsTeacher }, people.mathsTeacher, `${uniqueName()}.pdf`)).id;

const file = (storageKey = `${newId()}/${newId()}`) => ({
  id: newId(),
  name: "carte.png",
  mediaType: "image/png",
  size: DOCUMENT_BYTES,
  sha256: "0".repeat(64),
  storageKey,
});

/** Into the space of 6A, of alice, of the team. */
function addRow(
  where: string,
  spaceId: (world: World) => string,
  prepare: WriteRow["prepare"],
  allowed: string,
): WriteRow {
  return {
    operation: `${COMMANDS}.addDocument (${where})`,
    prepare,
    input: (_target, world) => ({ spaceId: spaceId(world), folderId: "", file: file() }),
    run: parsed(addDocumentInput, addDocument),
    allowed,
    action: "documents.document.add",
    changes: where === "of alice" ? "document document_space file" : "document document_space file outbox",
  };
}

const uploads = new Map<string, string>();

export const documentsWrites: WriteRow[] = [
  {
    operation: `${COMMANDS}.createFolder`,
    prepare: spaceOf6A,
    input: (spaceId) => ({ operationId: newId(), spaceId, parentId: "", name: uniqueName() }),
    run: parsed(createFolderInput, createFolder),
    allowed: TEACHERS_6A,
    action: "documents.folder.create",
    changes: "folder",
  },
  {
    operation: `${COMMANDS}.renameFolder`,
    prepare: folderIn6A,
    input: (folderId) => ({ folderId, name: uniqueName() }),
    run: parsed(renameFolderInput, renameFolder),
    allowed: TEACHERS_6A,
    action: "documents.folder.rename",
    changes: "folder",
  },
  {
    operation: `${COMMANDS}.renameDocument`,
    prepare: documentIn6A,
    input: (documentId) => ({ documentId, version: "1", name: uniqueName() }),
    run: parsed(renameDocumentInput, renameDocument),
    allowed: TEACHERS_6A,
    action: "documents.document.rename",
    changes: "document",
  },
  addRow("in 6A", ({ groups }) => groups.sixA.id, spaceOf6A, TEACHERS_6A),
  addRow(
    "of alice",
    ({ people }) => people.alice.id,
    () => Promise.resolve(""),
    "alice",
  ),
  addRow(
    "of the team",
    ({ school }) => school.schoolId,
    () => Promise.resolve(""),
    TEAM,
  ),
  {
    operation: `${COMMANDS}.beginUpload`,
    prepare: spaceOf6A,
    input: (spaceId) => ({ spaceId, folderId: "", name: "film.mp4", size: DOCUMENT_BYTES, mark: newId() }),
    run: parsed(beginUploadInput, beginUpload),
    allowed: TEACHERS_6A,
    action: "documents.upload.begin",
    changes: "upload",
  },
  {
    operation: `${COMMANDS}.finishUpload`,
    prepare: async (db, { people }) => {
      const { id, storageKey } = await anUpload(db, people.alice, `${uniqueName()}.png`);
      uploads.set(id, storageKey);
      return id;
    },
    input: (uploadId) => ({ uploadId, file: file(uploads.get(uploadId)) }),
    run: parsed(finishUploadInput, finishUpload),
    allowed: "alice",
    action: "documents.document.add",
    changes: "document document_space file upload",
  },
  {
    operation: `${COMMANDS}.emptyTrash`,
    prepare: async (db, world) => {
      const { groups, people } = world;
      await aFolder(db, { group: groups.sixB }, people.teacherOf6B, uniqueName(), { trashed: true });
      await aDocument(db, { group: groups.sixB }, people.teacherOf6B, uniqueName(), { trashed: true });
      return groups.sixB.id;
    },
    input: (spaceId) => ({ spaceId }),
    run: parsed(emptyTrashInput, emptyTrash),
    allowed: "teacherOf6B",
    action: "documents.trash.empty",
    changes: "document document_space folder",
  },
  {
    operation: `${SHARING}.shareDocument`,
    prepare: ownDocument,
    input: (documentId, { groups }) => ({
      operationId: newId(),
      documentId,
      reader: `groupe:${groups.sixA.id}`,
      until: "2026-12-18",
    }),
    run: parsed(shareDocumentInput, shareDocument),
    allowed: "mathsTeacher",
    action: "documents.document.share",
    changes: "document document_share file outbox",
  },
  {
    operation: `${SHARING}.shareFolder`,
    prepare: async (db, { people }) => {
      const { mathsTeacher } = people;
      const place = { person: mathsTeacher };
      const { id: folderId } = await aFolder(db, place, mathsTeacher, uniqueName());
      await aDocument(db, place, mathsTeacher, `${uniqueName()}.pdf`, { folderId });
      return folderId;
    },
    input: (folderId, { groups }) => ({
      operationId: newId(),
      folderId,
      reader: `groupe:${groups.sixA.id}`,
      until: "2026-12-18",
    }),
    run: parsed(shareFolderInput, shareFolder),
    allowed: "mathsTeacher",
    action: "documents.folder.share",
    changes: "document document_share file folder outbox",
  },
  {
    operation: `${SHARING}.endShare`,
    prepare: async (db, { people, groups }) => {
      const { mathsTeacher } = people;
      const document = await aDocument(db, { person: mathsTeacher }, mathsTeacher, `${uniqueName()}.pdf`, {
        shown: true,
      });
      return (await aShare(db, document, mathsTeacher, { groupId: groups.sixA.id })).id;
    },
    input: (shareId) => ({ shareId }),
    run: parsed(endShareInput, endShare),
    allowed: "mathsTeacher",
    action: "documents.document.unshare",
    changes: "document document_share file outbox",
  },
  {
    operation: `${MOVING}.moveItem`,
    prepare: async (db, world) => {
      const { groups, people } = world;
      const folderId = await folderIn6A(db, world);
      const place = { group: groups.sixA };
      return (await aDocument(db, place, people.mathsTeacher, `${uniqueName()}.pdf`, { folderId })).id;
    },
    input: (id) => ({ kind: "document", id, parentId: "" }),
    run: parsed(moveItemInput, moveItem),
    allowed: TEACHERS_6A,
    action: "documents.item.move",
    changes: "document",
  },
  {
    operation: `${MOVING}.trashItem`,
    prepare: async (db, world) => {
      const folderId = await folderIn6A(db, world);
      await aDocument(db, { group: world.groups.sixA }, world.people.mathsTeacher, uniqueName(), { folderId });
      return folderId;
    },
    input: (id) => ({ kind: "folder", id }),
    run: parsed(trashItemInput, trashItem),
    allowed: TEACHERS_6A,
    action: "documents.item.trash",
    changes: "document folder",
  },
  {
    operation: `${MOVING}.restoreItem`,
    prepare: async (db, { groups, people }) =>
      (await aFolder(db, { group: groups.sixA }, people.mathsTeacher, uniqueName(), { trashed: true })).id,
    input: (id) => ({ kind: "folder", id }),
    run: parsed(restoreItemInput, restoreItem),
    allowed: TEACHERS_6A,
    action: "documents.item.restore",
    changes: "folder",
  },
];
