import "server-only";
import type { Temporal } from "temporal-polyfill";
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from "@simplewebauthn/server";
import type { Visitor } from "@/lib/actions/define-public-action";
import { mayBeginFactor, protect, recordFactors } from "@/lib/auth/factors";
import { WRONG_PASSKEY } from "@/lib/auth/messages";
import { MOST_FACTORS } from "@/lib/auth/rules";
import type { FactorHolder, WaitingSignIn } from "@/lib/auth/types";
import { newId } from "@/lib/db/id";
import { withIdentity } from "@/lib/db/identity";
import type { Db } from "@/lib/db/types";
import { publicUrl } from "@/lib/env";
import { fail, ok, type Result } from "@/lib/errors/codes";
import { toDbInstant } from "@/lib/time/day";

// Passkeys (WebAuthn level 3) as a second factor. The challenge is kept on the sign-in's row and taken away by the first answer, right or
// wrong. The library is loaded when one is used: it is a megabyte that most people never need.

/** How long the browser and the person have for one answer. */
const CHALLENGE_MINUTES = 5;

const webauthn = () => import("@simplewebauthn/server");

/** Whom a passkey is for: this portal's host (the «relying party»), at its own address only. */
function party(): { id: string; origin: string } {
  const url = new URL(publicUrl());
  return { id: url.hostname, origin: url.origin };
}

/** What the browser needs to make a passkey for this account. INVALID and LIMITED as mayBeginFactor. */
export async function beginPasskey(
  visitor: Visitor,
  holder: FactorHolder,
  input: { currentPassword: string },
  browser: string | null,
): Promise<Result<PublicKeyCredentialCreationOptionsJSON>> {
  const may = await mayBeginFactor(visitor, holder, input.currentPassword, browser);
  if (!may.ok) return may;
  const { accountId, login, signInId } = holder;
  const { generateRegistrationOptions } = await webauthn();
  const options = await generateRegistrationOptions({
    rpName: "Préau",
    rpID: party().id,
    userName: login,
    // The account, not the login: a passkey outlives a new login, and tells nobody a name.
    userID: new TextEncoder().encode(accountId),
    attestationType: "none",
    excludeCredentials: await knownPasskeys(accountId),
    // The password comes first: the key need not say who it is for, nor ask for a fingerprint of its own.
    authenticatorSelection: { residentKey: "discouraged", userVerification: "preferred" },
  });
  await withIdentity({ accountId }, (db, now) => keepChallenge(db, signInId, options.challenge, now));
  return ok(options);
}

/**
 * Keeps the passkey that the browser made. INVALID when it answers no question of ours, or is known already.
 * @returns recovery codes, told once, when the account had none; else none.
 */
export async function addPasskey(
  holder: FactorHolder,
  input: { name: string; response: RegistrationResponseJSON },
): Promise<Result<{ codes: string[] }>> {
  const { accountId, signInId } = holder;
  const challenge = await withIdentity({ accountId }, (db, now) => takeChallenge(db, signInId, now));
  if (!challenge) return fail("INVALID", { message: WRONG_PASSKEY });
  const { verifyRegistrationResponse } = await webauthn();
  const { id: rpId, origin } = party();
  const checked = await verifyRegistrationResponse({
    response: input.response,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: rpId,
    requireUserVerification: false,
  }).catch(() => null);
  if (!checked?.verified) return fail("INVALID", { message: WRONG_PASSKEY });
  const { credential } = checked.registrationInfo;
  const done = await withIdentity({ accountId }, async (db, now) => {
    const { count } = await db.secondFactor.createMany({
      data: [
        {
          id: newId(),
          accountId,
          kind: "PASSKEY",
          name: input.name,
          createdAt: toDbInstant(now),
          confirmedAt: toDbInstant(now),
          lastUsedAt: toDbInstant(now),
          credentialId: credential.id,
          publicKey: credential.publicKey,
          counter: BigInt(credential.counter),
          transports: credential.transports ?? [],
        },
      ],
      skipDuplicates: true,
    });
    return count === 1
      ? ok({ codes: await protect(db, holder, now) })
      : fail("INVALID", { message: "Cette clé d’accès est déjà enregistrée." });
  });
  if (done.ok) await recordFactors(accountId, "auth.factor.add");
  return done;
}

