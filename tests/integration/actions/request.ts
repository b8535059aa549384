import { aSignIn } from "@/tests/access/personas";

import { request } from "./next-headers";

const COOKIE = "preau-session";

/** The next requests come from nobody. */
export function signOut(): void {
  request.cookies.clear();
  request.headers = new Headers();
}

/** The next requests carry the cookie of a new sign-in of this account. */
export async function signInTo(account: { accountId: string }): Promise<void> {
  signOut();
  request.cookies.set(COOKIE, await aSignIn(account.accountId));
}

/** A form as a browser sends it. */
export function formOf(values: Record<string, string | readonly string[]>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === "string") form.append(name, value);
    else for (const each of value) form.append(`${name}[]`, each);
  }
  return form;
}
