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

/** The hours that French schools live by. */
export const TIME_ZONES = {
  "Europe/Paris": "Heure de Paris",
  "America/Guadeloupe": "Heure de la Guadeloupe",
  "America/Martinique": "Heure de la Martinique",
  "America/Cayenne": "Heure de la Guyane",
  "America/Miquelon": "Heure de Saint-Pierre-et-Miquelon",
  "Indian/Reunion": "Heure de La Réunion",
  "Indian/Mayotte": "Heure de Mayotte",
  "Pacific/Noumea": "Heure de Nouméa",
  "Pacific/Wallis": "Heure de Wallis-et-Futuna",
  "Pacific/Tahiti": "Heure de Tahiti",
  "Pacific/Marquesas": "Heure des Marquises",
  "Pacific/Gambier": "Heure des Gambier",
} as const;
