import "server-only";
import { maySeeAs } from "@/lib/auth/access";
import { openContext } from "@/lib/auth/context";
import { SEEING_MINUTES } from "@/lib/auth/rules";
import { NOBODY_SEEN, overdueSelect, writeEnd } from "@/lib/auth/seeing-end";
import type { Viewer } from "@/lib/auth/viewer";
import { type SignedInAccount, withIdentity } from "@/lib/db/identity";
import type { Db } from "@/lib/db/types";
import { fail, ok, type Result } from "@/lib/errors/codes";
import { record } from "@/lib/journal/record";
import { today, validOn } from "@/lib/school/rules";
import { toDbDay, toDbInstant } from "@/lib/time/day";

// «Voir comme», for support: a head or an administrator looks at the portal as a person of its school. The row of the sign-in says so, hence every
// tab and no address; every context is read only meanwhile (openContext) and nobody acts (actingViewer). docs/adr/0026-rights-lent-by-name.md.

/**
 * From the next request on, this device shows the portal as somebody else, read only, for half an hour at most. Journaled with the person seen.
 * For those who run the school, of whom ranks below them (maySeeAs). NOT_FOUND otherwise, and for who has no access today.
 */
export async function startSeeing(
  viewer: Viewer,
  { personId }: { personId: string },
): Promise<Result<{ personId: string }>> {
  if (viewer.seenBy) return fail("NOT_FOUND");
  const schoolId = viewer.school.id;
  const seen = await openContext(viewer, "comptes", { readOnly: true }, (ctx) => {
    const day = today(ctx);
    return ctx.db.person.findFirst({
      where: {
        schoolId,
        id: personId,
        ...validOn(day),
        AND: [{ OR: [{ accessEndsOn: null }, { accessEndsOn: { gt: toDbDay(day) } }] }],
      },
      select: { id: true, profile: true },
    });
  });
  if (!seen || !maySeeAs(viewer, seen)) return fail("NOT_FOUND");
  // What ran out before on this device, and the worker has not told yet, ends in the journal first.
  await endOverdue(viewer.signInId);
  return withIdentity({ schoolId, personId: viewer.person.id }, async (db, now) => {
    const until = now.add({ minutes: SEEING_MINUTES });
    await db.signIn.updateMany({
      where: { id: viewer.signInId, accountId: viewer.account.id },
      data: {
        seenSchoolId: schoolId,
        seenPersonId: seen.id,
        seenById: viewer.person.id,
        seenUntil: toDbInstant(until),
      },
    });
    await record(
      { db, now, viewer },
      { action: "auth.seeing.start", targetType: "person", targetId: seen.id, details: { until: until.toString() } },
    );
    return ok({ personId: seen.id });
  });
}

/**
 * This device is its own account's again; journaled. Nothing to do when it is already.
 * @returns where to go back to: who was seen, and as whom.
 */
export async function endSeeing(account: SignedInAccount): Promise<{ seenId: string; byId: string } | null> {
  const { seeing } = account;
  const [seen] = account.persons;
  if (!seeing || !seen) return null;
  await withIdentity({ schoolId: seeing.schoolId, personId: seeing.byId }, async (db, now) => {
    const ended = await stopSeeing(db, account.signInId);
    if (ended === 0) return;
    await record(
      { db, now, viewer: { school: { id: seeing.schoolId }, person: { id: seeing.byId } } },
      { action: "auth.seeing.end", targetType: "person", targetId: seen.id },
    );
  });
  return { seenId: seen.id, byId: seeing.byId };
}

async function stopSeeing(db: Db, signInId: string): Promise<number> {
  const { count } = await db.signIn.updateMany({
    where: { id: signInId, seenUntil: { not: null } },
    data: NOBODY_SEEN,
  });
  return count;
}

/** The same as the worker does, of one device, as the web may: it writes for who looked alone. */
async function endOverdue(signInId: string): Promise<void> {
  const over = await withIdentity({}, (db, now) =>
    db.signIn.findFirst({ where: { id: signInId, seenUntil: { lte: toDbInstant(now) } }, select: overdueSelect }),
  );
  if (!over?.seenSchoolId || !over.seenById) return;
  const { seenSchoolId: schoolId, seenById: personId } = over;
  await withIdentity({ schoolId, personId }, (db) => writeEnd(db, over));
}
