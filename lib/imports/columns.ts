import { headerKey } from "@/lib/imports/names";

// The columns of a plain table: what they may be, what they look like, and what is needed. Pure.

/** What a column may hold, in the order in which a form offers it. */
export const COLUMN_FIELDS = [
  "kind",
  "fullName",
  "lastName",
  "familyName",
  "firstName",
  "civility",
  "birthDate",
  "sex",
  "division",
  "ine",
  "identifier",
  "email",
  "mobile",
  "home",
  "work",
  "address",
  "postalCode",
  "city",
  "level",
  "childIne",
  "childIdentifier",
  "childFullName",
  "childLastName",
  "childFirstName",
  "childBirthDate",
  "childDivision",
  "parent1FullName",
  "parent1LastName",
  "parent1FirstName",
  "parent1Civility",
  "parent1Email",
  "parent1Mobile",
  "parent1Home",
  "parent1Level",
  "parent2FullName",
  "parent2LastName",
  "parent2FirstName",
  "parent2Civility",
  "parent2Email",
  "parent2Mobile",
  "parent2Home",
  "parent2Level",
] as const;
export type ColumnField = (typeof COLUMN_FIELDS)[number];

/** The responsible persons that the row of a pupil may name. */
export const PARENTS = [1, 2] as const;
export type Parent = (typeof PARENTS)[number];

/** Wider tables are not lists of people. */
export const MAX_TABLE_COLUMNS = 100;

/** Whom a table may be of. */
export const TABLE_KINDS = ["STUDENT", "GUARDIAN", "TEACHER", "VIE_SCOLAIRE", "STAFF", "HEAD"] as const;
export type TableKind = (typeof TABLE_KINDS)[number];

/** What a person answered of the columns of a table. */
export interface Matching {
  /** Whom its rows are; COLUMN: a column says it; NONE: it is left aside. */
  kind: TableKind | "COLUMN" | "NONE";
  /** Column by column; null for one that is left aside. */
  columns: (ColumnField | null)[];
  /** Does it hold everybody, so that whom it leaves out has gone? */
  isComplete: boolean;
}

/** A plain table of an import, as the form to match its columns shows it. */
export interface PlainTable {
  name: string;
  /** Digest of its headers, by which the answer is remembered. */
  signature: string;
  headers: string[];
  /** Three different values of each column. */
  samples: string[][];
  matching: Matching;
  /** Somebody answered, now or for an earlier table of these headers. */
  isMatched: boolean;
}

/** What keeps a matching from being used, by the field of the form that it is about. */
export interface MatchingProblem {
  field: ColumnField | "needsKind" | "name" | "pupil" | "child" | "parent";
  /** The columns that two say the same of. */
  columns: number[];
}

/** What is missing from a matching, or said twice. */
export function matchingProblems({ kind, columns }: Pick<Matching, "kind" | "columns">): MatchingProblem[] {
  const has = (...fields: ColumnField[]): boolean => fields.every((field) => columns.includes(field));
  const placesOf = (field: ColumnField): number[] => columns.flatMap((each, index) => (each === field ? index : []));
  const problems: MatchingProblem[] = [];
  if (kind === "NONE") return problems;
  const need = (field: MatchingProblem["field"], isThere: boolean): void => {
    if (!isThere) problems.push({ field, columns: [] });
  };
  need("name", has("fullName") || has("lastName", "firstName"));
  if (kind === "COLUMN") need("needsKind", has("kind"));
  if (kind === "STUDENT") need("pupil", has("ine") || has("birthDate") || has("identifier") || has("division"));
  if (kind === "GUARDIAN") {
    const isNamed = has("childFullName") || has("childLastName", "childFirstName");
    need("child", has("childIne") || has("childIdentifier") || isNamed);
  }
  for (const parent of PARENTS) {
    const isTold = columns.some((field) => field?.startsWith(`parent${parent}`));
    const isNamed = has(`parent${parent}FullName`) || has(`parent${parent}LastName`, `parent${parent}FirstName`);
    if (isTold && !isNamed && !problems.some(({ field }) => field === "parent")) need("parent", false);
  }
  for (const field of COLUMN_FIELDS) {
    const places = placesOf(field);
    if (places.length > 1) problems.push({ field, columns: places });
  }
  return problems;
}

