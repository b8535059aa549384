import type { DelegatedRight, Duty, Profile } from "@/lib/db/types";
import type { ModuleSlug } from "@/lib/modules";
import type { IsoDay } from "@/lib/time/day";

/** Somebody of the school, as lists of rights name it. */
export interface Named {
  id: string;
  firstName: string;
  lastName: string;
}

/** A right that was lent. */
export interface DelegationLine {
  id: string;
  person: Named & { profile: Profile; duty: Duty | null };
  right: DelegatedRight;
  startsOn: IsoDay;
  /** The last day on which it holds. */
  lastDay: IsoDay;
  givenBy: Named;
  reason: string;
  state: "RUNNING" | "COMING" | "OVER";
}

/** A page of delegations: what holds or will, then what is over. */
export interface DelegationList {
  lines: DelegationLine[];
  pages: number;
}

/** What can be done in a module, and by whom. */
export interface AbilityLine {
  words: string;
  /** By office: everybody of a profile and duty together, with their names when they are few. */
  offices: { label: string; persons: Named[]; count: number }[];
  /** By delegation. */
  delegates: Named[];
}

/** The abilities of a module. */
export interface ModuleRights {
  module: ModuleSlug;
  title: string;
  /** The school has switched the module off: nobody can do any of it for now. */
  isClosed: boolean;
  abilities: AbilityLine[];
}

/** What one person can do, and why. */
export interface PersonRights {
  modules: { module: ModuleSlug; title: string; abilities: { words: string; lent: boolean }[] }[];
  delegations: DelegationLine[];
}

/** A substitution: somebody gives services in the place of a colleague, from a day until another. */
export interface SubstitutionLine {
  /** One of its rows: how it is ended. */
  id: string;
  substitute: Named;
  replaced: Named;
  /** «Mathématiques, 6A» */
  services: string[];
  startsOn: IsoDay;
  /** The last day; null when no end was said (a file may have none). */
  lastDay: IsoDay | null;
  state: "RUNNING" | "COMING" | "OVER";
  /** Lessons to come that stayed with who is replaced: the substitute has another then, or is absent. */
  left: number;
}

/** A page of substitutions. */
export interface SubstitutionList {
  lines: SubstitutionLine[];
  pages: number;
}

/** A teacher, as the form of a substitution offers it. */
export interface ReplaceableTeacher extends Named {
  services: { id: string; name: string }[];
}
