import type { Viewer } from "@/lib/auth/viewer";

/**
 * Who runs the accounts and the settings of a school: the head, the deputies and the administrators, each of the whole school.
 * The administrator reads identities and accounts there, and nothing that is taught.
 */
export function mayAdminister(viewer: Pick<Viewer, "profile">): boolean {
  return viewer.profile === "HEAD" || viewer.profile === "ADMIN";
}
