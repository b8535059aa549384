import { mayFollowUp } from "@/lib/absences/access";
import { writingReach } from "@/lib/actualites/access";
import { canPrintCodes } from "@/lib/auth/access";
import { canOpen, isFamily, type Viewer, viewerIn } from "@/lib/auth/viewer";
import { maySetSchool } from "@/lib/comptes/access";
import { mayAppointSubstitutes, mayDelegate } from "@/lib/droits/access";
import { mayManage } from "@/lib/emploi-du-temps/access";
import { mayImport } from "@/lib/imports/access";
import { isModerator, reachOf } from "@/lib/messagerie/access";
import { type ModuleSlug, modules } from "@/lib/modules";
import { givesResources, managesCatalogue } from "@/lib/ressources/access";

/** A page of the portal that a search finds by its name, or by other words for it. */
export interface Place {
  title: string;
  path: string;
  module: ModuleSlug;
  /** Said by people, not by us. */
  otherWords: string;
}

const otherWords: Partial<Record<ModuleSlug, string>> = {
  accueil: "tableau de bord page d’accueil",
  "cahier-de-texte": "devoirs travail à faire leçons",
  "emploi-du-temps": "planning horaires cours edt salle",
  notes: "moyennes résultats évaluations contrôles compétences",
  absences: "appel retards justifier justificatif vie scolaire",
  messagerie: "messages courrier mails écrire conversations",
  actualites: "informations infos annonces circulaires nouvelles",
  ressources: "sites manuels exercices vidéos cdi catalogue liens gar médiacentre",
  documents: "fichiers dossiers porte-documents casier partage",
  comptes: "annuaire personnes utilisateurs élèves responsables accès",
  notifications: "alertes nouveautés cloche e-mails",
};

const places: (Place & { isFor?: (viewer: Viewer) => boolean })[] = [
  {
    title: "Séances et leçons",
    path: "/cahier-de-texte/seances",
    module: "cahier-de-texte",
    otherWords: "contenu des cours",
  },
  {
    title: "Cahier de texte par matière",
    path: "/cahier-de-texte/matieres",
    module: "cahier-de-texte",
    otherWords: "matières",
  },
  {
    title: "Abonner mon agenda",
    path: "/emploi-du-temps/agenda",
    module: "emploi-du-temps",
    otherWords: "calendrier ical ics téléphone",
    isFor: (viewer) => isFamily(viewer) || viewer.profile === "TEACHER",
  },
  {
    title: "Emplois du temps",
    path: "/emploi-du-temps/choix",
    module: "emploi-du-temps",
    otherWords: "classes professeurs salles collègues",
    isFor: (viewer) => !isFamily(viewer),
  },
  {
    title: "Professeurs absents",
    path: "/emploi-du-temps/absences",
    module: "emploi-du-temps",
    otherWords: "remplacements annulation cours supprimés enseignants",
    isFor: mayManage,
  },
  {
    title: "Bulletins",
    path: "/notes/bulletins",
    module: "notes",
    otherWords: "appréciations conseil de classe trimestre semestre",
    isFor: (viewer) => viewer.profile !== "GUARDIAN" || viewerIn(viewer, "notes").students.length > 0,
  },
  {
    title: "Absences d’un élève",
    path: "/absences/eleves",
    module: "absences",
    otherWords: "trouver chercher retards dossier",
    isFor: mayFollowUp,
  },
  {
    title: "Nouveau message",
    path: "/messagerie/nouveau",
    module: "messagerie",
    otherWords: "écrire envoyer contacter destinataire",
    isFor: (viewer) => reachOf(viewerIn(viewer, "messagerie")) !== "nothing",
  },
  {
    title: "Messages signalés",
    path: "/messagerie/signalements",
    module: "messagerie",
    otherWords: "signalements modération harcèlement",
    isFor: isModerator,
  },
  {
    title: "Nouvelle actualité",
    path: "/actualites/nouvelle",
    module: "actualites",
    otherWords: "écrire publier annoncer informer",
    isFor: (viewer) => writingReach(viewer) !== "nothing",
  },
  {
    title: "Publications",
    path: "/actualites/gestion",
    module: "actualites",
    otherWords: "brouillons confirmations mes actualités",
    isFor: (viewer) => writingReach(viewer) !== "nothing",
  },
  {
    title: "Ressources données",
    path: "/ressources/donnees",
    module: "ressources",
    otherWords: "sites liens classe professeurs",
    isFor: (viewer) => isFamily(viewer) || givesResources(viewer),
  },
  {
    title: "Ajouter une ressource",
    path: "/ressources/nouvelle",
    module: "ressources",
    otherWords: "catalogue site lien nouvelle",
    isFor: managesCatalogue,
  },
  {
    title: "Activation des comptes",
    path: "/comptes/activation",
    module: "comptes",
    otherWords: "codes fiches identifiants première connexion imprimer",
    isFor: canPrintCodes,
  },
  {
    title: "Imports",
    path: "/comptes/imports",
    module: "comptes",
    otherWords: "siecle sts stsweb fichiers élèves responsables rentrée xml zip annuler",
    isFor: mayImport,
  },
  {
    title: "Droits et délégations",
    path: "/comptes/droits",
    module: "comptes",
    otherWords: "qui peut quoi rôles permissions confier administration locale",
    isFor: mayDelegate,
  },
  {
    title: "Remplacements",
    path: "/comptes/remplacements",
    module: "comptes",
    otherWords: "remplaçant remplaçante suppléant professeur absent longue durée",
    isFor: mayAppointSubstitutes,
  },
  {
    title: "Réglages de l’établissement",
    path: "/comptes/etablissement",
    module: "comptes",
    otherWords: "paramètres modules périodes trimestres heures calmes",
    isFor: maySetSchool,
  },
  {
    title: "E-mails de Préau",
    path: "/notifications/reglages",
    module: "notifications",
    otherWords: "réglages fréquence récapitulatif désabonner mails",
  },
  {
    title: "Mon compte",
    path: "/compte",
    module: "accueil",
    otherWords: "mot de passe appareils adresse",
    isFor: ({ seenBy }) => seenBy === null,
  },
  {
    title: "Confort de lecture",
    path: "/confort",
    module: "accueil",
    otherWords: "taille du texte dyslexie contraste sombre thème police",
  },
  { title: "Accessibilité", path: "/accessibilite", module: "accueil", otherWords: "rgaa déclaration" },
  {
    title: "Données personnelles",
    path: "/donnees-personnelles",
    module: "accueil",
    otherWords: "rgpd vie privée confidentialité",
  },
];

/** The pages of the portal that open to this viewer. */
export function placesOf(viewer: Viewer): Place[] {
  return [
    ...modules.map(({ slug, title }) => ({
      title,
      path: `/${slug}`,
      module: slug,
      otherWords: otherWords[slug] ?? "",
    })),
    ...places.filter(({ isFor }) => isFor?.(viewer) ?? true),
  ].filter(({ module }) => canOpen(viewer, module));
}
