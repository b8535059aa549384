import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { OVERRIDABLE } from "@/lib/comptes/rules";
import { describePlan } from "@/lib/imports/describe";
import { bundlesOf } from "@/lib/imports/plan/bundle";
import type { Known } from "@/lib/imports/plan/context";
import { planSchool, type SchoolPlan } from "@/lib/imports/plan/plan";
import type { PersonOverrideRow, TableRows } from "@/lib/imports/plan/tables";
import type { ImportFile } from "@/lib/imports/records";
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
import { importDays, meetingFiles } from "./arbitraries";

const TODAY = "2026-11-19";

function planned(known: Known, files: readonly ImportFile[], today = TODAY): SchoolPlan {
  let count = 0;
  const [bundle] = bundlesOf(files, HEADER.uai);
  if (!bundle) throw new Error("no file");
  // The same in a school with overrides as in one without.
  const nth = known.school === null ? "first" : "second";
  const newId = () => `${nth} ${String((count += 1)).padStart(4, "0")}`;
  return planSchool(bundle, known, { today, newId, createSchool: true, allowMassDeparture: true });
}

const imported = (known: Known, files: readonly ImportFile[], today = TODAY): Known =>
  afterPlan(known, planned(known, files, today));

type Chosen = Pick<PersonOverrideRow, "personId" | "aboutId" | "field" | "value">;

/** What the directory does when a field of a file is set by hand (lib/comptes/editing.ts), without a database. */
function overridden(known: Known, chosen: readonly Chosen[]): Known {
  const rows: { -readonly [T in keyof TableRows]: TableRows[T] } = { ...known.rows };
  for (const { personId, aboutId, field, value } of chosen) {
    const [table = "", column = ""] = field.split(".");
    const keep = (importedValue: string | null) => {
      rows.personOverride = [...rows.personOverride, { personId, aboutId, field, value, importedValue }];
    };
    if (table === "contact") {
      const before = rows.contact.find((row) => row.personId === personId && row.kind === column);
      keep(before?.value ?? null);
      rows.contact = [
        ...rows.contact.filter((row) => row !== before),
        ...(value === null
          ? []
          : [
              {
                id: before?.id ?? `by hand ${personId} ${column}`,
                personId,
                kind: column as "EMAIL",
                value,
                acceptsSms: before?.acceptsSms ?? false,
              },
            ]),
      ];
    } else if (table === "guardianship") {
      const before = rows.guardianship
        .filter((row) => row.guardianId === personId && row.studentId === aboutId)
        .toSorted((a, b) => (a.startsOn < b.startsOn ? -1 : 1))
        .at(-1);
      if (!before) continue;
      keep(String(before.level));
      rows.guardianship = rows.guardianship.map((row) => (row === before ? { ...row, level: Number(value) } : row));
    } else if (table === "person") {
      const before = rows.person.find(({ id }) => id === personId);
      if (!before) continue;
      keep(String(Object.entries(before).find(([name]) => name === column)?.[1] ?? "") || null);
      rows.person = rows.person.map((row) => (row === before ? { ...row, [column]: value } : row));
    } else {
      const before = rows.civilStatus.find((row) => row.personId === personId);
      if (!before) continue;
      keep(before.birthDate);
      rows.civilStatus = rows.civilStatus.map((row) => (row === before ? { ...row, birthDate: value } : row));
    }
  }
  return { ...known, rows };
}

