import type { SubjectContent } from "@/prisma/demo/content/types";

export const eps: SubjectContent = {
  chapters: {
    "6e": ["Natation", "Athlétisme : courses et sauts", "Gymnastique", "Handball", "Badminton", "Orientation"],
    "5e": ["Demi-fond", "Badminton", "Acrosport", "Basket-ball", "Lutte", "Course d’orientation"],
    "4e": ["Relais-vitesse", "Volley-ball", "Arts du cirque", "Escalade", "Rugby", "Musculation"],
    "3e": ["Course en durée", "Escalade", "Danse", "Tennis de table", "Football", "Lancer de javelot"],
  },
  first: ["**{chapitre}** : présentation du cycle, règles de sécurité, évaluation de départ."],
  middle: [
    "**{chapitre}** : échauffement, ateliers par niveaux, matchs à thème.",
    "**{chapitre}** : travail technique puis situation d’opposition, arbitrage par les élèves.",
    "**{chapitre}** : enchaînement par groupes, observation avec la fiche.",
  ],
  last: ["**{chapitre}** : évaluation de fin de cycle."],
  homework: [
    { text: "Apporter une gourde et des chaussures propres.", minutes: 5 },
    { text: "Apprendre l’enchaînement du groupe.", minutes: 10 },
  ],
  homeworkRate: 0.06,
};

export const arts: SubjectContent = {
  chapters: {
    "*": [
      "La ressemblance et l’écart",
      "L’espace et la perspective",
      "L’objet détourné",
      "La matérialité de l’œuvre",
      "Images et narration",
    ],
  },
  first: ["**{chapitre}** : incitation, croquis de recherche, vocabulaire."],
  middle: [
    "**{chapitre}** : production en volume, par deux.",
    "**{chapitre}** : mise en commun, verbalisation, références d’artistes collées dans le cahier.",
    "**{chapitre}** : travail à la peinture, gamme de gris colorés.",
  ],
  last: ["**{chapitre}** : présentation des travaux et évaluation."],
  homework: [{ text: "Apporter des papiers et des emballages à détourner.", minutes: 10 }],
  homeworkRate: 0.15,
};

export const musique: SubjectContent = {
  chapters: {
    "*": [
      "Voix et émotions",
      "Musique et récit",
      "Le rythme dans tous ses états",
      "Musiques du monde",
      "Créer avec les sons",
    ],
  },
  first: ["**{chapitre}** : écoute comparée de deux extraits, carte d’écoute."],
  middle: [
    "**{chapitre}** : apprentissage du chant, couplets 1 et 2, travail du souffle.",
    "**{chapitre}** : percussions corporelles à quatre voix.",
    "**{chapitre}** : écoute d’une œuvre, forme et instruments.",
  ],
  last: ["**{chapitre}** : évaluation de chant par petits groupes."],
  homework: [{ text: "Apprendre les paroles du chant.", minutes: 10 }],
  homeworkRate: 0.15,
};
