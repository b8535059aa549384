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
  const retour = safeReturnPath(path);
  return retour === "/accueil" ? "/connexion" : `/connexion?retour=${encodeURIComponent(retour)}`;
}
