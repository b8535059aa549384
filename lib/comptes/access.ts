import { holdsRight, runsSchool, type Viewer } from "@/lib/auth/viewer";

/**
 * Who runs the accounts and the settings of a school by office: the head, the deputies and the administrators, each of the whole school.
 * The administrator reads identities and accounts there, and nothing that is taught. What is not opened to delegations below is theirs alone.
 */
export function mayAdminister(viewer: Pick<Viewer, "profile">): boolean {
  return runsSchool(viewer);
}

/** Who keeps the accounts of persons: those who run the school, and their local administrators. */
export function mayKeepAccounts(viewer: Pick<Viewer, "profile" | "rights">): boolean {
  return holdsRight(viewer, "LOCAL_ADMIN");
}

/** Of this person too? A local administrator leaves those who run the school alone. */
export function mayKeepAccountOf(viewer: Pick<Viewer, "profile" | "rights">, person: Pick<Viewer, "profile">): boolean {
  return mayKeepAccounts(viewer) && (runsSchool(viewer) || !runsSchool(person));
}

/** Does this viewer decide of what ties its own persons to pupils? A delegate would give itself what nobody lent to it. */
export function mayTieItself(viewer: Pick<Viewer, "profile">): boolean {
  return runsSchool(viewer);
}

/** Who follows the activation of accounts and prints sheets: those who run the school, and those to whom it is delegated. */
export function mayActivateAccounts(viewer: Pick<Viewer, "profile" | "rights">): boolean {
  return holdsRight(viewer, "ACTIVATION");
}

/** Who sets modules, periods and policies: those who run the school, and those to whom it is delegated. */
export function maySetSchool(viewer: Pick<Viewer, "profile" | "rights">): boolean {
  return holdsRight(viewer, "SETTINGS");
}

/** Who opens a closed year again: the head and the deputies alone, who answer for what it holds. */
export function mayReopenYear(viewer: Pick<Viewer, "profile">): boolean {
  return viewer.profile === "HEAD";
}
