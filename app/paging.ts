import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { RETURN_HEADER } from "@/lib/auth/request-headers";

const MOST_PAGES = 10_000;

/** The page of a list that an address asks for, from 1; what is no number is the first. */
export function pageAsked(page: string | undefined): number {
  return Math.min(Math.max(Number.parseInt(page ?? "1", 10) || 1, 1), MOST_PAGES);
}

/**
 * Sends whoever asks for a page beyond the end of a list to its last one, and keeps what else the address says: a list has grown shorter
 * since, or the address was written by hand. To be called outside of a context, once the list is read. The answer to an action knows no address
 * to lead back to (proxy.ts): it stays where it is.
 * @param name the parameter of the address.
 */
export async function stayWithin({ pages }: { pages: number }, page: number, name = "page"): Promise<void> {
  if (page <= pages) return;
  const address = (await headers()).get(RETURN_HEADER);
  if (address === null) return;
  const [path = "/", query = ""] = address.split("?");
  const asked = new URLSearchParams(query);
  // Next's own, of a page asked for by a link: it adds it again.
  asked.delete("_rsc");
  if (pages > 1) asked.set(name, String(pages));
  else asked.delete(name);
  redirect(asked.size > 0 ? `${path}?${asked}` : path);
}
