"use server";
import { defineAction } from "@/lib/actions/define-action";
import { personHref } from "@/lib/auth/viewer";
import { createFolder, emptyTrash, renameDocument, renameFolder } from "./commands";
import { moveItem, restoreItem, trashItem } from "./moving";
import {
  createFolderInput,
  emptyTrashInput,
  endShareInput,
  moveItemInput,
  renameDocumentInput,
  renameFolderInput,
  restoreItemInput,
  shareDocumentInput,
  shareFolderInput,
  trashItemInput,
} from "./schema";
import { endShare, shareDocument, shareFolder } from "./sharing";

const module = "documents";

export const createFolderAction = defineAction({
  name: "documents.folder.create",
  module,
  input: createFolderInput,
  run: createFolder,
});

export const renameFolderAction = defineAction({
  name: "documents.folder.rename",
  module,
  input: renameFolderInput,
  run: renameFolder,
});

export const renameDocumentAction = defineAction({
  name: "documents.document.rename",
  module,
  input: renameDocumentInput,
  run: renameDocument,
});

export const moveItemAction = defineAction({
  name: "documents.item.move",
  module,
  input: moveItemInput,
  run: moveItem,
});

/** Then to the folder where it was, which offers to take it back. */
export const trashItemAction = defineAction({
  name: "documents.item.trash",
  module,
  input: trashItemInput,
  run: trashItem,
  to: ({ kind, id, spaceId, parentId }, viewer) =>
    personHref(viewer, `/documents/${spaceId}`, {
      dossier: parentId ?? undefined,
      supprime: `${kind === "folder" ? "dossier" : "document"}:${id}`,
    }),
});

export const restoreItemAction = defineAction({
  name: "documents.item.restore",
  module,
  input: restoreItemInput,
  run: restoreItem,
});

export const emptyTrashAction = defineAction({
  name: "documents.trash.empty",
  module,
  input: emptyTrashInput,
  run: emptyTrash,
});

export const shareDocumentAction = defineAction({
  name: "documents.document.share",
  module,
  input: shareDocumentInput,
  run: shareDocument,
});

export const shareFolderAction = defineAction({
  name: "documents.folder.share",
  module,
  input: shareFolderInput,
  run: shareFolder,
});

export const endShareAction = defineAction({
  name: "documents.document.unshare",
  module,
  input: endShareInput,
  run: endShare,
});
