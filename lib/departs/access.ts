import { runsSchool, type Viewer } from "@/lib/auth/viewer";
import type { CopyReader } from "./copy/types";

/**
 * As whose reader this viewer may ask for a copy of a person's data; null: it may not. Everybody of itself; a legal guardian of its child
 * (viewer.students leaves out those whom a judgment keeps from it); who runs the school of anybody there. Whom the portal is shown as
 * somebody else asks for nothing.
 */
export function copyReaderFor(
  viewer: Pick<Viewer, "person" | "profile" | "students" | "seenBy">,
  personId: string,
): CopyReader | null {
  if (viewer.seenBy) return null;
  if (personId === viewer.person.id) return "SELF";
  if (viewer.students.some(({ id, level }) => id === personId && level === 1)) return "GUARDIAN";
  return runsSchool(viewer) ? "SCHOOL" : null;
}

/** Who sees who has left, and erases: who runs the school by office. Nobody by delegation: it cannot be undone. */
export function mayErase(viewer: Pick<Viewer, "profile" | "seenBy">): boolean {
  return runsSchool(viewer) && !viewer.seenBy;
}
