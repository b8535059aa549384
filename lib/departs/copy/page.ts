import { fromDbInstant } from "@/lib/time/day";
import { formatDay, formatInstant, formatNumber } from "@/lib/time/format";
import { csvName } from "./files";
import type { Cell, CopySection } from "./types";

/** Rows shown in the page; the table for a spreadsheet has them all. */
const SHOWN_ROWS = 300;

/** What is said at the top of a copy. */
export interface CopyCover {
  person: string;
  school: string;
  madeAt: Date;
  timeZone: string;
  /** What is not in it, and how to get it. */
  notes: readonly string[];
}

const STYLE = `
:root { color-scheme: light dark; --ink: #1f2a44; --soft: #55607a; --ground: #fbf7ef; --card: #fff; --line: #ddd6c6; --link: #24478f; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #ece7db; --soft: #b4b0a4; --ground: #171b26; --card: #202635; --line: #3a4152; --link: #a8c1ff; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 1.5rem 1rem 4rem; background: var(--ground); color: var(--ink);
  font: 1.0625rem/1.6 system-ui, sans-serif; }
a { color: var(--link); }
h1 { line-height: 1.15; margin-block: 0.5rem; } h2 { margin-block: 3rem 0.25rem; } h3 { margin-block: 1.75rem 0.5rem; }
p { max-width: 65ch; } .soft, caption { color: var(--soft); }
nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; padding: 0; list-style: none; }
nav a { display: inline-block; padding-block: 0.375rem; }
.scroll { overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: 0.75rem; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: start; padding: 0.625rem 0.875rem 0; }
th, td { text-align: start; vertical-align: top; padding: 0.5rem 0.875rem; border-top: 1px solid var(--line); white-space: pre-line; }
thead th { border-top: 0; white-space: nowrap; }
@media print { .scroll { overflow: visible; } }
`;

/** The first page of a copy: read in any browser, without network or script; every text of it is somebody's and is escaped. */
export function pageOf(cover: CopyCover, sections: readonly CopySection[]): string {
  const made = formatInstant(fromDbInstant(cover.madeAt), cover.timeZone);
  return `<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${text(`Copie des données de ${cover.person}`)}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<p class="soft">${text(cover.school)}</p>
<h1>${text(`Copie des données de ${cover.person}`)}</h1>
<p>${text(
    `Faite ${made}, au titre du droit d’accès (RGPD, article 15). Chaque tableau est aussi dans le dossier «\u00A0donnees\u00A0», pour un tableur (CSV) et pour un programme (JSON).`,
  )}</p>
${cover.notes.map((note) => `<p>${text(note)}</p>`).join("\n")}
<nav aria-label="Chapitres"><ul>
${sections.map(({ slug, title }) => `<li><a href="#${slug}">${text(title)}</a></li>`).join("\n")}
</ul></nav>
</header>
<main>
${sections.map((section) => sectionOf(section, cover.timeZone)).join("\n")}
</main>
</body>
</html>
`;
}

function sectionOf(section: CopySection, timeZone: string): string {
  const { slug, title, lead, tables } = section;
  const body =
    tables.length === 0
      ? "<p>Rien de tel n’est gardé ici.</p>"
      : tables.map((table) => tableOf(section, table, timeZone)).join("\n");
  return `<section aria-labelledby="${slug}"><h2 id="${slug}">${text(title)}</h2><p class="soft">${text(lead)}</p>${body}</section>`;
}

function tableOf(section: CopySection, table: CopySection["tables"][number], timeZone: string): string {
  const { title, columns, rows } = table;
  const id = csvName(section, table).replace(/\.csv$/, "");
  const rest = rows.length - SHOWN_ROWS;
  const more = rest > 0 ? ` Les ${formatNumber(SHOWN_ROWS)} premières\u202F; toutes sont dans le tableau.` : "";
  const lines = rows.slice(0, SHOWN_ROWS).map((row) => {
    const [first = null, ...others] = row;
    return `<tr><th scope="row">${cellOf(first, timeZone)}</th>${others.map((cell) => `<td>${cellOf(cell, timeZone)}</td>`).join("")}</tr>`;
  });
  return `<h3 id="${id}">${text(title)}</h3>
<div class="scroll" role="region" aria-labelledby="${id}" tabindex="0"><table>
<caption>${text(`${formatNumber(rows.length)}\u00A0${rows.length > 1 ? "lignes" : "ligne"}.${more}`)} <a href="donnees/${csvName(section, table)}">${text(`Tableau «\u00A0${title}\u00A0» (CSV)`)}</a></caption>
<thead><tr>${columns.map((column) => `<th scope="col">${text(column)}</th>`).join("")}</tr></thead>
<tbody>${lines.join("\n")}</tbody>
</table></div>`;
}

function cellOf(cell: Cell, timeZone: string): string {
  if (cell === null) return "—";
  if (typeof cell === "number") return text(formatNumber(cell));
  if (typeof cell === "string") {
    return cell.startsWith("fichiers/") ? `<a href="${text(addressOf(cell))}">${text(cell)}</a>` : text(cell);
  }
  if ("day" in cell) return text(formatDay(cell.day, { today: "0001-01-01" }));
  return text(formatInstant(fromDbInstant(cell.instant), timeZone));
}

/** A path of the archive as a link: its names may hold any sign. */
function addressOf(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** A text inside of a page or of an attribute. */
function text(raw: string): string {
  return raw.replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}
