import { ImportFailure } from "@/lib/imports/failure";
import type { Bundle } from "@/lib/imports/plan/bundle";
import type { Known, YearsAround } from "@/lib/imports/plan/context";
import type { YearRow } from "@/lib/imports/plan/tables";
import { yearLater } from "@/lib/school/rules";
import type { IsoDay } from "@/lib/time/day";

/** «2026-2027» and «2026» are of 2026. */
const firstOf = (label: string): number => Number(label.slice(0, 4));

/**
 * The school year that files are of, as the school calls it: «2026-2027», «2027» where years are those of the calendar. When files do not
 * say, the one of today; August is of the year to come, since that is when it is prepared, but where the year has begun in winter.
 */
export function yearLabelOf(bundle: Pick<Bundle, "year">, today: IsoDay, years: readonly YearRow[] = []): string {
  const running = years.find((year) => year.startsOn <= today && today < year.endsOn);
  const isOfCalendar = years.some(({ label }) => label.length === 4);
  const year = Number(today.slice(0, 4));
  const first =
    bundle.year ??
    (running && isOfCalendar ? firstOf(running.label) : isOfCalendar || today.slice(5, 7) >= "08" ? year : year - 1);
  const known = years.find(({ label }) => firstOf(label) === first);
  return known?.label ?? (isOfCalendar ? String(first) : `${first}-${first + 1}`);
}

/**
 * The year of the files beside those of the school: made when it follows the last one, its days corrected by STSWEB.
 * @throws ImportFailure CLOSED_YEAR for an archive; WRONG_YEAR for a year that is over, one too far ahead, one whose days make no sense.
 */
export function planYear(
  bundle: Bundle,
  { years, closedYears }: Pick<Known, "years" | "closedYears">,
  { today, newId }: { today: IsoDay; newId: () => string },
): { year: YearRow; outcome: "created" | "updated" | "unchanged" } {
  const label = yearLabelOf(bundle, today, years);
  const file = bundle.files[0]?.file ?? "";
  const wrong = (reason: string) => new ImportFailure("WRONG_YEAR", file, null, reason);
  const known = years.find((year) => year.label === label);
  if (known && closedYears.includes(known.id)) {
    const reason = `le fichier est de l’année ${label}, qui est close\u202F: rien n’y entre plus`;
    throw new ImportFailure("CLOSED_YEAR", file, null, reason);
  }
  const first = firstOf(label);
  const before = years.find((year) => firstOf(year.label) === first - 1);
  const latest = Math.max(
    ...years.map((year) => firstOf(year.label)),
    firstOf(yearLabelOf({ year: null }, today, years)),
  );
  if (first > latest + 1) throw wrong(`le fichier est de ${label}, ce qui est trop loin pour être préparé`);
  const after = years.find((year) => firstOf(year.label) === first + 1);
  const year = spanOf(bundle, { label, first, known, before, after, newId });
  if (year.endsOn <= year.startsOn) throw wrong("l’année finit avant de commencer");
  const later = years.find(
    (other) => other.startsOn > year.startsOn && other.startsOn <= today && other.id !== year.id,
  );
  if (later) throw wrong(`le fichier est de ${label}, l’établissement est déjà en ${later.label}`);
  if (!known) return { year, outcome: "created" };
  const isSame = known.startsOn === year.startsOn && known.endsOn === year.endsOn;
  return { year, outcome: isSame ? "unchanged" : "updated" };
}

/** The days of a year: as STSWEB says them, as the school has them, else those of the year before a year later. Years do not overlap. */
function spanOf(
  { sts }: Bundle,
  year: Record<"known" | "before" | "after", YearRow | undefined> & {
    label: string;
    first: number;
    newId: () => string;
  },
): YearRow {
  const { label, first, known, before, after, newId } = year;
  const usual = before
    ? { startsOn: yearLater(before.startsOn), endsOn: yearLater(before.endsOn) }
    : { startsOn: `${first}-09-01`, endsOn: `${first + 1}-09-01` };
  const startsOn = sts?.startsOn ?? known?.startsOn ?? usual.startsOn;
  const endsOn = sts?.endsOn ?? known?.endsOn ?? usual.endsOn;
  return {
    id: known?.id ?? newId(),
    label,
    startsOn: before && startsOn < before.endsOn ? before.endsOn : startsOn,
    endsOn: after && endsOn > after.startsOn ? after.startsOn : endsOn,
  };
}

/** What there is on both sides of a year. */
export function yearsAround(year: YearRow, years: readonly YearRow[]): YearsAround {
  const ends = years.flatMap((other) => (other.startsOn < year.startsOn && other.id !== year.id ? [other.endsOn] : []));
  return {
    beforeEndsOn: ends.toSorted().at(-1) ?? null,
    hasLater: years.some((other) => other.startsOn > year.startsOn && other.id !== year.id),
  };
}
