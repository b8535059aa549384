import type { SignedInAccount, SignedInPerson } from "@/lib/db/identity";
import type { DelegatedRight } from "@/lib/db/types";
import type { ModuleSlug } from "@/lib/modules";
import { guardianLevelsOf, isModuleOpen, isPersonal } from "@/lib/modules";

/** Known to this file alone: an object without it is no viewer. */
const minted: unique symbol = Symbol("viewer");

/** A pupil whom a viewer may speak for: itself, or a child. */
export interface ViewerStudent {
  id: string;
  firstName: string;
  lastName: string;
  /** Guardianship level: 1 représentant légal, 2 en charge, 3 contact; null for the pupil itself. */
  level: number | null;
}

/**
 * Who is asking: one person of one school, through one account. Minted only in this file, from the database's answer to
 * a sign-in token: no form, address or test can write one by hand.
 */
export interface Viewer {
  readonly [minted]: true;
  readonly account: { id: string; login: string };
  readonly signInId: string;
  readonly person: { id: string; firstName: string; lastName: string; civility: SignedInPerson["civility"] };
  readonly profile: SignedInPerson["profile"];
  readonly duty: SignedInPerson["duty"];
  /** The rights of the administration delegated to this person that hold today. */
  readonly rights: readonly DelegatedRight[];
  /** Null, unless somebody else looks at the portal as this person, read only (lib/auth/seeing.ts): who, and until when. */
  readonly seenBy: SignedInAccount["seeing"];
  readonly school: SignedInPerson["school"];
  /** Null, unless a page reads the archive of a closed year: its «today» is then the last day of that year (lib/school/rules.ts). */
  readonly archive: { readonly label: string; readonly firstDay: string; readonly lastDay: string } | null;
  /** The pupil itself, or a guardian's children in this school; in a context, those whom the module shows (viewerIn). */
  readonly students: readonly ViewerStudent[];
  /** Every person of the account, this one included: «switch to» and the multi-school views. */
  readonly persons: readonly SignedInPerson[];
}

/**
 * The viewer of one of the account's persons.
 * @param personId the person that the address or form names; null: the sign-in's default, else the first.
 * @returns null when the account has no such person today (ended, another's, invented).
 */
export function viewerOf(signedIn: SignedInAccount, personId: string | null): Viewer | null {
  const person = personId
    ? signedIn.persons.find((candidate) => candidate.id === personId)
    : (signedIn.persons.find((candidate) => candidate.id === signedIn.personId) ?? signedIn.persons[0]);
  if (!person) return null;
  return {
    [minted]: true,
    account: { id: signedIn.accountId, login: signedIn.login },
    signInId: signedIn.signInId,
    person: {
      id: person.id,
      firstName: person.firstName,
      lastName: person.lastName,
      civility: person.civility,
    },
    profile: person.profile,
    duty: person.duty,
    rights: person.rights,
    seenBy: signedIn.seeing,
    school: person.school,
    archive: null,
    students:
      person.profile === "STUDENT"
        ? [{ id: person.id, firstName: person.firstName, lastName: person.lastName, level: null }]
        : person.children,
    persons: signedIn.persons,
  };
}

/** The viewer in the archive of a year that is over and closed. */
export function viewerOfYear(viewer: Viewer, archive: NonNullable<Viewer["archive"]>): Viewer {
  return { ...viewer, archive };
}

/** Pupils and guardians stand behind the family wall, everyone else behind the school's. */
export function isFamily(viewer: Viewer): boolean {
  return viewer.profile === "STUDENT" || viewer.profile === "GUARDIAN";
}

/** Is this one of those who run the school: the head, the deputies and the administrators? */
export function runsSchool(viewer: Pick<Viewer, "profile">): boolean {
  return viewer.profile === "HEAD" || viewer.profile === "ADMIN";
}

/**
 * Does this viewer hold a right of the administration, by office or by a delegation of today? Those who run the school hold all; who keeps
 * the accounts for them prints codes too.
 */
export function holdsRight(viewer: Pick<Viewer, "profile" | "rights">, right: DelegatedRight): boolean {
  if (runsSchool(viewer) || viewer.rights.includes(right)) return true;
  return right === "ACTIVATION" && viewer.rights.includes("LOCAL_ADMIN");
}

/** May this viewer open the module, in its school? Whoever sees as somebody else opens nothing personal. */
export function canOpen(viewer: Viewer, module: ModuleSlug): boolean {
  if (viewer.seenBy && isPersonal(module)) return false;
  return isModuleOpen(module, viewer, viewer.school.disabledModules);
}

/** The viewer as the module knows it: a guardian keeps only the children whom its level shows there. */
export function viewerIn(viewer: Viewer, module: ModuleSlug): Viewer {
  const levels = guardianLevelsOf(module, viewer.school);
  return {
    ...viewer,
    students: viewer.students.filter((student) => student.level === null || levels.includes(student.level)),
  };
}

/**
 * An address that carries the person it acts as, so that two tabs of one account never mix schools; in the archive of a year, that year. An
 * account with one person keeps short addresses.
 */
export function personHref(
  viewer: { persons: readonly unknown[]; person: { id: string }; archive?: { label: string } | null },
  path: string,
  query: Record<string, string | undefined> = {},
): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) parameters.set(name, value);
  if (viewer.persons.length > 1) parameters.set("personne", viewer.person.id);
  if (viewer.archive && !parameters.has("annee")) parameters.set("annee", viewer.archive.label);
  const text = parameters.toString();
  return text ? `${path}?${text}` : path;
}
