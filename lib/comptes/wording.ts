import { profileLabel } from "@/lib/auth/profile-label";
import { rightWords } from "@/lib/auth/right-words";
import { formatDay, formatCount, formatList, formatName } from "@/lib/time/format";
import type { ContactKind, Duty, ExternalSource, ImportSystem, JudgmentKind, Profile } from "@/lib/db/types";
import type { PersonKind } from "./person-schema";
import { isOverridable, type OverrideField } from "./rules";
import type { AccountState, DirectoryEntry, HistoryLine, Invited, Origin, SheetPerson } from "./types";
import type { Temporal } from "temporal-polyfill";
import { dayIn, type IsoDay } from "@/lib/time/day";
import type { endReasons } from "./schema";

// What the module says in French of what it reads: states, levels, sources, and who did what.

/** Where somebody stands, in a word. */
export const stateWords: Record<AccountState, string> = {
  ACTIVE: "Activé",
  CODED: "Code remis",
  WAITING: "À activer",
  CONTACT: "Simple contact",
  ENDED: "Accès terminé",
};

/** What became of somebody's last sheet or invitation: «Feuille imprimée jeu. 19 nov., valable jusqu’au lun. 18 janv.» */
export function sheetWords(
  { state, sheet, isInvited }: Pick<SheetPerson, "state" | "sheet" | "isInvited">,
  { now, timeZone, today }: { now: Temporal.Instant; timeZone: string; today: IsoDay },
): string {
  if (isInvited && state !== "ACTIVE") return "Invitation en cours d’envoi";
  if (!sheet) return state === "ACTIVE" ? "" : "Aucun code remis";
  const { channel, createdAt, expiresAt, usedAt } = sheet;
  const day = (at: Temporal.Instant) => formatDay(dayIn(timeZone, at).toString(), { today });
  const [name, done] = channel === "MAILED" ? ["Invitation", "envoyée"] : ["Feuille", "imprimée"];
  if (state === "ACTIVE") return usedAt ? `${name} utilisée le ${day(usedAt)}` : "";
  if (usedAt) return `${name} annulée le ${day(usedAt)}`;
  if (expiresAt.epochMilliseconds <= now.epochMilliseconds) return `${name} expirée le ${day(expiresAt)}`;
  return `${name} ${done} le ${day(createdAt)}, valable jusqu’au ${day(expiresAt)}`;
}

/** «12 invitations partent, 3 personnes sans adresse e-mail.» */
export function invitedWords({ invited, withoutAddress, recently }: Invited): string {
  const left =
    invited === 0
      ? "Aucune invitation ne part"
      : formatCount(invited, "invitation part", "invitations partent dans les prochaines minutes");
  const rest = [
    recently > 0 && formatCount(recently, "personne déjà invitée aujourd’hui", "personnes déjà invitées aujourd’hui"),
    withoutAddress > 0 && formatCount(withoutAddress, "personne sans adresse e-mail", "personnes sans adresse e-mail"),
  ].filter(Boolean);
  return `${[left, ...rest].join(", ")}.`;
}

/** Profiles as filters name them, several people at a time. */
export const profileWords: Record<Profile, string> = {
  STUDENT: "Élèves",
  GUARDIAN: "Responsables",
  TEACHER: "Enseignants",
  VIE_SCOLAIRE: "Vie scolaire",
  STAFF: "Autres personnels",
  HEAD: "Direction",
  ADMIN: "Administration du portail",
};

/** «Élève, 5B», «Parent, 5B, 3A», «CPE». */
export function roleWords({ divisions, ...person }: DirectoryEntry): string {
  // A line never ends within the name of a class.
  const names = divisions?.replaceAll(/(?<!,) /g, "\u00A0");
  return [profileLabel(person), names].filter(Boolean).join(", ");
}

/** SIECLE's NIVEAU_RESPONSABILITE. */
export function levelWords(level: number): string {
  return level === 1 ? "représentant légal" : level === 2 ? "en charge" : "contact";
}

/** SIECLE's CODE_PARENTE, the usual ones; null for the others, which say nothing more. */
export function kinshipWords(code: string | null): string | null {
  switch (code) {
    case "10":
      return "mère";
    case "20":
      return "père";
    case "37":
      return "fratrie";
    case "38":
      return "grand-parent";
    case "39":
      return "autre parent";
    case "50":
      return "tutelle";
    default:
      return null;
  }
}

/** Kinds of contact details. */
export const contactWords: Record<ContactKind, string> = {
  EMAIL: "E-mail",
  MOBILE: "Mobile",
  HOME_PHONE: "Téléphone du domicile",
  WORK_PHONE: "Téléphone du travail",
  ADDRESS: "Adresse",
};

