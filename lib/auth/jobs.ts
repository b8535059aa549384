import "server-only";
import { hashSecret, newToken } from "@/lib/auth/codes";
import { RESET_LINK_MINUTES } from "@/lib/auth/rules";
import { overdueSelect, writeEnd } from "@/lib/auth/seeing-end";
import { withSystem } from "@/lib/db/system";
import { publicUrl } from "@/lib/env";
import { hasMail, sendMail } from "@/lib/mail/mailer";
import { resetMail } from "@/lib/mail/reset-mail";
import { securityMail } from "@/lib/mail/security-mail";
import { toDbInstant } from "@/lib/time/day";

/**
 * Sends the reset mails that wait, one after another; for the worker. A mail that cannot be sent waits for the next call,
 * until it is too old.
 * @returns how many were sent.
 * @throws the mail server's error, after having put that mail back.
 */
export async function sendResetMails(): Promise<number> {
  if (!hasMail()) return 0;
  let sent = 0;
  for (let claimed = await claimResetMail(); claimed !== null; claimed = await claimResetMail()) {
    const { id, token, email, login, giveUpAt } = claimed;
    try {
      await sendMail({
        to: email,
        ...resetMail({ login, link: `${publicUrl()}/mot-de-passe/nouveau?jeton=${token}` }),
      });
    } catch (error) {
      await withSystem("put back a reset mail", (db) =>
        db.resetMail.updateMany({ where: { id }, data: { tokenHash: null, expiresAt: giveUpAt } }),
      );
      throw error;
    }
    sent += 1;
  }
  return sent;
}

/** Takes the oldest waiting mail and gives it its token; two workers never take the same. */
async function claimResetMail() {
  return withSystem("send reset mails", async (db, now) => {
    const [waiting] = await db.$queryRaw<{ id: string }[]>`
      SELECT id FROM reset_mail WHERE token_hash IS NULL AND used_at IS NULL AND expires_at > ${toDbInstant(now)}
      ORDER BY created_at LIMIT 1 FOR UPDATE SKIP LOCKED`;
    if (!waiting) return null;
    const mail = await db.resetMail.findUniqueOrThrow({
      where: { id: waiting.id },
      select: { expiresAt: true, account: { select: { login: true, email: true } } },
    });
    const { login, email } = mail.account;
    if (!email) {
      await db.resetMail.update({ where: { id: waiting.id }, data: { usedAt: toDbInstant(now) } });
      return null;
    }
    const token = newToken();
    await db.resetMail.update({
      where: { id: waiting.id },
      data: {
        tokenHash: hashSecret(token),
        expiresAt: toDbInstant(now.add({ minutes: RESET_LINK_MINUTES })),
      },
    });
    return { id: waiting.id, token, email, login, giveUpAt: mail.expiresAt };
  });
}

/**
 * Sends the mails that tell account holders what was done to their second factors, one after another; for the worker. Who has no
 * address is told by the page «Mon compte» alone. Marked as sent before it leaves: none leaves twice.
 * @returns how many were sent.
 * @throws the mail server's error, after having put that mail back.
 */
export async function sendSecurityMails(): Promise<number> {
  if (!hasMail()) return 0;
  let sent = 0;
  for (let claimed = await claimSecurityMail(); claimed !== null; claimed = await claimSecurityMail()) {
    const { id, kind, account } = claimed;
    if (!account.email) continue;
    try {
      await sendMail({ to: account.email, ...securityMail(kind, account.login) });
    } catch (error) {
      await withSystem("put back a security mail", (db) =>
        db.securityMail.updateMany({ where: { id }, data: { sentAt: null } }),
      );
      throw error;
    }
    sent += 1;
  }
  return sent;
}

async function claimSecurityMail() {
  return withSystem("send security mails", async (db, now) => {
    const [waiting] = await db.$queryRaw<{ id: string }[]>`
      SELECT id FROM security_mail WHERE sent_at IS NULL AND expires_at > ${toDbInstant(now)}
      ORDER BY created_at, id LIMIT 1 FOR UPDATE SKIP LOCKED`;
    if (!waiting) return null;
    return db.securityMail.update({
      where: { id: waiting.id },
      data: { sentAt: toDbInstant(now) },
      select: { id: true, kind: true, account: { select: { login: true, email: true } } },
    });
  });
}

/** Ends, in the journal too, what is seen as somebody else and is over (lib/auth/seeing-end.ts). @returns how many ended. */
export async function endSeeingOverdue(): Promise<number> {
  return withSystem("what is seen as somebody else, and is over", async (db, now) => {
    const where = { seenUntil: { lte: toDbInstant(now) } };
    const over = await db.signIn.findMany({ where, select: overdueSelect });
    let ended = 0;
    for (const each of over) ended += await writeEnd(db, each);
    return ended;
  });
}