const CHILD = /enfant|eleve|child|student|pupil/;
const PARENT = /responsable|parent|guardian|tuteur|representant/;

/** What a header looks like, once the words that say of whom it is are gone. The first that fits is it. */
const LOOKS: readonly (readonly [field: ColumnField, look: RegExp])[] = [
  ["ine", /^(numero|no?)?(ine|nationalid|identifiantnational)$/],
  ["birthDate", /^(?!.*(lieu|ville|commune|pays|place|city|departement)).*(naissance|birth|^dob$|^nele$|^neele$)/],
  ["familyName", /^nom(de)?(famille|naissance|jeunefille)|patronym|maiden/],
  ["firstName", /^(1er)?prenoms?1?$|^(first|given)name$|^forename$/],
  ["fullName", /^noms?(et)?prenoms?$|^prenoms?(et)?noms?$|^nomcomplet$|^(full|display)name$|^name$|^identite$/],
  ["lastName", /^nom(d?usage|usuel)?$|^(last|family|sur)name$/],
  ["sex", /^(sexe?|genre|gender)$/],
  ["civility", /^(civilite|titre|title)$/],
  ["email", /mail|courriel|^mel$|adresseelectronique/],
  ["mobile", /portable|mobile|gsm|cellulaire|^sms$/],
  ["work", /^(tel|telephone|phone).*(travail|pro|bureau|work)|^work(phone|tel)/],
  ["home", /^(tel|telephone|phone)|domicile$|fixe$|^homephone$/],
  ["postalCode", /^(codepostal|cp|zip(code)?|post(al)?code)$/],
  ["city", /^(ville|commune|city|localite|town)$/],
  ["address", /^(adresse(postale)?|address|rue|street)1?$/],
  ["division", /^(classe|division|class|homeroom|form)s?$/],
  ["level", /^(niveau)?responsabilite$|^niveaude(responsabilite)?$|^legal$/],
  ["kind", /^(type|profil|profile|role|categorie|statut|fonction|nature|kind)$/],
  [
    "identifier",
    /^(id|identifiant|identifier|matricule|numero|num|no|n|code|login|username|sourcedid|elenoet|interne|idinterne|numerointerne)$/,
  ],
];

const OF_CHILD: Readonly<Partial<Record<ColumnField, ColumnField>>> = {
  ine: "childIne",
  identifier: "childIdentifier",
  fullName: "childFullName",
  lastName: "childLastName",
  familyName: "childLastName",
  firstName: "childFirstName",
  birthDate: "childBirthDate",
  division: "childDivision",
};

/** «Responsable 1», «2e parent», «du père»: which of the two responsible persons of a pupil a column is of. */
const RANKED =
  /(?:responsable|parent|representant|tuteur|guardian)s?(?:legal)?(?:aux)?(?:n|no|numero)?([12])|([12])(?:er|e|eme)?(?:responsable|parent|representant|tuteur|guardian)(?:legal)?|(mere|mother)|(pere|father)/;

const OF_PARENT: Readonly<Partial<Record<ColumnField, string>>> = {
  fullName: "FullName",
  lastName: "LastName",
  familyName: "LastName",
  firstName: "FirstName",
  civility: "Civility",
  email: "Email",
  mobile: "Mobile",
  home: "Home",
  level: "Level",
};

const LINKS = /^(dela|del|du|de|l)|(dela|del|du|de|l)$/g;

/** Of which responsible person a column is, and what it holds of them; null for a column of somebody else. */
function ofParent(key: string): ColumnField | null {
  const found = RANKED.exec(key);
  if (!found) return null;
  const parent = found[1] ?? found[2] ?? (found[3] ? "1" : "2");
  const rest = key.replace(RANKED, "");
  const bare = rest.replaceAll(LINKS, "");
  const look = LOOKS.find(([, each]) => each.test(rest) || each.test(bare))?.[0];
  const what = bare === "" ? "FullName" : bare === "niveau" ? "Level" : look && OF_PARENT[look];
  const name = `parent${parent}${what ?? ""}`;
  return COLUMN_FIELDS.find((field) => field === name) ?? null;
}

