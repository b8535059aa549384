import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ImportFailure } from "@/lib/imports/failure";
import { bundlesOf } from "@/lib/imports/plan/bundle";
import type { Known } from "@/lib/imports/plan/context";
import { planSchool, type SchoolPlan } from "@/lib/imports/plan/plan";
import { readFile } from "@/lib/imports/read";
import { ENTITIES, type ImportFile } from "@/lib/imports/records";
import { afterPlan, NOTHING_KNOWN, sourceOf } from "@/tests/factories/imports";

const SAMPLES = new URL("../../../../shared/samples/onde/", import.meta.url);
const UAI = "0770005E";

const ELEVES =
  "Nom Elève;Nom d'usage Elève;Prénom Elève;Date naissance;Sexe;Adresse1;Cp1;Commune1; Cycle;Niveau;Classe";
const RESPONSABLES =
  "Civilité Responsable;Nom usage responsable;Nom responsable;Prénom responsable;Courriel;Téléphone portable;" +
  "Nom d'usage enfant;Nom de famille enfant;Prénom enfant;Classes enfants;" +
  "Nom d'usage enfant;Nom de famille enfant;Prénom enfant;Classes enfants";
const ENSEIGNANTS = "Civilité;Nom usage;Nom;Prénom;Courriel;Directeur;Classe";

const table = (...lines: string[]): string => lines.join("\r\n");
const eleves = (...lines: string[]) => readFile(sourceOf(table(ELEVES, ...lines), "eleves.csv"));
const responsables = (...lines: string[]) => readFile(sourceOf(table(RESPONSABLES, ...lines), "responsables.csv"));
const enseignants = (...lines: string[]) => readFile(sourceOf(table(ENSEIGNANTS, ...lines), "enseignants.csv"));
const pupil = (name: string, birth = "2018-03-04", division = "CE1") =>
  `${name.split(" ")[0]};;${name.split(" ")[1]};${birth};F;;;;CYCLE II;CE1;${division}`;
const guardian = (name: string, ...children: string[]) =>
  ["Mme", "", ...name.split(" "), "", "", ...children.flatMap((child) => ["", ...child.split(" ")])].join(";");

async function failureOf(content: string | Uint8Array, chunkSize?: number): Promise<string> {
  const error: unknown = await readFile(sourceOf(content, "f.csv", chunkSize)).catch((caught: unknown) => caught);
  if (error instanceof ImportFailure) return error.code;
  throw new Error(`not an ImportFailure: ${String(error)}`);
}

/** A school that imports, year after year. */
function aSchool() {
  let known: Known = NOTHING_KNOWN;
  let serial = 0;
  return {
    import(files: ImportFile[], today = "2026-11-19"): SchoolPlan {
      const [bundle] = bundlesOf(files, UAI);
      if (!bundle) throw new Error("no file");
      const newId = () => `id-${(serial += 1)}`;
      const plan = planSchool(bundle, known, { today, newId, createSchool: true });
      known = afterPlan(known, plan);
      return plan;
    },
    get known() {
      return known;
    },
    person: (lastName: string) => known.rows.person.filter((person) => person.lastName === lastName),
  };
}

const changed = ({ counts }: SchoolPlan): string[] =>
  ENTITIES.flatMap((entity) => {
    const { created, updated, ended } = counts[entity];
    return created + updated + ended > 0 ? [`${entity} ${created} ${updated} ${ended}`] : [];
  });

