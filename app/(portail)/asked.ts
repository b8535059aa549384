/** The query of an address; of a name given twice, the first. */
export type Asked = Record<string, string | undefined>;

/** Reads the query of a page. */
export async function readAsked(searchParams: Promise<Record<string, string | string[] | undefined>>): Promise<Asked> {
  const entries = Object.entries(await searchParams);
  return Object.fromEntries(entries.map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]));
}
