import type { Asked } from "@/app/(portail)/asked";
import { pageAsked } from "@/app/paging";
import { isId } from "@/lib/db/id";
import type { DirectoryFilter } from "@/lib/comptes/types";
import { profileWords } from "@/lib/comptes/wording";
import type { Profile } from "@/lib/db/types";

/** Names longer than anybody's are cut: the text goes into a pattern. */
const TEXT_LENGTH = 80;

/** What the address of the directory asks for; what it does not understand counts as not said. */
export function directoryFilter({ texte = "", profil, classe, etat, connexion, page }: Asked): DirectoryFilter {
  return {
    text: textAsked(texte),
    profile: isProfile(profil) ? profil : null,
    divisionId: isId(classe) ? classe : null,
    state: etat === "ACTIVE" || etat === "TO_ACTIVATE" || etat === "ENDED" ? etat : "PRESENT",
    lastSignIn: connexion === "NEVER" || connexion === "30" || connexion === "90" ? connexion : null,
    page: pageAsked(page),
  };
}

/** What an address asks to search. */
export function textAsked(texte = ""): string {
  return texte.slice(0, TEXT_LENGTH);
}

function isProfile(text: string | undefined): text is Profile {
  return text !== undefined && Object.hasOwn(profileWords, text);
}
