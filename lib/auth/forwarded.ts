import { BlockList, isIP, SocketAddress } from "node:net";

// Where a request comes from. A client can write anything into X-Forwarded-For; only the entries that our own proxies
// appended are believed, read from the right.

/** Addresses and ranges of our own proxies. */
export interface TrustedProxies {
  includes(address: string): boolean;
}

/**
 * Reads TRUSTED_PROXIES: addresses or CIDR ranges, separated by commas or spaces.
 * @throws Error naming the entry that is neither.
 */
export function parseTrustedProxies(text: string): TrustedProxies {
  const list = new BlockList();
  for (const entry of text.split(/[\s,]+/).filter(Boolean)) {
    const [given = "", bits] = entry.split("/");
    const address = normalizeAddress(given);
    const family = address?.includes(":") ? "ipv6" : "ipv4";
    const size = family === "ipv6" ? 128 : 32;
    const prefix = bits === undefined ? size : Number(bits);
    if (!address || !Number.isInteger(prefix) || prefix < 0 || prefix > size || bits === "") {
      throw new Error(`TRUSTED_PROXIES: «${entry}» is neither an address nor a range.`);
    }
    list.addSubnet(address, prefix, family);
  }
  return { includes: (address) => list.check(address, address.includes(":") ? "ipv6" : "ipv4") };
}

/**
 * The address of the client.
 * @param peer address at the other end of the socket, which cannot be forged.
 * @param forwardedFor the X-Forwarded-For header, each proxy having appended the address it saw.
 */
export function resolveAddress(peer: string | null, forwardedFor: string | null, trusted: TrustedProxies): string {
  let client = peer === null ? null : normalizeAddress(peer);
  if (client === null) return "unknown";
  const hops = (forwardedFor ?? "").split(",").reverse();
  for (const hop of hops) {
    if (!trusted.includes(client)) break;
    const next = normalizeAddress(hop);
    if (next === null) break;
    client = next;
  }
  return client;
}

/**
 * What limits count by: the address, or for IPv6 its /64, which is what one household or one device gets.
 * @param address as `resolveAddress` returns it.
 */
export function addressBucket(address: string): string {
  if (!address.includes(":")) return address;
  const [head = "", tail] = address.split("::");
  const left = head.split(":").filter(Boolean);
  const right = (tail ?? "").split(":").filter(Boolean);
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - left.length - right.length }, () => "0");
  return `${[...left, ...zeros, ...right].slice(0, 4).join(":")}::/64`;
}

/** One spelling per address: no port, no brackets, no zone; IPv4 inside IPv6 becomes IPv4. Null when it is no address. */
function normalizeAddress(text: string): string | null {
  const trimmed = text.trim().replace(/%.*$/, "");
  const bare = /^\[(.+)\](?::\d+)?$/.exec(trimmed)?.[1] ?? /^([\d.]+):\d+$/.exec(trimmed)?.[1] ?? trimmed;
  const family = isIP(bare);
  if (family === 0) return null;
  const { address } = new SocketAddress({ address: bare, family: family === 6 ? "ipv6" : "ipv4" });
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(address)?.[1] ?? address;
}
