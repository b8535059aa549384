import type { ResourceDomain, ResourceKind, SchoolKind } from "@/lib/db/types";
import { fold } from "@/lib/fold";

/** The kinds of resources, in the order in which they are offered. */
export const KINDS = [
  "TEXTBOOK",
  "EXERCISES",
  "VIDEO",
  "AUDIO",
  "REFERENCE",
  "COLLECTION",
  "PRESS",
  "SIMULATION",
  "CREATION",
] as const satisfies readonly ResourceKind[];

/** What people look under, in the order in which it is offered. */
export const DOMAINS = [
  "FRENCH",
  "MATHS",
  "HISTORY",
  "SCIENCES",
  "LANGUAGES",
  "ARTS",
  "DIGITAL",
  "CITIZENSHIP",
  "GUIDANCE",
  "GENERAL",
] as const satisfies readonly ResourceDomain[];

/** Resources on a page of the catalogue. */
export const PAGE_SIZE = 15;

/** What was given without a day for it is on top for a month. */
export const CURRENT_DAYS = 30;

export const MAX_TITLE = 120;
export const MAX_PUBLISHER = 80;
export const MAX_DESCRIPTION = 400;
export const MAX_INSTRUCTION = 500;
const MAX_URL = 500;

const LEVELS: Readonly<Record<SchoolKind, readonly string[]>> = {
  ECOLE: ["CP", "CE1", "CE2", "CM1", "CM2"],
  COLLEGE: ["6e", "5e", "4e", "3e"],
  LYCEE: ["2de", "1re", "Tle"],
};

/** Every level of every school, youngest first, as the importer names them (lib/imports/labels.ts). */
export const ALL_LEVELS: readonly string[] = [...LEVELS.ECOLE, ...LEVELS.COLLEGE, ...LEVELS.LYCEE];

/** The levels of a school of this kind, youngest first. */
export function levelsOf(kind: SchoolKind): readonly string[] {
  return LEVELS[kind];
}

/** «6e à 4e», «CM1, 6e»; null for all the levels of the school: nothing to tell apart. */
export function levelWords(levels: readonly string[], kind: SchoolKind): string | null {
  const own = levelsOf(kind).filter((level) => levels.includes(level));
  if (own.length === 0 || own.length === levelsOf(kind).length) return null;
  const [first, last] = [own[0], own.at(-1)];
  const isRun = levelsOf(kind).indexOf(last ?? "") - levelsOf(kind).indexOf(first ?? "") === own.length - 1;
  return isRun && own.length > 2 ? `${first} à ${last}` : own.join(", ");
}

const kindNames: Readonly<Record<ResourceKind, string>> = {
  TEXTBOOK: "Cours et manuels",
  EXERCISES: "Exercices",
  VIDEO: "Vidéos",
  AUDIO: "À écouter",
  REFERENCE: "Encyclopédies et dictionnaires",
  COLLECTION: "Images et archives",
  PRESS: "Actualité et presse",
  SIMULATION: "Simulations et cartes",
  CREATION: "Outils pour créer",
};

const domainNames: Readonly<Record<ResourceDomain, string>> = {
  GENERAL: "Toutes les matières",
  FRENCH: "Français",
  MATHS: "Mathématiques",
  HISTORY: "Histoire-géographie",
  SCIENCES: "Sciences",
  LANGUAGES: "Langues",
  ARTS: "Arts et musique",
  DIGITAL: "Numérique et technologie",
  CITIZENSHIP: "Citoyenneté et médias",
  GUIDANCE: "Orientation",
};

/** What else people type for a domain, folded. */
const domainWords: Readonly<Record<ResourceDomain, string>> = {
  GENERAL: "",
  FRENCH: "lecture grammaire orthographe litterature",
  MATHS: "maths calcul geometrie",
  HISTORY: "histoire geographie geo emc",
  SCIENCES: "svt physique chimie sciences",
  LANGUAGES: "anglais espagnol allemand italien langue",
  ARTS: "musique peinture dessin art",
  DIGITAL: "informatique programmation techno code",
  CITIZENSHIP: "emc emi medias",
  GUIDANCE: "metier lycee etudes stage",
};

/** What a kind is called. */
export function kindName(kind: ResourceKind): string {
  return kindNames[kind];
}

/** What a domain is called. */
export function domainName(domain: ResourceDomain): string {
  return domainNames[domain];
}

/** The domains that a folded word names, at least by its beginning: «maths», «anglais». None under three letters. */
export function domainsNamed(word: string): ResourceDomain[] {
  if (word.length < 3) return [];
  return DOMAINS.filter((domain) =>
    `${fold(domainNames[domain])} ${domainWords[domain]}`.split(/[^\p{L}]+/u).some((each) => each.startsWith(word)),
  );
}

/** The kinds that a folded word names: «vidéo», «dictionnaire». */
export function kindsNamed(word: string): ResourceKind[] {
  if (word.length < 3) return [];
  return KINDS.filter((kind) => {
    const names = fold(kindNames[kind]).split(/[^\p{L}]+/u);
    return names.some((each) => each.length > 3 && each.startsWith(word));
  });
}

/**
 * The address of a site as it is stored; null for what is none that one may send a pupil to: https alone, so that nobody on the way
 * reads or changes it, a public name, and neither name nor password in it.
 */
export function siteAddress(text: string): string | null {
  if (text.length > MAX_URL || !URL.canParse(text)) return null;
  const url = new URL(text);
  const isPublicName = /^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z][a-z0-9-]+$/.test(url.hostname);
  if (url.protocol !== "https:" || url.username || url.password || !isPublicName) return null;
  return url.href.length > MAX_URL ? null : url.href;
}

/** The name of the site that an address leads to, as people know it: «fr.vikidia.org», «lumni.fr». */
export function siteName(url: string): string {
  return new URL(url).hostname.replace(/^www\./, "");
}
