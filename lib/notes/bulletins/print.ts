import "server-only";
import { Temporal } from "temporal-polyfill";
import { compilePdf } from "@/lib/pdf/compile";
import { dayIn } from "@/lib/time/day";
import { formatDay, formatList, formatName } from "@/lib/time/format";
import { attendanceWords, mainTeacherWords } from "./rules";
import type { BulletinSet } from "./types";

/**
 * Bulletins on paper, one pupil after another, each from a new page: tagged, PDF/UA. A project says so across each page.
 * @param now the date of a project; a published bulletin carries that of its publication, and is the same each time.
 */
export function printBulletins(
  { division, period, publishedAt, bulletins }: Pick<BulletinSet, "division" | "period" | "publishedAt" | "bulletins">,
  timeZone: string,
  now: Temporal.Instant,
): Response {
  const [only] = bulletins.length === 1 ? bulletins : [];
  const at = publishedAt ? Temporal.Instant.from(publishedAt) : now;
  // With its year: paper is read in later ones.
  const day = formatDay(dayIn(timeZone, at), { long: true, today: "1900-01-01" });
  const whose = only ? formatName(only.student) : division.name;
  const pdf = compilePdf(
    "lib/notes/bulletins/bulletin.typ",
    {
      title: `Bulletin, ${period.name}, ${whose}`,
      school: bulletins[0]?.school ?? "",
      note: publishedAt ? `Publié le ${day}` : `Projet du ${day}, avant le conseil de classe`,
      watermark: publishedAt ? null : "Projet",
      bulletins: bulletins.map(({ student, mainTeachers, lines, attendance, ...bulletin }) => ({
        ...bulletin,
        name: formatName(student, { sorted: true }),
        mainTeachers: mainTeacherWords(mainTeachers),
        attendance: attendance ? attendanceWords(attendance) : "",
        lines: lines.map(({ teachers, ...line }) => ({ ...line, teachers: formatList(teachers) })),
      })),
    },
    at,
  );
  return new Response(pdf, {
    headers: {
      "content-type": "application/pdf",
      "content-length": String(pdf.length),
      "content-disposition": `attachment; filename="${fileName(["bulletin", period.shortName, division.name, only && formatName(only.student)])}.pdf"`,
      "cache-control": "private, no-store",
    },
  });
}

/** A name that every system takes: letters without accents, figures and dashes. */
function fileName(parts: readonly (string | undefined)[]): string {
  return parts
    .filter((part) => part !== undefined)
    .join("-")
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[^A-Za-z0-9]+/g, "-")
    .toLowerCase();
}
