import type { SpaceKind } from "@/lib/db/types";
import type { IsoDay } from "@/lib/time/day";

/** A space as its reader knows it, whether or not something was ever kept in it. */
export interface Space {
  /** The id of its person, of its group or of the school. */
  id: string;
  kind: SpaceKind;
  name: string;
  /** Bytes, what is in the trash included. */
  used: number;
  quota: number;
  /** Is it somebody else's own, of which the viewer reads but what was shown to it? */
  isOther: boolean;
  can: { write: boolean; share: boolean };
}

/** A folder in its tree; null stands for the top of the space. */
export interface Folder {
  id: string;
  name: string;
  parentId: string | null;
}

/** A folder that stands, with what it holds itself. */
export interface CountedFolder extends Folder {
  documents: number;
  /** Is it shown to somebody today, by itself? What stands below a shared folder is shown with it. */
  isShared: boolean;
}

/** A folder that somebody shows to the viewer. */
export interface SharedFolder {
  id: string;
  name: string;
  spaceId: string;
  /** Who shows it. */
  owner: string;
}

/** A line of a list of documents. */
export interface DocumentLine {
  id: string;
  name: string;
  mediaType: string;
  /** Bytes. */
  size: number;
  author: string;
  /** ISO instant. */
  createdAt: string;
}

/** A document outside of its folder: among the recent ones, or shared. */
export interface PlacedDocument extends DocumentLine {
  /** «6A», «Mon espace»; of a shared one, who shares it. */
  place: string;
}

export type Sort = "nom" | "date" | "taille";

/** One page of a folder. */
export interface OpenFolder {
  space: Space;
  /** Null: the top of the space. */
  folder: Folder | null;
  /** The folders around it, from the top. */
  trail: Folder[];
  folders: CountedFolder[];
  documents: DocumentLine[];
  total: number;
  page: number;
  pages: number;
  sort: Sort;
  /** Where the folder itself may go. */
  destinations: Destination[];
  /** To whom the folder is shown, for who may share it; null for others, and at the top. */
  shares: Share[] | null;
  /** The name of a folder around it that is shown, and it too. */
  shownWith: string | null;
}

/** A place that something may be moved to. */
export interface Destination {
  /** Empty: the top of the space. */
  id: string;
  /** «Sciences / Contrôles» */
  label: string;
}

/** To whom a document or a folder is shown. */
export interface Share {
  id: string;
  reader: string;
  endsOn: IsoDay | null;
}

/** One document. */
export interface DocumentPage {
  document: DocumentLine & { version: number; folderId: string | null };
  /** Null for who reads it by a share alone. */
  space: Space | null;
  trail: Folder[];
  destinations: Destination[];
  /** For who may share it; null for others. */
  shares: Share[] | null;
}

/** What a document may be shared with. */
export interface ShareChoices {
  groups: { id: string; name: string }[];
  colleagues: { id: string; name: string }[];
}

/** Something in the trash. */
export interface Trashed {
  kind: ItemKind;
  id: string;
  name: string;
  /** ISO instant. */
  deletedAt: string;
  size: number | null;
}

export type ItemKind = "folder" | "document";
