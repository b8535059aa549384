import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ImportFailure } from "@/lib/imports/failure";
import { bundlesOf } from "@/lib/imports/plan/bundle";
import type { Counts, Known } from "@/lib/imports/plan/context";
import { planSchool, type SchoolPlan } from "@/lib/imports/plan/plan";
import { ENTITIES, type AafFile, type Entity, type ImportFile } from "@/lib/imports/records";
import { importDays, meetingFeed, meetingFiles } from "@/tests/unit/imports/arbitraries";
import {
  afterPlan,
  aGuardianRecord,
  aLink,
  anElevesFile,
  anStsFile,
  aPupilRecord,
  aResponsablesFile,
  aStaffRecord,
  HEADER,
  NOTHING_KNOWN,
} from "@/tests/factories/imports";

const TODAY = "2026-11-19";

/** A school that imports: what is known follows each plan. */
function aSchoolThatImports(today = TODAY) {
  let known: Known = NOTHING_KNOWN;
  let serial = 0;
  const newId = () => `id-${String((serial += 1)).padStart(5, "0")}`;
  return {
    /** False when the feed is refused whole, because it follows none. */
    imports(files: readonly (ImportFile | AafFile)[], options: { today?: string }): boolean {
      try {
        this.import(files, options);
        return true;
      } catch (error) {
        if (error instanceof ImportFailure && error.code === "PARTIAL") return false;
        throw error;
      }
    },
    import(
      files: readonly (ImportFile | AafFile)[],
      options: { today?: string; allowMassDeparture?: boolean } = {},
    ): SchoolPlan {
      const [bundle] = bundlesOf(files, null);
      if (!bundle) throw new Error("no file");
      const plan = planSchool(bundle, known, { today, newId, createSchool: true, ...options });
      known = afterPlan(known, plan);
      return plan;
    },
    get rows() {
      return known.rows;
    },
    person: (lastName: string) => known.rows.person.filter((person) => person.lastName === lastName),
    enrollmentsOf: (personId: string | undefined) =>
      known.rows.enrollment
        .filter((row) => row.studentId === personId)
        .map(({ startsOn, endsOn }) => [startsOn, endsOn]),
  };
}

const counted = (plan: SchoolPlan, entity: Entity): Partial<Counts> =>
  Object.fromEntries(Object.entries(plan.counts[entity]).filter(([, count]) => count > 0));
const changed = (plan: SchoolPlan): string[] =>
  ENTITIES.flatMap((entity) => {
    const { created, updated, ended } = plan.counts[entity];
    return created + updated + ended > 0 ? [`${entity} ${created} ${updated} ${ended}`] : [];
  });

describe("a first import", () => {
  it("creates the school, its year and everything in it, from the start of the year", () => {
    const school = aSchoolThatImports();
    const plan = school.import([
      anStsFile({
        staff: [aStaffRecord({ id: "1", mainOf: ["6A"] }), aStaffRecord({ id: "2", type: "local", position: "DIR" })],
        groups: [{ line: 0, code: "6LAT", name: "Latin", divisions: ["6A", "6B"] }],
        services: [
          {
            line: 0,
            subject: "061300",
            modality: "CG",
            group: { kind: "DIVISION", code: "6A" },
            teachers: [{ type: "epp", id: "1" }],
          },
        ],
      }),
      anElevesFile([aPupilRecord({ eleveId: "1" }), aPupilRecord({ eleveId: "2", entersOn: "2026-10-05" })]),
      aResponsablesFile([aGuardianRecord({ personneId: "9" })], [aLink("1", "9"), aLink("2", "9", { level: 2 })]),
    ]);
    expect(plan.school).toMatchObject({ name: "Collège des Essais", kind: "COLLEGE", zone: "C", city: "Torcy" });
    expect(plan.year).toMatchObject({ label: "2026-2027", startsOn: "2026-09-01", endsOn: "2027-09-01" });
    expect(plan.refusals).toEqual([]);
    expect(changed(plan)).toEqual([
      "school 1 0 0",
      "year 1 0 0",
      "subject 2 0 0",
      "division 2 0 0",
      "group 1 0 0",
      "student 2 0 0",
      "guardian 1 0 0",
      "staff 2 0 0",
      "guardianship 2 0 0",
      "enrollment 2 0 0",
      "service 1 0 0",
      "serviceTeacher 1 0 0",
      "mainTeacher 1 0 0",
    ]);
    expect(school.rows.group.map(({ code, level }) => [code, level])).toEqual([
      ["6A", "6e"],
      ["6B", "6e"],
      ["6LAT", "6e"],
    ]);
    expect(school.enrollmentsOf(school.person("NOM1")[0]?.id)).toEqual([["2026-09-01", null]]);
    expect(school.enrollmentsOf(school.person("NOM2")[0]?.id)).toEqual([["2026-10-05", null]]);
    expect(school.rows.person.map(({ profile }) => profile).sort()).toEqual([
      "GUARDIAN",
      "HEAD",
      "STUDENT",
      "STUDENT",
      "TEACHER",
    ]);
  });

  it("needs STS, or the word of whoever imports, to make a school", () => {
    const [bundle] = bundlesOf([anElevesFile([aPupilRecord({ eleveId: "1" })])], null);
    if (!bundle) throw new Error("no file");
    const plan = () => planSchool(bundle, NOTHING_KNOWN, { today: TODAY, newId: () => "x" });
    expect(plan).toThrow(expect.objectContaining({ code: "UNKNOWN_SCHOOL" }));
  });
});

