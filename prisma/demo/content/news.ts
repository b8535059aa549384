import type { Readers } from "@/lib/actualites/types";

/** A piece of news of the demo, in the small markup of types.ts; `{09-01}` is a day of the school year, `{+7}` a school day from now. */
export interface DemoNews {
  /** Login of a person of the demo, or who it is at the primary school. */
  author: string;
  title: string;
  text: string;
  readers: readonly Readers[];
  /** Level or code of divisions; none: the whole school. */
  places?: readonly string[];
  /** «09-01»: on that day of the year; a number: so many days before now, after it when negative; null: a draft. */
  on: string | number | null;
  /** Minutes since midnight. */
  at?: number;
  /** Share of those who have confirmed, where it is asked. */
  confirmed?: number;
  /** Days for which it stays on top. */
  pinned?: number;
  /** Days for which it is shown. */
  shown?: number;
}

const ALL: readonly Readers[] = ["STUDENT", "GUARDIAN", "TEACHER", "STAFF"];
const FAMILIES: readonly Readers[] = ["STUDENT", "GUARDIAN"];
const PARENTS: readonly Readers[] = ["GUARDIAN"];
const ADULTS: readonly Readers[] = ["TEACHER", "STAFF"];

const HEAD = "helene.vasseur";
const CPE = "fatou.diallo";
const SECRETARY = "patrick.lemoine";
const MATHS = "camille.rousseau";
const HISTORY = "julien.mercier";

