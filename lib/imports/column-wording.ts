import type { ColumnField, Matching, MatchingProblem } from "@/lib/imports/columns";

// What the form to match columns says: apart from the rest of the wording, since the browser has it too.

/** What a column of a plain table may hold, as its form offers it. */
export const columnWords: Readonly<Record<ColumnField, string>> = {
  kind: "Profil (élève, responsable…)",
  fullName: "Nom et prénom ensemble",
  lastName: "Nom",
  familyName: "Nom de famille (à la naissance)",
  firstName: "Prénom",
  civility: "Civilité",
  birthDate: "Date de naissance",
  sex: "Sexe",
  division: "Classe",
  ine: "INE",
  identifier: "Identifiant du logiciel",
  email: "Adresse e-mail",
  mobile: "Téléphone portable",
  home: "Téléphone fixe",
  work: "Téléphone professionnel",
  address: "Adresse",
  postalCode: "Code postal",
  city: "Ville",
  level: "Responsabilité (1, 2, 3)",
  childIne: "INE de l’enfant",
  childIdentifier: "Identifiant de l’enfant",
  childFullName: "Nom et prénom de l’enfant ensemble",
  childLastName: "Nom de l’enfant",
  childFirstName: "Prénom de l’enfant",
  childBirthDate: "Date de naissance de l’enfant",
  childDivision: "Classe de l’enfant",
  parent1FullName: "Responsable 1, nom et prénom ensemble",
  parent1LastName: "Responsable 1, nom",
  parent1FirstName: "Responsable 1, prénom",
  parent1Civility: "Responsable 1, civilité",
  parent1Email: "Responsable 1, adresse e-mail",
  parent1Mobile: "Responsable 1, téléphone portable",
  parent1Home: "Responsable 1, téléphone fixe",
  parent1Level: "Responsable 1, responsabilité (1, 2, 3)",
  parent2FullName: "Responsable 2, nom et prénom ensemble",
  parent2LastName: "Responsable 2, nom",
  parent2FirstName: "Responsable 2, prénom",
  parent2Civility: "Responsable 2, civilité",
  parent2Email: "Responsable 2, adresse e-mail",
  parent2Mobile: "Responsable 2, téléphone portable",
  parent2Home: "Responsable 2, téléphone fixe",
  parent2Level: "Responsable 2, responsabilité (1, 2, 3)",
};

/** Whom the rows of a plain table may be. */
export const tableKindWords: Readonly<Record<Matching["kind"], string>> = {
  STUDENT: "Des élèves",
  GUARDIAN: "Des responsables d’élèves",
  TEACHER: "Des enseignants",
  VIE_SCOLAIRE: "La vie scolaire",
  STAFF: "D’autres personnels",
  HEAD: "La direction",
  COLUMN: "Plusieurs profils, une colonne le dit",
  NONE: "Rien à importer, laisser de côté",
};

/** What keeps a matching from being used. */
export function problemWords(field: MatchingProblem["field"]): string {
  switch (field) {
    case "name":
      return "Il faut le nom et le prénom, dans deux colonnes ou ensemble dans une.";
    case "needsKind":
      return "Il faut la colonne qui dit le profil de chacun, ou un seul profil pour tout le tableau.";
    case "pupil":
      return "Pour des élèves, il faut au moins l’INE, la date de naissance, un identifiant ou la classe.";
    case "parent":
      return "Pour un responsable à la suite de l’élève, il faut son nom et son prénom, dans deux colonnes ou ensemble dans une.";
    case "child":
      return "Pour des responsables, il faut une colonne qui dise l’enfant\u202F: son INE, son identifiant, ou son nom et son prénom.";
    default:
      return `Deux colonnes sont «\u00a0${columnWords[field]}\u00a0»\u202F: gardez-en une.`;
  }
}
