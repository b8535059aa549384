import { personHref, type Viewer } from "@/lib/auth/viewer";

/** Addresses of the module, from where one stands: the path within it, and what to add to the query. */
export type HrefOf = (path?: string, query?: Record<string, string | undefined>) => string;

/** Where the module's files are sent and read. */
export const NEWS_FILES = "/api/actualites/files";

/** Addresses that go on acting as the same person and showing the same child. */
export function hrefsOf(acting: Parameters<typeof personHref>[0], studentId?: string): HrefOf {
  return (path = "", query = {}) => personHref(acting, `/actualites${path}`, { enfant: studentId, ...query });
}

/** Where a file is downloaded, by the person who reads it here. */
export function fileHrefsOf(viewer: Viewer): (fileId: string) => string {
  return (fileId) => personHref(viewer, `${NEWS_FILES}/${fileId}`);
}
