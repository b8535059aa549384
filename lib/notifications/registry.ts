import "server-only";
import { noticeKinds as absences } from "@/lib/absences/notices";
import { noticeKinds as actualites } from "@/lib/actualites/notices";
import { noticeKinds as cahierDeTexte } from "@/lib/cahier-de-texte/notices";
import type { Profile } from "@/lib/db/types";
import { noticeKinds as documents } from "@/lib/documents/notices";
import { noticeKinds as droits } from "@/lib/droits/notices";
import { noticeKinds as emploiDuTemps } from "@/lib/emploi-du-temps/notices";
import { noticeKinds as messagerie } from "@/lib/messagerie/notices";
import type { ModuleSlug } from "@/lib/modules";
import { noticeKinds as notes } from "@/lib/notes/notices";
import { noticeKinds as ressources } from "@/lib/ressources/notices";
import type { NoticeKind } from "./types";

/** Every kind of notice. A module adds its own here, in the order of the navigation. */
export const noticeKinds: readonly NoticeKind[] = [
  ...cahierDeTexte,
  ...notes,
  ...absences,
  ...emploiDuTemps,
  ...messagerie,
  ...ressources,
  ...documents,
  ...actualites,
  ...droits,
];

/** The module of a kind: "emploi-du-temps.change" → "emploi-du-temps". */
export function moduleOf(kind: string): ModuleSlug {
  // Kinds are written by this registry alone, whose type says so.
  return kind.slice(0, kind.indexOf(".")) as ModuleSlug;
}

/** The kinds that somebody of this profile can be told of, in a school that has closed these modules. */
export function kindsFor(profile: Profile, isOpen: (module: ModuleSlug) => boolean): NoticeKind[] {
  return noticeKinds.filter(
    ({ kind, mail, isForAnyone }) => mail[profile] !== undefined && (isForAnyone || isOpen(moduleOf(kind))),
  );
}
