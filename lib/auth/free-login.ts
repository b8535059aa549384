import "server-only";
import { proposedLogin } from "@/lib/auth/rules";
import { withIdentity } from "@/lib/db/identity";

/** The first free login among those proposed to a person. */
export async function freeLogin({ firstName, lastName }: { firstName: string; lastName: string }): Promise<string> {
  const base = proposedLogin(firstName, lastName);
  const similar = await withIdentity({}, (db) =>
    db.account.findMany({ where: { login: { startsWith: base } }, select: { login: true } }),
  );
  const taken = new Set(similar.map((account) => account.login));
  let attempt = 1;
  while (taken.has(proposedLogin(firstName, lastName, attempt))) attempt += 1;
  return proposedLogin(firstName, lastName, attempt);
}
