import "server-only";
import type { Db } from "@/lib/db/types";
import type { Matching } from "@/lib/imports/columns";
import { decisionKey, type Decisions } from "@/lib/imports/plan/questions";
import type { Matched } from "@/lib/imports/read";

// What a school answered once, for the imports that follow. Only the importer's own transactions call this.

/** Who records are that may have been several people. */
export async function loadDecisions(db: Db, schoolId: string): Promise<Decisions> {
  const rows = await db.importDecision.findMany({
    where: { schoolId },
    select: { source: true, value: true, choice: true, personId: true },
  });
  return new Map(rows.map(({ source, value, choice, personId }) => [decisionKey(source, value), { choice, personId }]));
}

/** What the columns of plain tables are, by the digest of their headers. */
export async function loadMatched(db: Db, schoolId: string): Promise<Matched> {
  const rows = await db.importColumns.findMany({ where: { schoolId }, select: { signature: true, matching: true } });
  const known = new Map(rows.map(({ signature, matching }) => [signature, matching as unknown as Matching]));
  return (signature) => known.get(signature) ?? null;
}
