import type { SignInStep } from "@/lib/auth/types";

/**
 * Where to go after signing in: a path of this portal, or the home page. Anything that a browser could read as another
 * host («//host», «/\host», a scheme) is refused, since the text comes from an address that anyone may have written.
 */
export function safeReturnPath(text: string | null | undefined): string {
  if (!text || !/^\/(?![/\\])[^\\\s]*$/.test(text) || text.length > 500) return "/accueil";
  const { pathname, search, host } = new URL(text, "http://preau.invalid");
  // The path is judged once its dots are resolved, as it will be sent: «/.//host» is «//host».
  const leaves = host !== "preau.invalid" || pathname.startsWith("//");
  return leaves || /^\/(?:api|connexion)(?:\/|$)/.test(pathname) ? "/accueil" : pathname + search;
}

/** The sign-in page, which leads back to `path` afterwards; the home page needs no saying. */
export function signInHref(path: string | null): string {
  return leadingBack("/connexion", path);
}

/** Where a sign-in goes on after the password: to where it was heading, or to what stands before it. */
export function stepHref(step: SignInStep, path: string | null | undefined): string {
  if (step === "OPEN") return safeReturnPath(path);
  return leadingBack(step === "VERIFY" ? "/connexion/verification" : "/connexion/protection", path);
}

function leadingBack(page: string, path: string | null | undefined): string {
  const retour = safeReturnPath(path);
  return retour === "/accueil" ? page : `${page}?retour=${encodeURIComponent(retour)}`;
}
