import { createHash } from "node:crypto";

/** Beyond this many, statements stay unnamed: each name costs memory in every connection. A page uses two to six. */
const MAX_NAMES = 400;

const names = new Map<string, string>();

/**
 * Names a read, so that PostgreSQL plans it once per connection and not once per page: planning the joins of a list takes
 * longer than reading it. The same text has the same name in every process.
 *
 * Safe under the walls: PostgreSQL plans again when another role runs the statement, and asks the settings at each run.
 *
 * @returns an empty name, which means none, for what is no read: the context is several commands in one text.
 */
export function statementName({ sql }: { sql: string }): string {
  if (!sql.startsWith("SELECT")) return "";
  const known = names.get(sql);
  if (known !== undefined) return known;
  if (names.size >= MAX_NAMES) return "";
  const name = createHash("sha256").update(sql).digest("hex").slice(0, 32);
  names.set(sql, name);
  return name;
}
