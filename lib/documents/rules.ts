import type { SchoolSettings } from "@/lib/school/settings";
import type { SpaceKind } from "@/lib/db/types";
import { extensionOf, isShownInline } from "@/lib/files/rules";
import { Temporal } from "temporal-polyfill";
import type { IsoDay } from "@/lib/time/day";
import type { Destination, Folder } from "./types";

/** 300 MB: a film of a class outing. */
export const MAX_DOCUMENT_BYTES = 300_000_000;

/** Uploads that one person may have begun in a space and not finished. */
export const MAX_BEGUN = 100;

/** What leaves in one request: small enough that a cut costs little on a school's line. */
export const PART_BYTES = 2_000_000;

/** Days in the trash before what is there is forgotten. */
export const TRASH_DAYS = 30;

export const MAX_FOLDER_NAME = 80;
const MAX_DOCUMENT_NAME = 120;

/** Folders inside of folders: deeper, nobody finds anything. */
export const MAX_DEPTH = 8;
/** Folders of one space, so that its tree is read in one go. */
export const MAX_FOLDERS = 500;

/** Bytes that a space may hold. @param isPupil of a personal space: is it a pupil's? */
export function quotaOf(kind: SpaceKind, isPupil: boolean, { documents }: SchoolSettings): number {
  const megabytes = {
    PERSONAL: isPupil ? documents.pupilMegabytes : documents.staffMegabytes,
    CLASS: documents.classMegabytes,
    TEAM: documents.teamMegabytes,
  }[kind];
  return megabytes * 1_000_000;
}

/** The way from the top to a folder, itself included; empty when it is not in the tree. */
export function trailTo<Each extends Folder>(folders: readonly Each[], id: string): Each[] {
  const byId = new Map(folders.map((folder) => [folder.id, folder]));
  const trail: Each[] = [];
  let folder = byId.get(id);
  while (folder && trail.length <= folders.length) {
    trail.unshift(folder);
    folder = folder.parentId === null ? undefined : byId.get(folder.parentId);
  }
  return trail;
}

/** A folder's id and those of all folders below it. */
export function within(folders: readonly Folder[], id: string): string[] {
  const found = [id];
  for (const each of found) {
    for (const { id: child, parentId } of folders) if (parentId === each && !found.includes(child)) found.push(child);
  }
  return found;
}

/** Levels below a folder, itself included. */
function heightOf(folders: readonly Folder[], id: string): number {
  const below = folders.filter(({ parentId }) => parentId === id).map((child) => heightOf(folders, child.id));
  return 1 + Math.max(0, ...below);
}

/** Is there room for `levels` more levels of folders in this one? @param parentId null: the top. */
export function hasDepth(folders: readonly Folder[], parentId: string | null, levels = 1): boolean {
  return (parentId === null ? 0 : trailTo(folders, parentId).length) + levels <= MAX_DEPTH;
}

/**
 * Where something may be moved, in the order of the tree: anywhere but where it is, and for a folder anywhere but into
 * itself or too deep.
 * @param movedId the folder that moves; null for a document.
 */
export function destinationsFor(
  folders: readonly Folder[],
  parentId: string | null,
  movedId: string | null,
): Destination[] {
  const closed = new Set(movedId ? within(folders, movedId) : []);
  const levels = movedId ? heightOf(folders, movedId) : 0;
  return [
    { id: "", label: "Racine de l’espace", parent: null },
    ...folders.map(({ id }) => ({
      id,
      label: trailTo(folders, id)
        .map(({ name }) => name)
        .join(" / "),
      parent: id,
    })),
  ]
    .filter(({ id, parent }) => !closed.has(id) && parent !== parentId && hasDepth(folders, parent, levels))
    .toSorted((a, b) => (a.id === "" ? -1 : b.id === "" ? 1 : compareNames(a.label, b.label)))
    .map(({ id, label }) => ({ id, label }));
}

/** Two names are one whatever their case: «Sciences» beside «sciences» helps nobody. */
export function isSameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** As people sort: «Fiche 2» before «Fiche 10», accents aside. */
export function compareNames(a: string, b: string): number {
  return a.localeCompare(b, "fr", { numeric: true, sensitivity: "base" });
}

/** The name, or «nom (2).pdf» when it is taken. */
export function freeName(name: string, taken: readonly string[]): string {
  if (!taken.some((other) => isSameName(other, name))) return name;
  const extension = extensionOf(name);
  const suffix = extension ? name.slice(-extension.length - 1) : "";
  const base = suffix ? name.slice(0, -suffix.length) : name;
  for (let number = 2; ; number += 1) {
    const mark = ` (${number})`;
    const candidate = base.slice(0, MAX_DOCUMENT_NAME - mark.length - suffix.length) + mark + suffix;
    if (!taken.some((other) => isSameName(other, candidate))) return candidate;
  }
}

/** The name that a person gave, with the extension that the content has: it is no part of what may be changed. */
export function renamed(current: string, asked: string): string {
  const extension = extensionOf(current);
  if (!extension || extensionOf(asked) === extension) return asked;
  return `${asked.slice(0, MAX_DOCUMENT_NAME - extension.length - 1)}.${extension}`;
}

/** How a document is shown: in its page, or by a viewer of the browser in a tab of its own. */
export type Preview = "image" | "text" | "viewer" | "none";

/** Pure: by the type that was found in the content. */
export function previewOf(mediaType: string): Preview {
  if (/^image\/(png|jpeg|webp|gif)$/.test(mediaType)) return "image";
  if (mediaType === "text/plain") return "text";
  return isShownInline(mediaType) ? "viewer" : "none";
}

/** The last day of a share, as people say it: the table keeps the first one without. */
export function lastDayOf(endsOn: IsoDay): IsoDay {
  return Temporal.PlainDate.from(endsOn).subtract({ days: 1 }).toString();
}
