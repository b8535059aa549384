import type { Duty, Profile, SchoolKind } from "@/lib/db/types";

// Codes and capitals of the national files, in the words that people read.

/** Nature of an establishment: 1xx schools of the first degree; 340 collège, 350 EREA's collège level, 390 SEGPA; else lycée. */
export function schoolKindOf(nature: string | null, name: string): SchoolKind {
  if (nature?.startsWith("1") || /^[ÉE]COLE/i.test(name)) return "ECOLE";
  if (["340", "350", "352", "390"].includes(nature ?? "") || /^COLL[ÈE]GE|^CLG/i.test(name)) return "COLLEGE";
  return "LYCEE";
}

const COMMON_WORDS: Readonly<Record<string, string>> = {
  COLLEGE: "Collège",
  LYCEE: "Lycée",
  ECOLE: "École",
  ELEMENTAIRE: "élémentaire",
  PRIMAIRE: "primaire",
  MATERNELLE: "maternelle",
  GENERAL: "général",
  TECHNOLOGIQUE: "technologique",
  PROFESSIONNEL: "professionnel",
  POLYVALENT: "polyvalent",
  PRIVE: "privé",
  PUBLIC: "public",
  ET: "et",
  DE: "de",
  DES: "des",
  DU: "du",
  D: "d",
  L: "l",
  LA: "la",
  LE: "le",
  LES: "les",
  SUR: "sur",
  SOUS: "sous",
  EN: "en",
  AUX: "aux",
};

/** «COLLEGE LOUIS ARAGON» as «Collège Louis Aragon». A name that already has small letters is left alone. */
export function inSmallLetters(name: string): string {
  if (name !== name.toUpperCase()) return name;
  const words = name.replace(/\p{L}+/gu, (word) => COMMON_WORDS[word] ?? word.charAt(0) + word.slice(1).toLowerCase());
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** «HISTOIRE-GEOGRAPHIE LV1» as «Histoire-geographie LV1». A text that already has small letters is left alone. */
export function inSentence(text: string): string {
  if (text !== text.toUpperCase()) return text;
  const words = text.replace(/\S+/g, (word) => (/\d/.test(word) ? word : word.toLowerCase()));
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What the feeds abridge at the start of a school's name. */
const TYPES: Readonly<Record<string, string>> = {
  CLG: "COLLEGE",
  LYC: "LYCEE",
  LGT: "LYCEE",
  LG: "LYCEE",
  LPO: "LYCEE",
  LP: "LYCEE PROFESSIONNEL",
  EEPU: "ECOLE ELEMENTAIRE",
  EMPU: "ECOLE MATERNELLE",
  EPPU: "ECOLE PRIMAIRE",
};

/** The name of a school as a feed writes it, type, name and town between «$»: «CLG$CLG LES TILLEULS$TORCY» is «Collège Les Tilleuls». */
export function feedSchoolName(text: string): string {
  const parts = text.split("$").map((part) => part.trim());
  const name = (parts.length === 3 ? parts[1] : parts.join(" ")) ?? "";
  return inSmallLetters(name.replace(/-ac-.*$/i, "").replace(/^\S+/, (word) => TYPES[word] ?? word));
}

/** STS FONCTION → profile and duty. A function that is not here is staff without a duty. */
const POSITIONS: Readonly<Record<string, { profile: Profile; duty: Duty | null }>> = {
  ENS: { profile: "TEACHER", duty: null },
  DOC: { profile: "TEACHER", duty: "LIBRARIAN" },
  DIR: { profile: "HEAD", duty: null },
  // «PERSONNELS ADMINISTRATIFS» in the feed, which codes functions as STS does: no rights, where a reading could give the head's.
  ADF: { profile: "STAFF", duty: null },
  EDU: { profile: "VIE_SCOLAIRE", duty: "CPE" },
  // Of the AAF/SDET feed alone (lib/imports/aaf/attributes.ts).
  DIR_ADJOINT: { profile: "HEAD", duty: "DEPUTY_HEAD" },
  AED: { profile: "VIE_SCOLAIRE", duty: "AED" },
  AES: { profile: "STAFF", duty: "AESH" },
  AEH: { profile: "STAFF", duty: "AESH" },
  ATS: { profile: "STAFF", duty: null },
};

/** What a function of STS makes of a person; null for a function that says nothing to us. */
export function positionOf(code: string | null): { profile: Profile; duty: Duty | null } | null {
  return code !== null && Object.hasOwn(POSITIONS, code) ? (POSITIONS[code] ?? null) : null;
}

const LEVEL_NAMES: readonly [pattern: RegExp, level: string][] = [
  [/^6\s*(EME|ÈME|E)\b/, "6e"],
  [/^5\s*(EME|ÈME|E)\b/, "5e"],
  [/^4\s*(EME|ÈME|E)\b/, "4e"],
  [/^3\s*(EME|ÈME|E)\b/, "3e"],
  [/^(2\s*N?DE|SECONDE)\b/, "2de"],
  [/^(1\s*E?RE|PREMI[EÈ]RE)\b/, "1re"],
  [/^(TLE|TERM|TERMINALE)\b/, "Tle"],
  [/^(CP|CE1|CE2|CM1|CM2|TPS|PS|MS|GS)(?![A-Z0-9]{2})/, ""],
];

/** First three digits of the eleven of a MEF, for the formations every school has. */
const LEVEL_OF_MEF: Readonly<Record<string, string>> = {
  "100": "6e",
  "101": "5e",
  "102": "4e",
  "103": "3e",
  "200": "2de",
};

function levelOfName(name: string): string | null {
  const upper = name.toUpperCase();
  for (const [pattern, level] of LEVEL_NAMES) {
    const found = pattern.exec(upper);
    if (found) return level || (found[1] ?? null);
  }
  return null;
}

/**
 * How people speak of a division's level («6e», «Tle», «CM2»): from its formation, else its MEF's code, else its own code
 * («3A», «CM2B»). Null when none of them tells.
 */
export function levelOf(formations: readonly string[], mefs: readonly string[], code: string): string | null {
  const levels = new Set(formations.flatMap((formation) => levelOfName(formation) ?? []));
  for (const mef of levels.size > 0 ? [] : mefs) {
    const level = LEVEL_OF_MEF[mef.slice(0, 3)];
    if (level) levels.add(level);
  }
  if (levels.size === 1) return [...levels][0] ?? null;
  if (levels.size > 1) return null;
  const digit = /^([3-6])(?![0-9])/.exec(code)?.[1];
  return digit ? `${digit}e` : levelOfName(code);
}