describe("who a pupil is", () => {
  const twins = [
    aPupilRecord({ eleveId: "1", ine: "SAME", birthDate: "2015-01-01" }),
    aPupilRecord({ eleveId: "2", ine: "SAME", birthDate: "2014-01-01" }),
  ];

  it("is told by INE and birth date together: an INE may belong to two pupils", () => {
    const school = aSchoolThatImports();
    expect(counted(school.import([anElevesFile(twins)]), "student")).toEqual({ created: 2 });
    // Another ELEVE_ID, as after a new base: the younger one is found again.
    const plan = school.import([
      anElevesFile([aPupilRecord({ ...twins[0], eleveId: "101", lastName: "NOM1" }), ...twins.slice(1)]),
    ]);
    expect(counted(plan, "student")).toEqual({ updated: 1, unchanged: 1 });
    expect(school.person("NOM1")).toHaveLength(1);
  });

  it("is refused when the file has them twice", () => {
    const school = aSchoolThatImports();
    const plan = school.import([
      anElevesFile([
        aPupilRecord({ eleveId: "1", ine: "SAME" }),
        aPupilRecord({ eleveId: "2", line: 2, ine: "SAME", lastName: "DOUBLE" }),
        aPupilRecord({ eleveId: "1", line: 3, lastName: "REPRIS" }),
      ]),
    ]);
    expect(counted(plan, "student")).toEqual({ created: 1, refused: 2 });
    expect(plan.refusals.map(({ record, reason }) => `${record} : ${reason}`)).toEqual([
      "Élève DOUBLE Zoé (ELEVE_ID 2, INE SAME) : un autre enregistrement du fichier correspond à la même fiche",
      "Élève REPRIS Zoé (ELEVE_ID 1, INE 099000001AA) : cet ELEVE_ID est déjà pris par un autre enregistrement du fichier",
    ]);
  });

  it("is refused when an ELEVE_ID now means another child, who is then not dated out", () => {
    const school = aSchoolThatImports();
    school.import([anElevesFile([aPupilRecord({ eleveId: "1" })])]);
    const plan = school.import([
      anElevesFile([aPupilRecord({ eleveId: "1", ine: "OTHER", birthDate: "2013-07-07", lastName: "AUTRE" })]),
    ]);
    expect(counted(plan, "student")).toEqual({ refused: 1 });
    expect(school.person("NOM1")).toMatchObject([{ endsOn: null }]);
  });

  it("survives corrections of name, birth date or INE, one at a time", () => {
    const school = aSchoolThatImports();
    let record = aPupilRecord({ eleveId: "1" });
    school.import([anElevesFile([record])]);
    for (const correction of [{ birthDate: "2015-03-15" }, { ine: "NEWINE" }, { lastName: "CORRIGÉ" }]) {
      record = { ...record, ...correction };
      const plan = school.import([anElevesFile([record])]);
      expect(counted(plan, "student")).toEqual({ updated: 1 });
    }
    expect(school.rows.person).toHaveLength(1);
    expect(school.rows.externalId.filter(({ source }) => source === "INE")).toHaveLength(1);
  });
});

