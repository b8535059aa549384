import type { GroupKind } from "@/lib/db/types";
import { levelOf } from "@/lib/imports/labels";
import type { Bundle } from "@/lib/imports/plan/bundle";
import type { PlanContext } from "@/lib/imports/plan/context";
import type { GroupRow, SubjectRow } from "@/lib/imports/plan/tables";
import type { DivisionRecord, GroupRecord, StructureRef } from "@/lib/imports/records";

/** The divisions, groupes and subjects of the year, as planned. */
export interface Structure {
  group(ref: StructureRef): GroupRow | null;
  subject(code: string): SubjectRow | null;
}

const entityOf = (kind: GroupKind) => (kind === "DIVISION" ? "division" : "group");
const keyOf = (ref: StructureRef) => `${ref.kind} ${ref.code}`;

/**
 * Plans subjects, divisions and groupes. A division or groupe that a pupil, a teacher of ONDE or a groupe merely names exists too: SIECLE
 * and STS are exported at different moments. Only a file that lists the structure may end what it leaves out.
 */
export function planStructure(context: PlanContext, bundle: Bundle): Structure {
  const subjects = planSubjects(context, bundle);
  const formations = new Map(
    [...(bundle.sts?.mefs ?? []), ...(bundle.nomenclatures?.mefs ?? [])].map((mef) => [mef.code, mef.formation]),
  );
  const { drafts, year } = context;
  const groups = new Map<string, GroupRow>();
  for (const row of drafts.group.rows()) if (row.yearId === year.id) groups.set(keyOf(row), row);
  const isFirst = groups.size === 0;
  const listed = new Set<string>();

  const put = (ref: StructureRef, name: string | null, level: string | null): GroupRow => {
    const before = groups.get(keyOf(ref));
    const row: GroupRow = {
      id: before?.id ?? context.newId(),
      yearId: year.id,
      kind: ref.kind,
      code: ref.code,
      name: name ?? before?.name ?? ref.code,
      level: level ?? before?.level ?? null,
      startsOn: before?.startsOn ?? context.startOf(isFirst),
      endsOn: context.endInYear,
    };
    const outcome = drafts.group.put(row);
    if (!listed.has(keyOf(ref))) context.counts[entityOf(ref.kind)][outcome] += 1;
    listed.add(keyOf(ref));
    groups.set(keyOf(ref), row);
    return row;
  };

  // SIECLE's own structure comes last: it is where divisions are made.
  const divisionRecords = byCode([...(bundle.sts?.divisions ?? []), ...(bundle.structures?.divisions ?? [])]);
  const groupRecords = byCode([...(bundle.sts?.groups ?? []), ...(bundle.structures?.groups ?? [])]);
  for (const { code, name, mefs } of divisionRecords) {
    const names = mefs.flatMap((mef) => formations.get(mef) ?? []);
    put({ kind: "DIVISION", code }, name, levelOf(names, mefs, code));
  }
  const mentioned: StructureRef[] = [
    ...(bundle.sts?.tells ? bundle.sts.services.map((service) => service.group) : []),
    ...groupRecords.flatMap((group) => group.divisions.map((code) => ({ kind: "DIVISION" as const, code }))),
    ...(bundle.eleves?.pupils ?? []).flatMap((pupil) => pupil.structures),
    ...(bundle.enseignants?.staff ?? []).flatMap(({ mainOf }) =>
      mainOf.map((code) => ({ kind: "DIVISION" as const, code })),
    ),
  ];
  for (const ref of mentioned) {
    if (listed.has(keyOf(ref)) || (ref.kind === "GROUP" && groupRecords.some((group) => group.code === ref.code)))
      continue;
    const level = groups.get(keyOf(ref))?.level ?? (ref.kind === "DIVISION" ? levelOf([], [], ref.code) : null);
    put(ref, null, level);
  }
  for (const record of groupRecords) planGroup(context, record, put, groups);

  if ((bundle.sts && !bundle.sts.tells) || bundle.structures) {
    for (const [key, row] of groups) {
      if (listed.has(key) || !context.isOpen(row)) continue;
      drafts.group.put({ ...row, endsOn: context.endOf(row) });
      context.counts[entityOf(row.kind)].ended += 1;
    }
  }
  return {
    group: (ref) => groups.get(keyOf(ref)) ?? null,
    subject: (code) => subjects.get(code) ?? null,
  };
}

/** A groupe, its level when all its divisions have the same, and the divisions it draws from. */
function planGroup(
  context: PlanContext,
  record: GroupRecord,
  put: (ref: StructureRef, name: string | null, level: string | null) => GroupRow,
  groups: ReadonlyMap<string, GroupRow>,
): void {
  const { groupDivision } = context.drafts;
  const divisions = record.divisions.flatMap((code) => groups.get(keyOf({ kind: "DIVISION", code })) ?? []);
  const levels = new Set(divisions.map((division) => division.level));
  const group = put(
    { kind: "GROUP", code: record.code },
    record.name,
    levels.size === 1 ? ([...levels][0] ?? null) : null,
  );
  const wanted = new Set(divisions.map((division) => division.id));
  for (const row of groupDivision.rows()) {
    if (row.groupId === group.id && !wanted.has(row.divisionId)) groupDivision.remove(row);
  }
  for (const divisionId of wanted) groupDivision.put({ groupId: group.id, divisionId });
}

/** The last record of each code, completed by the names of earlier ones: STS and SIECLE list the same structure. */
function byCode<R extends DivisionRecord | GroupRecord>(records: readonly R[]): R[] {
  const merged = new Map<string, R>();
  for (const record of records)
    merged.set(record.code, { ...record, name: record.name ?? merged.get(record.code)?.name ?? null });
  return [...merged.values()];
}

function planSubjects(context: PlanContext, bundle: Bundle): Map<string, SubjectRow> {
  const subjects = new Map([...context.drafts.subject.rows()].map((row) => [row.code, row]));
  // STS and SIECLE carry the same national nomenclature: the first to name a code is kept within one import.
  const seen = new Set<string>();
  for (const { code, name, shortName } of [
    ...(bundle.sts?.subjects ?? []),
    ...(bundle.nomenclatures?.subjects ?? []),
  ]) {
    if (seen.has(code)) continue;
    seen.add(code);
    const row = { id: subjects.get(code)?.id ?? context.newId(), code, name, shortName };
    context.counts.subject[context.drafts.subject.put(row)] += 1;
    subjects.set(code, row);
  }
  return subjects;
}
