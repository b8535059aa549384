import type { AafRequest, GuardianshipRecord } from "@/lib/imports/records";

// What the values of the feed mean: SDET, annexe 4. Parts of a value are between «$».

/** The parts of a value, trimmed. */
export function partsOf(value: string): string[] {
  return value.split("$").map((part) => part.trim());
}

type Values = AafRequest["values"];

/** The values of the first of these attributes that the request has: the second degree's name, then the first's. */
export function valuesOf(values: Values, ...names: readonly string[]): readonly string[] | null {
  for (const name of names) {
    const found = values.get(name);
    if (found) return found;
  }
  return null;
}

/** The first value of the first of these attributes that has one. */
export function valueOf(values: Values, ...names: readonly string[]): string | null {
  for (const name of names) {
    const [value] = values.get(name) ?? [];
    if (value !== undefined) return value;
  }
  return null;
}

/** Attributes whose values begin with a structure. */
const PLACES: Readonly<Record<"PUPIL" | "STAFF", readonly string[]>> = {
  PUPIL: ["ENTPersonStructRattach", "ENTEleveClasses", "ENTEleveGroupes", "ENTPersonClasses", "ENTPersonGroupes"],
  STAFF: ["ENTPersonFonctions", "ENTEnsFonctionDir", "ENTAuxEnsClassesMatieres", "ENTAuxEnsGroupesMatieres"],
};

/** The structures that somebody is of. Staff who work nowhere are of the structure that they are administered by. */
export function structuresOf({ category, values }: Pick<AafRequest, "category" | "values">): ReadonlySet<string> {
  if (category !== "PUPIL" && category !== "STAFF") return new Set();
  const named = (names: readonly string[]) =>
    new Set(names.flatMap((name) => values.get(name) ?? []).map((value) => partsOf(value)[0] ?? ""));
  const places = named(PLACES[category]);
  return places.size > 0 || category === "PUPIL" ? places : named(["ENTPersonStructRattach"]);
}

/** A class or groupe of a value: its code, and its name where the feed numbers it (1D: structure, …, number, name). */
export function placeOf(value: string): { structure: string; code: string } | null {
  const parts = partsOf(value);
  const [structure = "", second = ""] = parts;
  const code = (parts.length === 5 ? parts[4] : second) ?? "";
  return structure === "" || code === "" ? null : { structure, code };
}

/** Old codes of a relation, one digit, as SIECLE's CODE_PARENTE: père, mère, tuteur, autre famille, DDASS, autre, the pupil. */
const OLD_KINSHIPS: Readonly<Record<string, string>> = {
  "1": "20",
  "2": "10",
  "3": "50",
  "4": "39",
  "5": "51",
  "6": "90",
  "7": "70",
};

/** What ties somebody to a pupil. */
export type Relation = Pick<GuardianshipRecord, "personneId" | "level" | "kinship" | "pays">;

/**
 * A value of ENTElevePersRelEleve: identifier, relation, financier, légal, contact, paiement. Whoever is not légal is a contact.
 *
 * légal is SIECLE's NIVEAU_RESPONSABILITE where the relation has the codes of SIECLE (two digits): 1 représentant légal, 2 en charge,
 * 3 contact. With the older one-digit codes 2 was the second représentant légal, as RESP_LEGAL said it. «?»: the text of the annexe was
 * not at hand; between two readings the one that shows less was taken.
 */
export function relationOf(value: string): Relation | null {
  const [personneId = "", relation = "", financial, legal = "", , payer] = partsOf(value);
  if (personneId === "") return null;
  const isOld = /^\d$/.test(relation);
  const level = legal === "1" || (isOld && legal === "2") ? 1 : legal === "2" ? 2 : 3;
  const kinship = (isOld ? OLD_KINSHIPS[relation] : relation) || null;
  return { personneId, level, kinship, pays: financial === "1" || payer === "1" };
}

/** The relations of a pupil; null when the request says nothing of them. The first degree only tells who has parental authority. */
export function relationsOf(values: Values): Relation[] | null {
  const told = values.get("ENTElevePersRelEleve");
  if (told) return told.flatMap((value) => relationOf(value) ?? []);
  return (
    values.get("ENTEleveAutoriteParentale")?.flatMap((value) => {
      const [personneId = ""] = partsOf(value);
      return personneId === "" ? [] : { personneId, level: 1 as const, kinship: null, pays: false };
    }) ?? null
  );
}

/** Functions in the order in which they make somebody's profile. «ADF», administration, and all others are staff without a duty. */
const FUNCTIONS = ["DIR", "ENS", "DOC", "EDU", "AED", "AES", "AEH"] as const;
const OTHER_FUNCTION = "ATS";

/** The function, as STSWEB codes it, that somebody has in a school; null when the request does not say. */
export function functionIn(values: Values, structure: string): string | null {
  const own = (values.get("ENTPersonFonctions") ?? []).map(partsOf).filter(([place]) => place === structure);
  const directs = (values.get("ENTEnsFonctionDir") ?? []).some((value) => partsOf(value)[0] === structure);
  const codes = new Set([...own.flatMap(([, code]) => code || []), ...(directs ? ["DIR"] : [])]);
  const found = FUNCTIONS.find((code) => codes.has(code));
  if (found === "DIR" && own.length > 0) {
    const posts = own.filter(([, code]) => code === "DIR").map((parts) => parts.slice(2).join(" "));
    return posts.length > 0 && posts.every((post) => /ADJOINT/i.test(post)) && !directs ? "DIR_ADJOINT" : "DIR";
  }
  if (found) return found;
  return codes.size > 0 && !(codes.size === 1 && codes.has("-")) ? OTHER_FUNCTION : null;
}
