import type { Profile } from "@/lib/db/types";
import { formatDay } from "@/lib/time/format";
import type { CopyReader } from "./copy/types";
import type { Departure, Hold } from "./rules";
import type { DepartureLine, ErasureRefusal } from "./types";

// What the module says in French of departures, copies and erasures.

/** Why a name stays for a while. */
export const holdWords: Readonly<Record<Hold, string>> = {
  ABSENCES: "le dossier d’absence vit jusqu’à la fin de l’année scolaire (code de l’éducation, R131-6)",
  LESSONS: "le cahier de textes garde son auteur cinq ans (circulaire 2010-136)",
  REPORT: "un signalement attend une réponse",
};

const PRESENT: Readonly<Record<Profile, string>> = {
  STUDENT: "Cet élève est dans l’établissement, qui doit tenir son dossier scolaire.",
  GUARDIAN: "Cette personne est responsable d’un élève présent\u202F: l’établissement doit pouvoir la joindre.",
  TEACHER: "Cette personne enseigne ici\u202F: l’établissement doit tenir son dossier.",
  VIE_SCOLAIRE: "Cette personne travaille ici\u202F: l’établissement doit tenir son dossier.",
  STAFF: "Cette personne travaille ici\u202F: l’établissement doit tenir son dossier.",
  HEAD: "Cette personne dirige l’établissement.",
  ADMIN: "Cette personne administre le portail.",
};

/** Why a person cannot be erased, and what to do then. */
export function refusalWords(refusal: ErasureRefusal, profile: Profile): string {
  switch (refusal) {
    case "PRESENT":
      return `${PRESENT[profile]} Si elle est partie, mettez d’abord fin à ses inscriptions, à ses responsabilités et à son accès.`;
    case "REPORT":
      return "Un signalement qui concerne cette personne attend une réponse dans la messagerie. Répondez-y d’abord.";
    case "HELD":
      return "Ce qui était à cette personne est déjà supprimé. Le reste porte encore son nom parce que la loi le demande.";
    case "ASKED":
      return "L’effacement est demandé\u202F: il se fait dans la minute.";
    case "ERASED":
      return "Cette personne est déjà effacée.";
  }
}

const dayWords = (day: string, today: string): string => formatDay(day, { long: true, today });

/** «Compte et contenus supprimés le 4 octobre; fiche sous pseudonyme le 2 octobre 2027, parce que…»: what comes for who left. */
export function departureWords(line: DepartureLine, today: string): string {
  if (line.hold === "REPORT") return `Rien n’est supprimé tant qu’${holdWords.REPORT}.`;
  if (line.isAsked) return "Effacement demandé, en cours.";
  const day = line.closedOn ?? line.closesOn;
  const first = day === null ? "" : `Compte et contenus supprimés le ${dayWords(day, today)}.`;
  return `${first} ${nameWords(line, today)}`.trim();
}

/** When the name goes, and why not before. */
export function nameWords({ closesOn, erasesOn, hold }: Departure, today: string): string {
  if (erasesOn === null) return "";
  if (hold === null || erasesOn === closesOn) return "Le nom est remplacé par un pseudonyme le même jour.";
  return `Le nom reste jusqu’au ${dayWords(erasesOn, today)}\u202F: ${holdWords[hold]}.`;
}

/** What goes first, what then stays, and why: told before anything is erased. */
export const erasureWords = {
  goes: [
    "le compte et ses connexions, s’il ne sert à personne d’autre ni ailleurs",
    "la boîte aux lettres, les brouillons, les notifications et les préférences",
    "l’espace personnel et ses fichiers, jusque dans le stockage",
    "les coordonnées, les codes, les adresses de calendrier",
  ],
  thenGoes: [
    "le nom, l’état civil, l’INE et les autres identifiants, remplacés par un pseudonyme",
    "les liens avec les responsables ou les enfants, les accompagnements",
    "le prénom et le nom dans les appréciations et les bulletins",
  ],
  stays: [
    {
      what: "les notes, les bulletins et les inscriptions, sous pseudonyme",
      why: "les moyennes de la classe en dépendent",
    },
    {
      what: "le cahier de textes",
      why: "document officiel, ouvert à la classe et à l’inspection (circulaire 2010-136)",
    },
    {
      what: "les messages dans les boîtes de leurs destinataires",
      why: "ils leur appartiennent aussi\u202F: l’auteur y devient un «\u00A0ancien\u00A0»",
    },
    { what: "le journal, sous pseudonyme", why: "preuve de ce qui a été fait, et de l’effacement lui-même" },
  ],
} as const;

/** What a copy holds, for who is about to ask for it. */
export const readerWords: Readonly<Record<CopyReader, string>> = {
  SELF: "Tout ce que Préau garde, en un fichier lisible sans connexion\u202F: pages, tableaux et fichiers.",
  GUARDIAN: "Ce que le portail montre de cet élève. Sa messagerie et son espace personnel restent à lui.",
  SCHOOL:
    "Pour une demande écrite. La messagerie, l’espace personnel et les connexions n’y sont pas\u202F: ils ne sont remis qu’à la personne, depuis «\u00A0Mon compte\u00A0».",
};
