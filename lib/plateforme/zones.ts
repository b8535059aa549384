/** The zones of the national calendar and those that set their own (arrêté du 7 décembre 2022 relatif au calendrier scolaire). */
export const ZONES = {
  A: "Zone A",
  B: "Zone B",
  C: "Zone C",
  CORSE: "Corse",
  GUADELOUPE: "Guadeloupe",
  MARTINIQUE: "Martinique",
  GUYANE: "Guyane",
  REUNION: "La Réunion",
  MIQUELON: "Saint-Pierre-et-Miquelon",
  MAYOTTE: "Mayotte",
  WALLIS: "Wallis-et-Futuna",
  POLYNESIE: "Polynésie française",
  CALEDONIE: "Nouvelle-Calédonie",
} as const;

/** Where French schools are. */
export const TIME_ZONES = [
  "Europe/Paris",
  "America/Guadeloupe",
  "America/Martinique",
  "America/Cayenne",
  "America/Miquelon",
  "Indian/Reunion",
  "Indian/Mayotte",
  "Pacific/Noumea",
  "Pacific/Tahiti",
  "Pacific/Wallis",
] as const;
