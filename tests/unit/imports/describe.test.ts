import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countsOf, describePlan, digestOf } from "@/lib/imports/describe";
import { bundlesOf } from "@/lib/imports/plan/bundle";
import type { Known } from "@/lib/imports/plan/context";
import { planSchool, type SchoolPlan } from "@/lib/imports/plan/plan";
import { KEYS, type TableName } from "@/lib/imports/plan/tables";
import type { ImportFile } from "@/lib/imports/records";
import { changesTable } from "@/lib/imports/table";
import type { DescribedChange } from "@/lib/imports/types";
import { fieldWords, obstacleWords, refusalWords, totalWords, valueWords } from "@/lib/imports/wording";
import {
  afterPlan,
  aGuardianRecord,
  aLink,
  anElevesFile,
  anStsFile,
  aPupilRecord,
  aResponsablesFile,
  aStaffRecord,
  NOTHING_KNOWN,
} from "@/tests/factories/imports";
import { importDays, meetingFiles } from "@/tests/unit/imports/arbitraries";

let serial = 0;
function planned(known: Known, files: ImportFile[], today = "2026-11-19"): SchoolPlan {
  const [bundle] = bundlesOf(files, null);
  if (!bundle) throw new Error("no file");
  return planSchool(bundle, known, { today, newId: () => `id-${(serial += 1)}`, createSchool: true });
}

const FILES = [
  anStsFile({ staff: [aStaffRecord({ id: "1", mainOf: ["6A"] })] }),
  anElevesFile([aPupilRecord({ eleveId: "1" }), aPupilRecord({ eleveId: "2" })]),
  aResponsablesFile([aGuardianRecord({ personneId: "9" })], [aLink("1", "9"), aLink("404", "9")]),
];
const first = planned(NOTHING_KNOWN, FILES);
const known = afterPlan(NOTHING_KNOWN, first);

const told = (changes: readonly DescribedChange[]) =>
  changes.map(({ kind, entity, label, fields }) => [
    kind,
    entity,
    label,
    ...fields.map(({ name, before, after }) => `${name} ${before} → ${after}`),
  ]);

