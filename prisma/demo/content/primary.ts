import type { SubjectContent } from "@/prisma/demo/content/types";

// Written homework is not given in primary school (circulaire du 29 décembre 1956): reading, learning, fetching.

export const lecture: SubjectContent = {
  chapters: {
    "*": [
      "Les sons et les lettres",
      "Le conte : Le Chat botté",
      "La phrase et le verbe",
      "Le documentaire sur les abeilles",
      "La poésie de l’automne",
      "Les accords dans le groupe nominal",
      "Le récit d’aventure",
    ],
  },
  first: ["**{chapitre}**\n- Découverte du texte, lecture à voix haute.\n- Mots nouveaux dans le répertoire."],
  middle: [
    "**Lecture** : suite du texte, questions à l’oral.",
    "**Étude de la langue** : collecte et tri de phrases, leçon {n}.",
    "**Écriture** : cinq phrases à partir d’une image.",
    "**Dictée** de mots, puis de phrases.",
  ],
  last: ["**Bilan** : {chapitre}."],
  homework: [
    { text: "Relire le texte à voix haute.", minutes: 10 },
    { text: "Apprendre les mots de la semaine.", minutes: 10 },
    { text: "Apprendre la poésie, deuxième strophe.", minutes: 15 },
    { text: "Relire la leçon de conjugaison.", minutes: 10 },
  ],
  homeworkRate: 0.45,
};

export const calcul: SubjectContent = {
  chapters: {
    "*": [
      "Les nombres jusqu’à 1 000",
      "L’addition posée",
      "Les tables de multiplication",
      "Lire l’heure",
      "Les solides",
      "La monnaie",
      "Les fractions simples",
    ],
  },
  first: ["**{chapitre}**\n- Situation de recherche à l’ardoise.\n- Trace écrite illustrée."],
  middle: [
    "**Calcul mental**, puis exercices du fichier p. {p}.",
    "**Problèmes** : chercher, dessiner, répondre par une phrase.",
    "**Jeu mathématique** par équipes.",
  ],
  last: ["**Bilan** : {chapitre}."],
  homework: [
    { text: "Revoir la table de 7.", minutes: 10 },
    { text: "S’entraîner à lire l’heure avec un adulte.", minutes: 10 },
  ],
  homeworkRate: 0.3,
};

const DISCOVERY = {
  first: ["**{chapitre}** : ce que nous savons, ce que nous cherchons."],
  middle: [
    "**{chapitre}** : observation, schéma et phrase de conclusion.",
    "**{chapitre}** : travail par groupes, affiche.",
  ],
  last: ["**{chapitre}** : présentation des affiches."],
} as const;

export const monde: SubjectContent = {
  ...DISCOVERY,
  chapters: {
    "*": [
      "Les paysages de France",
      "Le temps des Gaulois",
      "Notre commune",
      "Les rois au Moyen Âge",
      "Se déplacer en ville",
    ],
  },
  homework: [{ text: "Demander à un grand-parent comment était l’école de son enfance.", minutes: 15 }],
  homeworkRate: 0.12,
};

export const sciences: SubjectContent = {
  ...DISCOVERY,
  chapters: {
    "*": [
      "L’eau dans tous ses états",
      "Les dents et la mastication",
      "Le jardin de l’école",
      "L’électricité",
      "Les ombres",
    ],
  },
  homework: [{ text: "Apporter trois feuilles d’arbres différents.", minutes: 10 }],
  homeworkRate: 0.12,
};
