import { afterAll, afterEach, expect, test } from "vitest";
import { hashSecret } from "@/lib/auth/codes";
import { signInWithPassword } from "@/lib/auth/commands";
import { disconnect } from "@/lib/db/client";
import { newId } from "@/lib/db/id";
import { resolveSignIn } from "@/lib/db/identity";
import { closeIdentityPool } from "@/lib/db/identity-pool";
import { withSystem } from "@/lib/db/system";
import { env } from "@/lib/env";
import { now } from "@/lib/time/clock";
import { aPerson, MADE_AT } from "@/tests/factories/builders";
import { aMember, aVisitor, PASSWORD } from "@/tests/integration/auth/support";

const FROZEN = "2026-11-19T07:05:00Z";
afterEach(() => {
  env().PREAU_CLOCK = FROZEN;
});
afterAll(async () => {
  await closeIdentityPool();
  await disconnect();
});

async function signIn({ login }: { login: string }) {
  const visitor = aVisitor({ now: now() });
  const opened = await signInWithPassword(visitor, { login, password: PASSWORD, shared: false }, null);
  if (!opened.ok) throw new Error(opened.message);
  return opened.value;
}

test.each(["LOCAL_ADMIN", "ACTIVATION", "IMPORTS", "SETTINGS"] as const)(
  "who holds %s sets up a second factor, from the first day of the delegation to the last",
  async (right) => {
    env().PREAU_CLOCK = FROZEN;
    const member = await aMember("TEACHER");
    await withSystem("test: lent, in a school like any other", async (db) => {
      await db.school.update({ where: { id: member.schoolId }, data: { settings: {} } });
      const giver = await aPerson(db, member.schoolId, { profile: "HEAD", firstName: "Denis", lastName: "Duval" });
      const days = { startsOn: new Date("2026-11-20"), endsOn: new Date("2026-11-21"), givenAt: MADE_AT };
      const delegation = { schoolId: member.schoolId, id: newId(), personId: member.id, right, reason: "Rentrée" };
      await db.delegation.create({ data: { ...delegation, ...days, givenById: giver.id } });
    });
    // The midnight of the school, before and after.
    env().PREAU_CLOCK = "2026-11-19T22:59:00Z";
    const before = await signIn(member);
    expect(before.step).toBe("OPEN");
    env().PREAU_CLOCK = "2026-11-19T23:01:00Z";
    expect(await resolveSignIn(hashSecret(before.token), now())).toBeNull();
    expect((await signIn(member)).step).toBe("PROTECT");
    env().PREAU_CLOCK = "2026-11-20T22:59:00Z";
    expect((await signIn(member)).step).toBe("PROTECT");
    env().PREAU_CLOCK = "2026-11-20T23:01:00Z";
    expect((await signIn(member)).step).toBe("OPEN");
  },
);
