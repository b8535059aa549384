/** What people of a school write to each other. `{pupil}`, `{class}`, `{teacher}`, `{parent}` are filled in. */
export interface Exchange {
  subject: string;
  /** In turn: who begins, who answers, who begins… */
  turns: readonly string[];
}

/** A circular, to the parents or the pupils of a class. */
export interface Circular {
  subject: string;
  text: string;
  /** What one of those who got it answers. */
  answer?: string;
}

/** From a teacher to the parents of a class. */
export const TO_PARENTS: readonly Circular[] = [
  {
    subject: "Réunion de rentrée de la {class}",
    text: "Bonjour,\n\nLa réunion de rentrée de la {class} aura lieu mardi à 17 h 30 en salle polyvalente. Nous y présenterons l’équipe, les attentes de l’année et le fonctionnement du cahier de textes en ligne.\n\nVotre présence est précieuse. Si vous ne pouvez pas venir, un mot suffit : je vous enverrai l’essentiel.\n\nBien cordialement,\n{teacher}",
    answer:
      "Bonjour,\n\nJe serai au travail à cette heure-là. Je veux bien recevoir le compte rendu.\n\nMerci et bonne journée.",
  },
  {
    subject: "Sortie au musée : autorisation à rendre",
    text: "Bonjour,\n\nLa {class} visitera le musée d’archéologie le mois prochain. L’autorisation distribuée en classe est à rendre signée avant vendredi. La sortie est gratuite ; prévoyez un pique-nique.\n\nBien cordialement,\n{teacher}",
    answer: "Bonjour,\n\nL’autorisation est dans le carnet. Faut-il prévoir une carte de transport ?\n\nCordialement.",
  },
  {
    subject: "Évaluation commune la semaine prochaine",
    text: "Bonjour,\n\nLes élèves de {class} auront une évaluation commune la semaine prochaine. Le plan de révision est dans le cahier de textes, avec le temps de travail conseillé. Rien ne sert de tout reprendre la veille.\n\nBien cordialement,\n{teacher}",
  },
  {
    subject: "Rencontres entre parents et professeurs",
    text: "Bonjour,\n\nLes rencontres entre parents et professeurs de la {class} se tiendront début décembre, par rendez-vous de dix minutes. Indiquez-moi en réponse les créneaux qui vous conviennent : 16 h 30, 17 h 30 ou 18 h 30.\n\nBien cordialement,\n{teacher}",
    answer: "Bonjour,\n\n17 h 30 me convient très bien, merci.",
  },
];

/** From a teacher to the pupils of a class. */
export const TO_PUPILS: readonly Circular[] = [
  {
    subject: "Matériel pour jeudi",
    text: "Bonjour à tous,\n\nPensez à apporter votre règle, votre compas et une feuille à grands carreaux jeudi.\n\nÀ jeudi,\n{teacher}",
    answer: "Bonjour,\n\nJe n’ai plus de compas, est-ce que je peux en emprunter un ?",
  },
  {
    subject: "Club du midi",
    text: "Bonjour à tous,\n\nLe club reprend mardi à 12 h 45, au CDI. On y vient quand on veut, sans inscription, avec ou sans idée.\n\n{teacher}",
    answer: "Bonjour,\n\nEst-ce qu’on peut venir à deux ?",
  },
  {
    subject: "Correction de l’évaluation",
    text: "Bonjour à tous,\n\nLa correction est dans le cahier de textes. Relisez-la avec votre copie à côté, et notez vos questions : nous en parlerons au début du prochain cours.\n\n{teacher}",
  },
];

