import "server-only";
import { notFound } from "next/navigation";
import { cache } from "react";
import type { Asked } from "@/app/(portail)/asked";
import { hrefsOf } from "@/components/documents/address";
import type { Reading } from "@/components/documents/document-list";
import type { FolderPageProps } from "@/components/documents/folder-page";
import { type Context, withViewer } from "@/lib/auth/context";
import { isId, newId } from "@/lib/db/id";
import { textPreview } from "@/lib/documents/preview";
import { findDocument, findDocumentFile, listTrash, openFolder, shareChoices } from "@/lib/documents/queries";
import { previewOf } from "@/lib/documents/rules";
import type { ItemKind, Sort } from "@/lib/documents/types";
import { errorMessages } from "@/lib/errors/codes";
import { today } from "@/lib/school/rules";

/** Where and when a page of the module is read. */
export function readingOf(ctx: Context): Reading {
  const { viewer } = ctx;
  return {
    personId: viewer.person.id,
    timeZone: viewer.school.timeZone,
    today: today(ctx),
    hrefOf: hrefsOf(viewer),
  };
}

/** A folder of a space, as the address asks for it: `dossier`, `tri`, `page`. */
export async function readFolder(espace: string, asked: Asked): Promise<FolderPageProps> {
  const { dossier = null, page, supprime, envoi } = asked;
  if (!isId(espace) || (dossier !== null && !isId(dossier))) notFound();
  return withViewer("documents", async (ctx) => {
    const place = { spaceId: espace, folderId: dossier, sort: sortOf(asked["tri"]), page: Number(page) || 1 };
    const open = await openFolder(ctx, place);
    if (!open) notFound();
    return {
      open,
      choices: open.shares && (await shareChoices(ctx)),
      isPupil: ctx.viewer.profile === "STUDENT",
      operationId: newId(),
      trashed: trashedOf(supprime),
      sent: sentOf(envoi),
      reading: readingOf(ctx),
    };
  });
}

/** The trash of a space. */
export async function readTrash(espace: string) {
  return withViewer("documents", async (ctx) => {
    const trash = isId(espace) ? await listTrash(ctx, espace) : null;
    if (!trash) notFound();
    return { ...trash, reading: readingOf(ctx) };
  });
}

/** One document; read once for the title and the page. */
export const readDocument = cache(async (id: string) => {
  const { file, ...page } = await withViewer("documents", async (ctx) => {
    const read = isId(id) ? await findDocument(ctx, id) : null;
    if (!read) notFound();
    return {
      ...read,
      file: previewOf(read.document.mediaType) === "text" ? await findDocumentFile(ctx, id) : null,
      choices: read.shares && (await shareChoices(ctx)),
      isPupil: ctx.viewer.profile === "STUDENT",
      operationId: newId(),
      reading: readingOf(ctx),
    };
  });
  return { ...page, text: file && (await textPreview(file)) };
});

function sortOf(text: string | undefined): Sort {
  return text === "date" || text === "taille" ? text : "nom";
}

/** «document:id»: what trashItemAction says that it threw away. */
function trashedOf(text: string | undefined): { kind: ItemKind; id: string } | null {
  const [kind, id] = text?.split(":") ?? [];
  if (!isId(id)) return null;
  return { kind: kind === "dossier" ? "folder" : "document", id };
}

/** The word that lib/documents/receive.ts leaves in the address. */
function sentOf(word: string | undefined): FolderPageProps["sent"] {
  if (word === undefined) return null;
  if (word === "FAIT") return { ok: true, message: "Le fichier est ajouté." };
  const known = Object.entries(errorMessages).find(([code]) => code === word);
  return { ok: false, message: known?.[1] ?? errorMessages.UNEXPECTED };
}
