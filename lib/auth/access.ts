import type { Viewer } from "@/lib/auth/viewer";

/**
 * May this viewer print activation and reset codes for the persons of its school? The head and the administrators: a
 * reset code opens the whole account.
 */
export function canPrintCodes(viewer: Viewer): boolean {
  return viewer.profile === "HEAD" || viewer.profile === "ADMIN";
}