/** A parent begins, a teacher answers. */
export const PARENT_TEACHER: readonly Exchange[] = [
  {
    subject: "Difficultés de {pupil} en ce moment",
    turns: [
      "Bonjour,\n\n{pupil} travaille le soir mais se décourage devant les exercices. Que conseillez-vous ?\n\nMerci d’avance,\n{parent}",
      "Bonjour,\n\nMerci de votre message. {pupil} participe bien en classe ; c’est la rédaction qui coince. Je propose de reprendre ensemble un exercice par semaine pendant l’aide aux devoirs, le mardi.\n\nCordialement,\n{teacher}",
      "Bonjour,\n\nC’est une très bonne idée, {pupil} est d’accord. Merci pour votre aide.\n\n{parent}",
    ],
  },
  {
    subject: "Rendez-vous chez l’orthodontiste",
    turns: [
      "Bonjour,\n\n{pupil} manquera la première heure lundi pour un rendez-vous médical. Y aura-t-il un cours à rattraper ?\n\nCordialement,\n{parent}",
      "Bonjour,\n\nC’est noté. Tout sera dans le cahier de textes lundi midi ; un camarade pourra prêter ses notes.\n\n{teacher}",
    ],
  },
  {
    subject: "Cahier oublié",
    turns: [
      "Bonjour,\n\n{pupil} pense avoir laissé son cahier en salle hier. Serait-il possible de le retrouver ?\n\n{parent}",
      "Bonjour,\n\nIl est sur mon bureau, {pupil} peut passer le prendre à la récréation.\n\n{teacher}",
      "Parfait, merci beaucoup !",
    ],
  },
  {
    subject: "Temps de travail à la maison",
    turns: [
      "Bonjour,\n\n{pupil} passe près de deux heures par soir sur ses devoirs. Est-ce habituel à cette période ?\n\n{parent}",
      "Bonjour,\n\nNon, une heure devrait suffire. Je regarde avec mes collègues comment mieux répartir le travail de la semaine, et j’en parle avec {pupil}.\n\n{teacher}",
      "Merci de votre écoute.\n\n{parent}",
    ],
  },
  {
    subject: "Fournitures pour le projet",
    turns: [
      "Bonjour,\n\nQuel type de carton faut-il pour la maquette ?\n\n{parent}",
      "Bonjour,\n\nDu carton d’emballage convient très bien : inutile d’en acheter.\n\n{teacher}",
    ],
  },
  {
    subject: "Merci pour la sortie",
    turns: [
      "Bonjour,\n\nLa sortie a beaucoup plu à {pupil}, qui nous en a parlé tout le dîner. Merci du temps que vous y avez passé.\n\n{parent}",
      "Bonjour,\n\nMerci, cela fait plaisir à lire. La classe a été très attentive.\n\n{teacher}",
    ],
  },
];

/** A pupil begins, a teacher answers. */
export const PUPIL_TEACHER: readonly Exchange[] = [
  {
    subject: "Question sur l’exercice 4",
    turns: [
      "Bonjour,\n\nJe ne comprends pas la deuxième question de l’exercice 4. Est-ce qu’il faut réutiliser le résultat de la première ?\n\n{pupil}",
      "Bonjour {pupil},\n\nOui, exactement. Commence par réécrire ce que tu as trouvé, puis cherche ce qui change. Si ça bloque encore, on le regarde demain.\n\n{teacher}",
      "J’ai trouvé, merci !",
    ],
  },
  {
    subject: "Exposé de vendredi",
    turns: [
      "Bonjour,\n\nEst-ce qu’on peut passer notre exposé en dernier ? Il nous manque une image.\n\n{pupil}",
      "Bonjour {pupil},\n\nD’accord pour passer en dernier. Pense à citer d’où vient l’image.\n\n{teacher}",
    ],
  },
  {
    subject: "Livre à rapporter",
    turns: [
      "Bonjour,\n\nJ’ai fini le livre. Est-ce que je peux le garder encore une semaine pour le relire ?\n\n{pupil}",
      "Bonjour {pupil},\n\nAvec plaisir ! Tu nous en parleras en classe si tu veux.\n\n{teacher}",
    ],
  },
  {
    subject: "Fiche de révision",
    turns: [
      "Bonjour,\n\nJ’ai fait ma fiche de révision mais je ne sais pas si elle est trop longue. Vous pouvez me dire ?\n\n{pupil}",
      "Bonjour {pupil},\n\nMontre-la-moi à la fin du cours. Une bonne fiche tient sur une page et se relit en cinq minutes.\n\n{teacher}",
      "Merci, je la raccourcis ce soir.",
    ],
  },
  {
    subject: "Absence de lundi",
    turns: [
      "Bonjour,\n\nJ’étais malade lundi. Est-ce que je dois rattraper l’évaluation ?\n\n{pupil}",
      "Bonjour {pupil},\n\nRepose-toi d’abord. Tu la feras jeudi pendant l’étude, si tu te sens d’attaque.\n\n{teacher}",
      "D’accord, merci.",
    ],
  },
];

