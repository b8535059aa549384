import type { Duty, Profile } from "@/lib/db/types";

const profiles: Record<Profile, string> = {
  STUDENT: "Élève",
  GUARDIAN: "Parent",
  TEACHER: "Enseignement",
  VIE_SCOLAIRE: "Vie scolaire",
  STAFF: "Personnel",
  HEAD: "Direction",
  ADMIN: "Administration du portail",
};

const duties: Record<Duty, string> = {
  DEPUTY_HEAD: "Direction adjointe",
  CPE: "CPE",
  AED: "Assistance d’éducation",
  AESH: "AESH",
  SECRETARY: "Secrétariat",
  INSPECTOR: "Inspection",
  LIBRARIAN: "Documentation",
  NURSE: "Santé scolaire",
};

/** What a person is in the school, in French words that fit everyone: the duty where there is one, else the profile. */
export function profileLabel({ profile, duty }: { profile: Profile; duty?: Duty | null }): string {
  return duty ? duties[duty] : profiles[profile];
}
