import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { clientAddress } from "@/lib/auth/address";
import { PEER_HEADER, peerOf, watchPeers } from "@/lib/auth/peer";

/** What the application sees of a request: its headers, as Next hands them on. */
const server = createServer((request, response) => {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) if (typeof value === "string") headers.set(name, value);
  response.end(JSON.stringify({ peer: peerOf(headers), address: clientAddress(headers) }));
});

async function ask(headers: Record<string, string>): Promise<unknown> {
  const { port } = server.address() as AddressInfo;
  return (await fetch(`http://127.0.0.1:${port}/`, { headers })).json();
}

beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));

test("before the process watches, whatever a client writes is not believed", async () => {
  const forged = { [PEER_HEADER]: "guess 10.0.0.1", "x-forwarded-for": "10.0.0.1" };
  expect(await ask(forged)).toEqual({ peer: null, address: "unknown" });
});

test("the socket's address is told, over whatever a client writes", async () => {
  watchPeers();
  expect(await ask({})).toEqual({ peer: "127.0.0.1", address: "127.0.0.1" });
  const forged = { [PEER_HEADER]: "guess 10.0.0.1", "x-forwarded-for": "10.0.0.1" };
  expect(await ask(forged)).toEqual({ peer: "127.0.0.1", address: "127.0.0.1" });
});
