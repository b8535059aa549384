import { canOpen, isFamily, type Viewer } from "@/lib/auth/viewer";
import { type ModuleSlug, modules } from "@/lib/modules";

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
  { title: "Mon compte", path: "/compte", module: "accueil", otherWords: "mot de passe appareils adresse" },
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
