import { holdsRight, runsSchool, type Viewer } from "@/lib/auth/viewer";
import type { Duty, Profile } from "@/lib/db/types";

/** Who reads who can do what in the school, and lends rights: the head, the deputies and the administrators. A right that was lent is not lent on. */
export function mayDelegate(viewer: Pick<Viewer, "profile">): boolean {
  return runsSchool(viewer);
}

/** Who appoints substitutes: those who run the school, and their local administrators. */
export function mayAppointSubstitutes(viewer: Pick<Viewer, "profile" | "rights">): boolean {
  return holdsRight(viewer, "LOCAL_ADMIN");
}

/** To whom a right may be lent: the school's own staff but those who hold them all; an inspector is a visitor. */
export function mayBeDelegate({ profile, duty }: { profile: Profile; duty: Duty | null }): boolean {
  return ["TEACHER", "VIE_SCOLAIRE", "STAFF"].includes(profile) && duty !== "INSPECTOR";
}
