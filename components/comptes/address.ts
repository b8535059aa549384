import { canPrintCodes } from "@/lib/auth/access";
import { personHref, type Viewer } from "@/lib/auth/viewer";
import { mayAdminister, mayKeepAccounts, maySetSchool } from "@/lib/comptes/access";
import { mayErase } from "@/lib/departs/access";
import { mayAppointSubstitutes, mayDelegate } from "@/lib/droits/access";
import { mayImport } from "@/lib/imports/access";

/** The rooms of the module, in the order of its tabs, and to whom each opens. */
const rooms = [
  { path: "", label: "Annuaire", isOpen: mayKeepAccounts },
  { path: "/activation", label: "Activation", isOpen: canPrintCodes },
  { path: "/imports", label: "Imports", isOpen: mayImport },
  { path: "/droits", label: "Droits", isOpen: mayDelegate },
  { path: "/remplacements", label: "Remplacements", isOpen: mayAppointSubstitutes },
  { path: "/annees", label: "Années", isOpen: mayAdminister },
  { path: "/departs", label: "Départs", isOpen: mayErase },
  { path: "/etablissement", label: "Réglages", isOpen: maySetSchool },
] as const satisfies readonly { path: string; label: string; isOpen: (viewer: Viewer) => boolean }[];

/** A room of the module, as its tab is called. */
export type Room = (typeof rooms)[number]["label"];

/** Addresses of the module: the path within it, and what to add to the query. And the rooms that are open to the one who acts. */
export interface HrefOf {
  (path?: string, query?: Record<string, string | undefined>): string;
  readonly rooms: readonly { path: string; label: Room }[];
}

/** Addresses that go on acting as the same person. */
export function hrefsOf(viewer: Viewer): HrefOf {
  return Object.assign(
    (path = "", query: Record<string, string | undefined> = {}) => personHref(viewer, `/comptes${path}`, query),
    { rooms: rooms.filter(({ isOpen }) => isOpen(viewer)) },
  );
}
