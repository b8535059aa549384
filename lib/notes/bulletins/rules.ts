import {
  averageOfService,
  generalAverage,
  type Mark,
  type MarkedAssessment,
  meanOf,
  type ServiceRules,
} from "@/lib/notes/averages";
import type { Decimal, Fraction } from "@/lib/notes/fraction";
import { formatAverage } from "@/lib/notes/rounding";
import { daysAfter, type IsoDay } from "@/lib/time/day";
import type { SchoolSettings } from "@/lib/school/settings";
import { formatCount, formatList, formatNumber } from "@/lib/time/format";
import type { Attendance, Bulletin, PeriodChoice, PreparedAttendance, Pupil } from "./types";

/** What the livret scolaire unique takes of a teacher's appreciation, in characters (LSU, schéma d’import 3.0: `appreciation`). */
export const SERVICE_LENGTH = 600;
/** The same of the council's (`acquis-conseils`). */
export const COUNCIL_LENGTH = 1000;
/** The general average is on 20 in every school. */
const GENERAL_SCALE = "20";

/** A service with all that was given in it during a period. */
export interface ServiceMaterial {
  id: string;
  groupId: string;
  subject: { code: string; name: string };
  teachers: string[];
  coefficient: Decimal;
  rules: ServiceRules;
  assessments: (Omit<MarkedAssessment, "mark"> & { marks: ReadonlyMap<string, Mark> })[];
  /** By pupil. */
  appreciations: ReadonlyMap<string, string>;
}

/** What the bulletins of a class are composed from. */
export interface ClassMaterial {
  school: string;
  year: string;
  period: string;
  division: string;
  mainTeachers: string[];
  /** With the groups in which each is taught. */
  pupils: (Pupil & { groupIds: ReadonlySet<string> })[];
  services: readonly ServiceMaterial[];
  /** The council's appreciation, by pupil. */
  council: ReadonlyMap<string, string>;
  /** What the bulletin says of absences and latenesses, by pupil. */
  attendance: ReadonlyMap<string, Attendance>;
}

/** What a bulletin says of absences and latenesses: what was corrected, else what is counted in the school's way. */
export function attendanceOf(
  { counted, corrected }: Pick<PreparedAttendance, "counted" | "corrected">,
  way: SchoolSettings["absences"]["bulletinCount"],
): Attendance {
  const { justified, unjustified } = way === "GROSS" ? counted.gross : counted.proportional;
  return corrected ?? { justified: tenths(justified), unjustified: tenths(unjustified), lates: String(counted.lates) };
}

/** Shares of half-days are told to the tenth. */
function tenths(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** «4 demi-journées d’absence, dont 1 non justifiée ; 2 retards.» */
export function attendanceWords(attendance: Attendance): string {
  const [unjustified, lates] = [Number(attendance.unjustified), Number(attendance.lates)];
  const total = Number(attendance.justified) + unjustified;
  const late = lates === 0 ? "aucun retard" : formatCount(lates, "retard");
  if (total === 0) return `Aucune absence\u202F; ${late}.`;
  const absences = formatCount(total, "demi-journée d’absence", "demi-journées d’absence");
  const agreed = total >= 2 ? "s" : "";
  const motive =
    unjustified === 0
      ? ` justifiée${agreed}`
      : unjustified === total
        ? ` non justifiée${agreed}`
        : `, dont ${formatNumber(unjustified, { digits: 1 })} non justifiée${unjustified >= 2 ? "s" : ""}`;
  return `${absences}${motive}\u202F; ${late}.`;
}

/** The period that an address names, else the one of today, else the last begun, else the first; null when there is none. */
export function choosePeriod(
  periods: readonly PeriodChoice[],
  asked: string | null,
  today: IsoDay,
): PeriodChoice | null {
  const inOrder = periods.toSorted((a, b) => a.startsOn.localeCompare(b.startsOn));
  const begun = inOrder.filter(({ startsOn }) => startsOn <= today);
  return inOrder.find(({ id }) => id === asked) ?? begun.at(-1) ?? inOrder[0] ?? null;
}

/** The day on which a class is counted in a period: today while it runs, its last or first day otherwise. */
export function referenceDay({ startsOn, endsOn }: PeriodChoice, today: IsoDay): IsoDay {
  if (today < startsOn) return startsOn;
  if (today < endsOn) return today;
  return daysAfter(endsOn, -1);
}

/** «Professeur principal : Mme Rousseau»; nothing when the class has none. */
export function mainTeacherWords(names: readonly string[]): string {
  if (names.length === 0) return "";
  return `${names.length > 1 ? "Professeurs principaux" : "Professeur principal"}\u202F: ${formatList(names)}`;
}

/** The averages of a service, by pupil: of all who have a mark in it. */
export function serviceAverages({
  rules,
  assessments,
}: Pick<ServiceMaterial, "rules" | "assessments">): Map<string, Fraction | null> {
  const pupils = new Set(assessments.flatMap(({ marks }) => [...marks.keys()]));
  return new Map(
    [...pupils].map((pupil) => [
      pupil,
      averageOfService(
        rules,
        assessments.map(({ marks, ...assessment }) => ({ ...assessment, mark: marks.get(pupil) ?? null })),
      ).value,
    ]),
  );
}

/**
 * The bulletins of a class, in the order of its pupils. A pupil has a line per service of its groups, by subject; a service in which
 * nothing was graded or written for it has one only if no other teaches the same subject (half-groups hang beside the class's own).
 * The class average of a line is that of the service, over its pupils that have one.
 */
export function composeBulletins(material: ClassMaterial): Bulletin[] {
  const services = material.services
    .map((service) => {
      const averages = serviceAverages(service);
      return { ...service, averages, classAverage: meanOf([...averages.values()]) };
    })
    .toSorted((a, b) => a.subject.name.localeCompare(b.subject.name, "fr") || a.id.localeCompare(b.id));
  const pupils = material.pupils.map((pupil) => {
    const taught = services.filter(({ groupId }) => pupil.groupIds.has(groupId));
    const isUsed = (service: (typeof services)[number]): boolean =>
      service.averages.has(pupil.id) || Boolean(service.appreciations.get(pupil.id));
    const shown = taught.filter((service, index) => {
      if (isUsed(service)) return true;
      const others = taught.filter((other) => other !== service && other.subject.code === service.subject.code);
      return !others.some(isUsed) && taught.findIndex(({ subject }) => subject.code === service.subject.code) === index;
    });
    const general = generalAverage(
      shown.map(({ id, averages, rules, coefficient }) => {
        return { id, value: averages.get(pupil.id) ?? null, scale: rules.scale, coefficient };
      }),
      GENERAL_SCALE,
    ).value;
    return { pupil, shown, general };
  });
  const classAverage = formatAverage(meanOf(pupils.map(({ general }) => general)), GENERAL_SCALE);
  const { school, year, period, division, mainTeachers, council, attendance } = material;
  return pupils.map(({ pupil: { id, firstName, lastName }, shown, general }) => ({
    school,
    year,
    period,
    division,
    mainTeachers,
    student: { id, firstName, lastName },
    lines: shown.map(({ subject, teachers, rules, averages, appreciations, ...service }) => ({
      subject: subject.name,
      teachers,
      average: formatAverage(averages.get(id) ?? null, rules.scale, rules.rounding),
      classAverage: formatAverage(service.classAverage, rules.scale, rules.rounding),
      appreciation: appreciations.get(id) ?? "",
    })),
    general: { average: formatAverage(general, GENERAL_SCALE), classAverage },
    council: council.get(id) ?? "",
    attendance: attendance.get(id) ?? null,
  }));
}