/** The fields that a school may set itself. */
export const overrideWords: Record<OverrideField, string> = {
  "person.lastName": "Nom",
  "person.firstName": "Prénom",
  "person.civility": "Civilité",
  "person.duty": "Fonction",
  "civilStatus.birthDate": "Naissance",
  "civilStatus.sex": "Sexe",
  "contact.EMAIL": contactWords.EMAIL,
  "contact.MOBILE": contactWords.MOBILE,
  "contact.HOME_PHONE": contactWords.HOME_PHONE,
  "contact.WORK_PHONE": contactWords.WORK_PHONE,
  "contact.ADDRESS": contactWords.ADDRESS,
  "guardianship.level": "Niveau de responsabilité",
  "guardianship.kinship": "Lien de parenté",
  "guardianship.endsOn": "Fin de la responsabilité",
};

/** A value of such a field, as people read it. */
export function overrideValue(field: OverrideField, value: string | null): string {
  if (value === null) return "rien";
  if (field === "guardianship.level") return levelWords(Number(value));
  if (field === "guardianship.kinship") return kinshipWords(value) ?? "autre";
  if (field === "person.civility") return value === "MME" ? "Mme" : "M.";
  if (field === "person.duty") return profileLabel({ profile: "STAFF", duty: value as Duty });
  if (field === "civilStatus.sex") return value === "F" ? "féminin" : "masculin";
  if (field.endsWith("Date") || field.endsWith("endsOn")) return formatDay(value, { today: "0001-01-01" });
  return value;
}

/** Whom the directory creates by hand. */
export const kindWords: Record<PersonKind, string> = {
  STUDENT: "Élève",
  GUARDIAN: "Responsable",
  TEACHER: "Enseignant",
  AESH: "AESH",
  AED: "Assistant d’éducation",
  CPE: "CPE",
  SECRETARY: "Secrétariat",
  NURSE: "Infirmerie",
  LIBRARIAN: "Documentation",
  INSPECTOR: "Inspection",
  STAFF: "Autre personnel ou stagiaire",
};

/** What a judgment says. */
export const judgmentWords: Record<JudgmentKind, string> = {
  NO_COMMUNICATION: "Pas de droit de communication",
  NO_VISIT: "Pas de droit de visite",
};

/** Where an identifier comes from. */
export const sourceWords: Record<ExternalSource, string> = {
  INE: "INE",
  SIECLE_ELEVE: "SIECLE, élève",
  SIECLE_ELENOET: "SIECLE, numéro interne",
  SIECLE_PERSONNE: "SIECLE, responsable",
  STS_EPP: "STSWEB, EPP",
  STS_LOCAL: "STSWEB, local",
  ONDE_ELEVE: "ONDE, élève",
  ONDE_RESPONSABLE: "ONDE, responsable",
  ONDE_ENSEIGNANT: "ONDE, enseignant",
  TABLE_STUDENT: "Tableau, élève",
  TABLE_GUARDIAN: "Tableau, responsable",
  TABLE_STAFF: "Tableau, personnel",
  ONEROSTER_STUDENT: "OneRoster, élève",
  ONEROSTER_GUARDIAN: "OneRoster, responsable",
  ONEROSTER_STAFF: "OneRoster, personnel",
  AAF_ELEVE: "AAF, élève",
  AAF_RESPONSABLE: "AAF, responsable",
  AAF_PERSONNEL: "AAF, personnel",
};

const systemWords: Record<ImportSystem, string> = {
  SIECLE: "de SIECLE",
  STS: "de STSWEB",
  ONDE: "d’ONDE",
  ONEROSTER: "de OneRoster",
  TABLE: "d’un tableau",
  AAF: "de l’annuaire fédérateur",
};

/** «vient de SIECLE, le 12 sept. 2026»: what an import brought, and when it last did. */
export function originWords({ system, on }: Origin): string {
  return `vient ${systemWords[system]}, le ${formatDay(on, { today: "0001-01-01" })}`;
}

/** Why an access is ended. */
export const reasonWords: Record<(typeof endReasons)[number], string> = {
  LEFT: "Départ de l’établissement",
  DUPLICATE: "Fiche en double",
  MISUSE: "Usage abusif ou compte compromis",
  OTHER: "Autre raison",
};

