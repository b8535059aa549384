import { personHref } from "@/lib/auth/viewer";

/** Addresses of the module that go on acting as the same person: the path within it, and what to add to the query. */
export type HrefOf = (path?: string, query?: Record<string, string | undefined>) => string;

/** Addresses for a person of an account. */
export function hrefsOf(acting: Parameters<typeof personHref>[0]): HrefOf {
  return (path = "", query = {}) => personHref(acting, `/messagerie${path}`, query);
}

/** Where files of messages are sent to and read from. */
export const FILES_ADDRESS = "/api/messagerie/files";
