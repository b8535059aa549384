import "server-only";
import type { Visitor } from "@/lib/actions/define-public-action";
import { hashSecret } from "@/lib/auth/codes";
import { revokeAll, storePassword, weakPassword } from "@/lib/auth/commands";
import { beginCodeTry, endCodeTryWell, takeResetMail } from "@/lib/auth/limits";
import { waitMessage, WRONG_LINK } from "@/lib/auth/messages";
import { hashPassword } from "@/lib/auth/passwords";
import { currentPersons } from "@/lib/auth/persons";
import { normalizeLogin } from "@/lib/auth/rules";
import { newId } from "@/lib/db/id";
import { withIdentity } from "@/lib/db/identity";
import { fail, ok, type Result } from "@/lib/errors/codes";
import { toDbInstant } from "@/lib/time/day";

// A forgotten password, by mail. The web may not queue jobs, which takes the system's rights: it writes down that a mail
// is wanted, and wakes the worker, which looks every minute anyway (lib/auth/jobs.ts). The token is made by the worker and leaves it in
// the mail only.

/** How long a mail may wait for a mail server that does not answer, in minutes. */
const SEND_WITHIN_MINUTES = 120;

/** A family may share an address over its accounts; more than these is not a family. */
const ACCOUNTS_PER_ADDRESS = 6;

/**
 * Notes that a reset mail is wanted for a login or an e-mail address. The answer is the same whether or not anybody has
 * it; LIMITED counts what was typed, known or not.
 */
export async function requestResetMail(visitor: Visitor, identifier: string): Promise<Result<null>> {
  const email = identifier.trim().toLowerCase();
  const leave = await takeResetMail(visitor.address, normalizeLogin(identifier));
  if (!leave.ok) return fail("LIMITED", { message: waitMessage(leave.waitSeconds) });
  await withIdentity({}, async (db, now) => {
    const accounts = await db.account.findMany({
      where: { OR: [{ login: normalizeLogin(identifier) }, { email }], email: { not: null }, endedAt: null },
      select: { id: true },
      take: ACCOUNTS_PER_ADDRESS,
    });
    await db.resetMail.createMany({
      data: accounts.map((account) => ({
        id: newId(),
        accountId: account.id,
        createdAt: toDbInstant(now),
        expiresAt: toDbInstant(now.add({ minutes: SEND_WITHIN_MINUTES })),
      })),
    });
    await db.$executeRaw`SELECT pg_notify('preau_mail', '')`;
  });
  return ok(null);
}

/** Does this link still open the choice of a new password? Looking does not spend it. */
export async function isLiveResetToken(token: string): Promise<boolean> {
  const found = await withIdentity({}, (db, now) =>
    db.resetMail.findFirst({
      where: { tokenHash: hashSecret(token), usedAt: null, expiresAt: { gt: toDbInstant(now) } },
      select: { id: true },
    }),
  );
  return found !== null;
}

/**
 * Sets a new password by the link of a mail, once, and signs out every device. INVALID when the link no longer works or
 * the password is weak.
 */
export async function resetPasswordByMail(
  visitor: Visitor,
  input: { token: string; password: string },
): Promise<Result<null>> {
  const leave = await beginCodeTry(visitor.address);
  if (!leave.ok) return fail("LIMITED", { message: waitMessage(leave.waitSeconds) });
  const where = {
    tokenHash: hashSecret(input.token),
    usedAt: null,
    expiresAt: { gt: toDbInstant(visitor.now) },
  };
  const mail = await withIdentity({}, (db) =>
    db.resetMail.findFirst({ where, select: { account: { select: { id: true, login: true } } } }),
  );
  if (!mail) return fail("INVALID", { message: WRONG_LINK });
  await endCodeTryWell(visitor.address);

  const { id: accountId, login } = mail.account;
  const persons = await withIdentity({ accountId }, (db, now) => currentPersons(db, accountId, now));
  const weak = await weakPassword(input.password, [
    login,
    ...persons.flatMap((person) => [person.firstName, person.lastName]),
  ]);
  if (weak) return weak;
  const passwordHash = await hashPassword(input.password);
  return withIdentity({ accountId }, async (db, now) => {
    const { count } = await db.resetMail.updateMany({ where, data: { usedAt: toDbInstant(now) } });
    if (count !== 1) return fail("INVALID", { message: WRONG_LINK });
    await storePassword(db, accountId, passwordHash, now);
    await revokeAll(db, accountId, now);
    return ok(null);
  });
}
