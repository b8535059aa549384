import "server-only";
import { renderSVG } from "uqr";
import type { Temporal } from "temporal-polyfill";
import { withIdentity } from "@/lib/db/identity";
import { publicUrl } from "@/lib/env";
import { compilePdf } from "@/lib/pdf/compile";
import type { Sheets } from "./types";

/**
 * The sheets of a class as a PDF to print and cut: one slip per person, by name. Reads the logins of those who have an account in an identity
 * transaction of its own. Called once the codes are committed, outside of any transaction.
 * @param sheets as printSheets gave them: the only place where the codes are.
 */
export async function activationSheets(sheets: Sheets, at: Temporal.Instant): Promise<Buffer<ArrayBuffer>> {
  const ids = sheets.slips.flatMap(({ accountId }) => accountId ?? []);
  const accounts =
    ids.length === 0
      ? []
      : await withIdentity({}, (db) =>
          db.account.findMany({ where: { id: { in: ids } }, select: { id: true, login: true } }),
        );
  const logins = new Map(accounts.map(({ id, login }) => [id, login]));
  const address = new URL("/activation", publicUrl()).href;
  const data = {
    ...sheets,
    address: address.replace(/^https?:\/\//, ""),
    slips: sheets.slips.map(({ accountId, code, ...slip }) => ({
      ...slip,
      code,
      login: accountId && (logins.get(accountId) ?? null),
      // After the sign #, which browsers keep to themselves: a code is never in a server's log (docs/adr/0009-signing-in.md).
      qr: code && renderSVG(`${address}#${code}`, { ecc: "M", border: 0 }),
    })),
  };
  return compilePdf("lib/comptes/activation-sheets.typ", data, at);
}
