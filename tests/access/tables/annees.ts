import type { z } from "zod";
import type { Context } from "@/lib/auth/context";
import { closeYear, prepareYear, reopenYear } from "@/lib/comptes/annees/commands";
import { listYears, yearToClose } from "@/lib/comptes/annees/queries";
import { closeYearInput, prepareYearInput, reopenYearInput } from "@/lib/comptes/annees/schema";
import { newId } from "@/lib/db/id";
import type { Db } from "@/lib/db/types";
import type { Result } from "@/lib/errors/codes";
import { toDbDay } from "@/lib/time/day";
import { type ReadRow, REST, type WriteRow } from "@/tests/access/matrix";
import type { World } from "@/tests/factories/world";

// Who runs the years of a school: the head, the deputies, the administrators; the direction alone opens a closed one again.

const RUNNERS = "head deputy admin";

function parsed<Schema extends z.ZodType, Value>(
  schema: Schema,
  command: (ctx: Context, input: z.output<Schema>) => Promise<Result<Value>>,
): WriteRow["run"] {
  return (ctx, input) => command(ctx, schema.parse(input));
}

let past = 1900;

/** A year of long ago, whose classes nobody knows any more. */
const aPastYear =
  (closedAt: Date | null) =>
  async (db: Db, { school: { schoolId } }: World): Promise<string> => {
    const id = newId();
    past += 1;
    await db.schoolYear.create({
      data: {
        schoolId,
        id,
        label: String(past),
        startsOn: toDbDay(`${past}-02-01`),
        endsOn: toDbDay(`${past}-12-20`),
        closedAt,
      },
    });
    return id;
  };

/** Neither school has prepared the year that comes, and both have periods to copy. */
async function noYearToCome(db: Db, { school, other }: World): Promise<string> {
  const schoolId = { in: [school.schoolId, other.school.schoolId] };
  const startsOn = { gt: toDbDay("2026-11-19") };
  await db.period.deleteMany({ where: { schoolId, scheme: { year: { startsOn } } } });
  await db.periodScheme.deleteMany({ where: { schoolId, year: { startsOn } } });
  await db.closure.deleteMany({ where: { schoolId, year: { startsOn } } });
  await db.teachingWeek.deleteMany({ where: { schoolId, year: { startsOn } } });
  await db.schoolYear.deleteMany({ where: { schoolId, startsOn } });
  const own = { schoolId: other.school.schoolId, yearId: other.school.yearId };
  if ((await db.periodScheme.count({ where: own })) === 0) {
    const schemeId = newId();
    await db.periodScheme.create({ data: { ...own, id: schemeId, kind: "CUSTOM", name: "Toute l’année" } });
    await db.period.create({
      data: {
        schoolId: own.schoolId,
        id: newId(),
        schemeId,
        position: 0,
        name: "Année",
        shortName: "A",
        startsOn: toDbDay("2026-09-01"),
        endsOn: toDbDay("2027-09-01"),
      },
    });
  }
  return "";
}

export const anneesReads: ReadRow[] = [
  {
    operation: "comptes/annees/queries.listYears",
    module: "comptes",
    ask: async (ctx) => {
      const page = await listYears(ctx, 1);
      return page?.years.map(({ label, can }) => `${label}${can.reopen ? " reopen" : ""}`).join(", ") ?? "absent";
    },
    expected: [
      ["2026-2027", `${RUNNERS} otherHead`],
      ["absent", REST],
    ],
  },
  {
    operation: "comptes/annees/queries.yearToClose",
    module: "comptes",
    ask: async (ctx, { school }) => {
      const closing = await yearToClose(ctx, school.yearId);
      return closing ? `${closing.year.state}, ${closing.mustConfirm ? "to confirm" : "plain"}` : "absent";
    },
    expected: [
      ["CURRENT, to confirm", RUNNERS],
      ["absent", REST],
    ],
  },
];

export const anneesWrites: WriteRow[] = [
  {
    operation: "comptes/annees/commands.prepareYear",
    module: "comptes",
    prepare: noYearToCome,
    input: () => ({ operationId: newId(), firstDay: "2027-09-01", lastDay: "2028-08-31" }),
    run: parsed(prepareYearInput, prepareYear),
    allowed: `${RUNNERS} otherHead`,
    action: "comptes.year.prepare",
    changes: "closure period period_scheme school_year teaching_week",
  },
  {
    operation: "comptes/annees/commands.closeYear",
    module: "comptes",
    prepare: aPastYear(null),
    input: (yearId) => ({ operationId: newId(), yearId, version: 1, confirmed: "on" }),
    run: parsed(closeYearInput, closeYear),
    allowed: RUNNERS,
    action: "comptes.year.close",
    changes: "school_year",
  },
  {
    operation: "comptes/annees/commands.reopenYear",
    module: "comptes",
    prepare: aPastYear(new Date("2026-11-10T09:00:00Z")),
    input: (yearId) => ({ operationId: newId(), yearId, version: 1, motive: "Un bulletin à corriger." }),
    run: parsed(reopenYearInput, reopenYear),
    allowed: "head deputy",
    action: "comptes.year.reopen",
    changes: "school_year",
  },
];
