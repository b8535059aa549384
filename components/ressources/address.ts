import { personHref } from "@/lib/auth/viewer";

/** Addresses of the module, from where one stands: the path within it, and what to add to the query. */
export type HrefOf = (path?: string, query?: Record<string, string | undefined>) => string;

/** Addresses that go on acting as the same person and showing the same child. */
export function hrefsOf(acting: Parameters<typeof personHref>[0], studentId?: string): HrefOf {
  return (path = "", query = {}) => personHref(acting, `/ressources${path}`, { enfant: studentId, ...query });
}
