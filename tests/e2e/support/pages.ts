import type { Page } from "@playwright/test";

/** A page to look at: its route in app/, and an address of it or the way to one. */
export interface Stop {
  /** As lib/auth/public-routes.ts names it. */
  route: string;
  /** Where it is; or the page and the beginning of the link there that leads to it. */
  at: string | { from: string; link: string };
}

const homework = (at: Stop["at"] = "/cahier-de-texte"): Stop => ({ route: "/cahier-de-texte", at });
const home: Stop = { route: "/accueil", at: "/accueil" };
const archives: Stop = { route: "/accueil/annees", at: "/accueil/annees" };
const lesson = (from: string): Stop => ({
  route: "/cahier-de-texte/seances/[seance]",
  at: { from, link: "/cahier-de-texte/seances/" },
});
const subject = (from: string): Stop => ({
  route: "/cahier-de-texte/matieres/[service]",
  at: { from, link: "/cahier-de-texte/matieres/" },
});
const notebook: Stop[] = [
  homework(),
  { route: "/cahier-de-texte/seances", at: "/cahier-de-texte/seances" },
  lesson("/cahier-de-texte/seances"),
  { route: "/cahier-de-texte/matieres", at: "/cahier-de-texte/matieres" },
  subject("/cahier-de-texte/matieres"),
];
/** Staff first choose a class. */
const classNotebook: Stop[] = [
  homework(),
  homework({ from: "/cahier-de-texte", link: "/cahier-de-texte?classe=" }),
  {
    route: "/cahier-de-texte/seances",
    at: { from: "/cahier-de-texte/seances", link: "/cahier-de-texte/seances?classe=" },
  },
  {
    route: "/cahier-de-texte/matieres",
    at: { from: "/cahier-de-texte/matieres", link: "/cahier-de-texte/matieres?classe=" },
  },
];

const timetable = (at: Stop["at"] = "/emploi-du-temps"): Stop => ({ route: "/emploi-du-temps", at });
const feeds: Stop = { route: "/emploi-du-temps/agenda", at: "/emploi-du-temps/agenda" };
const timetables: Stop = { route: "/emploi-du-temps/choix", at: "/emploi-du-temps/choix" };
const classTimetable = timetable({ from: "/emploi-du-temps/choix", link: "/emploi-du-temps?classe=" });
/** Who changes the timetable. */
const changes: Stop[] = [
  timetables,
  classTimetable,
  { route: "/emploi-du-temps/absences", at: "/emploi-du-temps/absences" },
  {
    route: "/emploi-du-temps/seances/[seance]",
    at: { from: "/emploi-du-temps/choix", link: "/emploi-du-temps/seances/" },
  },
];

const absences = (at: Stop["at"] = "/absences"): Stop => ({ route: "/absences", at });
const pupilFile: Stop = {
  route: "/absences/eleves/[eleve]",
  at: { from: "/absences/eleves?nom=benali", link: "/absences/eleves/" },
};

const results: Stop = { route: "/notes", at: "/notes" };
const gradesOfService: Stop = {
  route: "/notes/services/[service]",
  at: { from: "/notes", link: "/notes/services/" },
};
const bulletins: Stop = { route: "/notes/bulletins", at: "/notes/bulletins" };
const appreciations: Stop = {
  route: "/notes/bulletins/matieres/[service]",
  at: { from: "/notes/bulletins", link: "/notes/bulletins/matieres/" },
};
const council: Stop = {
  route: "/notes/bulletins/classes/[classe]",
  at: { from: "/notes/bulletins", link: "/notes/bulletins/classes/" },
};

const mail: Stop = { route: "/messagerie", at: "/messagerie" };
const thread: Stop = { route: "/messagerie/[fil]", at: { from: "/messagerie", link: "/messagerie/0" } };
const composer: Stop = { route: "/messagerie/nouveau", at: "/messagerie/nouveau" };
const reports: Stop[] = [
  { route: "/messagerie/signalements", at: "/messagerie/signalements" },
  {
    route: "/messagerie/signalements/[signalement]",
    at: { from: "/messagerie/signalements", link: "/messagerie/signalements/" },
  },
];