describe("who is gone", () => {
  it("is dated out on the day of the import, with their places, and comes back", () => {
    const school = aSchoolThatImports();
    const both = [aPupilRecord({ eleveId: "1" }), aPupilRecord({ eleveId: "2" })];
    school.import([anElevesFile(both)]);
    const plan = school.import([anElevesFile(both.slice(0, 1))]);
    expect(changed(plan)).toEqual(["student 0 0 1", "enrollment 0 0 1"]);
    const [gone] = school.person("NOM2");
    expect(gone).toMatchObject({ endsOn: TODAY });
    expect(school.enrollmentsOf(gone?.id)).toEqual([["2026-09-01", TODAY]]);
    expect(changed(school.import([anElevesFile(both.slice(0, 1))]))).toEqual([]);
    school.import([anElevesFile(both)], { today: "2026-12-01" });
    expect(school.person("NOM2")).toMatchObject([{ id: gone?.id, endsOn: null }]);
    expect(school.enrollmentsOf(gone?.id)).toEqual([
      ["2026-09-01", TODAY],
      ["2026-12-01", null],
    ]);
  });

  it("leaves on DATE_SORTIE; one who had left before we knew them is not created", () => {
    const school = aSchoolThatImports();
    school.import([anElevesFile([aPupilRecord({ eleveId: "1" })])]);
    const plan = school.import([
      anElevesFile([
        aPupilRecord({ eleveId: "1", leavesOn: "2026-11-02" }),
        aPupilRecord({ eleveId: "2", leavesOn: "2026-09-20" }),
      ]),
    ]);
    expect(school.rows.person).toMatchObject([{ lastName: "NOM1", endsOn: "2026-11-02" }]);
    expect(school.enrollmentsOf(school.rows.person[0]?.id)).toEqual([["2026-09-01", "2026-11-02"]]);
    expect(plan.notices).toEqual(["1 élèves déjà sortis et inconnus d’ici n’ont pas été créés"]);
  });

  it("is never more than half of the school, unless it is said", () => {
    const school = aSchoolThatImports();
    const pupils = Array.from({ length: 30 }, (_, index) => aPupilRecord({ eleveId: String(index + 1) }));
    school.import([anElevesFile(pupils)]);
    const partial = [anElevesFile(pupils.slice(0, 5))];
    expect(() => school.import(partial)).toThrow(expect.objectContaining({ code: "MASS_DEPARTURE" }));
    expect(counted(school.import(partial, { allowMassDeparture: true }), "student")).toEqual({
      unchanged: 5,
      ended: 25,
    });
  });

  it("is not somebody whose record could not be read", () => {
    const school = aSchoolThatImports();
    const sts = anStsFile({ staff: [aStaffRecord({ id: "1" })] });
    const pupils = [aPupilRecord({ eleveId: "1" }), aPupilRecord({ eleveId: "2" })];
    const family = aResponsablesFile([aGuardianRecord({ personneId: "9" })], [aLink("2", "9")]);
    school.import([sts, anElevesFile(pupils), family]);
    const plan = school.import([
      anStsFile({ staff: [], unread: [{ type: "epp", id: "1" }] }),
      anElevesFile(pupils.slice(0, 1), { unread: ["2"] }),
      family,
    ]);
    expect(changed(plan)).toEqual([]);
    expect(counted(plan, "guardianship")).toEqual({ refused: 1 });
  });

  it("is a teacher whom STS no longer has, with their services, but never the school's own staff", () => {
    const school = aSchoolThatImports();
    const service = (id: string) => ({
      line: 0,
      subject: "061300",
      modality: "CG",
      group: { kind: "DIVISION" as const, code: "6A" },
      teachers: [{ type: "epp" as const, id }],
    });
    const first = aStaffRecord({ id: "1", mainOf: ["6A"] });
    school.import([anStsFile({ staff: [first], services: [service("1")] })]);
    const plan = school.import([anStsFile({ staff: [aStaffRecord({ id: "2" })], services: [service("2")] })]);
    expect(changed(plan)).toEqual(["staff 1 0 1", "serviceTeacher 1 0 1", "mainTeacher 0 0 1"]);
    const unknown = school.import([anStsFile({ staff: [aStaffRecord({ id: "2" })], services: [service("3")] })]);
    expect(unknown.refusals).toMatchObject([
      { entity: "serviceTeacher", reason: "cet enseignant n’est pas parmi les individus" },
    ]);
  });
});

