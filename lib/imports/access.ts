import { holdsRight, runsSchool, type Viewer } from "@/lib/auth/viewer";

/** Who brings the school's files in: the head, the deputies, the administrators, and those to whom they delegated it; each of the whole school. */
export function mayImport(viewer: Pick<Viewer, "profile" | "rights">): boolean {
  return holdsRight(viewer, "IMPORTS");
}

/**
 * May this viewer have an import written that makes, changes or ends those who run the school? They alone: a delegate whose file calls it
 * the head would be the head.
 */
export function mayImportDirection(viewer: Pick<Viewer, "profile">): boolean {
  return runsSchool(viewer);
}

/**
 * May this viewer have an import make a head of somebody who can sign in already, or by a table of the school's own? The direction alone: an
 * administrator would otherwise become the head, or make one of an account that it opens (lib/imports/raising.ts).
 */
export function mayRaiseToDirection({ profile }: Pick<Viewer, "profile">): boolean {
  return profile === "HEAD";
}