/** Each row by its key, without what is set by hand: what must be the same with and without overrides. */
function apart(rows: TableRows, chosen: readonly Chosen[]): unknown {
  const isSet = (personId: string, field: string) =>
    chosen.some((each) => each.personId === personId && each.field === field);
  // Where a row comes from changes with it: what the files say of a field that is held here is not written.
  const nowhere = { importedFrom: null, importedOn: null };
  return {
    ...rows,
    personOverride: [],
    person: rows.person.map((row) => ({
      ...row,
      ...nowhere,
      lastName: isSet(row.id, "person.lastName") ? "" : row.lastName,
      firstName: isSet(row.id, "person.firstName") ? "" : row.firstName,
    })),
    civilStatus: rows.civilStatus.map((row) => ({
      ...row,
      ...nowhere,
      birthDate: isSet(row.personId, "civilStatus.birthDate") ? "" : row.birthDate,
    })),
    guardianship: rows.guardianship.map((row) => ({
      ...row,
      level: chosen.some(
        (each) =>
          each.personId === row.guardianId && each.aboutId === row.studentId && each.field === "guardianship.level",
      )
        ? 0
        : row.level,
    })),
    contact: rows.contact
      .filter((row) => !isSet(row.personId, `contact.${row.kind}`))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  };
}

const valueOf = (rows: TableRows, { personId, aboutId, field }: Chosen): unknown => {
  const [table = "", column = ""] = field.split(".");
  if (table === "contact") {
    return rows.contact.find((row) => row.personId === personId && row.kind === column)?.value ?? null;
  }
  const row: object | undefined =
    table === "person"
      ? rows.person.find(({ id }) => id === personId)
      : table === "civilStatus"
        ? rows.civilStatus.find((each) => each.personId === personId)
        : rows.guardianship
            .filter((each) => each.guardianId === personId && each.studentId === aboutId)
            .toSorted((a, b) => (a.startsOn < b.startsOn ? -1 : 1))
            .at(-1);
  return String(Object.entries(row ?? {}).find(([name]) => name === column)?.[1]);
};

