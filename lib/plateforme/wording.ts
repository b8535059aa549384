import type { OrganizationKind, SchoolKind } from "@/lib/db/types";
import type { Activation, AdministrationEntry } from "./types";

// What the platform says in French of what it reads.

export const organizationKindWords: Record<OrganizationKind, string> = {
  ACADEMIE: "Académie",
  COLLECTIVITE: "Collectivité",
};

export const schoolKindWords: Record<SchoolKind, string> = { ECOLE: "École", COLLEGE: "Collège", LYCEE: "Lycée" };

export const activationWords: Record<Activation, string> = {
  ACTIVE: "Activé",
  CODED: "Code remis",
  WAITING: "À activer",
};

/** «Direction», «Direction adjointe», «Administration». */
export function functionWords({ profile, isDeputy }: Pick<AdministrationEntry, "profile" | "isDeputy">): string {
  if (profile === "ADMIN") return "Administration";
  return isDeputy ? "Direction adjointe" : "Direction";
}

/** The actions of the platform's journal, as they are read there. */
const historyWords: Record<string, string> = {
  "plateforme.organization.create": "Organisation créée",
  "plateforme.organization.save": "Organisation modifiée",
  "plateforme.school.create": "Établissement créé",
  "plateforme.school.save": "Établissement modifié",
  "plateforme.school.close": "Établissement fermé",
  "plateforme.school.reopen": "Établissement rouvert",
  "plateforme.person.invite": "Premier compte préparé",
  "plateforme.person.renew-code": "Code refait",
  "plateforme.person.rescue": "Code de secours délivré depuis le serveur",
  "plateforme.administrator.add": "Administrateur nommé",
  "plateforme.administrator.renew-code": "Code d’administrateur refait",
  "plateforme.administrator.end": "Rôle d’administrateur terminé",
  "plateforme.account.activate": "Compte d’administrateur activé",
  "plateforme.account.link": "Rôle ajouté à un compte",
};

/** An action in words; one that is not known yet, as it is stored. */
export function actionWords(action: string): string {
  return historyWords[action] ?? action;
}
