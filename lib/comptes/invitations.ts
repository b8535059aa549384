import "server-only";
import type { z } from "zod";
import type { Context } from "@/lib/auth/context";
import { mayActivate } from "@/lib/auth/rules";
import { newId } from "@/lib/db/id";
import type { Profile } from "@/lib/db/types";
import { fail, ok, type Result } from "@/lib/errors/codes";
import { record } from "@/lib/journal/record";
import { hasMail } from "@/lib/mail/mailer";
import { openTies } from "@/lib/school/guardians";
import { today } from "@/lib/school/rules";
import { toDbInstant } from "@/lib/time/day";
import { mayActivateAccounts } from "./access";
import type { inviteInput } from "./schema";
import { sheetPersons } from "./sheets";
import type { Invited } from "./types";

/** How long an invitation waits for a mail server that does not answer, in hours. */
const SEND_WITHIN_HOURS = 48;
/** Somebody invited is not invited again before: two people who prepare the same evening, a page sent twice. */
const AGAIN_AFTER_HOURS = 20;

/** Somebody of the school who might be invited. */
interface Candidate {
  id: string;
  profile: Profile;
  accountId: string | null;
}

/**
 * Invites by mail those who have no account yet: one person, a class, the staff, or all who wait. It writes down whom; the worker makes each
 * code and sends it (lib/comptes/jobs.ts), so that a code is nowhere but in its mail. For those to whom activation belongs or is delegated,
 * who invite none that they may not (mayActivate); heads are invited one by one. INVALID when no mail server is set, or when nobody here waits for an account.
 */
export async function invite(
  ctx: Context,
  { to, id, who }: Pick<z.output<typeof inviteInput>, "to" | "id" | "who">,
): Promise<Result<Invited>> {
  if (!mayActivateAccounts(ctx.viewer)) return fail("NOT_FOUND");
  if (!hasMail())
    return fail("INVALID", { message: "Aucun serveur d’e-mail n’est configuré\u202F: imprimez des feuilles." });
  const { db, now, viewer } = ctx;
  const schoolId = viewer.school.id;
  const found = await candidates(ctx, to, id);
  if (!found) return fail("NOT_FOUND");
  const waiting = found.filter(
    ({ profile, accountId }) =>
      // Of the direction one at a time, beside the address: somebody else may have written that address.
      accountId === null &&
      (to === "PERSON" || profile !== "HEAD") &&
      (who === "EVERYONE" || who === profile) &&
      mayActivate(viewer, { profile, rights: [] }),
  );
  if (waiting.length === 0) {
    return fail("INVALID", { message: "Il n’y a personne à inviter ici\u202F: les comptes sont déjà activés." });
  }
  const personId = { in: waiting.map((person) => person.id) };
  const contacts = await db.contact.findMany({
    where: { schoolId, personId, kind: "EMAIL" },
    select: { personId: true },
  });
  const since = toDbInstant(now.subtract({ hours: AGAIN_AFTER_HOURS }));
  const before = await db.invitation.findMany({
    where: {
      schoolId,
      personId,
      OR: [{ settledAt: null }, { outcome: "SENT", createdAt: { gt: since } }],
    },
    select: { personId: true },
  });
  const addressed = new Set(contacts.map((contact) => contact.personId));
  const recent = new Set(before.map((invitation) => invitation.personId));
  const invited = waiting.filter((person) => addressed.has(person.id) && !recent.has(person.id));
  // One at a time waits for a person (index invitation_waiting), whoever asks for it at the same moment.
  const { count } = await db.invitation.createMany({
    data: invited.map((person) => ({
      schoolId,
      id: newId(),
      personId: person.id,
      createdAt: toDbInstant(now),
      createdBy: viewer.person.id,
      expiresAt: toDbInstant(now.add({ hours: SEND_WITHIN_HOURS })),
    })),
    skipDuplicates: true,
  });
  if (count > 0) {
    await record(ctx, {
      action: "comptes.invitation.send",
      targetType: to === "PERSON" ? "person" : to === "CLASS" ? "group" : "school",
      targetId: id ?? schoolId,
      details: { invitations: count },
    });
    await db.$executeRaw`SELECT pg_notify('preau_invitations', '')`;
  }
  return ok({
    invited: count,
    withoutAddress: waiting.filter((person) => !addressed.has(person.id)).length,
    recently: waiting.length - count - waiting.filter((person) => !addressed.has(person.id)).length,
  });
}

/** Those of the school to whom something opens, that these words name; null when there is no such class or person. */
async function candidates(
  ctx: Context,
  to: z.output<typeof inviteInput>["to"],
  id: string | null,
): Promise<Candidate[] | null> {
  if (to === "CLASS" || to === "STAFF") return (await sheetPersons(ctx, id))?.persons ?? null;
  const schoolId = ctx.viewer.school.id;
  const day = today(ctx);
  const persons = await ctx.db.$queryRaw<Candidate[]>`
    SELECT p.id, p.profile, p.account_id AS "accountId" FROM person p
    WHERE p.school_id = ${schoolId}::uuid AND (${id}::uuid IS NULL OR p.id = ${id}::uuid)
      AND daterange(p.starts_on, p.ends_on) @> ${day}::date
      AND (p.access_ends_on IS NULL OR p.access_ends_on > ${day}::date)
      AND (p.profile <> 'GUARDIAN'
        OR EXISTS (SELECT FROM ${openTies(schoolId, day)} t WHERE t.guardian_id = p.id AND t.level <= 2))`;
  return to === "PERSON" && persons.length === 0 ? null : persons;
}