/** What the browser needs to show one of the account's passkeys; NOT_FOUND when it has none. */
export async function askForPasskey({
  accountId,
  signInId,
}: WaitingSignIn): Promise<Result<PublicKeyCredentialRequestOptionsJSON>> {
  const allowCredentials = await knownPasskeys(accountId);
  if (allowCredentials.length === 0) return fail("NOT_FOUND");
  const { generateAuthenticationOptions } = await webauthn();
  const options = await generateAuthenticationOptions({
    rpID: party().id,
    allowCredentials,
    userVerification: "preferred",
  });
  await withIdentity({ accountId }, (db, now) => keepChallenge(db, signInId, options.challenge, now));
  return ok(options);
}

/** Is this the answer of one of the account's passkeys to the question asked on this device? It is then marked as used. */
export async function isPasskey(
  { accountId, signInId }: WaitingSignIn,
  response: AuthenticationResponseJSON,
): Promise<boolean> {
  const { challenge, passkey } = await withIdentity({ accountId }, async (db, now) => ({
    challenge: await takeChallenge(db, signInId, now),
    passkey: await db.secondFactor.findFirst({
      where: { accountId, kind: "PASSKEY", credentialId: response.id, confirmedAt: { not: null } },
      select: { id: true, credentialId: true, publicKey: true, counter: true },
    }),
  }));
  if (!challenge || !passkey?.credentialId || !passkey.publicKey) return false;
  const { verifyAuthenticationResponse } = await webauthn();
  const { id: rpId, origin } = party();
  const checked = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: rpId,
    credential: {
      id: passkey.credentialId,
      publicKey: passkey.publicKey,
      counter: Number(passkey.counter ?? 0n),
    },
    requireUserVerification: false,
  }).catch(() => null);
  if (!checked?.verified) return false;
  await withIdentity({ accountId }, (db, now) =>
    db.secondFactor.updateMany({
      where: { id: passkey.id },
      data: { counter: BigInt(checked.authenticationInfo.newCounter), lastUsedAt: toDbInstant(now) },
    }),
  );
  return true;
}

async function knownPasskeys(accountId: string): Promise<{ id: string; transports: string[] }[]> {
  const rows = await withIdentity({ accountId }, (db) =>
    db.secondFactor.findMany({
      where: { accountId, kind: "PASSKEY", confirmedAt: { not: null } },
      select: { credentialId: true, transports: true },
      take: MOST_FACTORS,
    }),
  );
  return rows.flatMap(({ credentialId, transports }) => (credentialId ? [{ id: credentialId, transports }] : []));
}

async function keepChallenge(db: Db, signInId: string, challenge: string, now: Temporal.Instant): Promise<void> {
  await db.signIn.updateMany({
    where: { id: signInId, revokedAt: null },
    data: { challenge, challengeUntil: toDbInstant(now.add({ minutes: CHALLENGE_MINUTES })) },
  });
}

/** The question that this device was asked, once: whatever the answer is worth, the next one needs a new question. */
async function takeChallenge(db: Db, signInId: string, now: Temporal.Instant): Promise<string | null> {
  const rows = await db.$queryRaw<{ challenge: string | null }[]>`
    UPDATE sign_in new SET challenge = NULL, challenge_until = NULL
    FROM (SELECT id, challenge FROM sign_in WHERE id = ${signInId}::uuid AND revoked_at IS NULL
      AND challenge_until > ${toDbInstant(now)} FOR UPDATE) old
    WHERE new.id = old.id RETURNING old.challenge AS challenge`;
  return rows[0]?.challenge ?? null;
}
