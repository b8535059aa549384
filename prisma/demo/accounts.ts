import type { Profile } from "@/lib/db/types";

/** Somebody of the demo who can sign in; every other person of the demo has no account yet, as on a school's first day. */
export interface DemoAccount {
  profile: Profile;
  /** Who this is, in two or three French words. */
  label: string;
  login: string;
  password: string;
  /** What there is to see with this person. */
  description: string;
}

/** One password for all, twelve signs as anybody's; the demo listens on this machine only. */
export const DEMO_PASSWORD = "sous-le-preau";

const ACCOUNTS: readonly Omit<DemoAccount, "password">[] = [
  {
    profile: "STUDENT",
    label: "Lina, élève de 5e",
    login: "lina.benali",
    description: "Voit ses cours et ses devoirs, coche ce qu’elle a fait.",
  },
  {
    profile: "GUARDIAN",
    label: "Nadia Benali, mère",
    login: "nadia.benali",
    description: "Suit Lina au collège et Sami à l’école primaire, d’un seul compte.",
  },
  {
    profile: "GUARDIAN",
    label: "Claire Lefèvre, mère",
    login: "claire.lefevre",
    description: "Suit Hugo, en 6e, une semaine sur deux.",
  },
  {
    profile: "GUARDIAN",
    label: "Thomas Garnier, père",
    login: "thomas.garnier",
    description: "Suit Hugo aussi, sans voir les coordonnées de sa mère.",
  },
  {
    profile: "TEACHER",
    label: "Camille Rousseau, mathématiques",
    login: "camille.rousseau",
    description: "Remplit le cahier de textes et donne du travail à ses classes.",
  },
  {
    profile: "TEACHER",
    label: "Julien Mercier, histoire-géographie",
    login: "julien.mercier",
    description: "Enseigne au collège, où sa fille Zoé est en 3e : deux casquettes.",
  },
  {
    profile: "VIE_SCOLAIRE",
    label: "Fatou Diallo, CPE",
    login: "fatou.diallo",
    description: "Lit les cahiers de textes de toutes les classes.",
  },
  {
    profile: "HEAD",
    label: "Hélène Vasseur, principale",
    login: "helene.vasseur",
    description: "Lit les cahiers de textes de toutes les classes.",
  },
  {
    profile: "STAFF",
    label: "Patrick Lemoine, secrétaire",
    login: "patrick.lemoine",
    description: "Tient le secrétariat ; ne lit pas les cahiers de textes.",
  },
  {
    profile: "STAFF",
    label: "Sonia Ferreira, AESH",
    login: "sonia.ferreira",
    description: "Accompagne Hugo et une autre élève, lit leurs cahiers de textes.",
  },
  {
    profile: "STAFF",
    label: "Bernard Aubry, inspecteur",
    login: "bernard.aubry",
    description: "Lit les cahiers de textes pendant sa visite.",
  },
  {
    profile: "ADMIN",
    label: "Maëlle Le Goff, administratrice",
    login: "maelle.legoff",
    description: "Gère les comptes ; ne lit pas les cahiers de textes.",
  },
];

/** The persons of the demo who sign in; tests prove that the demo makes each of them. */
export function demoAccounts(): DemoAccount[] {
  return ACCOUNTS.map((account) => ({ ...account, password: DEMO_PASSWORD }));
}

/** Who administers the platform of the demo: nobody of its schools, so that it has no profile. */
export const PLATFORM_ACCOUNT: Omit<DemoAccount, "profile"> = {
  label: "Solène Marchand, plateforme",
  login: "solene.marchand",
  password: DEMO_PASSWORD,
  description: "Crée les établissements et leurs premiers comptes\u202F; ne lit rien de leurs élèves.",
};
