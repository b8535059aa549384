import { hashSecret, newToken } from "@/lib/auth/codes";
import { type Context, openContext } from "@/lib/auth/context";
import { type Viewer, viewerOf } from "@/lib/auth/viewer";
import { newId } from "@/lib/db/id";
import { resolveSignIn, type SignedInAccount } from "@/lib/db/identity";
import { withSystem } from "@/lib/db/system";
import type { ModuleSlug } from "@/lib/modules";
import { now } from "@/lib/time/clock";
import { toDbInstant } from "@/lib/time/day";

/** Opens a sign-in for an account as the sign-in command does, and returns the token that its cookie would carry. */
export async function aSignIn(accountId: string): Promise<string> {
  const token = newToken();
  const at = now();
  await withSystem("test: a sign-in", (db) =>
    db.signIn.create({
      data: {
        id: newId(),
        accountId,
        tokenHash: hashSecret(token),
        createdAt: toDbInstant(at),
        lastSeenAt: toDbInstant(at),
        expiresAt: toDbInstant(at.add({ hours: 1 })),
        endsAt: toDbInstant(at.add({ hours: 24 })),
        idleMinutes: 60,
        device: "Vitest",
      },
    }),
  );
  return token;
}

/** The account as its next request finds it: through the sign-in row, never written by hand. */
export async function signedInAccount(accountId: string): Promise<SignedInAccount> {
  const account = await resolveSignIn(hashSecret(await aSignIn(accountId)), now());
  if (!account) throw new Error("The sign-in just opened is not known.");
  return account;
}

/** The viewer that a person becomes by signing in; null when the person's time in the school is over. */
export async function viewerAs(person: { accountId: string; id: string }): Promise<Viewer | null> {
  return viewerOf(await signedInAccount(person.accountId), person.id);
}

/** Runs as a person who signs in, in a context of the module that may write. */
export async function actAs<T>(
  person: { accountId: string; id: string },
  run: (ctx: Context) => Promise<T>,
  module: ModuleSlug = "cahier-de-texte",
): Promise<T> {
  const viewer = await viewerAs(person);
  if (!viewer) throw new Error("This person is in no school today.");
  return openContext(viewer, module, { readOnly: false }, run);
}
