import type { Viewer } from "@/lib/auth/viewer";
import { guardianLevelsOf, isModuleOpen, type ModuleSlug } from "@/lib/modules";

/** A child of a guardian, and the person by whom this guardian acts in the child's school. */
export interface Child {
  id: string;
  firstName: string;
  personId: string;
}

/** The children whom a guardian sees in a module, all its schools together, in the order of the account's persons. */
export function childrenOf(viewer: Viewer, module: ModuleSlug): Child[] {
  if (viewer.profile !== "GUARDIAN") return [];
  return viewer.persons
    .filter((person) => person.profile === "GUARDIAN" && isModuleOpen(module, person, person.school.disabledModules))
    .flatMap(({ id: personId, children, school }) =>
      children
        .filter((child) => guardianLevelsOf(module, school).includes(child.level))
        .map(({ id, firstName }) => ({ id, firstName, personId })),
    );
}
