import { personHref } from "@/lib/auth/viewer";

/** Addresses of the module: the path within it, and what to add to the query. */
export type HrefOf = (path?: string, query?: Record<string, string | undefined>) => string;

/** Addresses that go on acting as the same person. */
export function hrefsOf(acting: Parameters<typeof personHref>[0]): HrefOf {
  return (path = "", query = {}) => personHref(acting, `/comptes${path}`, query);
}