/** Colleagues among themselves. */
export const STAFF: readonly Exchange[] = [
  {
    subject: "Conseil de classe de la {class}",
    turns: [
      "Bonjour à tous,\n\nLe conseil de classe de la {class} est fixé début décembre à 17 h. Pensez à saisir vos appréciations la veille au plus tard.\n\nMerci,\n{teacher}",
      "Bien noté. J’aimerais qu’on prenne cinq minutes pour parler de l’ambiance de la classe, qui s’est nettement améliorée.",
      "Volontiers, je l’ajoute à l’ordre du jour.",
    ],
  },
  {
    subject: "Projet lecture en {class}",
    turns: [
      "Bonjour,\n\nJe propose un quart d’heure de lecture le jeudi en {class}, dans toutes les matières. Qui est partant ?\n\n{teacher}",
      "Partant pour ma part. Le CDI peut prêter une malle de livres.",
    ],
  },
  {
    subject: "Devoirs de la {class}",
    turns: [
      "Bonjour,\n\nLa {class} a trois évaluations vendredi. Je peux décaler la mienne à mardi, si cela vous arrange.\n\n{teacher}",
      "Merci, cela les soulagera. Je garde vendredi.",
    ],
  },
  {
    subject: "Livret pour les nouveaux arrivants",
    turns: [
      "Bonjour,\n\nJ’ai relu le livret d’accueil. Il manque le plan du rez-de-chaussée et les horaires du CDI.\n\n{teacher}",
      "C’est ajouté, merci de la relecture.",
      "Parfait. Je le fais imprimer en vingt exemplaires.",
    ],
  },
  {
    subject: "Salle informatique jeudi",
    turns: [
      "Bonjour,\n\nAurais-tu besoin de la salle informatique jeudi matin ? J’aimerais y emmener la {class}.\n\n{teacher}",
      "Bonjour,\n\nJe peux la laisser à partir de 10 h. Bonne séance !",
      "Merci, c’est parfait.",
    ],
  },
];

/** The CPE and a parent. */
export const CPE_PARENT: readonly Exchange[] = [
  {
    subject: "Retards de {pupil}",
    turns: [
      "Bonjour,\n\n{pupil} a eu trois retards ces deux dernières semaines, toujours en première heure. Y a-t-il une difficulté de transport dont nous pourrions tenir compte ?\n\nBien cordialement,\n{teacher}",
      "Bonjour,\n\nLe bus de 7 h 35 est souvent complet. Nous allons essayer le précédent.\n\nMerci de votre attention,\n{parent}",
      "Merci de votre réponse. Je préviens les professeurs concernés.\n\n{teacher}",
    ],
  },
  {
    subject: "Carnet de correspondance",
    turns: [
      "Bonjour,\n\nLe carnet de {pupil} a été retrouvé dans la cour. Il est à reprendre au bureau de la vie scolaire.\n\n{teacher}",
      "Merci beaucoup, {pupil} passera ce midi.\n\n{parent}",
    ],
  },
];

/** The head to the staff. */
export const HEAD_STAFF: readonly Circular[] = [
  {
    subject: "Exercice d’évacuation",
    text: "Bonjour à toutes et à tous,\n\nUn exercice d’évacuation aura lieu la semaine prochaine. Merci de relire la consigne affichée dans vos salles et de faire l’appel au point de rassemblement.\n\n{teacher}",
  },
  {
    subject: "Portes ouvertes : appel à volontaires",
    text: "Bonjour à toutes et à tous,\n\nLes portes ouvertes approchent. Celles et ceux qui souhaitent tenir un atelier ou guider des familles peuvent me répondre directement.\n\nMerci d’avance,\n{teacher}",
    answer: "Bonjour,\n\nJe veux bien tenir un atelier l’après-midi.",
  },
];
