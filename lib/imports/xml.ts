import { SaxesParser } from "saxes";
import { decode } from "@/lib/imports/encoding";
import { ImportFailure, quoted } from "@/lib/imports/failure";

/** One element of a record, with every text trimmed and its white space collapsed: STS pads values with newlines. */
export interface XmlElement {
  readonly name: string;
  readonly line: number;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

/** A record met in the document, with the path that leads to it: `BEE_ELEVES/DONNEES/ELEVES/ELEVE`. */
export interface XmlRecord {
  readonly path: string;
  readonly element: XmlElement;
}

/** What is read of a document. */
export interface Records {
  /** The paths of the records. */
  readonly paths: ReadonlySet<string>;
  /** Of a record that holds much more than what is read: the names of its own elements that are, the others being passed over. */
  readonly reads?: ReadonlyMap<string, ReadonlySet<string>>;
}

/** The root of every document of the AAF/SDET feed. */
export const FEED_ROOT = "ficAlimMENESR";

type Open = { name: string; line: number; attributes: XmlElement["attributes"]; children: XmlElement[]; text: string };

/** The one document type that is accepted, since the AAF/SDET feed cannot do without: it names a grammar, which nobody reads. */
const FEED_DOCTYPE = /^\s*ficAlimMENESR\s+SYSTEM\s+(?:"[^"<>]*"|'[^'<>]*')\s*$/;

// Real files stay far below: they only stop what is not one.
const MAX_DEPTH = 32;
const MAX_RECORD_ELEMENTS = 20_000;
/** From a record's first tag to its last, or between two tags outside of records: what is held in memory at a time. */
const MAX_RECORD_CHARACTERS = 5_000_000;

/**
 * Reads an XML document as a stream, holding one record at a time.
 * `recordsOf` tells, from the root element, what the records are; null when the root is not one it knows.
 * @throws ImportFailure DOCTYPE, ENCODING, MALFORMED, TOO_LARGE or UNKNOWN_KIND.
 */
export async function* readRecords(
  chunks: AsyncIterable<Uint8Array>,
  file: string,
  recordsOf: (root: string) => Records | null,
): AsyncGenerator<XmlRecord> {
  const parser = new SaxesParser();
  const path: string[] = [];
  const open: Open[] = [];
  let found: XmlRecord[] = [];
  let records: Records = { paths: new Set() };
  /** What is read of the record that is open; and how deep the element of it lies that is passed over. */
  let reads: ReadonlySet<string> | undefined;
  let skippedAt = Infinity;
  let startLine = 1;
  let elements = 0;
  let heldFrom = 0;
  let isOfFeed = false;

  const malformed = (reason: string) => new ImportFailure("MALFORMED", file, parser.line, reason);
  parser.on("error", () => {
    throw malformed("le XML est mal formé");
  });
  // A document type could declare entities that expand without end or read other files.
  const doctype = () => new ImportFailure("DOCTYPE", file, parser.line, "un DOCTYPE est refusé");
  parser.on("doctype", (text) => {
    isOfFeed = FEED_DOCTYPE.test(text);
    if (!isOfFeed) throw doctype();
  });
  parser.on("opentagstart", () => {
    startLine = parser.line;
    if (open.length === 0) heldFrom = parser.position;
  });
  parser.on("opentag", (tag) => {
    if (path.length === 0) {
      if (isOfFeed && tag.name !== FEED_ROOT) throw doctype();
      const known = recordsOf(tag.name);
      if (!known)
        throw new ImportFailure("UNKNOWN_KIND", file, startLine, `la racine ${quoted(tag.name)} n’est pas connue`);
      records = known;
    }
    path.push(tag.name);
    if (path.length > MAX_DEPTH) throw malformed("trop d’éléments imbriqués");
    if (open.length === 0) {
      const place = path.join("/");
      if (!records.paths.has(place)) return;
      reads = records.reads?.get(place);
      elements = 0;
    }
    elements += 1;
    if (elements > MAX_RECORD_ELEMENTS) throw malformed("un enregistrement est trop grand");
    if (path.length > skippedAt) return;
    if (open.length === 1 && reads?.has(tag.name) === false) {
      skippedAt = path.length;
      return;
    }
    open.push({ name: tag.name, line: startLine, attributes: trimmed(tag.attributes), children: [], text: "" });
  });
  const addText = (text: string): void => {
    const current = skippedAt === Infinity ? open.at(-1) : undefined;
    if (current) current.text += text;
  };
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.on("closetag", () => {
    const closed = skippedAt === Infinity ? open.pop() : undefined;
    if (path.length === skippedAt) skippedAt = Infinity;
    if (closed) {
      const element = { ...closed, text: collapse(closed.text) };
      const parent = open.at(-1);
      if (parent) parent.children.push(element);
      else found.push({ path: path.join("/"), element });
    }
    path.pop();
    if (open.length === 0) heldFrom = parser.position;
  });

  for await (const text of decode(chunks, file)) {
    parser.write(text);
    if (parser.position - heldFrom > MAX_RECORD_CHARACTERS) {
      throw new ImportFailure("TOO_LARGE", file, startLine, "un enregistrement est trop grand");
    }
    yield* found;
    found = [];
  }
  parser.close();
  yield* found;
}

const NO_ATTRIBUTES: Readonly<Record<string, string>> = {};

function trimmed(attributes: Record<string, string>): Readonly<Record<string, string>> {
  if (Object.keys(attributes).length === 0) return NO_ATTRIBUTES;
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, collapse(value)]));
}

/** White space collapsed to single spaces and trimmed. */
export function collapse(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** The elements at a path below an element: `all(division, "SERVICES", "SERVICE")`. */
export function all(element: XmlElement, ...path: readonly string[]): readonly XmlElement[] {
  return path.reduce<readonly XmlElement[]>(
    (level, name) => level.flatMap((parent) => parent.children.filter((child) => child.name === name)),
    [element],
  );
}

/** The text of the first element at a path, or null when absent or empty. */
export function textAt(element: XmlElement, ...path: readonly string[]): string | null {
  return all(element, ...path).find((found) => found.text !== "")?.text ?? null;
}

/** The first of several direct children that has text: old and new names of one field. */
export function firstText(element: XmlElement, names: readonly string[]): string | null {
  for (const name of names) {
    const text = textAt(element, name);
    if (text !== null) return text;
  }
  return null;
}
