import type { DelegatedRight } from "@/lib/db/types";

/** The rights of the administration that can be lent: each in a word or two, and what it allows. */
export const rightWords: Record<DelegatedRight, { label: string; help: string }> = {
  LOCAL_ADMIN: {
    label: "Administration locale",
    help: "Tenir l’annuaire, les accès, les codes et les remplacements, sauf pour la direction et l’administration du portail.",
  },
  ACTIVATION: {
    label: "Activation",
    help: "Imprimer les feuilles et les codes, suivre qui a activé son compte. Rien d’autre.",
  },
  IMPORTS: {
    label: "Imports",
    help: "Faire entrer les fichiers de l’établissement. Un import peut changer toutes les fiches\u202F: confiez-le avec soin.",
  },
  SETTINGS: {
    label: "Réglages",
    help: "Ouvrir et fermer les modules, fixer les périodes et les règles de l’établissement.",
  },
};
