import { isId } from "@/lib/db/id";
import { z } from "zod";
import { cleanFileName } from "@/lib/files/rules";
import { MAX_DOCUMENT_BYTES, MAX_FOLDER_NAME } from "./rules";

/** A form sends «nowhere» as an empty text. */
const folderId = z
  .literal("")
  .transform(() => null)
  .or(z.uuid({ error: "Choisissez un dossier." }))
  .nullish()
  .transform((id) => id ?? null);

const folderName = z
  .string({ error: "Donnez un nom au dossier." })
  .max(MAX_FOLDER_NAME, `${MAX_FOLDER_NAME} signes au plus.`)
  .refine((name) => name.trim() !== "", "Donnez un nom au dossier.")
  .transform(cleanFileName);

const documentName = z
  .string({ error: "Donnez un nom au document." })
  .max(120, "120 signes au plus.")
  .refine((name) => name.trim() !== "", "Donnez un nom au document.")
  .transform(cleanFileName);

const item = { kind: z.enum(["folder", "document"]), id: z.uuid() };

export const createFolderInput = z.object({
  operationId: z.uuid(),
  spaceId: z.uuid(),
  parentId: folderId,
  name: folderName,
});
export const renameFolderInput = z.object({ folderId: z.uuid(), name: folderName });
export const renameDocumentInput = z.object({
  documentId: z.uuid(),
  version: z.coerce.number().int().min(1),
  name: documentName,
});
export const moveItemInput = z.object({ ...item, parentId: folderId });
export const trashItemInput = z.object(item);
export const restoreItemInput = z.object(item);
export const emptyTrashInput = z.object({ spaceId: z.uuid() });

/** `reader` is «groupe:id» or «personne:id», as the list of the form says it. */
const shareWith = {
  operationId: z.uuid(),
  reader: z
    .string({ error: "Choisissez avec qui partager." })
    .refine((text) => /^(groupe|personne):/.test(text) && isId(text.split(":")[1]), "Choisissez avec qui partager.")
    .transform((text) => {
      const [kind, id = ""] = text.split(":");
      return { kind: kind === "groupe" ? ("group" as const) : ("person" as const), id };
    }),
  until: z
    .literal("")
    .transform(() => null)
    .or(z.iso.date({ error: "Choisissez une date." }))
    .default(null),
};
export const shareDocumentInput = z.object({ ...shareWith, documentId: z.uuid() });
export const shareFolderInput = z.object({ ...shareWith, folderId: z.uuid() });
export const endShareInput = z.object({ shareId: z.uuid() });

/** A file that is about to leave, in parts. */
export const beginUploadInput = z.object({
  spaceId: z.uuid(),
  folderId,
  name: z.string().min(1).max(500).transform(cleanFileName),
  size: z.int().min(1, "Ce fichier est vide.").max(MAX_DOCUMENT_BYTES, "Ce fichier dépasse 300\u00a0Mo."),
  mark: z.string().max(40),
});

const receivedFile = z.object({
  id: z.uuid(),
  name: z.string().min(1).max(120),
  mediaType: z.string(),
  size: z.int().min(1),
  sha256: z.string().length(64),
  storageKey: z.string(),
});

/** A file that the plain form brought, received and recognised. */
export const addDocumentInput = z.object({ spaceId: z.uuid(), folderId, file: receivedFile });

/** The last part has arrived: the whole is recognised. */
export const finishUploadInput = z.object({ uploadId: z.uuid(), file: receivedFile });

/** A part of an upload, as the route received it. */
export const uploadPartInput = z.object({
  uploadId: z.uuid(),
  arrived: z.int().min(0),
  file: receivedFile.nullable(),
});
