import type { DelegatedRight, Duty, Profile } from "@/lib/db/types";

/**
 * The modules of the portal. Navigation, route gate, names of permissions and tests derive from this list; to add a module is to add
 * a line here, a folder in app/(portail), components and lib, and one schema file.
 */
export const modules = [
  {
    slug: "accueil",
    title: "Accueil",
    profiles: ["STUDENT", "GUARDIAN", "TEACHER", "VIE_SCOLAIRE", "STAFF", "HEAD", "ADMIN"],
    guardianLevels: [1, 2],
    canBeDisabled: false,
  },
  {
    slug: "cahier-de-texte",
    title: "Cahier de texte",
    profiles: ["STUDENT", "GUARDIAN", "TEACHER", "VIE_SCOLAIRE", "STAFF", "HEAD"],
    duties: { VIE_SCOLAIRE: ["CPE"], STAFF: ["AESH", "INSPECTOR"] },
    guardianLevels: [1, 2],
    canBeDisabled: true,
  },
  {
    slug: "notes",
    title: "Notes",
    profiles: ["STUDENT", "GUARDIAN", "TEACHER", "VIE_SCOLAIRE", "HEAD"],
    duties: { VIE_SCOLAIRE: ["CPE"] },
    guardianLevels: [1],
    guardianLevelsByChoice: [2],
    canBeDisabled: true,
  },
  {
    slug: "absences",
    title: "Absences",
    profiles: ["STUDENT", "GUARDIAN", "TEACHER", "VIE_SCOLAIRE", "HEAD"],
    guardianLevels: [1, 2],
    canBeDisabled: true,
  },
  {
    slug: "emploi-du-temps",
    title: "Emploi du temps",
    profiles: ["STUDENT", "GUARDIAN", "TEACHER", "VIE_SCOLAIRE", "STAFF", "HEAD"],
    guardianLevels: [1, 2],
    canBeDisabled: true,
  },
  {
    slug: "messagerie",
    title: "Messagerie",
    profiles: ["STUDENT", "GUARDIAN", "TEACHER", "VIE_SCOLAIRE", "STAFF", "HEAD", "ADMIN"],
    guardianLevels: [1, 2],
    canBeDisabled: true,
    isPersonal: true,
  },
  {
    slug: "actualites",
    title: "Actualités",
    profiles: ["STUDENT", "GUARDIAN", "TEACHER", "VIE_SCOLAIRE", "STAFF", "HEAD", "ADMIN"],
    guardianLevels: [1, 2],
    canBeDisabled: true,
  },
  {
    slug: "ressources",
    title: "Ressources",
    profiles: ["STUDENT", "GUARDIAN", "TEACHER", "VIE_SCOLAIRE", "STAFF", "HEAD", "ADMIN"],
    guardianLevels: [1, 2],
    canBeDisabled: true,
  },
  {
    slug: "documents",
    title: "Documents",
    profiles: ["STUDENT", "TEACHER", "VIE_SCOLAIRE", "STAFF", "HEAD", "ADMIN"],
    guardianLevels: [],
    canBeDisabled: true,
    isPersonal: true,
  },
  {
    slug: "comptes",
    title: "Comptes",
    profiles: ["HEAD", "ADMIN"],
    rights: ["LOCAL_ADMIN", "ACTIVATION", "IMPORTS", "SETTINGS"],
    guardianLevels: [],
    canBeDisabled: false,
  },
  {
    slug: "notifications",
    title: "Notifications",
    profiles: ["STUDENT", "GUARDIAN", "TEACHER", "VIE_SCOLAIRE", "STAFF", "HEAD", "ADMIN"],
    guardianLevels: [1, 2],
    canBeDisabled: false,
    isPersonal: true,
    // The bell of the header leads there.
    isInNavigation: false,
  },
] as const satisfies readonly ModuleDefinition[];

