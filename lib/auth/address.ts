import "server-only";
import { parseTrustedProxies, resolveAddress, type TrustedProxies } from "@/lib/auth/forwarded";
import { peerOf } from "@/lib/auth/peer";
import { env } from "@/lib/env";

let trusted: TrustedProxies | undefined;

/** The address a request comes from: what limits and the connection log go by; «unknown» when nothing reliable says. */
export function clientAddress(headers: Headers): string {
  trusted ??= parseTrustedProxies(env().TRUSTED_PROXIES);
  return resolveAddress(peerOf(headers), headers.get("x-forwarded-for"), trusted);
}