describe("a plan as a school reads it", () => {
  it("is one line per thing, whatever the tables, then what is refused", () => {
    const changes = [...describePlan(NOTHING_KNOWN, first)];
    expect(changes.filter(({ entity }) => entity === "student")).toHaveLength(2);
    expect(changes.find(({ label }) => label === "NOM1 Zoé")?.rows.map(({ table }) => table)).toEqual([
      "person",
      "civilStatus",
      "externalId",
      "externalId",
    ]);
    expect(changes.at(-1)).toMatchObject({ kind: "REFUSED", entity: "guardianship", rows: [] });
    expect(countsOf(changes)).toMatchObject({ student: { CREATED: 2 }, guardianship: { CREATED: 1, REFUSED: 1 } });
    expect(totalWords({ CREATED: 2, CHANGED: 0, ENDED: 1, REFUSED: 2 })).toBe(
      "2\u00a0créations, 1\u00a0fin et 2\u00a0refus",
    );
    expect(totalWords({ CREATED: 0, CHANGED: 0, ENDED: 0, REFUSED: 0 })).toBe("aucun changement");
  });

  it("says of each field what it was and what it becomes", () => {
    const pupil = aPupilRecord({
      eleveId: "1",
      lastName: "AUTRE",
      ine: "099000009AA",
      structures: [{ kind: "DIVISION", code: "6B" }],
      contacts: { ...aPupilRecord({ eleveId: "1" }).contacts, email: "zoe@courriel.example" },
    });
    const changes = [...describePlan(known, planned(known, [anElevesFile([pupil])]))];
    expect(told(changes)).toEqual([
      [
        "CHANGED",
        "student",
        "AUTRE Zoé",
        "lastName NOM1 → AUTRE",
        "externalId.INE 099000001AA → 099000009AA",
        "contact.EMAIL null → zoe@courriel.example",
      ],
      ["ENDED", "student", "NOM2 Zoé", "endsOn null → 2026-11-19"],
      ["ENDED", "enrollment", "AUTRE Zoé, 6A", "endsOn null → 2026-11-19"],
      ["CREATED", "enrollment", "AUTRE Zoé, 6B", "startsOn null → 2026-11-19"],
      ["ENDED", "enrollment", "NOM2 Zoé, 6A", "endsOn null → 2026-11-19"],
    ]);
  });

  it("has words for its fields and values", () => {
    expect(fieldWords({ name: "externalId.INE" })).toBe("INE");
    expect(fieldWords({ name: "contact.MOBILE" })).toBe("Mobile");
    expect(valueWords("student", "endsOn", "2026-11-19")).toBe("mer. 18 nov. 2026");
    expect(valueWords("guardianship", "level", "1")).toBe("représentant légal");
    expect(valueWords("division", "level", "6e")).toBe("6e");
    expect(valueWords("guardianship", "pays", "false")).toBe("non");
    expect(valueWords("staff", "profile", "TEACHER")).toBe("Enseignement");
    expect(valueWords("staff", "civility", null)).toBe("—");
    expect(obstacleWords({ label: null, reason: "USED", table: "grade" })).toBe("des notes s’y rattachent");
    expect(obstacleWords({ label: null, reason: "USED", table: "slot" })).toBe("l’emploi du temps s’y rattache");
    expect(obstacleWords({ label: null, reason: "CLOSED", table: null })).toBe("l’année est close depuis");
    expect(obstacleWords({ label: null, reason: "USED", table: "unheard_of" })).toBe("d’autres données s’y rattachent");
    expect(refusalWords(undefined)).toBeNull();
    expect(refusalWords("TOO_LARGE")).toContain("20 fichiers");
  });

  it("is a table without formulas", () => {
    const plan = planned(NOTHING_KNOWN, [
      anStsFile(),
      anElevesFile([aPupilRecord({ eleveId: "1", lastName: "=1+1" })]),
    ]);
    const lines = [...describePlan(NOTHING_KNOWN, plan)].map((change, index) => ({ id: String(index), ...change }));
    expect(changesTable(lines)).toContain("Créés;Élève;'=1+1 Zoé;Nom;;'=1+1");
  });
});

describe("any plan", () => {
  const sequence = fc.array(fc.tuple(meetingFiles, importDays), { minLength: 1, maxLength: 4 });

  it("has the same digest whatever the ids, tells nothing once applied, and is undone by its own rows", () => {
    fc.assert(
      fc.property(sequence, (imports) => {
        let state = NOTHING_KNOWN;
        for (const [files, today] of imports.toSorted(([, a], [, b]) => (a < b ? -1 : 1))) {
          const plan = planned(state, files, today);
          const changes = [...describePlan(state, plan)];
          expect(digestOf(describePlan(state, planned(state, files, today)))).toBe(digestOf(changes));
          const after = afterPlan(state, plan);
          const again = [...describePlan(after, planned(after, files, today))];
          expect(again.filter(({ kind }) => kind !== "REFUSED")).toEqual([]);
          expect(undone(after, changes)).toEqual(byKey(state));
          state = after;
        }
      }),
      { numRuns: 60 },
    );
  }, 30_000);
});

const TABLES = Object.keys(KEYS) as TableName[];

/** Every row by its table and key. */
function byKey({ rows }: Known): Map<string, object> {
  const keyed = <T extends TableName>(table: T) =>
    rows[table].map((row) => [`${table} ${KEYS[table](row)}`, row] as const);
  return new Map(TABLES.flatMap((table) => keyed(table)));
}

/** What is known once the rows of an import are put back: lib/imports/undo.ts without a database. */
function undone(known: Known, changes: readonly DescribedChange[]): Map<string, object> {
  const rows = byKey(known);
  const keyOf = <T extends TableName>(table: T, row: object) => `${table} ${KEYS[table](row as never)}`;
  for (const { table, before, after } of changes.flatMap((change) => change.rows)) {
    if (table === "schoolYear") continue;
    if (after) rows.delete(keyOf(table, after));
    if (before) rows.set(keyOf(table, before), before);
  }
  return rows;
}