interface ModuleDefinition {
  /** French, unaccented: the same in addresses, folders, permissions and tests. */
  slug: string;
  title: string;
  /** Who may open it at all; finer rules are the module's own (access.ts). */
  profiles: readonly Profile[];
  /** Of these profiles, only who has one of these duties. */
  duties?: Partial<Record<Profile, readonly Duty[]>>;
  /** Whoever is not of these profiles opens it with one of these rights, delegated for the day. */
  rights?: readonly DelegatedRight[];
  /** The guardianship levels whose children are seen here; level 3 (contact) sees nothing (docs/rules.md). */
  guardianLevels: readonly number[];
  /** Those whom a school adds by its own choice: showing results to level 2 (lib/school/settings.ts). */
  guardianLevelsByChoice?: readonly number[];
  canBeDisabled: boolean;
  /** One's own affairs: closed to who sees the portal as somebody else (lib/auth/seeing.ts). */
  isPersonal?: true;
  /** Has it a place in the list of modules? Yes, unless it says that it has none. */
  isInNavigation?: false;
}

export type ModuleSlug = (typeof modules)[number]["slug"];

/** A module that stands in the navigation. */
type NavigationModule = Exclude<(typeof modules)[number], { isInNavigation: false }>;

/** What each profile uses most: first in the list of modules, and within reach of the thumb on a phone. */
const FIRST: Readonly<Record<Profile, readonly ModuleSlug[]>> = {
  STUDENT: ["accueil", "cahier-de-texte", "emploi-du-temps", "notes"],
  GUARDIAN: ["accueil", "cahier-de-texte", "notes", "messagerie"],
  TEACHER: ["accueil", "absences", "cahier-de-texte", "notes"],
  VIE_SCOLAIRE: ["accueil", "absences", "emploi-du-temps", "messagerie"],
  STAFF: ["accueil", "emploi-du-temps", "messagerie", "actualites"],
  HEAD: ["accueil", "absences", "messagerie", "emploi-du-temps"],
  ADMIN: ["accueil", "comptes", "messagerie", "actualites"],
};

/** The modules that stand in the navigation, those that the profile uses most first. */
export function navigationModules(profile: Profile): NavigationModule[] {
  const placeOf = (slug: ModuleSlug): number => {
    const place = FIRST[profile].indexOf(slug);
    return place < 0 ? modules.length : place;
  };
  return modules
    .filter((module): module is NavigationModule => !("isInNavigation" in module))
    .toSorted((a, b) => placeOf(a.slug) - placeOf(b.slug));
}

/** May this person open the module, in a school that has switched off these modules? */
export function isModuleOpen(
  slug: ModuleSlug,
  person: { profile: Profile; duty: Duty | null; rights?: readonly DelegatedRight[] },
  disabledModules: readonly string[],
): boolean {
  const module: ModuleDefinition | undefined = modules.find((candidate) => candidate.slug === slug);
  if (!module || (module.canBeDisabled && disabledModules.includes(slug))) return false;
  if (module.rights?.some((right) => person.rights?.includes(right))) return true;
  if (!module.profiles.includes(person.profile)) return false;
  const duties = module.duties?.[person.profile];
  return !duties || (person.duty !== null && duties.includes(person.duty));
}

/** The modules that are read year by year once a year is closed. */
export const KEPT_MODULES: readonly ModuleSlug[] = ["cahier-de-texte", "notes", "absences", "emploi-du-temps"];

/** Is the module made of one's own affairs? */
export function isPersonal(slug: ModuleSlug): boolean {
  const module: ModuleDefinition | undefined = modules.find((candidate) => candidate.slug === slug);
  return module?.isPersonal === true;
}

/**
 * Which guardianship levels see their children in this module?
 * @param school what the school has chosen; without it, the levels that need no choice.
 */
export function guardianLevelsOf(slug: ModuleSlug, school?: { showsResultsToLevel2: boolean }): readonly number[] {
  const module: ModuleDefinition | undefined = modules.find((candidate) => candidate.slug === slug);
  const chosen = school?.showsResultsToLevel2 ? (module?.guardianLevelsByChoice ?? []) : [];
  return [...(module?.guardianLevels ?? []), ...chosen];
}
