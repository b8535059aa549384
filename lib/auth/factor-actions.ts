"use server";

import { refresh } from "next/cache";
import { definePublicAction } from "@/lib/actions/define-public-action";
import { currentAccount, factorHolder, waitingSignIn } from "@/lib/auth/context";
import {
  beginAuthenticator,
  confirmAuthenticator,
  giveUpAuthenticator,
  removeFactor,
  renewRecoveryCodes,
} from "@/lib/auth/factors";
import { STEP_OVER } from "@/lib/auth/messages";
import { addPasskey, askForPasskey, beginPasskey } from "@/lib/auth/passkeys";
import { safeReturnPath } from "@/lib/auth/return-path";
import {
  addPasskeyInput,
  beginAuthenticatorInput,
  beginPasskeyInput,
  confirmAuthenticatorInput,
  emptyInput,
  removeFactorInput,
  renewCodesInput,
  secondStepInput,
  showPasskeyInput,
} from "@/lib/auth/schema";
import { passByCode, passByPasskey } from "@/lib/auth/second-step";
import { readKnownBrowser } from "@/lib/auth/session";
import type { FactorHolder, WaitingSignIn } from "@/lib/auth/types";
import { type Comfort } from "@/lib/comfort";
import { setComfortCookie } from "@/lib/comfort-cookie";
import type { SignedInAccount } from "@/lib/db/identity";
import { fail, ok, type Result } from "@/lib/errors/codes";

/** The second step, by a code; then where the visitor was heading. */
export const passByCodeAction = definePublicAction({
  name: "auth.second-step.code",
  input: secondStepInput,
  run: async (visitor, { code, retour }) =>
    waiting(async (signIn) => entered(await passByCode(visitor, signIn, code), retour)),
  to: (path) => path,
});

/** The question that a passkey answers at the second step. */
export const askForPasskeyAction = definePublicAction({
  name: "auth.second-step.ask",
  input: emptyInput,
  run: async () => waiting(askForPasskey),
});

/** The second step, by a passkey. */
export const passByPasskeyAction = definePublicAction({
  name: "auth.second-step.passkey",
  input: showPasskeyInput,
  run: async (visitor, { response, retour }) =>
    waiting(async (signIn) => entered(await passByPasskey(visitor, signIn, response), retour)),
  to: (path) => path,
});

/** Begins to set up an application: its square is then on the page. */
export const beginAuthenticatorAction = definePublicAction({
  name: "auth.factor.begin",
  input: beginAuthenticatorInput,
  run: async (visitor, input) =>
    holding(async (holder) => {
      const begun = await beginAuthenticator(visitor, holder, input, await readKnownBrowser(holder.login));
      if (begun.ok) refresh();
      return begun;
    }),
});

/** Gives that up. */
export const giveUpAuthenticatorAction = definePublicAction({
  name: "auth.factor.give-up",
  input: emptyInput,
  run: async () =>
    holding(async (holder) => {
      const done = await giveUpAuthenticator(holder);
      refresh();
      return done;
    }),
});

/** Confirms an application by its first code. The answer may hold recovery codes: the page stays until they were read. */
export const confirmAuthenticatorAction = definePublicAction({
  name: "auth.factor.confirm",
  input: confirmAuthenticatorInput,
  run: async (_visitor, input) => holding((holder) => confirmAuthenticator(holder, input)),
});

/** What the browser needs to make a passkey. */
export const beginPasskeyAction = definePublicAction({
  name: "auth.passkey.begin",
  input: beginPasskeyInput,
  run: async (visitor, input) =>
    holding(async (holder) => beginPasskey(visitor, holder, input, await readKnownBrowser(holder.login))),
});

/** Keeps the passkey that it made. */
export const addPasskeyAction = definePublicAction({
  name: "auth.passkey.add",
  input: addPasskeyInput,
  run: async (_visitor, input) => holding((holder) => addPasskey(holder, input)),
});

/** Removes one of my second factors. */
export const removeFactorAction = definePublicAction({
  name: "auth.factor.remove",
  input: removeFactorInput,
  run: async (visitor, input) =>
    signedIn(async (account) => {
      const removed = await removeFactor(visitor, account, input, await readKnownBrowser(account.login));
      if (removed.ok) refresh();
      return removed;
    }),
});

/** Makes new recovery codes. */
export const renewCodesAction = definePublicAction({
  name: "auth.recovery.renew",
  input: renewCodesInput,
  run: async (visitor, input) =>
    signedIn(async (account) => renewRecoveryCodes(visitor, account, input, await readKnownBrowser(account.login))),
});

async function waiting<T>(run: (signIn: WaitingSignIn) => Promise<Result<T>>): Promise<Result<T>> {
  const signIn = await waitingSignIn();
  return signIn ? run(signIn) : fail("SIGNED_OUT", { message: STEP_OVER });
}

async function holding<T>(run: (holder: FactorHolder) => Promise<Result<T>>): Promise<Result<T>> {
  const holder = await factorHolder();
  return holder ? run(holder) : fail("SIGNED_OUT", { message: STEP_OVER });
}

async function signedIn<T>(run: (account: SignedInAccount) => Promise<Result<T>>): Promise<Result<T>> {
  const account = await currentAccount();
  return account && !account.seeing ? run(account) : fail("SIGNED_OUT");
}

async function entered(opened: Result<{ comfort: Comfort | null }>, retour?: string): Promise<Result<string>> {
  if (!opened.ok) return opened;
  if (opened.value.comfort) await setComfortCookie(opened.value.comfort);
  return ok(safeReturnPath(retour));
}
