import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bundlesOf } from "@/lib/imports/plan/bundle";
import type { Known } from "@/lib/imports/plan/context";
import { planSchool, type SchoolPlan } from "@/lib/imports/plan/plan";
import { yearLabelOf } from "@/lib/imports/plan/years";
import { ENTITIES, type Header, type ImportFile } from "@/lib/imports/records";
import {
  aGuardianRecord,
  aLink,
  anElevesFile,
  anStsFile,
  afterPlan,
  aPupilRecord,
  aResponsablesFile,
  aStaffRecord,
  HEADER,
  NOTHING_KNOWN,
} from "@/tests/factories/imports";

const NEXT: Header = { ...HEADER, year: 2027 };
const NEXT_STS = { header: NEXT, startsOn: "2027-09-01", endsOn: "2028-09-01" };

/** A school that imports in memory: what a plan gives is what the next is made beside. */
function aSchool() {
  let known: Known = NOTHING_KNOWN;
  let serial = 0;
  const newId = () => `id-${String((serial += 1)).padStart(5, "0")}`;
  return {
    import(files: ImportFile[], today: string): SchoolPlan {
      const [bundle] = bundlesOf(files, null);
      if (!bundle) throw new Error("no file");
      const plan = planSchool(bundle, known, { today, newId, createSchool: true, allowMassDeparture: true });
      known = afterPlan(known, plan);
      return plan;
    },
    closeYear(label: string) {
      known = { ...known, closedYears: known.years.filter((year) => year.label === label).map(({ id }) => id) };
    },
    get known() {
      return known;
    },
    spans: (table: "person" | "guardianship", label: string) =>
      known.rows[table]
        .filter((row) => ("lastName" in row ? row.lastName : row.studentId) === label)
        .map(({ startsOn, endsOn }) => [startsOn, endsOn]),
    enrollments: (lastName: string) =>
      known.rows.enrollment
        .filter((row) => known.rows.person.some(({ id, lastName: name }) => id === row.studentId && name === lastName))
        .map(({ startsOn, endsOn }) => [startsOn, endsOn]),
  };
}

const pupil = (eleveId: string, lastName: string, code: string, values: { entersOn?: string } = {}) =>
  aPupilRecord({ eleveId, lastName, structures: [{ kind: "DIVISION", code }], ...values });
const changed = (plan: SchoolPlan): string[] =>
  ENTITIES.filter((entity) => {
    const { created, updated, ended } = plan.counts[entity];
    return created + updated + ended > 0;
  });

const THIS_YEAR = [
  anStsFile({ staff: [aStaffRecord({ id: "1", lastName: "RESTE" }), aStaffRecord({ id: "2", lastName: "PART" })] }),
  anElevesFile([pupil("1", "PASSE", "6A"), pupil("2", "QUITTE", "6A")]),
  aResponsablesFile(
    [
      aGuardianRecord({ personneId: "9", lastName: "PASSE-P" }),
      aGuardianRecord({ personneId: "8", lastName: "QUITTE-P" }),
    ],
    [aLink("1", "9"), aLink("2", "8")],
  ),
];
const NEXT_YEAR = [
  anStsFile({
    ...NEXT_STS,
    staff: [aStaffRecord({ id: "1", lastName: "RESTE" }), aStaffRecord({ id: "3", lastName: "ARRIVE" })],
    divisions: ["5A", "6A"].map((code) => ({ line: 0, code, name: code, mefs: [] })),
  }),
  anElevesFile([pupil("1", "PASSE", "5A"), pupil("3", "ENTRE", "6A", { entersOn: "2027-06-10" })], { header: NEXT }),
  {
    ...aResponsablesFile(
      [
        aGuardianRecord({ personneId: "9", lastName: "PASSE-P" }),
        aGuardianRecord({ personneId: "7", lastName: "ENTRE-P" }),
      ],
      [aLink("1", "9"), aLink("3", "7")],
    ),
    header: NEXT,
  },
];