describe("reading ONDE", () => {
  it("takes names for identifiers, whatever encoding, separator, byte order mark and day the spreadsheet left", async () => {
    const text = table(ELEVES, "LE GOFF;LŒIL;Zoé;4/3/2018;F;1 rue;77200;TORCY;CYCLE II;CE1;CE1", "");
    const latin = Uint8Array.from(Array.from(text, (sign) => (sign === "Œ" ? 0x8c : sign.charCodeAt(0))));
    const utf16 = new Uint8Array(Buffer.from(`\ufeff${text}`, "utf16le"));
    for (const bytes of [
      latin,
      text,
      `\ufeff${text}`,
      utf16,
      text.replaceAll(";", "\t"),
      text.replaceAll("\r\n", "\n"),
    ]) {
      expect(await readFile(sourceOf(bytes, "f.csv", 7))).toMatchObject({
        kind: "ELEVES",
        header: { system: "ONDE", uai: null, year: null },
        refusals: [],
        pupils: [
          {
            line: 2,
            eleveId: "LE GOFF/ZOE/2018-03-04",
            ine: null,
            lastName: "LŒIL",
            familyName: "LE GOFF",
            firstName: "Zoé",
            birthDate: "2018-03-04",
            sex: "F",
            structures: [{ kind: "DIVISION", code: "CE1" }],
            contacts: { address: { lines: ["1 rue"], postalCode: "77200", city: "TORCY" } },
          },
        ],
      });
    }
  });

  it("takes a misspelt header for the only column it is close to", async () => {
    const headers = ELEVES.replace("Date naissance", "Date de naisance").replace("Prénom Elève", "PRENOM ELEVES");
    expect(await readFile(sourceOf(table(headers, pupil("DURAND Zoé"))))).toMatchObject({
      pupils: [{ firstName: "Zoé", birthDate: "2018-03-04" }],
    });
  });

  it("refuses two records that nothing tells apart, with the line of each", async () => {
    const file = await eleves(
      pupil("DURAND Zoé"),
      pupil("PETIT Léo"),
      pupil("Durand Zoe"),
      pupil("DURAND Zoé", "2018-03-05"),
    );
    expect(file).toMatchObject({ pupils: [{ lastName: "PETIT" }, { birthDate: "2018-03-05" }] });
    expect(file.refusals.map(({ line, reason }) => [line, reason])).toEqual([
      [2, "même nom, même prénom et même date de naissance qu’à la ligne 4"],
      [4, "même nom, même prénom et même date de naissance qu’à la ligne 2"],
    ]);
    expect((await enseignants("M.;;DUPONT;Jean;;non;CP", "M.;;DUPONT;Jean;;non;CE1")).refusals).toHaveLength(2);
    const alike = await responsables(
      guardian("DUPONT Anne", "DURAND Zoé CE1"),
      guardian("DUPONT Anne", "DURAND Zoé CE1"),
    );
    expect(alike.refusals).toHaveLength(2);
  });

  it("tells parents of one name by their children, and leaves to a person who they are", async () => {
    const file = await responsables(
      guardian("DUPONT Anne", "DURAND Zoé CE1"),
      guardian("DUPONT Anne", "PETIT Léo CE1"),
      guardian("SEUL Ali", "PETIT Léo CE1"),
    );
    expect(file).toMatchObject({
      refusals: [],
      guardians: [
        { personneId: "DUPONT/ANNE/DURAND/ZOE", isNamesake: true },
        { personneId: "DUPONT/ANNE/PETIT/LEO", isNamesake: true },
        { personneId: "SEUL/ALI" },
      ],
      guardianships: [{ personneId: "DUPONT/ANNE/DURAND/ZOE" }, { personneId: "DUPONT/ANNE/PETIT/LEO" }, {}],
    });
  });

  it("refuses alone the record that lacks something, with its line", async () => {
    const file = await eleves(
      "DURAND;;;2018-03-04;F",
      pupil("PETIT Léo", "31/02/2018"),
      pupil("ROUX Eva", ""),
      pupil("BON Jean"),
    );
    expect(file).toMatchObject({ pupils: [{ lastName: "BON" }] });
    expect(file.refusals.map(({ line, record }) => [line, record])).toEqual([
      [2, "Élève DURAND (naissance 2018-03-04)"],
      [3, "Élève PETIT Léo (naissance 31/02/2018)"],
      [4, "Élève ROUX Eva"],
    ]);
  });

  it("reads children by blocks, and cells of several lines", async () => {
    const file = await responsables(
      guardian("DUPONT Anne", "DURAND Zoé CE1", "DURAND Max CP"),
      `Mme;"";"DU\nPONT";Eva`,
      guardian("SEUL Jean"),
    );
    expect(file).toMatchObject({
      kind: "RESPONSABLES",
      guardians: [{ line: 2 }, { line: 3, lastName: "DU PONT" }, { line: 5 }],
      guardianships: [
        { eleveId: "DURAND/ZOE", among: ["CE1", "CE1"], level: null },
        { eleveId: "DURAND/MAX", among: ["CP", "CP"] },
      ],
    });
  });

  it.each([
    ["UNKNOWN_KIND", "Couleur;Taille\nrouge;3"],
    ["MALFORMED", ""],
    ["MALFORMED", "bonjour"],
    ["MALFORMED", `${ELEVES}\n"DURAND;;Zoé`],
    ["TOO_LARGE", `${ELEVES}\n"${"x".repeat(200_000)}";;Zoé`],
    ["TOO_LARGE", ELEVES + ";".repeat(1_000)],
    ["ENCODING", Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0x3b, 0x2c])],
  ])("refuses a whole file: %s", async (code, content) => {
    expect(await failureOf(content)).toBe(code);
  });

  it("stops at a table of more people than a school has, a chunk at a time", async () => {
    async function* endless() {
      yield new TextEncoder().encode(`${ELEVES}\n`);
      const rows = new TextEncoder().encode("A;;B;2018-03-04;F;;;;;;\n".repeat(2_000));
      for (let index = 0; index < 60; index += 1) yield rows;
    }
    const reading = readFile({ name: "endless.csv", open: endless });
    await expect(reading).rejects.toMatchObject({ code: "TOO_LARGE", line: 10_002 });
  });
});

