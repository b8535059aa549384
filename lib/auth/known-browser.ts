import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

// A browser that has signed in to an account keeps a proof of it, and its mistakes are then counted apart from those of
// its address (OWASP, «Device cookies»): a pupil who fails on purpose on a teacher's login, behind the school's one
// address, does not keep the teacher's own browser out. The proof opens nothing.
//
// Cookie: a random name for the browser, then one HMAC per login it knows: «browser.mac.mac».

/** Logins that one browser remembers: a family's, not a classroom's. */
const REMEMBERED = 6;

/** How long the proof is kept, in days. */
export const KNOWN_BROWSER_DAYS = 180;

/**
 * The browser's name if it has signed in with this login before, else null.
 * @param cookie the cookie's value, which anyone may have written.
 */
export function knownBrowser(cookie: string | undefined, login: string, secret: string): string | null {
  const [browser, ...proofs] = (cookie ?? "").split(".");
  if (!browser) return null;
  const expected = Buffer.from(proof(browser, login, secret));
  const found = proofs.slice(0, REMEMBERED).some((text) => {
    const given = Buffer.from(text);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
  return found ? browser : null;
}

/** The cookie's next value, once this browser has signed in with this login: the latest login first. */
export function rememberBrowser(cookie: string | undefined, login: string, secret: string): string {
  const [given = "", ...proofs] = (cookie ?? "").split(".");
  const browser = /^[\w-]{22}$/.test(given) ? given : randomBytes(16).toString("base64url");
  const own = proof(browser, login, secret);
  const others = browser === given ? proofs.filter((text) => text !== own && /^[\w-]{43}$/.test(text)) : [];
  return [browser, own, ...others].slice(0, 1 + REMEMBERED).join(".");
}

function proof(browser: string, login: string, secret: string): string {
  return createHmac("sha256", secret).update(`known browser\n${browser}\n${login}`).digest("base64url");
}
