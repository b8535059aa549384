import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bundlesOf } from "@/lib/imports/plan/bundle";
import type { Known } from "@/lib/imports/plan/context";
import { planSchool, type SchoolPlan } from "@/lib/imports/plan/plan";
import { decisionKey, type Decision, type Question } from "@/lib/imports/plan/questions";
import type { ImportFile } from "@/lib/imports/records";
import {
  afterPlan,
  aGuardianRecord,
  aLink,
  anElevesFile,
  aPupilRecord,
  aResponsablesFile,
  HEADER,
  NOTHING_KNOWN,
} from "@/tests/factories/imports";

/** A school that imports and answers: what is known follows each plan that is applied. */
function aSchool() {
  let known: Known = NOTHING_KNOWN;
  let serial = 0;
  const newId = () => `id-${String((serial += 1)).padStart(5, "0")}`;
  const decisions = new Map<string, Decision>();
  const plan = (files: ImportFile[]): SchoolPlan => {
    const [bundle] = bundlesOf(files, HEADER.uai);
    if (!bundle) throw new Error("no file");
    return planSchool(bundle, known, { today: "2026-11-19", newId, createSchool: true, decisions });
  };
  return {
    plan,
    import(files: ImportFile[]): SchoolPlan {
      const planned = plan(files);
      known = afterPlan(known, planned);
      return planned;
    },
    answer({ source, value }: Question, choice: Decision["choice"], personId: string | null = null): void {
      decisions.set(decisionKey(source, value), { choice, personId });
    },
    get rows() {
      return known.rows;
    },
  };
}

/** Two pupils of one INE and one birth date, then their file under other numbers. */
const twins = ["1", "2"].map((eleveId) =>
  aPupilRecord({ eleveId, ine: eleveId === "1" ? "SAME" : null, birthDate: "2015-01-01", lastName: `TWIN${eleveId}` }),
);
const renamed = [
  aPupilRecord({ eleveId: "11", ine: "SAME", birthDate: "2015-01-01", lastName: "TWIN1" }),
  aPupilRecord({ eleveId: "12", ine: "SAME", birthDate: "2015-01-01", lastName: "TWIN2" }),
];

function atTheDoor() {
  const school = aSchool();
  school.import([anElevesFile(twins)]);
  const plan = school.plan([anElevesFile(renamed)]);
  const [question] = plan.questions;
  if (!question) throw new Error("no question");
  return { school, plan, question };
}

