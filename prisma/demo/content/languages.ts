import type { SubjectContent } from "@/prisma/demo/content/types";

const LANGUAGE_FORMS = {
  first: [
    "**{chapitre}**\n- Anticipation à partir des images p. {p}.\n- Nouveau lexique, répété puis copié.\n- Objectif de la séquence expliqué.",
    "**{chapitre}**\n- Écoute du document sonore, prise de notes.\n- Mise en commun et carte mentale.",
  ],
  middle: [
    "**Compréhension de l’oral** : deux écoutes, grille p. {p} complétée.",
    "**Grammaire** : règle construite à partir des exemples, exercices {n} et {n2} p. {p}.",
    "**Expression orale** en binômes : jeu de rôle, cinq répliques chacun.",
    "**Compréhension de l’écrit** : texte p. {p}, questions {n} à {n3}.",
    "**Culture** : recherche et court exposé par groupes.",
    "**Projet** : rédaction du texte de l’affiche, première version.",
  ],
  last: [
    "**Évaluation** de fin de séquence : {chapitre}.",
    "**Tâche finale** présentée devant la classe : {chapitre}.",
  ],
  homework: [
    { text: "Apprendre le vocabulaire de la séquence, p. {p}.", minutes: 15 },
    { text: "Faire les exercices {n} et {n2} p. {p} du cahier d’activités.", minutes: 20 },
    { text: "Préparer à l’oral la présentation d’une minute.", minutes: 20 },
    { text: "Revoir la leçon de grammaire et ses exemples.", minutes: 10 },
    { text: "Écrire six phrases avec les mots nouveaux.", minutes: 15 },
  ],
  homeworkRate: 0.75,
} as const;

export const anglais: SubjectContent = {
  ...LANGUAGE_FORMS,
  chapters: {
    "6e": [
      "Hello! Back to school",
      "My family and me",
      "At home in London",
      "A day in the life of a British pupil",
      "Food and meals",
      "Animals and sports",
      "Let’s go on holiday",
      "Heroes and legends",
    ],
    "5e": [
      "All about New York",
      "School rules",
      "Going out with friends",
      "Once upon a time: telling stories",
      "Robin Hood",
      "Healthy habits",
      "Ireland, land of myths",
      "Holiday plans",
    ],
    "4e": [
      "Welcome to Australia",
      "Detective stories",
      "Heroes of today",
      "Native Americans",
      "Media and advertising",
      "Work experience",
      "The American West",
      "Inventions that changed the world",
    ],
    "3e": [
      "Teenage life",
      "Fighting for civil rights",
      "London through the ages",
      "Science fiction",
      "Volunteering abroad",
      "Music and protest",
      "Dystopian worlds",
      "My future",
    ],
  },
};

export const espagnol: SubjectContent = {
  ...LANGUAGE_FORMS,
  chapters: {
    "5e": [
      "¡Hola! Me presento",
      "Mi familia y mis amigos",
      "En el instituto",
      "Mi casa y mi barrio",
      "Los gustos y las comidas",
      "Las fiestas de España",
      "De compras",
    ],
    "4e": [
      "Un día cualquiera",
      "De viaje por España",
      "La salud y el deporte",
      "Héroes y leyendas",
      "La ciudad",
      "El mundo hispánico",
      "Ecología en acción",
    ],
    "3e": [
      "Generación conectada",
      "México lindo",
      "Arte y memoria: Picasso",
      "Los oficios",
      "La España de hoy",
      "Derechos y solidaridad",
      "Buenos Aires",
    ],
  },
};

export const allemand: SubjectContent = {
  ...LANGUAGE_FORMS,
  chapters: {
    "5e": [
      "Hallo! Wie geht’s?",
      "Meine Familie",
      "In der Schule",
      "Mein Alltag",
      "Essen und Trinken",
      "Feste feiern",
      "In der Stadt",
    ],
    "4e": [
      "Meine Freizeit",
      "Reisen in Deutschland",
      "Gesund leben",
      "Berlin entdecken",
      "Umwelt und Natur",
      "Märchen und Helden",
      "Österreich und die Schweiz",
    ],
    "3e": [
      "Jugend heute",
      "Die Berliner Mauer",
      "Berufe und Zukunft",
      "Medien",
      "Helden des Alltags",
      "Zusammen leben",
      "Musik und Kunst",
    ],
  },
};
