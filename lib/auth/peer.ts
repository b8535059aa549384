import { randomBytes } from "node:crypto";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";

// Next gives pages and actions the headers of a request and not its socket, and takes X-Forwarded-For as the client sent
// it. So each request is given a header that names its socket's address, behind a secret of this process: whatever a
// client writes there, even while the server starts, is not believed.

/** The header that carries the address at the other end of the socket. */
export const PEER_HEADER = "x-preau-peer";

const shared = globalThis as unknown as { preauPeerSecret?: string };

function secret(): string {
  return (shared.preauPeerSecret ??= randomBytes(16).toString("base64url"));
}

/** Makes this process name the socket of each request it receives. Called once, by instrumentation.ts. */
export function watchPeers(): void {
  subscribe("http.server.request.start", (message) => {
    const { request, socket } = message as { request: IncomingMessage; socket: Socket };
    request.headers[PEER_HEADER] = `${secret()} ${socket.remoteAddress ?? ""}`;
  });
}

/** The address of the request's socket, or null when the header was not written by this process. */
export function peerOf(headers: Headers): string | null {
  const [given, address] = (headers.get(PEER_HEADER) ?? "").split(" ");
  return given === secret() && address ? address : null;
}
