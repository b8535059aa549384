/** What a teacher says when it gives a resource of the free catalogue. */
export interface DemoGiven {
  /** Its id in lib/ressources/free-catalogue.ts. */
  resource: string;
  /** Null: it speaks for itself. */
  instruction: string | null;
}

/** What is given in a subject, by BCN code; whatever the level. */
export const GIVEN_BY_SUBJECT: Readonly<Record<string, readonly DemoGiven[]>> = {
  "020700": [
    {
      resource: "wiktionnaire",
      instruction: "Cherchez l’origine de trois mots de la liste et recopiez-la dans le carnet.",
    },
    { resource: "litterature-audio", instruction: "Écoutez le premier chapitre avant de le lire." },
    { resource: "lumni", instruction: "La vidéo sur l’accord du participe passé, puis le quiz." },
  ],
  "061300": [
    {
      resource: "mathenpoche",
      instruction: "Faites une série d’exercices du chapitre en cours : visez huit bonnes réponses.",
    },
    {
      resource: "geogebra",
      instruction: "Refaites la figure du cours et déplacez les points pour vérifier la propriété.",
    },
    { resource: "coopmaths", instruction: "Pour vous entraîner avant le contrôle." },
  ],
  "043700": [
    {
      resource: "histoire-image",
      instruction: "Choisissez une œuvre de la période et préparez trois phrases pour la présenter.",
    },
    {
      resource: "remonter-le-temps",
      instruction: "Comparez votre quartier en 1950 et aujourd’hui : notez deux changements.",
    },
    { resource: "vie-publique", instruction: null },
  ],
  "030201": [
    { resource: "learnenglish-teens", instruction: "One listening activity of your level. Bring your score!" },
    { resource: "bbc-learning-english", instruction: null },
  ],
  "030602": [{ resource: "cervantes", instruction: "Una lectura corta de tu nivel." }],
  "030102": [{ resource: "dw-deutsch", instruction: "Die erste Lektion, mit den Übungen." }],
  "062900": [
    { resource: "inpn", instruction: "Trouvez la fiche d’une espèce observée près de chez vous." },
    { resource: "vigie-nature-ecole", instruction: null },
  ],
  "062300": [
    {
      resource: "phet",
      instruction: "Le simulateur de circuits : montez une lampe et un interrupteur, puis deux lampes en série.",
    },
    { resource: "leblob", instruction: null },
  ],
  "070800": [
    { resource: "scratch", instruction: "Terminez le labyrinthe commencé en classe." },
    { resource: "pix", instruction: null },
  ],
  "090100": [
    { resource: "louvre-collections", instruction: "Choisissez un portrait et dites ce qui attire l’œil en premier." },
  ],
  "081300": [{ resource: "radio-france", instruction: null }],
};

/** What the persons who sign in keep at hand, by login. */
export const FAVOURITES: Readonly<Record<string, readonly string[]>> = {
  "lina.benali": ["vikidia", "mathenpoche", "scratch"],
  "nadia.benali": ["lumni", "internet-sans-crainte"],
  "camille.rousseau": ["coopmaths", "geogebra", "manuels-sesamath", "eduscol"],
  "julien.mercier": ["gallica", "remonter-le-temps"],
  "helene.vasseur": ["clemi"],
};