describe("a pupil who changes division", () => {
  it("keeps the past, even twice on one day", () => {
    const school = aSchoolThatImports();
    const inDivision = (code: string) => [
      anElevesFile([aPupilRecord({ eleveId: "1", structures: [{ kind: "DIVISION", code }] })]),
    ];
    school.import(inDivision("6A"));
    school.import(inDivision("6B"));
    school.import(inDivision("6A"));
    expect(school.enrollmentsOf(school.rows.person[0]?.id)).toEqual([
      ["2026-09-01", TODAY],
      [TODAY, TODAY],
      [TODAY, null],
    ]);
  });

  it("stays where they were when the file gives two", () => {
    const school = aSchoolThatImports();
    school.import([anElevesFile([aPupilRecord({ eleveId: "1" })])]);
    const structures = ["6A", "6B"].map((code) => ({ kind: "DIVISION" as const, code }));
    const plan = school.import([anElevesFile([aPupilRecord({ eleveId: "1", structures })])]);
    expect(plan.refusals).toMatchObject([{ entity: "enrollment", reason: "l’élève a plusieurs divisions, 6A, 6B" }]);
    expect(counted(plan, "enrollment")).toEqual({ refused: 1 });
  });
});

describe("guardians", () => {
  const pupils = anElevesFile([aPupilRecord({ eleveId: "1" })]);

  it("are kept only when they are responsible for a pupil; the pupil is not their own guardian", () => {
    const school = aSchoolThatImports();
    const plan = school.import([
      pupils,
      aResponsablesFile(
        [aGuardianRecord({ personneId: "8" }), aGuardianRecord({ personneId: "9" })],
        [aLink("1", "9"), aLink("1", "8", { kinship: "70" }), aLink("404", "9"), aLink("1", "405"), aLink("1", "9")],
      ),
    ]);
    expect(counted(plan, "guardian")).toEqual({ created: 1 });
    expect(plan.refusals.map(({ reason }) => reason)).toEqual([
      "aucun élève connu n’a cet ELEVE_ID",
      "aucune personne du fichier n’a ce PERSONNE_ID",
      "cette responsabilité est déjà dans le fichier",
    ]);
  });

  it("change level, number and name in place, and go with their last responsibility", () => {
    const school = aSchoolThatImports();
    const file = (level: 1 | 3, mobile: string) => {
      const guardian = aGuardianRecord({ personneId: "9" });
      return aResponsablesFile(
        [{ ...guardian, contacts: { ...guardian.contacts, mobile } }],
        [aLink("1", "9", { level })],
      );
    };
    school.import([pupils, file(1, "0639980001")]);
    const plan = school.import([pupils, file(3, "0639980002")]);
    expect(changed(plan)).toEqual(["contact 0 1 0", "guardianship 0 1 0"]);
    expect(school.rows.contact.map(({ value }) => value)).toEqual(["0639980002"]);
    expect(changed(school.import([aResponsablesFile([], [])]))).toEqual(["guardian 0 0 1", "guardianship 0 0 1"]);
  });
});

describe("years", () => {
  it("close what the year before left open", () => {
    const school = aSchoolThatImports();
    school.import([anStsFile(), anElevesFile([aPupilRecord({ eleveId: "1" })])]);
    const header = { ...HEADER, year: 2027 };
    const fifth = aPupilRecord({ eleveId: "1", structures: [{ kind: "DIVISION", code: "5A" }] });
    const plan = school.import([anElevesFile([fifth], { header })], { today: "2027-08-28" });
    expect(plan.year).toMatchObject({ label: "2027-2028", startsOn: "2027-09-01" });
    expect(school.enrollmentsOf(school.rows.person[0]?.id)).toEqual([
      ["2026-09-01", "2027-09-01"],
      ["2027-09-01", null],
    ]);
    const late = { today: "2027-09-01" };
    expect(() => school.import([anStsFile()], late)).toThrow(expect.objectContaining({ code: "WRONG_YEAR" }));
  });
});