describe("planning ONDE", () => {
  const files = async () => [
    await eleves(pupil("DURAND Zoé"), pupil("DURAND Max", "2020-05-06", "CP"), pupil("PETIT Léo")),
    await responsables(
      guardian("DUPONT Anne", "DURAND Zoé CE1", "DURAND Max CP"),
      guardian("PETIT Jean", "PETIT Léo CE1"),
    ),
    await enseignants("M.;;ROUX;Paul;;oui;CE1", "MME;;NOIR;Ada;;non;CP"),
  ];

  it("joins the three files, and changes nothing twice", async () => {
    const school = aSchool();
    const first = school.import(await files());
    expect(first.refusals).toEqual([]);
    expect(first.school.kind).toBe("ECOLE");
    expect(changed(first)).toEqual([
      "school 1 0 0",
      "year 1 0 0",
      "division 2 0 0",
      "student 3 0 0",
      "guardian 2 0 0",
      "staff 2 0 0",
      "guardianship 3 0 0",
      "enrollment 3 0 0",
      "mainTeacher 2 0 0",
    ]);
    expect(school.person("ROUX")[0]?.profile).toBe("HEAD");
    expect(changed(school.import(await files()))).toEqual([]);
  });

  it("keeps the level that the school gave to a responsibility: ONDE says none", async () => {
    const school = aSchool();
    school.import(await files());
    for (const row of school.known.rows.guardianship) Object.assign(row, { level: 3, kinship: "20" });
    expect(changed(school.import(await files()))).toEqual([]);
    expect(school.known.rows.guardianship[0]).toMatchObject({ level: 3, kinship: "20" });
  });

  it("follows a pupil to the next class, and ends who is no longer there", async () => {
    const school = aSchool();
    school.import(await files());
    const next = school.import(
      [
        await eleves(pupil("DURAND Zoé", "2018-03-04", "CE2"), pupil("DURAND Max", "2020-05-06", "CE1")),
        await responsables(guardian("DUPONT Anne", "DURAND Zoé CE2", "DURAND Max CE1")),
      ],
      "2027-09-03",
    );
    expect(next.refusals).toEqual([]);
    expect(next.counts).toMatchObject({ student: { created: 0, ended: 1 }, guardian: { created: 0, ended: 1 } });
    expect(school.person("DUPONT")).toHaveLength(1);
  });

  it("never takes a parent's namesake of another family for that parent", async () => {
    const school = aSchool();
    school.import([await eleves(pupil("DURAND Zoé")), await responsables(guardian("DUPONT Anne", "DURAND Zoé CE1"))]);
    school.import([await eleves(pupil("PETIT Léo")), await responsables(guardian("DUPONT Anne", "PETIT Léo CE1"))]);
    const [before, after] = school.person("DUPONT");
    expect(before?.endsOn).not.toBeNull();
    expect(after).toMatchObject({ endsOn: null });
  });

  it("never takes two parents of one child for one person, even when the usage name of one is the other's family name", async () => {
    const school = aSchool();
    const both = async () => [
      await eleves(pupil("DURAND Zoé")),
      await responsables("Mme;MARTIN;DUPONT;Anne;;;;DURAND;Zoé;CE1", "Mme;;DUPONT;Anne;;;;DURAND;Zoé;CE1"),
    ];
    expect(school.import(await both()).counts.guardian.created).toBe(2);
    expect(changed(school.import(await both()))).toEqual([]);
  });

  it("knows by name and birth date the pupils whom the school entered by hand", async () => {
    const school = aSchool();
    school.import(await files());
    const byHand = { ...school.known, rows: { ...school.known.rows, externalId: [] } };
    const [bundle] = bundlesOf(await files(), UAI);
    if (!bundle) throw new Error("no file");
    let serial = 0;
    const plan = planSchool(bundle, byHand, { today: "2026-11-19", newId: () => `new-${(serial += 1)}` });
    expect([plan.counts.student, plan.counts.guardian, plan.counts.staff].map(({ created }) => created)).toEqual([
      0, 0, 0,
    ]);
  });

  it("refuses a child whom no pupil, or several, of the class are, and leaves what is known alone", async () => {
    const school = aSchool();
    school.import(await files());
    const twins = [
      pupil("DURAND Zoé"),
      pupil("DURAND Zoé", "2018-09-09"),
      pupil("DURAND Max", "2020-05-06", "CP"),
      pupil("PETIT Léo"),
    ];
    const plan = school.import([
      await eleves(...twins),
      await responsables(
        guardian("DUPONT Anne", "DURAND Zoé CE1", "DURAND Max CM2"),
        guardian("PETIT Jean", "PETIT Léo CE1"),
      ),
    ]);
    expect(plan.refusals.map(({ entity, line, reason }) => [entity, line, reason])).toEqual([
      ["guardianship", 2, "plusieurs élèves portent ce nom dans cette classe"],
      ["guardianship", 2, "aucun élève de ce nom n’est dans cette classe"],
    ]);
    expect(plan.counts.guardianship.ended).toBe(0);
    expect(plan.counts.guardian.ended).toBe(0);
  });

  it("does not end whom a refused record may mean", async () => {
    const school = aSchool();
    school.import(await files());
    const plan = school.import([
      await eleves(pupil("DURAND Zoé", "31/02/2018"), pupil("DURAND Max", "2020-05-06", "CP"), pupil("PETIT Léo")),
      await enseignants("M.;;ROUX;Paul;;oui;CE1", "MME;;NOIR;Ada;;non;CP", "MME;;NOIR;Ada;;non;CE2"),
    ]);
    expect(plan.refusals).toHaveLength(3);
    expect(changed(plan)).toEqual([]);
  });

  it("is refused without a school, or beside files of another system", async () => {
    const [pupils] = await files();
    if (!pupils) throw new Error("no file");
    const codeOf = (others: ImportFile[], uai: string | null): unknown => {
      try {
        return bundlesOf([pupils, ...others], uai);
      } catch (error) {
        return error instanceof ImportFailure ? error.code : error;
      }
    };
    expect(codeOf([], null)).toBe("INCOMPLETE_HEADER");
    const siecle = { kind: "RESPONSABLES", file: "r.xml", header: { uai: UAI, year: 2026 } } as const;
    expect(codeOf([{ ...siecle, guardians: [], guardianships: [], refusals: [] }], UAI)).toBe("MIXED_SYSTEMS");
  });
});

