import { mayFollowUp, mayReadAlerts } from "@/lib/absences/access";
import { overseesNews, writingReach } from "@/lib/actualites/access";
import { canPrintCodes } from "@/lib/auth/access";
import { runsSchool } from "@/lib/auth/viewer";
import { reachOf as reachOfLessons } from "@/lib/cahier-de-texte/access";
import { mayKeepAccounts, maySetSchool } from "@/lib/comptes/access";
import type { DelegatedRight, Duty, Profile } from "@/lib/db/types";
import { hasOwnSpace, mayWrite as mayWriteInSpace } from "@/lib/documents/access";
import { mayManage, reachOf as reachOfTimetables } from "@/lib/emploi-du-temps/access";
import { mayImport } from "@/lib/imports/access";
import { groupReachOf, isModerator, mayBeUrgent } from "@/lib/messagerie/access";
import { isModuleOpen, type ModuleSlug } from "@/lib/modules";
import { reachOf as reachOfGrades } from "@/lib/notes/access";
import { mayCorrectAttendance, mayPublish } from "@/lib/notes/bulletins/access";
import { givesResources, managesCatalogue } from "@/lib/ressources/access";
import { mayAppointSubstitutes, mayDelegate } from "./access";

/** What a person is, as far as rights are asked of it. */
export interface Office {
  profile: Profile;
  duty: Duty | null;
  rights: readonly DelegatedRight[];
}

/** Something that some can do in a module and others cannot. */
export interface Ability {
  module: ModuleSlug;
  /** What follows «peut»: an infinitive. */
  words: string;
  /** The module's own rule of access (lib/<module>/access.ts), asked and never repeated here. */
  holds: (office: Office) => boolean;
}

/** Does this person hold an ability, in a school that has the module open? */
export function holdsAbility(ability: Ability, office: Office): boolean {
  return isModuleOpen(ability.module, office, []) && ability.holds(office);
}

/** What can be done in the portal, module by module. */
export const abilities: readonly Ability[] = [
  {
    module: "cahier-de-texte",
    words: "lire les cahiers de textes de toutes les classes",
    holds: (office) => reachOfLessons(office) === "school",
  },
  {
    module: "cahier-de-texte",
    words: "remplir le cahier de textes de ses séances et lire celui de ses classes",
    holds: (office) => reachOfLessons(office) === "taught",
  },
  {
    module: "cahier-de-texte",
    words: "lire le cahier de textes des élèves accompagnés",
    holds: (office) => reachOfLessons(office) === "supported",
  },
  {
    module: "cahier-de-texte",
    words: "lire le cahier de textes de sa classe, ou de la classe de ses enfants",
    holds: (office) => reachOfLessons(office) === "family",
  },
  { module: "notes", words: "lire toutes les notes", holds: (office) => reachOfGrades(office) === "school" },
  {
    module: "notes",
    words: "noter ses élèves, et lire toutes les notes de la classe dont on est professeur principal",
    holds: (office) => reachOfGrades(office) === "taught",
  },
  {
    module: "notes",
    words: "lire ses notes, ou celles de ses enfants, une fois publiées",
    holds: (office) => reachOfGrades(office) === "family",
  },
  { module: "notes", words: "publier les bulletins", holds: mayPublish },
  { module: "notes", words: "corriger les absences portées aux bulletins", holds: mayCorrectAttendance },
  { module: "absences", words: "suivre toutes les absences et traiter les justificatifs", holds: mayFollowUp },
  { module: "absences", words: "recevoir les signalements d’absences répétées", holds: mayReadAlerts },
  { module: "absences", words: "faire l’appel de ses séances", holds: ({ profile }) => profile === "TEACHER" },
  {
    module: "emploi-du-temps",
    words: "modifier l’emploi du temps et déclarer les absences de professeurs",
    holds: mayManage,
  },
  {
    module: "emploi-du-temps",
    words: "consulter l’emploi du temps de chaque élève",
    holds: (office) => reachOfTimetables(office) === "school",
  },
  {
    module: "emploi-du-temps",
    words: "consulter l’emploi du temps des classes, des salles et des collègues",
    holds: (office) => ["school", "structures"].includes(reachOfTimetables(office)),
  },
  {
    module: "messagerie",
    words: "écrire à toutes les classes à la fois",
    holds: (office) => groupReachOf(office) === "all",
  },
  {
    module: "messagerie",
    words: "écrire à ses classes entières",
    holds: (office) => groupReachOf(office) === "taught",
  },
  { module: "messagerie", words: "envoyer un message urgent en dehors des heures calmes", holds: mayBeUrgent },
  { module: "messagerie", words: "lire les messages signalés, et eux seuls", holds: isModerator },
  {
    module: "actualites",
    words: "publier des actualités pour tout l’établissement",
    holds: (office) => writingReach(office) === "school",
  },
  {
    module: "actualites",
    words: "publier des actualités pour ses classes",
    holds: (office) => writingReach(office) === "taught",
  },
  { module: "actualites", words: "retirer toute actualité", holds: overseesNews },
  { module: "ressources", words: "tenir le catalogue des ressources", holds: managesCatalogue },
  { module: "ressources", words: "donner des ressources à ses classes", holds: givesResources },
  { module: "documents", words: "ranger ses propres documents", holds: hasOwnSpace },
  {
    module: "documents",
    words: "déposer des documents dans l’espace de ses classes",
    holds: (office) => mayWriteInSpace(office, "CLASS"),
  },
  { module: "comptes", words: "tenir l’annuaire et les accès", holds: mayKeepAccounts },
  { module: "comptes", words: "imprimer les codes et suivre l’activation des comptes", holds: canPrintCodes },
  { module: "comptes", words: "nommer des remplaçants", holds: mayAppointSubstitutes },
  { module: "comptes", words: "importer les fichiers de l’établissement", holds: mayImport },
  {
    module: "comptes",
    words: "régler les modules, les périodes et les règles de l’établissement",
    holds: maySetSchool,
  },
  { module: "comptes", words: "déléguer ces droits", holds: mayDelegate },
  { module: "comptes", words: "voir le portail comme une autre personne, en lecture seule", holds: runsSchool },
];
