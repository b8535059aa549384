import { academyOf } from "@/lib/imports/academies";
import { ImportFailure } from "@/lib/imports/failure";
import { valueOf } from "@/lib/imports/aaf/attributes";
import { feedSchoolName, inSmallLetters, schoolKindOf } from "@/lib/imports/labels";
import type { Bundle } from "@/lib/imports/plan/bundle";
import { type CountsByEntity, type Known, PlanContext } from "@/lib/imports/plan/context";
import { withFeed } from "@/lib/imports/plan/feed";
import { planGuardians } from "@/lib/imports/plan/guardians";
import type { PupilOutcome } from "@/lib/imports/plan/pupil-matching";
import { planYear, yearsAround } from "@/lib/imports/plan/years";
import { planPupils } from "@/lib/imports/plan/pupils";
import { type Rollover, rolloverOf } from "@/lib/imports/plan/rollover";
import { planStructure } from "@/lib/imports/plan/structure";
import {
  type Changes,
  changesOf,
  type Dated,
  type Origin,
  type SchoolRow,
  type TableDraft,
  type YearRow,
} from "@/lib/imports/plan/tables";
import { withKnownDivisions } from "@/lib/imports/plan/table-matching";
import { systemOf } from "@/lib/imports/plan/systems";
import { planTeaching } from "@/lib/imports/plan/teaching";
import type { Decisions, Question } from "@/lib/imports/plan/questions";
import type { AafRequest, Refusal, SchoolRecord } from "@/lib/imports/records";
import type { IsoDay } from "@/lib/time/day";

/** What an import of one school would write, and what it tells the school. */
export interface SchoolPlan {
  school: SchoolRow;
  schoolIsNew: boolean;
  /** A feed gives the school another number than the one that is known. */
  isRenumbered: boolean;
  year: YearRow;
  yearOutcome: "created" | "updated" | "unchanged";
  changes: Changes;
  counts: CountsByEntity;
  refusals: Refusal[];
  notices: string[];
  /** Records that may be several people: those that nobody has answered are among the refusals. */
  questions: Question[];
  /** Who enters, goes on and leaves, when the year has not begun. */
  rollover: Rollover | null;
}

/** What planning takes from outside, so that it stays pure. */
export interface PlanOptions {
  today: IsoDay;
  newId: () => string;
  /** Create a school that only SIECLE names: without STS its name and kind are guesses. */
  createSchool?: boolean;
  allowMassDeparture?: boolean;
  /** What was answered of the records that may be several people. */
  decisions?: Decisions;
}

/**
 * Plans the import of one school's files beside what is known of it. Pure; planning again after applying the plan
 * creates, updates and ends nothing.
 * @throws ImportFailure UNKNOWN_SCHOOL, WRONG_YEAR, CLOSED_YEAR or MASS_DEPARTURE.
 */
export function planSchool(files: Bundle, known: Known, options: PlanOptions): SchoolPlan {
  const notices: string[] = [];
  const school = known.school ?? newSchool(files, options, notices);
  const { year, outcome } = planYear(files, known, options);
  const around = yearsAround(year, known.years);
  const context = new PlanContext(known.rows, year, options.today, options.newId, options.decisions, around);
  context.counts.school[known.school ? "unchanged" : "created"] += 1;
  context.counts.year[outcome] += 1;

  closeEarlierYears(context, known.years);
  const bundle = withFeed(context, withKnownDivisions(context, files));
  const structure = planStructure(context, bundle);
  const teaching = bundle.sts ?? bundle.enseignants;
  if (teaching) planTeaching(context, teaching, structure);
  const pupils = bundle.eleves
    ? planPupils(context, bundle.eleves, structure, options.allowMassDeparture ?? false)
    : new Map<string, PupilOutcome>();
  if (bundle.responsables) planGuardians(context, bundle.responsables, pupils);
  context.keepOverrides();

  const refusals = [...bundle.files.flatMap((file) => file.refusals), ...context.refusals].sort((a, b) =>
    a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1,
  );
  for (const { entity } of refusals) context.counts[entity].refused += 1;
  return {
    school: { ...school, aafId: files.aaf?.jointure ?? school.aafId ?? null },
    isRenumbered: (files.aaf?.jointure ?? school.aafId ?? null) !== (known.school?.aafId ?? null),
    schoolIsNew: known.school === null,
    year,
    yearOutcome: outcome,
    changes: changesOf(context.drafts, (id) => originOf(bundle, context, id)),
    counts: context.counts,
    refusals,
    notices: [...notices, ...context.notices],
    questions: context.questions,
    rollover: rolloverOf(context, outcome === "created"),
  };
}