/** What a table looks like, from its headers: accents, capitals, French and English words. A person has the last word. */
export function guessMatching(headers: readonly string[]): Matching {
  const keys = headers.map(headerKey);
  const looksOwn = (key: string): boolean =>
    LOOKS.some(([field, look]) => field === "firstName" && look.test(key.replace(CHILD, "").replaceAll(LINKS, "")));
  // A pupil by row, with their parents beside.
  const isWithParents = keys.some((key) => ofParent(key)) && keys.some((key) => !PARENT.test(key) && looksOwn(key));
  const namesParents = keys.some((key) => PARENT.test(key) && key.includes("nom"));
  const isOfGuardians =
    (!isWithParents && namesParents) || keys.some((key) => /^(nom|prenom).*(enfant|child)/.test(key));
  const saysKind = keys.some((key) => LOOKS.some(([field, look]) => field === "kind" && look.test(key)));
  const taken = new Set<ColumnField>();
  const columns = keys.map((key) => {
    if (isWithParents && RANKED.test(key)) {
      const field = ofParent(key);
      if (field === null || taken.has(field)) return null;
      taken.add(field);
      return field;
    }
    const isOfChild = isOfGuardians && CHILD.test(key);
    const bare = key.replace(isOfChild ? CHILD : isOfGuardians ? PARENT : CHILD, "").replace(/(dela|del|du|de|l)$/, "");
    const look = LOOKS.find(([, each]) => each.test(bare) || each.test(key))?.[0];
    const isTheirs = isOfGuardians && !saysKind && (look === "division" || look === "ine");
    const alone = isTheirs ? OF_CHILD[look] : look;
    const field = (isOfChild && look ? OF_CHILD[look] : alone) ?? null;
    if (field === null || taken.has(field)) return null;
    taken.add(field);
    return field;
  });
  // «Nom de famille» alone is the name.
  const family = columns.indexOf("familyName");
  if (family >= 0 && !taken.has("lastName") && !taken.has("fullName")) columns[family] = "lastName";
  const kind = isWithParents ? "STUDENT" : guessedKind(columns, isOfGuardians);
  return { kind, columns, isComplete: false };
}

function guessedKind(columns: readonly (ColumnField | null)[], isOfGuardians: boolean): Matching["kind"] {
  if (columns.includes("kind")) return "COLUMN";
  if (isOfGuardians) return "GUARDIAN";
  return columns.some((field) => field === "ine" || field === "birthDate" || field === "division")
    ? "STUDENT"
    : "TEACHER";
}

/** The words by which a table says whom a row is, as `headerKey` writes them. */
const KIND_WORDS: readonly (readonly [kind: TableKind, look: RegExp])[] = [
  ["VIE_SCOLAIRE", /^(viescolaire|cpe|conseillerprincipal|aed|assistantdeducation|surveillant|educationadvisor)/],
  [
    "GUARDIAN",
    /^(responsable(legal)?|parent|pere|mere|tuteur|tutrice|representant(legal)?|guardian|father|mother|famille)s?\d?$/,
  ],
  ["STUDENT", /^(eleve|pupil|student|etudiant|apprenant|enfant)s?$/],
  ["TEACHER", /^(enseignante?|professeure?|prof|teacher|documentaliste)s?$/],
  [
    "HEAD",
    /^(direction|directeur|directrice|principale?|proviseure?|chef(detablissement)?|adjointe?|head|headteacher)/,
  ],
  [
    "STAFF",
    /^(personnel|agent|staff|administrati(f|ve|on)|secretaire|secretariat|infirmi|aesh|accompagnant|intendan|gestionnaire)/,
  ],
];

/** Whom a row says that it is; null for a word that means nothing here. */
export function kindOfWord(word: string): TableKind | null {
  const key = headerKey(word);
  return KIND_WORDS.find(([, look]) => look.test(key))?.[0] ?? null;
}