const actions = {
  "auth.code.create": ({ details }) =>
    details["issuer"] === "OPERATOR"
      ? `a délivré un code de secours, après vérification d’identité${details["removesFactors"] === true ? "\u202F: il remplace le mot de passe et retire la double vérification" : ""}`
      : details["purpose"] !== "RESET"
        ? "a délivré un code d’activation"
        : details["removesFactors"] === true
          ? "a délivré un code de mot de passe qui retire la double vérification"
          : "a délivré un code de mot de passe",
  "comptes.invitation.send": () => "a envoyé une invitation par e-mail",
  "auth.account.activate": () => "a activé son compte",
  "auth.account.link": () => "a rattaché cette fiche à un compte existant",
  "auth.password.reset": () => "a choisi un nouveau mot de passe avec un code",
  "auth.password.change": () => "a changé son mot de passe",
  "auth.factor.add": () => "a ajouté un moyen de double vérification",
  "auth.factor.remove": () => "a retiré un moyen de double vérification",
  "auth.factors.reset": ({ details }) =>
    `a retiré sa double vérification avec un code ${details["issuer"] === "OPERATOR" ? "de secours, délivré depuis le serveur" : "de l’établissement"}`,
  "auth.recovery.renew": () => "a créé de nouveaux codes de secours",
  "auth.email.change": () => "a changé son adresse e-mail de secours",
  "auth.seeing.start": () => "a commencé à voir le portail comme cette personne, en lecture seule",
  "auth.seeing.end": ({ details }) =>
    `a cessé de voir le portail comme cette personne${details["isOver"] === true ? ", la demi-heure étant passée" : ""}`,
  "droits.delegation.give": ({ details }) => `a délégué un droit\u202F: ${rightLabel(details)}`,
  "droits.delegation.end": ({ details }) => `a mis fin à une délégation\u202F: ${rightLabel(details)}`,
  "droits.substitution.give": () => "a nommé cette personne remplaçante",
  "droits.substitution.end": () => "a mis fin au remplacement par cette personne",
  "comptes.access.end": ({ details }) => endWords(details),
  "comptes.access.restore": () => "a rétabli l’accès",
  "comptes.person.create": () => "a créé cette fiche",
  "comptes.person.save": ({ details }) => `a changé ${fieldList(details)}`,
  "comptes.person.give-back": ({ details }) => `a rendu aux fichiers ${fieldList(details)}`,
  "comptes.person.end": ({ details }) => `a mis fin à cette fiche${onDay(details["endsOn"])}`,
  "comptes.guardianship.save": ({ details }) =>
    `a enregistré un responsable, ${levelWords(Number(details["level"] ?? 1))}`,
  "comptes.judgment.save": () => "a enregistré un jugement",
  "imports.change": ({ details }) =>
    details["kind"] === "CREATED"
      ? "a créé cette fiche par un import"
      : details["kind"] === "ENDED"
        ? "a mis fin à cette fiche par un import"
        : "a changé cette fiche par un import",
  "comptes.device.sign-out": ({ details }) =>
    `a déconnecté ${formatCount(Number(details["devices"] ?? 1), "appareil")}`,
  "departs.copy.ask": () => "a demandé une copie des données",
  "departs.copy.fetch": () => "a téléchargé une copie des données",
  "departs.erasure.ask": () => "a demandé l’effacement",
  "departs.close": () => "a supprimé le compte et les contenus de la personne partie",
  "departs.erase": () => "a remplacé le nom par un pseudonyme",
} as const satisfies Record<string, (line: Pick<HistoryLine, "details">) => string>;

/** The lines of the journal that make a person's history. */
export const HISTORY_ACTIONS = Object.keys(actions);

/** «Hélène Vasseur a délivré un code d’activation»: who, and what. */
export function historyWords(line: Pick<HistoryLine, "action" | "author" | "details">): string {
  const unnamed = line.details["issuer"] === "OPERATOR" ? "L’exploitant du serveur" : "Préau";
  const author = line.author ? formatName(line.author) : unnamed;
  const words = Object.entries(actions).find(([action]) => action === line.action)?.[1];
  return `${author} ${words ? words(line) : "a modifié cette fiche"}`;
}

function onDay(day: unknown): string {
  return typeof day === "string" ? ` au ${formatDay(day, { long: true, today: "0001-01-01" })}` : "";
}

function fieldList({ fields }: HistoryLine["details"]): string {
  const names = Array.isArray(fields) ? fields.flatMap((field) => (isField(field) ? overrideWords[field] : [])) : [];
  return names.length > 0 ? formatList(names.map((name) => name.toLowerCase())) : "des champs";
}

const isField = (field: unknown): field is OverrideField => typeof field === "string" && isOverridable(field);

function endWords(details: HistoryLine["details"]): string {
  const { endsOn, reason } = details;
  const day = typeof endsOn === "string" ? ` au ${formatDay(endsOn, { long: true, today: "0001-01-01" })}` : "";
  const why = Object.entries(reasonWords).find(([key]) => key === reason)?.[1];
  return `a mis fin à l’accès${day}${why ? `\u202F: ${why.toLowerCase()}` : ""}`;
}

function rightLabel({ right }: HistoryLine["details"]): string {
  const words = Object.entries(rightWords).find(([key]) => key === right)?.[1];
  return words?.label.toLowerCase() ?? "droit de l’administration";
}
