"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { definePublicAction } from "@/lib/actions/define-public-action";
import { activateAccount, linkPerson, recogniseCode, resetPasswordByCode } from "@/lib/auth/activation";
import {
  changeEmail,
  changePassword,
  revokeDevice,
  revokeOtherDevices,
  revokeSignIn,
  signInToDemo,
  signInWithPassword,
  switchPerson,
} from "@/lib/auth/commands";
import { currentAccount } from "@/lib/auth/context";
import { WRONG_CODE } from "@/lib/auth/messages";
import { activateAdministrator, linkAdministrator, roleOfCode } from "@/lib/auth/platform-activation";
import { requestResetMail, resetPasswordByMail } from "@/lib/auth/reset-mail";
import { endSeeing } from "@/lib/auth/seeing";
import { stepHref } from "@/lib/auth/return-path";
import { normalizeLogin } from "@/lib/auth/rules";
import {
  changePasswordInput,
  codeInput,
  demoSignInInput,
  deviceInput,
  emailInput,
  emptyInput,
  forgottenInput,
  linkAccountInput,
  newAccountInput,
  newPasswordInput,
  resetByMailInput,
  signInInput,
  switchPersonInput,
} from "@/lib/auth/schema";
import {
  closeSession,
  forgetCode,
  openSession,
  readCode,
  readKnownBrowser,
  readSignInTokenHash,
  rememberCode,
} from "@/lib/auth/session";
import type { OpenedSignIn } from "@/lib/auth/types";
import type { SignedInAccount } from "@/lib/db/identity";
import { isDemo } from "@/lib/env";
import { setComfortCookie } from "@/lib/comfort-cookie";
import { fail, ok, type Result } from "@/lib/errors/codes";
import { demoAccounts, PLATFORM_ACCOUNT } from "@/prisma/demo/accounts";

/** Signs in with a login and a password, and goes back to where the visitor was heading. */
export const signInAction = definePublicAction({
  name: "auth.sign-in",
  input: signInInput,
  run: async (visitor, input) => {
    const browser = await readKnownBrowser(normalizeLogin(input.login));
    return entered(await signInWithPassword(visitor, input, browser), input.retour);
  },
  to: (path) => path,
});

/** Signs in as a person of the demo, in one click. Absent outside of the demo, whatever is posted. */
export const demoSignInAction = definePublicAction({
  name: "auth.demo-sign-in",
  input: demoSignInInput,
  run: async (visitor, input) => {
    const offered = isDemo() && [...demoAccounts(), PLATFORM_ACCOUNT].some((account) => account.login === input.login);
    return offered ? entered(await signInToDemo(visitor, input.login), input.retour) : fail("NOT_FOUND");
  },
  to: (path) => path,
});

/** Signs out: revokes this device and takes its cookie away. */
export async function signOutAction(): Promise<void> {
  const tokenHash = await readSignInTokenHash();
  const account = await currentAccount();
  if (account) await endSeeing(account);
  if (tokenHash) await revokeSignIn(tokenHash);
  await closeSession();
  redirect("/connexion");
}

/** Recognises a printed code and goes on to what it opens. */
export const enterCodeAction = definePublicAction({
  name: "auth.code",
  input: codeInput,
  run: async (visitor, input) => {
    const recognised = await recogniseCode(visitor, input.code);
    if (recognised.ok) await rememberCode(recognised.value);
    return recognised;
  },
  to: () => "/activation/compte",
});

/** Creates the account of the recognised code's person. */
export const activateAction = definePublicAction({
  name: "auth.activate",
  input: newAccountInput,
  run: async (visitor, input) =>
    byCode(async (code) =>
      (await roleOfCode(code)) ? activateAdministrator(visitor, code, input) : activateAccount(visitor, code, input),
    ),
  to: (path) => path,
});

/** Adds the recognised code's person to an account that exists. */
export const linkAction = definePublicAction({
  name: "auth.link",
  input: linkAccountInput,
  run: async (visitor, input) => {
    const browser = await readKnownBrowser(normalizeLogin(input.login));
    return byCode(async (code) =>
      (await roleOfCode(code))
        ? linkAdministrator(visitor, code, input, browser)
        : linkPerson(visitor, code, input, browser),
    );
  },
  to: (path) => path,
});

/** Sets a new password by the recognised reset code. */
export const resetByCodeAction = definePublicAction({
  name: "auth.reset-by-code",
  input: newPasswordInput,
  run: async (visitor, input) => byCode(async (code) => resetPasswordByCode(visitor, code, input)),
  to: (path) => path,
});

/** Asks for a reset mail; the answer is the same whoever exists. */
export const forgottenAction = definePublicAction({
  name: "auth.forgotten",
  input: forgottenInput,
  run: async (visitor, input) => requestResetMail(visitor, input.identifier),
});

/** Sets a new password by the link of a mail, then asks to sign in with it. */
export const resetByMailAction = definePublicAction({
  name: "auth.reset-by-mail",
  input: resetByMailInput,
  run: async (visitor, input) => resetPasswordByMail(visitor, { token: input.jeton, password: input.password }),
  to: () => "/connexion?avis=mot-de-passe",
});

/** Changes my password. */
export const changePasswordAction = definePublicAction({
  name: "auth.password.change",
  input: changePasswordInput,
  run: async (visitor, input) =>
    signedIn(async (account) => {
      const browser = await readKnownBrowser(account.login);
      return changePassword(visitor, account, input, browser);
    }),
});

/** Changes the address that reset links are sent to. */
export const changeEmailAction = definePublicAction({
  name: "auth.email.change",
  input: emailInput,
  run: async (visitor, input) =>
    signedIn(async (account) => changeEmail(visitor, account, input, await readKnownBrowser(account.login))),
});

/** Signs out one of my devices. */
export const revokeDeviceAction = definePublicAction({
  name: "auth.device.revoke",
  input: deviceInput,
  run: async (_visitor, input) => signedIn(async (account) => revokeDevice(account, input.signInId)),
});

/** Signs out all my devices but this one. */
export const revokeOtherDevicesAction = definePublicAction({
  name: "auth.devices.revoke-others",
  input: emptyInput,
  run: async () => signedIn(revokeOtherDevices),
});

/** Acts from now on as another of my persons, and goes to its home page. */
export const switchPersonAction = definePublicAction({
  name: "auth.person.switch",
  input: switchPersonInput,
  run: async (_visitor, input) => signedIn(async (account) => switchPerson(account, input.personId)),
  to: ({ personId }) => `/accueil?personne=${personId}`,
});

/** Puts a sign-in into the cookie; the value is where to go. */
async function entered(opened: Result<OpenedSignIn>, retour?: string): Promise<Result<string>> {
  if (!opened.ok) return opened;
  const { token, step, comfort } = opened.value;
  await openSession(token, opened.value);
  if (step === "OPEN" && comfort) await setComfortCookie(comfort);
  return ok(stepHref(step, retour));
}

async function byCode(run: (code: string) => Promise<Result<OpenedSignIn>>): Promise<Result<string>> {
  const code = await readCode();
  if (!code) return fail("INVALID", { message: WRONG_CODE });
  const result = await entered(await run(code));
  if (result.ok) await forgetCode();
  return result;
}

/** Runs for the signed-in account, then shows what changed. Not while the portal is seen as somebody else: nothing is written then. */
async function signedIn<T>(run: (account: SignedInAccount) => Promise<Result<T>>): Promise<Result<T>> {
  const account = await currentAccount();
  if (!account) return fail("SIGNED_OUT");
  if (account.seeing) return fail("NOT_FOUND");
  const result = await run(account);
  if (result.ok) refresh();
  return result;
}
