import { personHref, type Viewer } from "@/lib/auth/viewer";
import type { Focus } from "@/lib/cahier-de-texte/queries";

/** Addresses of the module, from where one stands: the path within it, and what to add to the query. */
export type HrefOf = (path?: string, query?: Record<string, string | undefined>) => string;

/** Whom an address acts as: a viewer, or another person of the same account. */
export type Acting = Parameters<typeof personHref>[0];

/** Addresses that go on acting as the same person and showing the same child or class. */
export function hrefsOf(acting: Acting, focus: Focus): HrefOf {
  return (path = "", query = {}) =>
    personHref(acting, `/cahier-de-texte${path}`, { enfant: focus.studentId, classe: focus.divisionId, ...query });
}

/** Where a file is downloaded, by the person who reads it here. */
export function fileHrefsOf(viewer: Viewer): (fileId: string) => string {
  return (fileId) => personHref(viewer, `/api/cahier-de-texte/files/${fileId}`);
}
