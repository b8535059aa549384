import { hashSecret, newToken } from "@/lib/auth/codes";
import { type Context, openContext } from "@/lib/auth/context";
import { type Viewer, viewerOf } from "@/lib/auth/viewer";
import { newId } from "@/lib/db/id";
import { resolveSignIn, type SignedInAccount } from "@/lib/db/identity";
import { withSystem } from "@/lib/db/system";
import type { ModuleSlug } from "@/lib/modules";
import { now } from "@/lib/time/clock";
import { toDbInstant } from "@/lib/time/day";
import type { World } from "@/tests/factories/world";

/** Whom a test signs in. */
type Signer = { accountId: string; id: string };

/** Everyone whom the rules of access tell apart, by name, who is in a school on the frozen Thursday. */
export function personasOf({ people, other }: World) {
  const { formerPupil: _left, ...present } = people;
  return {
    ...present,
    /** alice's guardian of level 1, acting as their person of the other school. */
    aliceGuardian1Elsewhere: other.people.guardian,
    otherHead: other.people.head,
    otherTeacher: other.people.teacher,
    otherPupil: other.people.pupil,
  };
}

/** The name of a persona in the tables of the access matrix. */
export type Persona = keyof ReturnType<typeof personasOf>;

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

/** The viewer that a person becomes by signing in. @throws Error when the person is in no school today. */
export async function viewerAs(person: Signer): Promise<Viewer> {
  const viewer = viewerOf(await signedInAccount(person.accountId), person.id);
  if (!viewer) throw new Error("This person is in no school today.");
  return viewer;
}

/** Runs as a person who signs in, in a context of the module that may write. */
export async function actAs<T>(
  person: Signer,
  run: (ctx: Context) => Promise<T>,
  module: ModuleSlug = "cahier-de-texte",
): Promise<T> {
  return openContext(await viewerAs(person), module, { readOnly: false }, run);
}
