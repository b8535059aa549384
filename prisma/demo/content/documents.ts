/** A small file of the demo, made from these lines by its extension: PDF, text; a picture has none. */
export interface DemoDocument {
  name: string;
  lines: readonly string[];
  /** School days away from the holidays of the demo's autumn. */
  daysAgo: number;
  sharedWithClass?: boolean;
  /** Login of a colleague who may read it. */
  sharedWith?: string;
}

/** What the teachers of a class put in its space, in turn. */
export const CLASS_DOCUMENTS: readonly (readonly DemoDocument[])[] = [
  [
    {
      name: "Plan du chapitre 3.pdf",
      lines: ["1. Ce qu’il faut savoir", "2. Ce qu’il faut savoir faire", "3. Pour s’entraîner"],
      daysAgo: 2,
    },
    {
      name: "Correction des exercices.pdf",
      lines: ["Exercice 1 : les étapes du raisonnement.", "Exercice 2 : la rédaction attendue."],
      daysAgo: 1,
    },
  ],
  [
    {
      name: "Méthode de travail.pdf",
      lines: ["Lire la consigne deux fois.", "Souligner les mots importants.", "Relire avant de rendre."],
      daysAgo: 10,
    },
  ],
  [
    { name: "Carte à compléter.png", lines: [], daysAgo: 7 },
    {
      name: "Vocabulaire à apprendre.txt",
      lines: ["À savoir pour jeudi :", "- un territoire", "- une échelle", "- une légende", "- un croquis"],
      daysAgo: 6,
    },
  ],
  [
    {
      name: "Consignes de sécurité.pdf",
      lines: ["Tenue adaptée à chaque séance.", "Signaler toute douleur.", "Ranger le matériel."],
      daysAgo: 55,
    },
  ],
];

/** What persons keep for themselves: by login, then by folder («»: none). */
export const PERSONAL_DOCUMENTS: Readonly<Record<string, Readonly<Record<string, readonly DemoDocument[]>>>> = {
  "lina.benali": {
    "Exposé sur les volcans": [
      {
        name: "Plan de l’exposé.txt",
        lines: [
          "Les volcans",
          "",
          "1. Qu’est-ce qu’un volcan ?",
          "2. Les éruptions effusives et explosives",
          "3. Vivre près d’un volcan",
          "",
          "Demander à Inès de dessiner la coupe.",
        ],
        daysAgo: 3,
      },
      { name: "Schéma de la chambre magmatique.png", lines: [], daysAgo: 3 },
    ],
    "": [
      {
        name: "Fiche de lecture.txt",
        lines: [
          "Titre : Vendredi ou la vie sauvage",
          "Auteur : Michel Tournier",
          "",
          "J’ai aimé quand Robinson construit sa barque sans pouvoir la mettre à l’eau.",
        ],
        daysAgo: 9,
      },
      {
        name: "Emploi du temps du club théâtre.pdf",
        lines: ["Le mardi de 12 h 45 à 13 h 30.", "Salle polyvalente.", "Représentation en juin."],
        daysAgo: 50,
      },
    ],
  },
  "camille.rousseau": {
    "Séquences de 5e": [
      {
        name: "Progression annuelle.pdf",
        lines: [
          "Période 1 : enchaînements d’opérations, symétrie centrale.",
          "Période 2 : fractions, triangles.",
          "Période 3 : nombres relatifs, proportionnalité.",
        ],
        daysAgo: 70,
        sharedWith: "julien.mercier",
      },
      {
        name: "Fractions, activité de découverte.pdf",
        lines: ["Partager équitablement trois tartes entre quatre élèves.", "Comparer les réponses des groupes."],
        daysAgo: 8,
      },
      {
        name: "Tableau des compétences.csv",
        lines: ["compétence;séance;évaluée", "Chercher;1;oui", "Raisonner;2;oui", "Communiquer;3;non"],
        daysAgo: 13,
      },
    ],
    Évaluations: [
      {
        name: "Contrôle sur les fractions.pdf",
        lines: [
          "Calculatrice interdite. Durée : 45 minutes.",
          "Exercice 1 (6 points)",
          "Exercice 2 (8 points)",
          "Exercice 3 (6 points)",
        ],
        daysAgo: 2,
      },
      {
        name: "Barème du contrôle.txt",
        lines: ["Exercice 1 : 6 points", "Exercice 2 : 8 points", "Exercice 3 : 6 points"],
        daysAgo: 2,
      },
    ],
    "Réviser les fractions": [
      {
        name: "Fiche de révision.pdf",
        lines: ["Simplifier, comparer, ajouter deux fractions.", "Cinq exercices, corrigés au dos."],
        daysAgo: 3,
      },
      {
        name: "Corrigé du devoir maison.pdf",
        lines: ["Exercice 1 : trois quarts.", "Exercice 2 : la seconde part est la plus grande."],
        daysAgo: 2,
      },
    ],
    "": [
      {
        name: "Défi maths de la semaine.pdf",
        lines: ["Combien de carrés voyez-vous sur un échiquier ?", "Réponse vendredi."],
        daysAgo: 1,
        sharedWithClass: true,
      },
    ],
  },
  "julien.mercier": {
    "": [
      {
        name: "Sortie aux archives.pdf",
        lines: ["Départ à 8 h 30, retour à 12 h.", "Prévoir de quoi écrire."],
        daysAgo: 6,
        sharedWith: "camille.rousseau",
      },
    ],
  },
  "fatou.diallo": {
    "Vie scolaire": [
      {
        name: "Planning de surveillance.pdf",
        lines: ["Grilles, cour, self et permanence.", "Semaine A et semaine B."],
        daysAgo: 14,
      },
    ],
  },
};

/** What a teacher shows to the class of the demo as a whole. */
export const SHARED_FOLDER = { login: "camille.rousseau", name: "Réviser les fractions" } as const;

/** What the team shares. */
export const TEAM_DOCUMENTS: readonly { login: string; folder: string; document: DemoDocument }[] = [
  {
    login: "helene.vasseur",
    folder: "Conseils de classe",
    document: {
      name: "Calendrier des conseils.pdf",
      lines: ["Du 30 novembre au 8 décembre.", "Saisie des appréciations : trois jours avant."],
      daysAgo: 9,
    },
  },
  {
    login: "helene.vasseur",
    folder: "Conseils de classe",
    document: {
      name: "Guide des appréciations.pdf",
      lines: ["Dire ce qui est acquis.", "Dire ce qui reste à travailler, et comment.", "Encourager."],
      daysAgo: 9,
    },
  },
  {
    login: "fatou.diallo",
    folder: "Vie de l’établissement",
    document: {
      name: "Règlement intérieur.pdf",
      lines: ["Adopté par le conseil d’administration.", "Chacun a droit au respect et à la tranquillité."],
      daysAgo: 76,
    },
  },
  {
    login: "patrick.lemoine",
    folder: "Vie de l’établissement",
    document: {
      name: "Formulaire de sortie pédagogique.pdf",
      lines: ["À remettre trois semaines avant la sortie.", "Classe, date, lieu, accompagnateurs, budget."],
      daysAgo: 62,
    },
  },
  {
    login: "fatou.diallo",
    folder: "",
    document: {
      name: "Numéros utiles.txt",
      lines: ["Vie scolaire : poste 12", "Infirmerie : poste 15", "Accueil : poste 10"],
      daysAgo: 16,
    },
  },
];
