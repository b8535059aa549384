import { partsOf, valuesOf } from "@/lib/imports/aaf/attributes";
import type { Bundle } from "@/lib/imports/plan/bundle";
import type { KnownSchool } from "@/lib/imports/plan/feed-known";
import type { AafFile, DivisionRecord, GroupRecord } from "@/lib/imports/records";

/**
 * What a feed says of a school's classes: ENTStructureClasses (code, name, MEFs), ENTStructureGroupes (code, name, classes). A feed whose
 * lists are empty or absent lists nothing: classes then are those that people are in, and none ends.
 */
export function feedStructure(feed: AafFile, known: KnownSchool): Pick<Bundle, "structures" | "nomenclatures"> {
  const { file, header, structure, mefs } = feed;
  const common = { file, header, refusals: [] };
  const classes = (structure && valuesOf(structure.values, "ENTStructureClasses")) ?? [];
  const groupes = (structure && valuesOf(structure.values, "ENTStructureGroupes")) ?? [];
  if (!structure || classes.length + groupes.length === 0) return { structures: null, nomenclatures: null };
  const { line } = structure;
  const listed = (value: string) => {
    const [code = "", name = "", ...rest] = partsOf(value);
    return code === "" ? [] : { line, code, name: name || null, rest: rest.filter((part) => part !== "") };
  };
  const divisions: DivisionRecord[] =
    classes.length > 0
      ? classes.flatMap(listed).map(({ rest, ...division }) => ({ ...division, mefs: rest }))
      : known.codesOf("DIVISION").map((code) => ({ line, code, name: null, mefs: [] }));
  const codes = new Set(divisions.map(({ code }) => code));
  const withDivisions = (code: string, told: readonly string[]): string[] =>
    told.length > 0 ? told.filter((division) => codes.has(division)) : known.divisionsOf(code);
  const groups: GroupRecord[] =
    groupes.length > 0 || !feed.isDelta
      ? groupes.flatMap(listed).map(({ rest, ...group }) => ({ ...group, divisions: withDivisions(group.code, rest) }))
      : known.codesOf("GROUP").map((code) => ({ line, code, name: null, divisions: known.divisionsOf(code) }));
  const wanted = new Set(divisions.flatMap((division) => division.mefs));
  return {
    structures: { kind: "STRUCTURES", ...common, divisions, groups },
    nomenclatures: {
      kind: "NOMENCLATURES",
      ...common,
      subjects: [],
      mefs: [...wanted].flatMap((code) => mefs.get(code) ?? []),
    },
  };
}
