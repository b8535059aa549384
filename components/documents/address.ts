import { personHref } from "@/lib/auth/viewer";

/** Addresses of the module, from where one stands: the path within it, and what to add to the query. */
export type HrefOf = (path?: string, query?: Record<string, string | undefined>) => string;

/** Addresses that go on acting as the same person. */
export function hrefsOf(acting: Parameters<typeof personHref>[0]): HrefOf {
  return (path = "", query = {}) => personHref(acting, `/documents${path}`, query);
}

/** A folder, or the top of its space. */
export function folderHref(hrefOf: HrefOf, spaceId: string, folderId: string | null): string {
  return hrefOf(`/${spaceId}`, { dossier: folderId ?? undefined });
}

/** Where a browser finds the bytes of a document. */
export function fileHref(documentId: string, personId: string): string {
  return `/api/documents/files/${documentId}?personne=${personId}`;
}
