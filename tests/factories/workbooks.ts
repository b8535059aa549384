import { zipOf } from "@/tests/factories/imports";

/** A cell of a workbook: a text, a number, a day counted by Excel, or what a formula gave. */
export type Cell = string | number | { day: number } | { formula: string; gave: string } | null;

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const escape = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** A workbook as Excel writes it: shared strings, a style for days; `prefix` as other software writes it. */
export function workbookOf(
  sheets: readonly { rows: readonly (readonly Cell[])[]; name?: string; state?: "hidden" }[],
  { prefix = "", extra = {} }: { prefix?: string; extra?: Readonly<Record<string, string>> } = {},
): Buffer {
  const strings: string[] = [];
  const tag = (name: string, attributes: string, content: string): string =>
    `<${prefix}${name}${attributes && ` ${attributes}`}>${content}</${prefix}${name}>`;
  const xmlns = prefix ? `xmlns:${prefix.slice(0, -1)}="${MAIN}"` : `xmlns="${MAIN}"`;
  const cell = (value: Cell, reference: string): string => {
    if (value === null) return "";
    if (typeof value === "number") return tag("c", `r="${reference}"`, tag("v", "", String(value)));
    if (typeof value === "string") {
      strings.push(value);
      return tag("c", `r="${reference}" t="s"`, tag("v", "", String(strings.length - 1)));
    }
    if ("day" in value) return tag("c", `r="${reference}" s="1"`, tag("v", "", String(value.day)));
    return tag("c", `r="${reference}" t="str"`, tag("f", "", value.formula) + tag("v", "", escape(value.gave)));
  };
  const files: Record<string, string> = {};
  for (const [index, { rows }] of sheets.entries()) {
    const lines = rows.map((cells, row) => {
      const inside = cells.map((value, column) => cell(value, `${String.fromCharCode(65 + column)}${row + 1}`));
      return tag("row", `r="${row + 1}"`, inside.join(""));
    });
    files[`xl/worksheets/sheet${index + 1}.xml`] = tag("worksheet", xmlns, tag("sheetData", "", lines.join("")));
  }
  const listed = sheets.map(
    ({ name, state }, index) =>
      `<${prefix}sheet name="${name ?? `Feuille${index + 1}`}" sheetId="${index + 1}"${state ? ` state="${state}"` : ""} r:id="rId${index + 1}"/>`,
  );
  files["xl/workbook.xml"] = tag("workbook", `${xmlns} xmlns:r="${RELATIONS}"`, tag("sheets", "", listed.join("")));
  const links = sheets.map(
    (_, index) => `<Relationship Id="rId${index + 1}" Target="worksheets/sheet${index + 1}.xml"/>`,
  );
  files["xl/_rels/workbook.xml.rels"] = `<Relationships>${links.join("")}</Relationships>`;
  const items = strings.map((text) => tag("si", "", tag("t", "", escape(text))));
  files["xl/sharedStrings.xml"] = tag("sst", xmlns, items.join(""));
  files["xl/styles.xml"] = tag(
    "styleSheet",
    xmlns,
    tag("cellXfs", "", `<${prefix}xf numFmtId="0"/><${prefix}xf numFmtId="14"/>`),
  );
  const all = { "[Content_Types].xml": "<Types/>", ...files, ...extra };
  return zipOf(Object.fromEntries(Object.entries(all).map(([name, text]) => [name, Buffer.from(HEAD + text)])));
}
