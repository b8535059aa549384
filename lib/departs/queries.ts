import "server-only";
import type { Context } from "@/lib/auth/context";
import { today } from "@/lib/school/rules";
import { schoolSettings } from "@/lib/school/settings";
import { dayIn, fromDbDay, fromDbInstant, type IsoDay, toDbInstant } from "@/lib/time/day";

import { copyReaderFor, mayErase } from "./access";
import { leaverOf, type LeaverRow, leaversOf } from "./leavers";
import { COPY_DAYS, COPY_EVERY_HOURS, DEPARTURES_PAGE, departureOf } from "./rules";
import type { CopyLine, CopyOffer, DepartureLine, ErasureRefusal, OwnData, PersonData } from "./types";

/** Who has left and is not erased yet, the first to leave first, with what comes. For who runs the school; others get nobody. */
export async function departures(
  ctx: Context,
  page: number,
): Promise<{ lines: DepartureLine[]; total: number; pages: number; months: number }> {
  if (!mayErase(ctx.viewer)) return { lines: [], total: 0, pages: 1, months: 0 };
  const months = await monthsOf(ctx);
  const rows = await leaversOf(ctx.db, schoolOf(ctx), today(ctx), {
    skip: (page - 1) * DEPARTURES_PAGE,
    take: DEPARTURES_PAGE,
  });
  // Beyond the last page no row tells how many there are.
  if (rows.length === 0 && page > 1) return { ...(await departures(ctx, 1)), lines: [] };
  const total = rows[0]?.total ?? 0;
  return {
    lines: rows.map((row) => toLine(row, months)),
    total,
    pages: Math.max(1, Math.ceil(total / DEPARTURES_PAGE)),
    months,
  };
}

/** What one may ask of one's own data and of one's children's, with the copies asked for. Everybody, of what is theirs. */
export async function ownData(ctx: Context): Promise<OwnData> {
  const { viewer, db } = ctx;
  const { person, students } = viewer;
  const wanted = [person, ...students.filter(({ id }) => id !== person.id)].filter(
    ({ id }) => (copyReaderFor(viewer, id) ?? "SCHOOL") !== "SCHOOL",
  );
  const own = await db.person.findUnique({
    where: { schoolId_id: { schoolId: viewer.school.id, id: person.id } },
    select: { endsOn: true, accessEndsOn: true },
  });
  const ends = [own?.endsOn, own?.accessEndsOn].flatMap((end) => (end ? [fromDbDay(end)] : []));
  return {
    offers: await offersOf(ctx, wanted),
    leavesOn: ends.toSorted()[0] ?? null,
    months: await monthsOf(ctx),
  };
}

/** What may be done with the data of a person: a copy, an erasure, or why not. Null for others than who runs the school. */
export async function personData(ctx: Context, personId: string): Promise<PersonData | null> {
  if (!mayErase(ctx.viewer)) return null;
  const schoolId = ctx.viewer.school.id;
  const row = await ctx.db.person.findUnique({
    where: { schoolId_id: { schoolId, id: personId } },
    select: { id: true, firstName: true, lastName: true, profile: true, erasedAt: true },
  });
  if (!row) return null;
  const { erasedAt, ...person } = row;
  if (erasedAt) return { person, offer: null, departure: null, wouldBe: null, refusal: "ERASED" };
  const [offer = null] = await offersOf(ctx, [person]);
  const leaver = await leaverOf(ctx.db, schoolOf(ctx), today(ctx), personId);
  if (!leaver) return { person, offer, departure: null, wouldBe: null, refusal: "PRESENT" };
  const months = await monthsOf(ctx);
  const refusal = refusalOf(leaver);
  return {
    person,
    offer,
    departure: toLine(leaver, months),
    wouldBe: refusal ? null : departureOf({ ...leaver, askedOn: today(ctx) }, months),
    refusal,
  };
}

function refusalOf(leaver: LeaverRow): ErasureRefusal | null {
  if (leaver.isReported) return "REPORT";
  if (leaver.closedOn) return "HELD";
  return leaver.askedOn ? "ASKED" : null;
}

async function offersOf(
  ctx: Context,
  persons: readonly { id: string; firstName: string; lastName: string }[],
): Promise<CopyOffer[]> {
  const { viewer, db, now } = ctx;
  const copies = await db.dataExport.findMany({
    where: {
      schoolId: viewer.school.id,
      askedById: viewer.person.id,
      personId: { in: persons.map(({ id }) => id) },
      createdAt: { gt: toDbInstant(now.subtract({ hours: 24 * COPY_DAYS })) },
    },
    select: { id: true, personId: true, state: true, progress: true, size: true, createdAt: true },
    orderBy: [{ createdAt: "desc" }],
  });
  const again = toDbInstant(now.subtract({ hours: COPY_EVERY_HOURS }));
  return persons.flatMap(({ id: personId, firstName, lastName }) => {
    const reader = copyReaderFor(viewer, personId);
    if (!reader) return [];
    const last = copies.find((copy) => copy.personId === personId);
    const copy: CopyLine | null = last ? { ...last, until: lastDay(last.createdAt, viewer.school.timeZone) } : null;
    const isOffered = !last || last.state === "FAILED" || (last.state === "READY" && last.createdAt <= again);
    return [{ personId, firstName, lastName, reader, copy, isOffered }];
  });
}

function lastDay(createdAt: Date, timeZone: string): IsoDay {
  return dayIn(timeZone, fromDbInstant(createdAt).add({ hours: 24 * COPY_DAYS })).toString();
}

function toLine(row: LeaverRow, months: number): DepartureLine {
  const { id, firstName, lastName, profile, duty, leftOn, closedOn, askedOn } = row;
  return {
    id,
    firstName,
    lastName,
    profile,
    duty,
    leftOn,
    closedOn,
    isAsked: askedOn !== null && closedOn === null,
    ...departureOf(row, months),
  };
}

async function monthsOf({ db, viewer }: Context): Promise<number> {
  const school = await db.school.findUnique({ where: { id: viewer.school.id }, select: { settings: true } });
  return schoolSettings(school?.settings).departures.months;
}

function schoolOf({ viewer }: Context): { schoolId: string; timeZone: string } {
  return { schoolId: viewer.school.id, timeZone: viewer.school.timeZone };
}