describe("a record that may be several people", () => {
  it("is refused, spares whom it may mean, and says what tells them apart", () => {
    const school = aSchool();
    const both = twins.map((pupil) => ({ ...pupil, ine: null }));
    school.import([anElevesFile(both)]);
    const withIne = school.rows;
    const known = { ...withIne, externalId: [...withIne.externalId, ...both.flatMap((_, index) => ine(index))] };
    function ine(index: number) {
      const person = withIne.person[index];
      return person ? [{ personId: person.id, source: "INE" as const, value: "SAME" }] : [];
    }
    const [bundle] = bundlesOf([anElevesFile([renamed[0] ?? aPupilRecord({ eleveId: "11" })])], null);
    if (!bundle) throw new Error("no file");
    const plan = planSchool(
      bundle,
      { ...NOTHING_KNOWN, rows: known },
      { today: "2026-11-19", newId: () => "new", createSchool: true },
    );
    expect(plan.refusals.map(({ reason }) => reason)).toEqual([
      "plusieurs fiches ont cet INE et cette date de naissance",
    ]);
    expect(plan.questions).toMatchObject([
      {
        entity: "student",
        source: "SIECLE_ELEVE",
        value: "11",
        decision: null,
        candidates: [{ name: "TWIN1 Zoé" }, { name: "TWIN2 Zoé" }],
      },
    ]);
    expect(plan.questions[0]?.candidates[0]?.facts).toEqual(
      expect.arrayContaining([
        { name: "birthDate", value: "2015-01-01" },
        { name: "division", value: "6A" },
      ]),
    );
    expect(plan.counts.student).toMatchObject({ created: 0, ended: 0, refused: 1 });
  });

  it("is the person chosen, somebody new, or nobody, as it is answered; and then is known by its number", () => {
    const { school, question } = atTheDoor();
    expect(question.reason).toBe("un autre enregistrement du fichier correspond à la même fiche");
    school.answer(question, "NEW");
    expect(school.import([anElevesFile(renamed)]).questions).toMatchObject([{ decision: { choice: "NEW" } }]);
    const again = school.import([anElevesFile(renamed)]);
    expect(again.questions).toEqual([]);
    expect(again.counts.student).toMatchObject({ created: 0, updated: 0, ended: 0, unchanged: 2 });

    const other = atTheDoor();
    other.school.answer(other.question, "SKIP");
    const skipped = other.school.import([anElevesFile(renamed)]);
    expect(skipped.refusals.map(({ reason }) => reason)).toEqual(["vous avez choisi de ne pas l’importer"]);
  });

  it("is asked again when the person chosen can no longer be it", () => {
    const { school, question } = atTheDoor();
    school.answer(question, "PERSON", "somebody-else");
    expect(school.plan([anElevesFile(renamed)]).questions).toMatchObject([{ decision: null }]);
  });

  it("may be one of two parents of one name: each child keeps the parents it has until then", () => {
    const school = aSchool();
    const header = { system: "ONDE", uai: HEADER.uai, year: null } as const;
    const pupils = anElevesFile(
      [
        aPupilRecord({ eleveId: "NOM1/ZOE/2015-01-01", ine: null, lastName: "NOM1" }),
        aPupilRecord({ eleveId: "NOM2/ZOE/2015-01-01", ine: null, lastName: "NOM2" }),
      ],
      { header },
    );
    const guardians = (isNamesake: boolean) => ({
      ...aResponsablesFile(
        ["NOM1", "NOM2"].map((child) => ({
          ...aGuardianRecord({ personneId: `DUPONT/ANNE/${child}/ZOE` }),
          lastName: "DUPONT",
          firstName: "Anne",
          isNamesake,
        })),
        ["NOM1", "NOM2"].map((child) => aLink(`${child}/ZOE`, `DUPONT/ANNE/${child}/ZOE`)),
      ),
      header,
    });
    const first = school.import([pupils, guardians(true)]);
    expect(first.questions.map(({ candidates }) => candidates)).toEqual([[], []]);
    expect(first.counts.guardian).toMatchObject({ created: 0, refused: 2 });
    for (const question of first.questions) school.answer(question, "NEW");
    const second = school.import([pupils, guardians(true)]);
    expect(second.counts).toMatchObject({ guardian: { created: 2 }, guardianship: { created: 2, ended: 0 } });
    const third = school.import([pupils, guardians(true)]);
    expect(third.questions).toEqual([]);
    expect(third.counts).toMatchObject({ guardian: { created: 0, ended: 0 }, guardianship: { created: 0, ended: 0 } });
  });

  it("ends nobody and enters once, whatever is answered and in whatever order the file is", () => {
    const answers = fc.constantFrom<Decision["choice"] | null>("NEW", "SKIP", null);
    fc.assert(
      fc.property(answers, fc.boolean(), (choice, isReversed) => {
        const { school, question } = atTheDoor();
        if (choice) school.answer(question, choice);
        const file = anElevesFile(isReversed ? renamed.toReversed() : renamed);
        const first = school.import([file]);
        const ids = new Set(school.rows.person.map(({ id }) => id));
        const second = school.import([file]);
        expect(second.counts.student).toMatchObject({ created: 0, ended: 0 });
        expect(new Set(school.rows.person.map(({ id }) => id))).toEqual(ids);
        expect(first.counts.student).toMatchObject({
          created: choice === "NEW" ? 1 : 0,
          refused: choice === "NEW" ? 0 : 1,
        });
        expect(school.rows.person.map(({ lastName }) => lastName).slice(0, 2)).toEqual(["TWIN1", "TWIN2"]);
      }),
      { numRuns: 20 },
    );
  });
});