// Real exports that may not ship with the product.
describe.skipIf(!existsSync(SAMPLES))("ONDE's samples (skipped when ../shared/samples is not there)", () => {
  const read = (name: string) =>
    readFile(sourceOf(readFileSync(new URL(`CSVExtraction-${name}.csv`, SAMPLES)), `${name}.csv`));

  it("are read whole, the eight pairs of parents of one name being put to a person, and import twice without a change", async () => {
    const all = [await read("eleves"), await read("responsables"), await read("enseignants")];
    const [pupils, guardians, staff] = all;
    expect(pupils?.kind === "ELEVES" && pupils.pupils.length).toBe(247);
    expect(guardians?.kind === "RESPONSABLES" && [guardians.guardians.length, guardians.guardianships.length]).toEqual([
      469, 491,
    ]);
    expect(staff?.kind === "ENSEIGNANTS" && staff.staff.length).toBe(14);
    expect(all.map(({ refusals }) => refusals.length)).toEqual([0, 0, 0]);
    const school = aSchool();
    const first = school.import(all);
    expect(changed(first)).toContain("student 247 0 0");
    expect(changed(first)).toContain("guardian 453 0 0");
    expect(first.questions.map(({ entity, candidates }) => [entity, candidates.length])).toEqual(
      Array.from({ length: 16 }, () => ["guardian", 0]),
    );
    expect(changed(first)).toContain("division 10 0 0");
    expect(changed(school.import(all))).toEqual([]);
  });
});
