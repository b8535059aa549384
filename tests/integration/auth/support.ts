import { Temporal } from "temporal-polyfill";
import type { Visitor } from "@/lib/actions/define-public-action";
import { hashPassword } from "@/lib/auth/passwords";
import { withSystem } from "@/lib/db/system";
import { anAccount, aPerson, aSchool } from "@/tests/factories/builders";
import type { Profile } from "@/lib/db/types";

/** The password of the persons that `aMember` makes. */
export const PASSWORD = "trottoir mauve caillou";

let hashed: Promise<string> | undefined;
let addresses = 0;

/** A visitor at an address of its own, so that tests do not share limits. */
export function aVisitor(values: Partial<Visitor> = {}): Visitor {
  addresses += 1;
  return {
    now: Temporal.Instant.from("2026-11-19T07:05:00Z"),
    address: `198.51.${Math.floor(addresses / 250)}.${(addresses % 250) + 1}`,
    userAgent: "Mozilla/5.0 (Android 14; Mobile; rv:131.0) Gecko/131.0 Firefox/131.0",
    ...values,
  };
}

/** A person of a new school with an account and PASSWORD. */
export async function aMember(profile: Profile = "TEACHER", values: { endsOn?: string } = {}) {
  hashed ??= hashPassword(PASSWORD);
  const passwordHash = await hashed;
  return withSystem("test", async (db) => {
    const school = await aSchool(db);
    const person = await aPerson(db, school.schoolId, {
      profile,
      firstName: "Élise",
      lastName: "Martin",
      account: await anAccount(db, "elise"),
      ...values,
    });
    await db.account.update({ where: { id: person.accountId }, data: { passwordHash } });
    return { ...person, school };
  });
}