export const COLLEGE_NEWS: readonly DemoNews[] = [
  {
    author: HEAD,
    title: "Bienvenue au collège Jacqueline-Auriol",
    text: "Toute l’équipe souhaite une belle année à chaque élève et à chaque famille.\nLes emplois du temps sont provisoires pendant quinze jours : consultez-les chaque soir.\nLe livret d’accueil est remis en classe ; il se signe et se rapporte au professeur principal.",
    readers: ALL,
    on: "09-01",
    at: 480,
  },
  {
    author: CPE,
    title: "Règlement intérieur : à lire et à confirmer",
    text: "Le règlement intérieur a été voté par le conseil d’administration. Il s’applique à tous.\n- Le téléphone reste éteint et rangé dans l’enceinte du collège.\n- Le carnet de correspondance se présente à l’entrée.\n- Toute absence se justifie dès le retour.\nMerci de confirmer que vous l’avez lu.",
    readers: FAMILIES,
    on: "09-03",
    at: 1020,
    confirmed: 0.97,
  },
  {
    author: SECRETARY,
    title: "Cantine : inscriptions et tarifs",
    text: "Les fiches d’inscription à la demi-pension sont à rendre au secrétariat avant le {09-11}.\nLe tarif dépend du quotient familial : joignez votre dernière attestation.",
    readers: PARENTS,
    on: "09-02",
    at: 570,
  },
  {
    author: SECRETARY,
    title: "Photo de classe",
    text: "Le photographe vient le {09-17} et le {09-18}. L’ordre de passage est affiché devant la vie scolaire.\nLa commande est facultative.",
    readers: ALL,
    on: "09-10",
    at: 960,
  },
  {
    author: HEAD,
    title: "Réunions de rentrée des parents",
    text: "Le professeur principal et l’équipe présentent l’année, à 17 h 30 :\n- classes de 6e : le {09-08} ;\n- classes de 5e et de 4e : le {09-10} ;\n- classes de 3e : le {09-15}, avec un point sur l’orientation.",
    readers: PARENTS,
    on: "09-03",
    at: 720,
  },
  {
    author: CPE,
    title: "Élections des délégués de classe",
    text: "Chaque classe élit ses délégués dans la semaine du {09-28}. Les candidats se font connaître auprès de leur professeur principal.\nÊtre délégué, c’est porter la voix de tous, y compris de ceux qui parlent peu.",
    readers: ["STUDENT", "TEACHER"],
    on: "09-21",
    at: 600,
  },
  {
    author: CPE,
    title: "Association sportive : les inscriptions sont ouvertes",
    text: "Badminton, escalade, danse, futsal : l’association se réunit le mercredi après-midi.\nUn certificat médical n’est plus demandé : remplis le questionnaire de santé avec tes parents.",
    readers: FAMILIES,
    on: "09-09",
    at: 990,
  },
  {
    author: HEAD,
    title: "Mouvement social : organisation de la journée",
    text: "Un préavis de grève est déposé pour le {10-01}. Le collège ouvre ; certains cours ne seront pas assurés.\nLe service de restauration est maintenu, avec un repas froid. Les absences des professeurs paraissent dans l’emploi du temps dès qu’elles sont connues.",
    readers: ALL,
    on: "09-29",
    at: 1050,
    shown: 4,
  },
  {
    author: HEAD,
    title: "Élections des représentants de parents",
    text: "Le vote a lieu le {10-09}, de 8 h à 12 h et de 14 h à 18 h, salle polyvalente, ou par correspondance.\nChaque parent vote, quelle que soit sa situation.",
    readers: PARENTS,
    on: "09-25",
    at: 1020,
  },
  {
    author: MATHS,
    title: "Matériel de géométrie",
    text: "À partir du {09-14}, chaque élève apporte à chaque séance un compas, une équerre et un rapporteur.\nUn compas à mine se conserve mieux qu’un compas à crayon.",
    readers: FAMILIES,
    places: ["5B"],
    on: "09-07",
    at: 1035,
  },
  {
    author: HISTORY,
    title: "Sortie aux archives départementales",
    text: "La classe passe la matinée du {10-06} aux archives, pour lire des lettres de 1914.\nDépart à 8 h 15 devant le collège, retour à 12 h. Prévoir un cahier et un crayon à papier : les stylos sont interdits dans la salle de lecture.",
    readers: FAMILIES,
    places: ["3A"],
    on: "09-24",
    at: 1020,
    confirmed: 0.92,
  },
  {
    author: SECRETARY,
    title: "Bourse des collèges : dernier délai",
    text: "Les demandes de bourse se font en ligne jusqu’au {10-15}. Le secrétariat aide à remplir le dossier, sur rendez-vous ou le mardi sans rendez-vous.",
    readers: PARENTS,
    on: "10-05",
    at: 540,
  },
  {
    author: CPE,
    title: "Exercice d’évacuation",
    text: "Un exercice a lieu cette semaine, sans autre annonce. Chaque professeur prend la liste de sa classe et rend compte au point de rassemblement.",
    readers: ADULTS,
    on: "10-05",
    at: 1080,
    shown: 7,
  },
  {
    author: HEAD,
    title: "Semaine du goût : les menus",
    text: "Du {10-12} au {10-16}, un menu par continent :\n- lundi, Asie : nouilles sautées aux légumes ;\n- mardi, Afrique : mafé et riz ;\n- jeudi, Amérique : chili et maïs grillé ;\n- vendredi, Europe : gratin de cardons.",
    readers: FAMILIES,
    on: "10-09",
    at: 660,
    shown: 8,
  },
  {
    author: HEAD,
    title: "Évaluations nationales de 6e et de 4e",
    text: "Les évaluations de français et de mathématiques se passent sur ordinateur jusqu’au {10-02}. Elles ne comptent dans aucune moyenne : elles aident les professeurs à savoir où chacun en est.",
    readers: ["STUDENT", "GUARDIAN", "TEACHER"],
    places: ["6e", "4e"],
    on: "09-14",
    at: 870,
  },
  {
    author: CPE,
    title: "Cross du collège",
    text: "Rendez-vous au stade le {10-16} à 13 h 30, en tenue de sport, avec une gourde.\nLes élèves dispensés aident au chronométrage. Merci aux parents qui se proposent pour encadrer le parcours.",
    readers: ALL,
    on: "10-06",
    at: 1020,
  },
  {
    author: HEAD,
    title: "Bonnes vacances d’automne",
    text: "Les cours reprennent le {11-02}. Le secrétariat est ouvert jusqu’au mardi midi.\nLe cahier de texte reste consultable : rien de nouveau n’y sera donné pendant les vacances.",
    readers: ALL,
    on: "10-16",
    at: 990,
    shown: 17,
  },
  {
    author: HISTORY,
    title: "Cérémonie du 11 novembre",
    text: "Les élèves volontaires lisent des lettres de poilus au monument aux morts, à 11 h. Les familles sont les bienvenues.",
    readers: FAMILIES,
    places: ["3e"],
    on: "11-03",
    at: 1020,
  },
  {
    author: HEAD,
    title: "Journée de lutte contre le harcèlement",
    text: "Le {11-05}, chaque classe prend une heure pour en parler avec son professeur principal.\nEn parler, ce n’est pas dénoncer : c’est aider. Le **3018** répond tous les jours, gratuitement et sans dire qui appelle.",
    readers: ALL,
    on: "11-02",
    at: 480,
  },
  {
    author: MATHS,
    title: "Concours Castor : c’est parti",
    text: "La classe participe au concours Castor informatique pendant l’heure de mathématiques du {11-10}. Rien à réviser : il suffit d’aimer chercher.",
    readers: FAMILIES,
    places: ["5B"],
    on: "11-04",
    at: 1005,
  },
  {
    author: SECRETARY,
    title: "Un objet perdu ?",
    text: "Vestes, trousses, une flûte et deux gourdes attendent leur propriétaire à la vie scolaire. Ce qui n’est pas réclamé avant les vacances est donné.",
    readers: FAMILIES,
    on: "11-13",
    at: 960,
  },
  {
    author: HEAD,
    title: "Conseils de classe du premier trimestre",
    text: "Le calendrier est affiché en salle des professeurs. Les appréciations se saisissent au plus tard trois jours avant chaque conseil.",
    readers: ["TEACHER", "STAFF"],
    on: 6,
    at: 1050,
    pinned: 14,
  },
  {
    author: HEAD,
    title: "Rencontre entre parents et professeurs",
    text: "Elle a lieu le {+12}, de 17 h à 20 h. Chaque entretien dure dix minutes : préparez une question par matière.\nL’inscription se fait auprès de chaque professeur, par le carnet.",
    readers: ["GUARDIAN", "TEACHER"],
    on: 3,
    at: 1020,
    pinned: 16,
  },
  {
    author: CPE,
    title: "Urgent : sortie avancée vendredi, votre confirmation est attendue",
    text: "En raison d’une coupure d’eau dans le quartier, les cours s’arrêtent à **12 h** le {+1}. La cantine ne sert pas de repas.\nLes élèves qui ne peuvent pas rentrer sont accueillis en permanence jusqu’à 17 h, avec un pique-nique apporté de la maison.\nConfirmez que vous avez pris connaissance de cette organisation.",
    readers: FAMILIES,
    on: 1,
    at: 1010,
    confirmed: 0.78,
    pinned: 3,
  },
  {
    author: HEAD,
    title: "Portes ouvertes pour les futurs élèves de 6e",
    text: "Le collège ouvre ses portes aux élèves de CM2 et à leurs parents. Des élèves volontaires de 5e et de 4e guident les visites : inscrivez-vous à la vie scolaire.",
    readers: ALL,
    on: -4,
    at: 480,
  },
  {
    author: MATHS,
    title: "Voyage d’étude à la Cité des sciences",
    text: "Date à confirmer avec le musée. Prévoir un accompagnateur de plus et l’autorisation à signer.",
    readers: FAMILIES,
    places: ["5B"],
    on: null,
  },
];

