import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import { cookies } from "next/headers";
import NextAuth from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { decode, encode } from "next-auth/jwt";
import { hashSecret } from "@/lib/auth/codes";
import { KNOWN_BROWSER_DAYS, knownBrowser, rememberBrowser } from "@/lib/auth/known-browser";
import { SIGN_IN_MAX_DAYS } from "@/lib/auth/rules";
import { authSecret, publicUrl } from "@/lib/env";

// The only file that knows next-auth. It keeps the cookie and, later, speaks OpenID Connect and SAML; who is signed in is
// the row that the cookie's token names (table sign_in), so that a revoked device is out at its next request.
// Its HTTP routes are not mounted: the one way in is openSession, called by our own commands.

/** The token of the sign-in being opened: handed over in memory, never through a form or an address. */
const opening = new AsyncLocalStorage<string>();

/** Over TLS, «__Host-» makes browsers refuse the cookie from any other host, path or plain connection. */
function cookieName(name: string): string {
  return isSecure() ? `__Host-preau-${name}` : `preau-${name}`;
}

function isSecure(): boolean {
  return publicUrl().startsWith("https:");
}

function cookieOptions() {
  return { httpOnly: true, sameSite: "lax", path: "/", secure: isSecure() } as const;
}

const { signIn, signOut } = NextAuth(() => ({
  secret: authSecret(),
  trustHost: true,
  useSecureCookies: isSecure(),
  session: { strategy: "jwt", maxAge: SIGN_IN_MAX_DAYS * 24 * 60 * 60 },
  // Our token instead of a JWT: 256 random bits that only mean something to table sign_in need no seal, and reading one
  // costs no decryption on every page.
  jwt: {
    encode: ({ token }) => tokenIn(token?.sid) ?? "",
    decode: ({ token }) => ({ sid: tokenIn(token) }),
  },
  pages: { signIn: "/connexion", error: "/connexion" },
  cookies: { sessionToken: { name: cookieName("session"), options: cookieOptions() } },
  providers: [
    Credentials({
      id: "local",
      credentials: {},
      authorize: () => {
        const token = opening.getStore();
        return token ? { id: token } : null;
      },
    }),
  ],
  callbacks: { jwt: ({ token, user }) => ({ sid: user ? user.id : token.sid }) },
}));

/** next-auth remembers where to return; Préau carries that in the address. */
const CALLBACK_COOKIES = ["authjs.callback-url", "__Secure-authjs.callback-url"];

/**
 * Puts the token of a new sign-in into this browser's cookie.
 * @param options.shared the cookie goes when the browser closes; else the login is remembered as known here.
 */
export async function openSession(token: string, options: { login: string; shared: boolean }): Promise<void> {
  await opening.run(token, () => signIn("local", { redirect: false, redirectTo: "/" }));
  const jar = await cookies();
  for (const name of CALLBACK_COOKIES) if (jar.has(name)) jar.delete(name);
  if (options.shared) {
    jar.set(cookieName("session"), token, cookieOptions());
  } else {
    const known = rememberBrowser(jar.get(cookieName("browser"))?.value, options.login, authSecret());
    jar.set(cookieName("browser"), known, { ...cookieOptions(), maxAge: KNOWN_BROWSER_DAYS * 24 * 60 * 60 });
  }
}

/** Takes the cookie away; the sign-in itself is revoked by the caller. */
export async function closeSession(): Promise<void> {
  await signOut({ redirect: false, redirectTo: "/connexion" });
  const jar = await cookies();
  for (const name of CALLBACK_COOKIES) if (jar.has(name)) jar.delete(name);
}

/** The hash by which table sign_in knows this request's device, or null without a cookie of ours. */
export async function readSignInTokenHash(): Promise<string | null> {
  const token = tokenIn((await cookies()).get(cookieName("session"))?.value);
  return token && hashSecret(token);
}

/** A text that can be a token (see newToken), or null: anything else is not worth a query. */
function tokenIn(text: unknown): string | null {
  return typeof text === "string" && /^[\w-]{43}$/.test(text) ? text : null;
}

/** This browser's name if it has signed in with this login before (see known-browser.ts). */
export async function readKnownBrowser(login: string): Promise<string | null> {
  return knownBrowser((await cookies()).get(cookieName("browser"))?.value, login, authSecret());
}

/** Minutes between recognising a printed code and having chosen a password. */
const CODE_MINUTES = 20;

/**
 * Keeps a recognised code in a sealed cookie, so that neither an address nor a page of the next steps carries it. The
 * seal proves that it was recognised under the limits.
 */
export async function rememberCode(code: string): Promise<void> {
  const name = cookieName("code");
  const maxAge = CODE_MINUTES * 60;
  const sealed = await encode({ token: { code }, secret: authSecret(), salt: name, maxAge });
  (await cookies()).set(name, sealed, { ...cookieOptions(), maxAge });
}

/** The code that this browser was last recognised by, or null: absent, altered, or recognised too long ago. */
export async function readCode(): Promise<string | null> {
  const name = cookieName("code");
  const token = (await cookies()).get(name)?.value;
  if (!token) return null;
  try {
    const code = (await decode({ token, secret: authSecret(), salt: name }))?.code;
    return typeof code === "string" ? code : null;
  } catch {
    return null;
  }
}

/** Forgets the code, once used. */
export async function forgetCode(): Promise<void> {
  (await cookies()).set(cookieName("code"), "", { ...cookieOptions(), maxAge: 0 });
}
