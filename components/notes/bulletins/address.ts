import { personHref } from "@/lib/auth/viewer";

/** Addresses of the bulletins, from where one stands: the path within them, and what to add to the query. */
export type HrefOf = (path?: string, query?: Record<string, string | undefined>) => string;

type Acting = Parameters<typeof personHref>[0];

/** Addresses that go on acting as the same person. */
export function hrefsOf(acting: Acting): HrefOf {
  return (path = "", query = {}) => personHref(acting, `/notes/bulletins${path}`, query);
}

/** Where the PDF of a class is, or that of one of its pupils. */
export function pdfHref(acting: Acting, periodId: string, divisionId: string, studentId?: string): string {
  return personHref(acting, ["/api/notes/bulletins", periodId, divisionId, studentId].filter(Boolean).join("/"));
}