describe("what the school sets otherwise than its files", () => {
  const files = [
    anElevesFile([aPupilRecord({ eleveId: "1", lastName: "DURAND", birthDate: "2014-05-02" })]),
    aResponsablesFile(
      [
        aGuardianRecord({
          personneId: "10",
          contacts: { ...aGuardianRecord({ personneId: "10" }).contacts, email: "a@exemple.fr" },
        }),
      ],
      [aLink("1", "10")],
    ),
    anStsFile({ staff: [aStaffRecord({ id: "7" })] }),
  ];
  const known = imported(NOTHING_KNOWN, files);
  const pupil = known.rows.person.find(({ profile }) => profile === "STUDENT");
  const guardian = known.rows.person.find(({ profile }) => profile === "GUARDIAN");
  if (!pupil || !guardian) throw new Error("the files have a pupil and a guardian");
  const own = (personId: string, field: Chosen["field"], value: string | null): Chosen => ({
    personId,
    aboutId: personId,
    field,
    value,
  });

  it("stays through an import, which keeps beside it what the files say now and says so", () => {
    const mine = overridden(known, [own(pupil.id, "person.lastName", "DURAND-MARTIN")]);
    const same = planned(mine, files);
    expect(Object.values(same.changes).every(({ create, update }) => create.length + update.length === 0)).toBe(true);
    expect(same.notices).toContain("1 champ remplacé localement reste comme l’établissement l’a saisi");
    const [first, ...others] = files;
    if (first?.kind !== "ELEVES") throw new Error("the pupils come first");
    const renamed = { ...first, pupils: first.pupils.map((each) => ({ ...each, lastName: "DURANT" })) };
    const plan = planned(mine, [renamed, ...others]);
    expect([...describePlan(mine, plan)]).toMatchObject([
      {
        kind: "CHANGED",
        entity: "student",
        fields: [{ name: "lastName", before: "DURAND", after: "DURANT", kept: "DURAND-MARTIN" }],
      },
    ]);
    expect(afterPlan(mine, plan).rows.person.find(({ id }) => id === pupil.id)?.lastName).toBe("DURAND-MARTIN");
  });

  it("does not hide who is meant: a birth date set by hand still finds the pupil by that of the files", () => {
    const mine = overridden(known, [own(pupil.id, "civilStatus.birthDate", "2014-05-12")]);
    expect(imported(mine, files).rows.person).toHaveLength(known.rows.person.length);
  });

  it("keeps a contact that was taken away, and one that the files do not have", () => {
    const mine = overridden(known, [
      own(guardian.id, "contact.EMAIL", null),
      own(guardian.id, "contact.WORK_PHONE", "0385000000"),
    ]);
    const { contact } = imported(mine, files).rows;
    const kinds = contact.filter((row) => row.personId === guardian.id).map((row) => `${row.kind} ${row.value}`);
    expect(kinds).not.toContain("EMAIL a@exemple.fr");
    expect(kinds).toContain("WORK_PHONE 0385000000");
  });

  it("keeps the end of a guardianship that was decided here, though the files still have it", () => {
    const [tie] = known.rows.guardianship;
    if (!tie) throw new Error("the files have a guardianship");
    const override = { personId: guardian.id, aboutId: pupil.id, field: "guardianship.endsOn", importedValue: null };
    const rows = {
      ...known.rows,
      guardianship: [{ ...tie, endsOn: "2026-10-01" }],
      personOverride: [{ ...override, value: "2026-10-01" }],
    };
    expect(imported({ ...known, rows }, files).rows.guardianship).toEqual(rows.guardianship);
  });

  it("is known by its name to the directory and to the importer alike", () => {
    for (const field of OVERRIDABLE) {
      const rows = { ...known.rows, personOverride: [{ ...own(pupil.id, field, null), importedValue: null }] };
      expect(() => planned({ ...known, rows }, files)).not.toThrow();
    }
  });

  it("whatever the files: an import leaves it alone, changes nothing else, and keeps what it would have written", () => {
    const choice = fc.record({
      place: fc.nat({ max: 20 }),
      field: fc.constantFrom(
        "person.lastName" as const,
        "person.firstName" as const,
        "civilStatus.birthDate" as const,
        "contact.EMAIL" as const,
        "contact.MOBILE" as const,
        "guardianship.level" as const,
      ),
      isNone: fc.boolean(),
    });
    fc.assert(
      fc.property(
        meetingFiles,
        meetingFiles,
        importDays,
        fc.array(choice, { minLength: 1, maxLength: 6 }),
        (first, second, today, choices) => {
          fc.pre(first.length > 0 && second.length > 0);
          const before = imported(NOTHING_KNOWN, first, "2026-08-20");
          const chosen = new Map<string, Chosen>();
          for (const { place, field, isNone } of choices) {
            const tie = before.rows.guardianship[place % Math.max(1, before.rows.guardianship.length)];
            const person = before.rows.person[place % Math.max(1, before.rows.person.length)];
            if (!person) continue;
            if (field === "guardianship.level") {
              if (!tie) continue;
              const personId = tie.guardianId;
              chosen.set(`${personId} ${tie.studentId}`, { personId, aboutId: tie.studentId, field, value: "3" });
            } else {
              const value =
                isNone && field.startsWith("contact.") ? null : field.endsWith("Date") ? "2001-01-01" : "ici";
              chosen.set(`${person.id} ${field}`, own(person.id, field, value));
            }
          }
          const mine = overridden(before, [...chosen.values()]);
          const set = [...chosen.values()].filter((each) =>
            mine.rows.personOverride.some((row) => row.personId === each.personId && row.field === each.field),
          );
          const without = imported(before, second, today);
          const withThem = imported(mine, second, today);
          expect(apart(withThem.rows, set)).toEqual(apart(without.rows, set));
          for (const each of set) {
            expect(valueOf(withThem.rows, each)).toBe(each.value);
            const kept = withThem.rows.personOverride.find(
              (row) => row.personId === each.personId && row.aboutId === each.aboutId && row.field === each.field,
            );
            expect(String(kept?.importedValue)).toBe(String(valueOf(without.rows, each)));
          }
          const again = planned(withThem, second, today);
          expect(
            Object.values(again.changes).every((change) => change.create.length + change.update.length === 0),
          ).toBe(true);
        },
      ),
      { numRuns: 120 },
    );
  });
});
