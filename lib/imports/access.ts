import type { Viewer } from "@/lib/auth/viewer";

/** Who brings the school's files in: the head, the deputies and the administrators, each of the whole school. */
export function mayImport(viewer: Pick<Viewer, "profile">): boolean {
  return viewer.profile === "HEAD" || viewer.profile === "ADMIN";
}