const news: Stop = { route: "/actualites", at: "/actualites" };
const article: Stop = {
  route: "/actualites/[actualite]",
  at: { from: "/actualites", link: "/actualites/0" },
};
/** Who writes news. */
const newsDesk: Stop[] = [
  { route: "/actualites/gestion", at: "/actualites/gestion" },
  { route: "/actualites/nouvelle", at: "/actualites/nouvelle" },
];

const documents: Stop = { route: "/documents", at: "/documents" };
/** One's own space comes first. */
const space: Stop = { route: "/documents/[espace]", at: { from: "/documents", link: "/documents/" } };

const resources: Stop = { route: "/ressources", at: "/ressources" };
const resourcesGiven: Stop = { route: "/ressources/donnees", at: "/ressources/donnees" };
const giving: Stop = {
  route: "/ressources/[ressource]/donner",
  at: { from: "/ressources", link: "/ressources/0" },
};

/** Who runs the accounts. */
const accounts: Stop[] = [
  { route: "/comptes", at: "/comptes" },
  {
    route: "/comptes/personnes/[personne]",
    at: { from: "/comptes?profil=TEACHER&etat=ACTIVE", link: "/comptes/personnes/0" },
  },
  { route: "/comptes/personnes/nouvelle", at: "/comptes/personnes/nouvelle?genre=STUDENT" },
  { route: "/comptes/activation", at: "/comptes/activation" },
  { route: "/comptes/droits", at: "/comptes/droits" },
  { route: "/comptes/remplacements", at: "/comptes/remplacements" },
  { route: "/comptes/etablissement", at: "/comptes/etablissement" },
  { route: "/comptes/annees", at: "/comptes/annees" },
  { route: "/comptes/annees/[annee]", at: { from: "/comptes/annees", link: "/comptes/annees/" } },
  { route: "/comptes/departs", at: "/comptes/departs" },
  {
    route: "/comptes/personnes/[personne]/donnees",
    at: { from: "/comptes/departs", link: "/comptes/personnes/" },
  },
  { route: "/comptes/imports", at: "/comptes/imports" },
  { route: "/comptes/imports/[import]", at: { from: "/comptes/imports", link: "/comptes/imports/" } },
];

/** Pages that open to anybody. */
export const PUBLIC_STOPS: readonly Stop[] = [
  { route: "/connexion", at: "/connexion" },
  { route: "/activation", at: "/activation" },
  { route: "/mot-de-passe/oublie", at: "/mot-de-passe/oublie" },
  { route: "/mot-de-passe/nouveau", at: "/mot-de-passe/nouveau?jeton=absent" },
  { route: "/confort", at: "/confort" },
  { route: "/accessibilite", at: "/accessibilite" },
  { route: "/donnees-personnelles", at: "/donnees-personnelles" },
  { route: "/mentions-legales", at: "/mentions-legales" },
  { route: "/dev/ui", at: "/dev/ui" },
  { route: "/dev/ui/portail", at: "/dev/ui/portail" },
];