/** SIECLE and STSWEB come as one system: STSWEB has those whom it teaches. */
function originOf({ files }: Bundle, { drafts, today }: PlanContext, personId: string): Required<Origin> {
  const [file] = files;
  const system = file ? systemOf(file.header) : "SIECLE";
  const profile = drafts.person.get(personId)?.profile;
  const isOfFamilies = profile === "STUDENT" || profile === "GUARDIAN";
  return { importedFrom: system === "SIECLE" && !isOfFamilies ? "STS" : system, importedOn: today };
}

function newSchool({ uai, sts, files, aaf }: Bundle, options: PlanOptions, notices: string[]): SchoolRow {
  if (!sts && !options.createSchool) {
    const reason = `l’établissement ${uai} n’existe pas encore, importez d’abord le fichier de STSWEB`;
    throw new ImportFailure("UNKNOWN_SCHOOL", files[0]?.file ?? "", null, reason);
  }
  const fed = aaf?.structure ? schoolOfFeed(aaf.structure) : null;
  const told = sts?.school ?? fed;
  const academy = academyOf(uai, told?.academy ?? null);
  if (!academy) notices.push(`l’académie de ${uai} n’est pas connue, son calendrier est celui de la zone A`);
  const isOfOnde = files[0]?.header.system === "ONDE";
  const name = told?.name ? inSmallLetters(told.name) : `Établissement ${uai}`;
  return {
    id: options.newId(),
    uai,
    name,
    kind: told ? schoolKindOf(told.nature, name) : isOfOnde ? "ECOLE" : "COLLEGE",
    city: told?.city ? inSmallLetters(told.city) : null,
    zone: academy?.zone ?? "A",
    timeZone: academy?.timeZone ?? "Europe/Paris",
  };
}

/** A school as its document of a feed tells it. */
function schoolOfFeed({ values }: AafRequest): SchoolRecord {
  return {
    academy: valueOf(values, "ENTServAcAcademie"),
    name: feedSchoolName(valueOf(values, "ENTStructureNomCourant") ?? ""),
    city: valueOf(values, "l", "ENTStructureVille"),
    nature: valueOf(values, "ENTStructureCodeTypeStruct"),
  };
}

/** What was still open of earlier years ends with them: a pupil is in one division at a time. */
function closeEarlierYears(context: PlanContext, years: readonly YearRow[]): void {
  const { drafts, year } = context;
  const earlier = years.filter((other) => other.startsOn < year.startsOn && other.id !== year.id);
  const endOf = new Map(earlier.map((other) => [other.id, other.endsOn]));
  const groupEnds = new Map([...drafts.group.rows()].map((row) => [row.id, endOf.get(row.yearId)]));
  const serviceEnds = new Map([...drafts.service.rows()].map((row) => [row.id, endOf.get(row.yearId)]));
  const close = <Row extends Dated>(draft: TableDraft<Row>, endsOn: (row: Row) => IsoDay | undefined): void => {
    for (const row of draft.rows()) {
      const on = endsOn(row);
      if (on !== undefined && row.endsOn === null) draft.put({ ...row, endsOn: context.endOf(row, on) });
    }
  };
  close(drafts.enrollment, (row) => groupEnds.get(row.groupId));
  close(drafts.mainTeacher, (row) => groupEnds.get(row.groupId));
  close(drafts.serviceTeacher, (row) => serviceEnds.get(row.serviceId));
  close(drafts.service, (row) => endOf.get(row.yearId));
  close(drafts.group, (row) => endOf.get(row.yearId));
}