describe("the files of the year that comes", () => {
  it("bring who enters from its first day, keep who goes on, and let go who leaves at the end of this one", () => {
    const school = aSchool();
    school.import(THIS_YEAR, "2026-09-01");
    const plan = school.import(NEXT_YEAR, "2027-06-20");
    expect(plan.rollover).toEqual({
      label: "2027-2028",
      startsOn: "2027-09-01",
      endsOn: "2028-09-01",
      isNew: true,
      movements: {
        students: { enter: 1, stay: 1, leave: 1 },
        guardians: { enter: 1, stay: 1, leave: 1 },
        staff: { enter: 1, stay: 1, leave: 1 },
      },
    });
    for (const [name, span] of [
      ["PASSE", ["2026-09-01", null]],
      ["PASSE-P", ["2026-09-01", null]],
      ["RESTE", ["2026-09-01", null]],
      ["QUITTE", ["2026-09-01", "2027-09-01"]],
      ["QUITTE-P", ["2026-09-01", "2027-09-01"]],
      ["PART", ["2026-09-01", "2027-09-01"]],
      ["ENTRE", ["2027-09-01", null]],
      ["ENTRE-P", ["2027-09-01", null]],
      ["ARRIVE", ["2027-09-01", null]],
    ] as const) {
      expect([name, school.spans("person", name)]).toEqual([name, [span]]);
    }
    expect(school.enrollments("PASSE")).toEqual([
      ["2026-09-01", "2027-09-01"],
      ["2027-09-01", null],
    ]);
    expect(school.enrollments("QUITTE")).toEqual([["2026-09-01", "2027-09-01"]]);
    expect(changed(school.import(NEXT_YEAR, "2027-06-21"))).toEqual([]);
  });

  it("are taken back by files in which a pupil is again", () => {
    const school = aSchool();
    school.import(THIS_YEAR, "2026-09-01");
    school.import(NEXT_YEAR, "2027-06-20");
    const [sts, , guardians] = NEXT_YEAR;
    const all = [pupil("1", "PASSE", "5A"), pupil("2", "QUITTE", "5A"), pupil("3", "ENTRE", "6A")];
    school.import(
      [sts, anElevesFile(all, { header: NEXT }), guardians].filter((file) => file !== undefined),
      "2027-07-01",
    );
    expect(school.spans("person", "QUITTE")).toEqual([["2026-09-01", null]]);
  });

  it("are not undone by the last files of this year, which still have those who leave and not yet those who enter", () => {
    const school = aSchool();
    school.import(THIS_YEAR, "2026-09-01");
    school.import(NEXT_YEAR, "2027-06-20");
    const { person, guardianship, enrollment } = school.known.rows;
    expect(changed(school.import(THIS_YEAR, "2027-06-25"))).toEqual([]);
    expect(school.known.rows).toMatchObject({ person, guardianship, enrollment });
  });

  it("let go at once who leaves when the year is over, and whoever comes meanwhile is there from now on", () => {
    const school = aSchool();
    school.import([anStsFile({ endsOn: "2027-07-07" }), ...THIS_YEAR.slice(1)], "2026-09-01");
    school.import(NEXT_YEAR, "2027-07-20");
    expect(school.spans("person", "QUITTE")).toEqual([["2026-09-01", "2027-07-20"]]);
    expect(changed(school.import(NEXT_YEAR, "2027-08-02"))).toEqual([]);
  });

  it("tell of no rollover once it has begun, nor for the first year of a school", () => {
    const school = aSchool();
    expect(school.import(THIS_YEAR, "2026-08-20").rollover).toBeNull();
    expect(school.import(NEXT_YEAR, "2027-09-01").rollover).toBeNull();
  });

  it("begin when the school had them begin, or a year after the last one", () => {
    const school = aSchool();
    school.import([anStsFile({ endsOn: "2027-07-07" })], "2026-09-01");
    const { year } = school.import([anElevesFile([pupil("1", "PASSE", "5A")], { header: NEXT })], "2027-06-20");
    expect(year).toMatchObject({ startsOn: "2027-09-01", endsOn: "2028-07-07" });
  });

  it("are refused two years ahead, and for a year that is closed", () => {
    const school = aSchool();
    school.import(THIS_YEAR, "2026-09-01");
    const ahead = anElevesFile([], { header: { ...HEADER, year: 2028 } });
    expect(() => school.import([ahead], "2027-06-20")).toThrow(expect.objectContaining({ code: "WRONG_YEAR" }));
    school.closeYear("2026-2027");
    expect(() => school.import(THIS_YEAR, "2027-07-20")).toThrow(expect.objectContaining({ code: "CLOSED_YEAR" }));
    expect(school.import(NEXT_YEAR, "2027-07-20").yearOutcome).toBe("created");
  });

  it("keep the past of two years in a row, whatever the days, and change nothing when they come again", () => {
    const anyPupils = fc.subarray(["1", "2", "3", "4", "5"]);
    const day = (year: number) =>
      fc.integer({ min: 1, max: 28 }).map((date) => `${year}-06-${String(date).padStart(2, "0")}`);
    fc.assert(
      fc.property(anyPupils, anyPupils, anyPupils, day(2027), day(2028), (first, second, third, inJune, aYearLater) => {
        const school = aSchool();
        const files = (ids: string[], year: number) => [
          anElevesFile(
            ids.map((id) => pupil(id, `E${id}`, `${year}`)),
            { header: { ...HEADER, year } },
          ),
        ];
        school.import(files(first, 2026), "2026-09-01");
        const past = () => school.known.rows.enrollment.filter(({ startsOn }) => startsOn < "2027-09-01");
        school.import(files(second, 2027), inJune);
        const ofFirst = past();
        school.import(files(third, 2028), aYearLater);
        expect(past()).toEqual(ofFirst);
        expect(ofFirst).toHaveLength(first.length);
        expect(changed(school.import(files(third, 2028), aYearLater))).toEqual([]);
        // Whoever is in the last files is there on its first day, and nobody else.
        const there = school.known.rows.person.filter(
          ({ startsOn, endsOn }) => startsOn <= "2028-09-01" && (endsOn === null || endsOn > "2028-09-01"),
        );
        expect(there.map(({ lastName }) => lastName).toSorted()).toEqual(third.map((id) => `E${id}`).toSorted());
      }),
    );
  });
});

describe("the year of files that do not say it", () => {
  const september = [{ id: "a", label: "2026-2027", startsOn: "2026-09-01", endsOn: "2027-09-01" }];
  const noumea = [{ id: "a", label: "2027", startsOn: "2027-02-15", endsOn: "2027-12-18" }];

  it.each([
    [september, "2027-07-31", "2026-2027"],
    [september, "2027-08-01", "2027-2028"],
    [[], "2026-11-19", "2026-2027"],
    [noumea, "2027-08-01", "2027"],
    [noumea, "2027-12-17", "2027"],
    [noumea, "2028-01-20", "2028"],
  ])("of %j on %s is %s", (years, today, label) => {
    expect(yearLabelOf({ year: null }, today, years)).toBe(label);
  });

  it("is found by its first calendar year, as the school calls it", () => {
    expect(yearLabelOf({ year: 2027 }, "2027-08-01", noumea)).toBe("2027");
    expect(yearLabelOf({ year: 2028 }, "2027-12-01", noumea)).toBe("2028");
    expect(yearLabelOf({ year: 2027 }, "2027-06-01", september)).toBe("2027-2028");
  });
});
