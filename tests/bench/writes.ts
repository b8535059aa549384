import { formOf, linkOf, type PageForm, sendForm } from "./forms";
import { type DatabaseCost, databaseCost } from "./statements";

/** What a person sends, by a form of a page. */
export interface Write {
  name: string;
  /** Profile of the demo account that sends. */
  profile: string;
  /** The page of the form, then what leads to it from there. */
  from: [path: string, ...links: RegExp[]];
  /** The words of the button. */
  submit: RegExp;
  /** What is typed: by the name of the field, its first one where there are several. */
  typed?: (index: number) => Record<string, string>;
}

/** From the sending to the whole page that comes back, in milliseconds, and what the database did for it. */
export interface WriteCost {
  p50: number;
  p95: number;
  sql: DatabaseCost;
}

const SENDINGS = 30;

/** Sends a form again and again, each time as the page then has it, one at a time. @throws Error when one is refused. */
export async function writeCost(origin: string, adminUrl: string, cookie: string, write: Write): Promise<WriteCost> {
  const [start, ...links] = write.from;
  let path = start;
  for (const link of links) path = await linkOf(origin, path, cookie, link);
  const read = async (): Promise<PageForm> => formOf(origin, path, cookie, write.submit);

  const times: number[] = [];
  const both = await databaseCost(adminUrl, SENDINGS, async () => {
    const form = await read();
    for (const [name, value] of Object.entries(write.typed?.(times.length) ?? {})) {
      const field = form.fields.find(([each]) => each === name);
      if (field) field[1] = value;
      else form.fields.push([name, value]);
    }
    times.push(await sendForm(origin, cookie, form));
  });
  const reading = await databaseCost(adminUrl, SENDINGS, async () => void (await read()));

  const sorted = times.toSorted((a, b) => a - b);
  const percentile = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? 0;
  return {
    p50: percentile(0.5),
    p95: percentile(0.95),
    sql: {
      statements: both.statements - reading.statements,
      overhead: both.overhead - reading.overhead,
      milliseconds: both.milliseconds - reading.milliseconds,
    },
  };
}
