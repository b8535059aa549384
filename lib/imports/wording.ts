import { profileLabel } from "@/lib/auth/profile-label";
import { contactWords, kinshipWords, levelWords, sourceWords } from "@/lib/comptes/wording";
import type { Duty, ImportChangeKind, ImportState, Profile } from "@/lib/db/types";
import type { Entity } from "@/lib/imports/records";
import { MAX_IMPORT_BYTES, MAX_IMPORT_FILES } from "@/lib/imports/rules";
import type { FieldChange, Obstacle } from "@/lib/imports/types";
import { daysAfter } from "@/lib/time/day";
import { formatBytes, formatCount, formatDay, formatList } from "@/lib/time/format";

// What an import says in French of what it reads and writes.

/** Sorts of records, several at a time. */
export const entityWords: Readonly<Record<Entity, string>> = {
  school: "Établissement",
  year: "Année scolaire",
  subject: "Matières",
  division: "Divisions",
  group: "Groupes",
  student: "Élèves",
  guardian: "Responsables",
  staff: "Personnels",
  contact: "Coordonnées",
  guardianship: "Responsabilités",
  enrollment: "Inscriptions",
  service: "Services",
  serviceTeacher: "Enseignants des services",
  mainTeacher: "Professeurs principaux",
};

/** The same, one at a time. */
export const thingWords: Readonly<Record<Entity, string>> = {
  school: "Établissement",
  year: "Année scolaire",
  subject: "Matière",
  division: "Division",
  group: "Groupe",
  student: "Élève",
  guardian: "Responsable",
  staff: "Personnel",
  contact: "Coordonnées",
  guardianship: "Responsabilité",
  enrollment: "Inscription",
  service: "Service",
  serviceTeacher: "Enseignant d’un service",
  mainTeacher: "Professeur principal",
};

/** What an import does to things. */
export const kindWords: Readonly<Record<ImportChangeKind, string>> = {
  CREATED: "Créés",
  CHANGED: "Modifiés",
  ENDED: "Terminés",
  REFUSED: "Refusés",
};

/** Where an import is. */
export const stateWords: Readonly<Record<ImportState, string>> = {
  READING: "Lecture en cours",
  MATCHING: "Colonnes à dire",
  READY: "À relire",
  APPLYING: "Application en cours",
  APPLIED: "Appliqué",
  UNDOING: "Annulation en cours",
  UNDONE: "Annulé",
  FAILED: "Refusé",
  DISCARDED: "Abandonné",
};

const fieldNames: Readonly<Record<string, string>> = {
  lastName: "Nom",
  firstName: "Prénom",
  civility: "Civilité",
  profile: "Profil",
  duty: "Fonction",
  familyName: "Nom de famille",
  birthDate: "Date de naissance",
  sex: "Sexe",
  acceptsSms: "Accepte les SMS",
  level: "Niveau",
  kinship: "Lien",
  pays: "Paie les frais",
  contactFirst: "À prévenir en priorité",
  name: "Nom",
  shortName: "Nom court",
  modality: "Modalité",
  division: "Division",
  startsOn: "À partir du",
  endsOn: "Jusqu’au",
  children: "Enfants",
  reason: "Raison",
  place: "Où",
};

/** The name of a field, as a person's page says it. */
export function fieldWords({ name }: Pick<FieldChange, "name">): string {
  const [kind, what = ""] = name.split(".");
  const words: Readonly<Record<string, string>> | null =
    kind === "contact" ? contactWords : kind === "externalId" ? sourceWords : null;
  return words?.[what] ?? fieldNames[name] ?? name;
}

/** A value as people write it; «—» for none. */
export function valueWords(entity: Entity, name: string, value: string | null): string {
  if (value === null) return "—";
  switch (name) {
    case "birthDate":
    case "startsOn":
      return dayWords(value);
    case "endsOn":
      return dayWords(daysAfter(value, -1));
    case "civility":
      return value === "MME" ? "Mme" : "M.";
    case "sex":
      return value === "F" ? "féminin" : "masculin";
    case "pays":
    case "contactFirst":
    case "acceptsSms":
      return value === "true" ? "oui" : "non";
    case "level":
      return entity === "guardianship" ? levelWords(Number(value)) : value;
    case "kinship":
      return kinshipWords(value) ?? `code ${value}`;
    case "profile":
      return profileLabel({ profile: value as Profile });
    case "duty":
      return profileLabel({ profile: "STAFF", duty: value as Duty });
    default:
      return value;
  }
}

function dayWords(day: string): string {
  return formatDay(day, { today: "0001-01-01" });
}

const users: Readonly<Record<string, string>> = {
  grade: "des notes",
  assessment: "des évaluations",
  attendance: "des appels",
  roll_call: "des appels",
  absence: "des absences",
  justification: "des justificatifs",
  session: "des séances",
  session_teacher: "des séances",
  session_group: "des séances",
  slot: "l’emploi du temps",
  lesson_entry: "le cahier de textes",
  homework: "du travail à faire",
  homework_recipient: "du travail à faire",
  homework_completion: "du travail à faire",
  bulletin: "des bulletins",
  appreciation: "des appréciations",
  message: "des messages",
  delivery: "des messages",
  file: "des fichiers",
  period_scheme: "les périodes",
  judgment: "un jugement",
  person_override: "un champ remplacé localement",
  student_support: "un accompagnement",
  delegation: "une délégation",
  data_export: "une copie de données",
  closure: "le calendrier de l’année",
  teaching_week: "le calendrier de l’année",
  enrollment: "une inscription plus récente",
  guardianship: "une responsabilité plus récente",
  service: "un service plus récent",
  service_teacher: "un service plus récent",
};

/** Why something cannot be undone, after its label. */
export function obstacleWords({ reason, table }: Obstacle): string {
  if (reason === "ACCOUNT") return "le compte a été activé depuis";
  if (reason === "CHANGED") return "la fiche a changé depuis";
  if (reason === "DIRECTION") return "la direction doit annuler elle-même cet import, qui rend ses droits à quelqu’un";
  if (reason === "CLOSED") return "l’année est close depuis";
  const user = (table && users[table]) ?? "d’autres données";
  return `${user} ${/^((une?|le|du) |l’)/.test(user) ? "s’y rattache" : "s’y rattachent"}`;
}

/** «120 créations, 4 modifications, 2 refus»; «aucun changement» for none. */
export function totalWords(totals: Readonly<Record<ImportChangeKind, number>>): string {
  const words = [
    [totals.CREATED, "création"],
    [totals.CHANGED, "modification"],
    [totals.ENDED, "fin"],
  ] as const;
  const told = words.flatMap(([count, word]) => (count > 0 ? [formatCount(count, word)] : []));
  if (totals.REFUSED > 0) told.push(formatCount(totals.REFUSED, "refus", "refus"));
  return told.length > 0 ? formatList(told) : "aucun changement";
}

/** Why files were not taken at all, from the code that the address brings back; null for none. */
export function refusalWords(code: string | undefined): string | null {
  if (code === undefined) return null;
  if (code === "INVALID") return "Choisissez au moins un fichier qui ne soit pas vide.";
  if (code !== "TOO_LARGE") return "Ces fichiers n’ont pas pu être reçus. Réessayez.";
  return `C’est trop\u202F: ${MAX_IMPORT_FILES} fichiers et ${formatBytes(MAX_IMPORT_BYTES)} au plus en une fois.`;
}