/** What each person of the demo finds, by login. */
export const STOPS: Readonly<Record<string, readonly Stop[]>> = {
  "lina.benali": [
    home,
    ...notebook,
    homework("/cahier-de-texte?avant=2026-11-19"),
    timetable(),
    feeds,
    results,
    { route: "/notes", at: "/notes?vue=dates" },
    bulletins,
    mail,
    thread,
    article,
    resources,
    documents,
    space,
    { route: "/compte", at: "/compte" },
    { route: "/compte/double-verification", at: "/compte/double-verification" },
    { route: "/recherche", at: "/recherche?mots=exercice" },
    { route: "/notifications", at: "/notifications" },
  ],
  "nadia.benali": [
    home,
    mail,
    composer,
    news,
    homework(),
    homework({ from: "/cahier-de-texte", link: "/cahier-de-texte?enfant=" }),
    timetable(),
    timetable({ from: "/emploi-du-temps", link: "/emploi-du-temps?enfant=" }),
    resourcesGiven,
    results,
    absences(),
    { route: "/absences/justifier/[absence]", at: { from: "/absences", link: "/absences/justifier/" } },
    { route: "/notifications/reglages", at: "/notifications/reglages" },
  ],
  "claire.lefevre": [home, ...notebook],
  "camille.rousseau": [
    home,
    lesson("/accueil"),
    ...classNotebook,
    timetable(),
    timetables,
    absences(),
    { route: "/absences/appel/[seance]", at: { from: "/absences", link: "/absences/appel/" } },
    results,
    gradesOfService,
    appreciations,
    composer,
    giving,
    documents,
    space,
  ],
  "julien.mercier": [home, archives, { route: "/compte", at: "/compte" }],
  "fatou.diallo": [
    home,
    ...classNotebook,
    ...changes,
    absences(),
    { route: "/absences/eleves", at: "/absences/eleves?nom=ben" },
    pupilFile,
    ...reports,
  ],
  "helene.vasseur": [
    home,
    ...newsDesk,
    ...classNotebook,
    lesson("/cahier-de-texte/seances"),
    subject("/cahier-de-texte/matieres"),
    bulletins,
    council,
    { route: "/comptes", at: "/comptes?texte=benali" },
  ],
  "patrick.lemoine": [home, timetables, classTimetable],
  "sonia.ferreira": [home, ...classNotebook, timetables],
  "bernard.aubry": [home, ...classNotebook],
  "solene.marchand": [
    { route: "/plateforme", at: "/plateforme" },
    {
      route: "/plateforme/etablissements/[etablissement]",
      at: { from: "/plateforme?texte=draveil", link: "/plateforme/etablissements/0" },
    },
    { route: "/plateforme/etablissements/nouveau", at: "/plateforme/etablissements/nouveau" },
    { route: "/plateforme/organisations", at: "/plateforme/organisations" },
    { route: "/plateforme/annuaire", at: "/plateforme/annuaire" },
    { route: "/plateforme/administrateurs", at: "/plateforme/administrateurs" },
    { route: "/plateforme/journal", at: "/plateforme/journal" },
    { route: "/plateforme/compte", at: "/plateforme/compte" },
  ],
  "maelle.legoff": [home, ...accounts],
};

/** Routes that show no page of their own, or one that only a journey opens: the spec of each module looks at these. */
export const ELSEWHERE: readonly string[] = [
  "/",
  "/[...absent]",
  "/activation/compte",
  // Between a password and an account: factors.spec.ts.
  "/connexion/protection",
  "/connexion/verification",
  "/actualites/[actualite]/modifier",
  "/actualites/[actualite]/suivi",
  "/comptes/personnes/[personne]/modifier",
  "/documents/[espace]/corbeille",
  "/documents/fichiers/[document]",
  "/notes/bulletins/classes/[classe]/eleves/[eleve]",
  "/notes/evaluations/[evaluation]",
  "/notes/services/[service]/nouvelle",
  "/ressources/[ressource]/modifier",
  "/ressources/nouvelle",
  "/notes/services/[service]/reglages",
];

/** The address of a stop; a link is looked for on the page that it comes from, through the choice of a class if there is one. */
export async function addressOf(page: Page, { at }: Stop): Promise<string> {
  if (typeof at === "string") return at;
  await page.goto(at.from);
  const link = page.locator(`main a[href^="${at.link}"]`).first();
  if ((await link.count()) === 0) {
    await page.goto(await hrefOf(page, `main a[href*="classe="]`));
  }
  return hrefOf(page, `main a[href^="${at.link}"]`);
}

async function hrefOf(page: Page, selector: string): Promise<string> {
  const href = await page.locator(selector).first().getAttribute("href");
  if (href === null) throw new Error(`No ${selector} on ${page.url()}.`);
  return href;
}