describe("bundles", () => {
  const eleves = anElevesFile([]);
  it("refuse two files of one kind, of two years, or of another school than chosen", () => {
    const code = (files: ImportFile[], uai: string | null = null) => {
      try {
        return bundlesOf(files, uai).length;
      } catch (error) {
        return error instanceof ImportFailure ? error.code : error;
      }
    };
    expect(code([eleves, eleves])).toBe("DUPLICATE_KIND");
    expect(code([eleves, anStsFile({ header: { ...HEADER, year: 2027 } })])).toBe("WRONG_YEAR");
    expect(code([eleves], "0000000X")).toBe("WRONG_SCHOOL");
    expect(code([eleves, anElevesFile([], { header: { ...HEADER, uai: "0752445K" } })])).toBe(2);
  });
});

describe("any sequence of imports", { timeout: 60_000 }, () => {
  it.each([
    ["files", meetingFiles, 250],
    [
      "files and feeds",
      fc.oneof(
        meetingFiles,
        meetingFeed.map((feed) => [feed]),
      ),
      200,
    ],
  ] as const)("of %s is the same done twice, and never breaks what the database guards", (_name, files, numRuns) => {
    fc.assert(
      fc.property(fc.array(fc.tuple(files, importDays), { minLength: 1, maxLength: 5 }), (imports) => {
        const school = aSchoolThatImports();
        for (const [list, today] of imports.toSorted(([, a], [, b]) => (a < b ? -1 : 1))) {
          // A delta that comes before any complete feed is refused whole.
          if (!school.imports(list, { today })) continue;
          const again = school.import(list, { today });
          expect(changed(again)).toEqual([]);
          expect(
            Object.values(again.changes).every(
              (change) => change.create.length + change.update.length + change.remove.length === 0,
            ),
          ).toBe(true);
          expectGuarded(school.rows);
        }
      }),
      { numRuns },
    );
  });
});

/** What constraints and indexes of the database refuse. */
function expectGuarded(rows: Known["rows"]): void {
  const overlapping = (list: readonly { startsOn: string; endsOn: string | null }[]): boolean =>
    list.some((a, index) =>
      list.slice(index + 1).some((b) => {
        const isEmpty = a.startsOn === a.endsOn || b.startsOn === b.endsOn;
        return !isEmpty && (a.endsOn === null || b.startsOn < a.endsOn) && (b.endsOn === null || a.startsOn < b.endsOn);
      }),
    );
  const grouped = <Row>(list: readonly Row[], keyOf: (row: Row) => string): Row[][] => {
    const groups = new Map<string, Row[]>();
    for (const row of list) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
    return [...groups.values()];
  };
  const all = [...rows.person, ...rows.enrollment, ...rows.guardianship, ...rows.serviceTeacher, ...rows.mainTeacher];
  expect(all.every((row) => row.endsOn === null || row.endsOn >= row.startsOn)).toBe(true);
  const divisions = rows.enrollment.filter((row) => row.groupKind === "DIVISION");
  expect(grouped(divisions, (row) => row.studentId).some(overlapping)).toBe(false);
  expect(grouped(rows.enrollment, (row) => `${row.studentId} ${row.groupId}`).some(overlapping)).toBe(false);
  expect(grouped(rows.guardianship, (row) => `${row.guardianId} ${row.studentId}`).some(overlapping)).toBe(false);
  expect(grouped(rows.serviceTeacher, (row) => `${row.serviceId} ${row.teacherId}`).some(overlapping)).toBe(false);
  expect(grouped(rows.mainTeacher, (row) => `${row.groupId} ${row.teacherId}`).some(overlapping)).toBe(false);
  const identifiers = rows.externalId.filter(({ source }) => source !== "INE");
  expect(grouped(identifiers, (row) => `${row.source} ${row.value}`).every((list) => list.length === 1)).toBe(true);
  expect(grouped(rows.group, (row) => `${row.yearId} ${row.kind} ${row.code}`).every((list) => list.length === 1)).toBe(
    true,
  );
}
