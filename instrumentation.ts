/** Next calls this once per server process, before the first request is answered. */
export async function register(): Promise<void> {
  // Next builds this file for its edge runtime too, where there are no sockets; the constant cuts the import out there.
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { watchPeers } = await import("@/lib/auth/peer");
  watchPeers();
}
