import { watchPeers } from "@/lib/auth/peer";

/** Next calls this once per server process, before the first request is answered. */
export function register(): void {
  watchPeers();
}
