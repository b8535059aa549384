import { profileLabel } from "@/lib/auth/profile-label";
import type { DelegatedRight, Duty, Profile } from "@/lib/db/types";
import { modules } from "@/lib/modules";
import { daysAfter, type IsoDay } from "@/lib/time/day";
import { formatCount } from "@/lib/time/format";
import { abilities, holdsAbility, type Office } from "./registry";
import type { AbilityLine, ModuleRights, PersonRights } from "./types";

/** A right is lent for a school year at most, and then again if need be: what has no end is forgotten. */
export const LONGEST_DELEGATION_DAYS = 366;

/** Beyond it an office is counted, not named. */
export const NAMED_OF_AN_OFFICE = 4;

/** Somebody of today's staff, with the rights lent to it. */
export interface Colleague extends Office {
  id: string;
  firstName: string;
  lastName: string;
}

/** Families are told by their profile alone: they are hundreds. */
const FAMILIES: readonly Profile[] = ["STUDENT", "GUARDIAN"];

/** What a delegation's dates are on a day. */
export function stateOf(
  { startsOn, endsOn }: { startsOn: IsoDay; endsOn: IsoDay | null },
  today: IsoDay,
): "RUNNING" | "COMING" | "OVER" {
  if (endsOn !== null && endsOn <= today) return "OVER";
  return startsOn <= today ? "RUNNING" : "COMING";
}

/**
 * What is wrong with the days of a new delegation, by field, or nothing. It begins today at the earliest, ends after it begins, and within a
 * year.
 * @param lastDay the last day on which it holds.
 */
export function delegationProblems(
  { startsOn, lastDay }: { startsOn: IsoDay; lastDay: IsoDay },
  today: IsoDay,
): Record<string, string[]> {
  if (startsOn < today) return { startsOn: ["Choisissez aujourd’hui ou plus tard."] };
  if (lastDay < startsOn) return { lastDay: ["Le dernier jour doit suivre le premier."] };
  if (lastDay >= daysAfter(startsOn, LONGEST_DELEGATION_DAYS))
    return { lastDay: ["Un an au plus\u202F: vous pourrez recommencer."] };
  return {};
}

/** The same for a substitution, between two colleagues. */
export function substitutionProblems(
  {
    replacedId,
    substituteId,
    ...days
  }: { replacedId: string; substituteId: string; startsOn: IsoDay; lastDay: IsoDay },
  today: IsoDay,
): Record<string, string[]> {
  if (replacedId === substituteId) return { substituteId: ["Choisissez une autre personne."] };
  return delegationProblems(days, today);
}

/** What became of the lessons of a substitution, in a sentence. */
export function lessonsLeft(lessons: number, left: number): string {
  const passed = lessons === 0 ? "Aucune séance n’a changé de mains" : `${formatCount(lessons, "séance")} à son nom`;
  if (left === 0) return `Le remplacement est enregistré. ${passed}.`;
  const rest = formatCount(left, "séance reste", "séances restent");
  return `Le remplacement est enregistré. ${passed}\u202F; ${rest} à la personne remplacée, faute de disponibilité.`;
}

/** Who can do what, module by module. @param staff everybody of the school's staff today. */
export function rightsOf(staff: readonly Colleague[], disabledModules: readonly string[]): ModuleRights[] {
  return modules.flatMap(({ slug, title, canBeDisabled }) => {
    const own = abilities.filter(({ module }) => module === slug);
    if (own.length === 0) return [];
    const lines = own.map((ability): AbilityLine => {
      const byOffice = staff.filter((person) => holdsAbility(ability, { ...person, rights: [] }));
      const lent = staff.filter((person) => !byOffice.includes(person) && holdsAbility(ability, person));
      const labels = [...new Set(byOffice.map(profileLabel))];
      const families = FAMILIES.filter((profile) => holdsAbility(ability, { profile, duty: null, rights: [] }));
      return {
        words: ability.words,
        offices: [
          ...labels.map((label) => {
            const persons = byOffice.filter((person) => profileLabel(person) === label);
            return {
              label,
              count: persons.length,
              persons: persons.length > NAMED_OF_AN_OFFICE ? [] : persons.map(nameOf),
            };
          }),
          ...families.map((profile) => ({
            label: profile === "STUDENT" ? "Élèves" : "Parents",
            count: 0,
            persons: [],
          })),
        ],
        delegates: lent.map(nameOf),
      };
    });
    return [{ module: slug, title, isClosed: canBeDisabled && disabledModules.includes(slug), abilities: lines }];
  });
}

/** What one person can do, in the modules that its school has open. */
export function rightsOfOne(
  person: { profile: Profile; duty: Duty | null; rights: readonly DelegatedRight[] },
  disabledModules: readonly string[],
): PersonRights["modules"] {
  return modules.flatMap(({ slug, title, canBeDisabled }) => {
    if (canBeDisabled && disabledModules.includes(slug)) return [];
    const own = abilities
      .filter((ability) => ability.module === slug && holdsAbility(ability, person))
      .map((ability) => ({ words: ability.words, lent: !holdsAbility(ability, { ...person, rights: [] }) }));
    return own.length > 0 ? [{ module: slug, title, abilities: own }] : [];
  });
}

function nameOf({ id, firstName, lastName }: Colleague) {
  return { id, firstName, lastName };
}
