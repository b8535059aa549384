import { holdsRight, type Viewer } from "@/lib/auth/viewer";

/** Who brings the school's files in: the head, the deputies, the administrators, and those to whom they delegated it; each of the whole school. */
export function mayImport(viewer: Pick<Viewer, "profile" | "rights">): boolean {
  return holdsRight(viewer, "IMPORTS");
}
