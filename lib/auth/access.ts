import { holdsRight, runsSchool, type Viewer } from "@/lib/auth/viewer";
import type { Profile } from "@/lib/db/types";

/**
 * May this viewer print activation and reset codes for persons of its school? The head and the administrators, and those to whom
 * they delegated it. For whom: mayReset and mayActivate (lib/auth/rules.ts), since a code opens a whole account.
 */
export function canPrintCodes(viewer: Pick<Viewer, "profile" | "rights">): boolean {
  return holdsRight(viewer, "ACTIVATION");
}

/** The head stands above the administrators, and they above everybody else. */
function rankOf(profile: Profile): number {
  return profile === "HEAD" ? 2 : profile === "ADMIN" ? 1 : 0;
}

/**
 * May this viewer see the portal as this person of its school? Those who run the school, of whom ranks below them: a head is seen by
 * nobody, an administrator by the heads alone.
 */
export function maySeeAs(viewer: Pick<Viewer, "profile">, { profile }: { profile: Profile }): boolean {
  return runsSchool(viewer) && rankOf(profile) < rankOf(viewer.profile);
}