export const PRIMARY_NEWS: readonly DemoNews[] = [
  {
    author: "head",
    title: "Bonne rentrée à l’école Les Tilleuls",
    text: "La grille ouvre à 8 h 20. Les parents de CP accompagnent leur enfant dans la classe le premier jour.\nPensez au cahier de liaison : il revient signé chaque soir.",
    readers: ALL,
    on: "09-01",
    at: 450,
  },
  {
    author: "head",
    title: "Élections des parents d’élèves",
    text: "Le bureau de vote est ouvert le {10-09}, de 8 h à 12 h, dans le hall. Le vote par correspondance est possible.",
    readers: PARENTS,
    on: "09-28",
    at: 1000,
  },
  {
    author: "head",
    title: "Piscine : les séances commencent",
    text: "Les classes de CM1 et de CM2 vont à la piscine chaque mardi à partir du {11-03}. Bonnet obligatoire, caleçon interdit.",
    readers: FAMILIES,
    places: ["CM1", "CM2"],
    on: "10-13",
    at: 990,
    confirmed: 0.9,
  },
  {
    author: "CM1",
    title: "Notre correspondance avec une classe de Saint-Denis",
    text: "Les élèves écrivent leur première lettre à une classe de La Réunion. Ils peuvent apporter une carte postale de leur quartier.",
    readers: FAMILIES,
    places: ["CM1"],
    on: 8,
    at: 985,
  },
  {
    author: "head",
    title: "Marché de Noël : appel aux gâteaux",
    text: "Le marché se tient le {+15} à 16 h 30. Les recettes paient le spectacle de fin d’année : chaque gâteau compte.",
    readers: PARENTS,
    on: 2,
    at: 1000,
    pinned: 20,
  },
];
