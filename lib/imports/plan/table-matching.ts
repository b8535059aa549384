import { headerKey, nameKey } from "@/lib/imports/names";
import type { Bundle } from "@/lib/imports/plan/bundle";
import type { PlanContext } from "@/lib/imports/plan/context";
import { isTable } from "@/lib/imports/plan/systems";
import type { PersonRow } from "@/lib/imports/plan/tables";
import type { GuardianshipRecord, PupilRecord } from "@/lib/imports/records";

// Whom a row of a plain table may be. It carries what its author put there: what does not tell somebody for certain is put to a person.

type Named = (key: string) => readonly PersonRow[];

/**
 * Finds the pupils whom a row may be: by INE with the birth date, or the name when the table has no birth date; else by name with the
 * birth date, or the class. A name alone is a doubt.
 */
export function pupilsOfTable(
  context: PlanContext,
  namesakes: Named,
): (pupil: PupilRecord) => { ids: readonly string[]; doubt: string | null } {
  const births = new Map([...context.drafts.civilStatus.rows()].map((row) => [row.personId, row.birthDate]));
  const isIn = placesOf(context);
  return ({ ine, birthDate, lastName, firstName, structures }) => {
    const named = namesakes(nameKey(lastName, firstName)).flatMap(({ id, profile }) =>
      profile === "STUDENT" ? id : [],
    );
    const bornThen = (id: string): boolean => birthDate !== null && births.get(id) === birthDate;
    const withIne = context
      .personsWith("INE", ine)
      .filter((id) => (birthDate === null ? named.includes(id) : bornThen(id)));
    if (withIne.length > 0) return { ids: withIne, doubt: null };
    const others = named.filter((id) => ine === null || context.identifierOf(id, "INE") === null);
    const same = others.filter(bornThen);
    if (same.length > 0) return { ids: same, doubt: null };
    const vague = others.filter((id) => birthDate === null || (births.get(id) ?? null) === null);
    const [one, ...more] = vague;
    const divisions = structures.map(({ code }) => code);
    const isTold = one !== undefined && more.length === 0 && isIn(one, divisions);
    return { ids: vague, doubt: vague.length === 0 || isTold ? null : "rien d’autre que son nom ne dit qui c’est" };
  };
}

/** Finds the children whom a row of a guardian names: by their identifier, else their INE, else their name with what goes with it. */
export function childrenOfTable(
  context: PlanContext,
  named: (key: string, divisions?: readonly string[]) => readonly string[],
): (link: GuardianshipRecord) => readonly string[] {
  const births = new Map([...context.drafts.civilStatus.rows()].map((row) => [row.personId, row.birthDate]));
  return ({ eleveId, among, child }) => {
    const identified = context.personsWith("TABLE_STUDENT", child?.identifier ?? null);
    if (identified.length > 0) return identified;
    const isBorn = (id: string): boolean => !child?.birthDate || births.get(id) === child.birthDate;
    const withIne = context.personsWith("INE", child?.ine ?? null).filter(isBorn);
    if (withIne.length > 0) return withIne;
    return eleveId === "" ? [] : named(eleveId, among).filter(isBorn);
  };
}

/** «6ème A» and «6e A» are the division «6A» that the school has: a plain table writes classes as people do. */
export function withKnownDivisions(context: PlanContext, bundle: Bundle): Bundle {
  const { eleves, responsables } = bundle;
  if (![eleves, responsables].some((file) => file && isTable(file.header))) return bundle;
  const keyOf = (name: string): string => headerKey(name).replace(/(\d)(eme|e)(?=[a-z0-9]|$)/, "$1");
  const codes = new Map<string, string>();
  for (const { kind, yearId, code, name } of context.drafts.group.rows()) {
    if (kind !== "DIVISION" || yearId !== context.year.id) continue;
    codes.set(keyOf(name), code);
    codes.set(keyOf(code), code);
  }
  const known = (code: string): string => codes.get(keyOf(code)) ?? code;
  return {
    ...bundle,
    eleves: eleves && {
      ...eleves,
      pupils: eleves.pupils.map((pupil) => ({
        ...pupil,
        structures: pupil.structures.map((ref) => ({ ...ref, code: known(ref.code) })),
      })),
    },
    responsables: responsables && {
      ...responsables,
      guardianships: responsables.guardianships.map((link) => ({ ...link, among: (link.among ?? []).map(known) })),
    },
  };
}

/** Is somebody, now, in one of these divisions? */
function placesOf(context: PlanContext): (personId: string, divisions: readonly string[]) => boolean {
  const codes = new Map([...context.drafts.group.rows()].map((group) => [group.id, group.code]));
  const places = new Set(
    [...context.drafts.enrollment.rows()].flatMap((row) =>
      context.isOpen(row) ? [`${row.studentId} ${codes.get(row.groupId) ?? ""}`] : [],
    ),
  );
  return (personId, divisions) => divisions.some((code) => places.has(`${personId} ${code}`));
}
