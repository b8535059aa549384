import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Matching } from "@/lib/imports/columns";
import { ImportFailure } from "@/lib/imports/failure";
import { bundlesOf } from "@/lib/imports/plan/bundle";
import type { Known } from "@/lib/imports/plan/context";
import { planSchool, type SchoolPlan } from "@/lib/imports/plan/plan";
import { readFiles } from "@/lib/imports/read";
import { openSources } from "@/lib/imports/sources";
import { guessMatching } from "@/lib/imports/columns";
import { signatureOf } from "@/lib/imports/plain-table";
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
import { workbookOf } from "@/tests/factories/workbooks";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "preau-tables-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** Reads a file as the worker does; `matching` is what was answered of its headers. */
async function read(name: string, content: string | Uint8Array, matching: Matching | null = null) {
  const path = join(folder, name);
  await writeFile(path, content);
  const opened = await openSources([path]);
  try {
    return await readFiles(opened.sources, undefined, () => matching);
  } finally {
    opened.close();
  }
}

/** Reads a table whose headers are guessed well. */
async function table(...lines: string[]): Promise<ImportFile[]> {
  const headers = (lines[0] ?? "").split(";");
  return (await read("t.csv", lines.join("\n"), guessMatching(headers))).files;
}

const failureOf = async (name: string, content: string | Uint8Array): Promise<string> => {
  const error: unknown = await read(name, content, null).catch((caught: unknown) => caught);
  return error instanceof ImportFailure ? error.code : String(error);
};

describe("reading a plain table", () => {
  it("shows what is in it, in any encoding and with any separator, until its columns are matched", async () => {
    const text = "Nom;Prénom;Né le\nLE GOFF;Zoé;4/3/2018\nPETIT;Léo;\nPETIT;Éva;5/3/2018\nROUX;Max;6/3/2018\n";
    const latin = Uint8Array.from(Array.from(text, (sign) => sign.charCodeAt(0)));
    const utf16 = new Uint8Array(Buffer.from(`\ufeff${text}`, "utf16le"));
    for (const content of [
      text,
      `\ufeff${text}`,
      latin,
      utf16,
      text.replaceAll(";", ","),
      text.replaceAll(";", "\t"),
    ]) {
      const { files, tables } = await read("t.csv", content);
      expect(files).toEqual([]);
      expect(tables).toMatchObject([
        {
          name: "t.csv",
          signature: signatureOf(["NOM", "PRENOM", "ne le"]),
          headers: ["Nom", "Prénom", "Né le"],
          samples: [
            ["LE GOFF", "PETIT", "ROUX"],
            ["Zoé", "Léo", "Éva"],
            ["4/3/2018", "5/3/2018", "6/3/2018"],
          ],
          matching: { kind: "STUDENT", columns: ["lastName", "firstName", "birthDate"] },
          isMatched: false,
        },
      ]);
    }
  });

  it("makes pupils, guardians and staff of it, and refuses alone each line that makes no sense", async () => {
    const files = await table(
      "Profil;Nom;Prénom;Né le;INE;Classe;Mail;Portable;Nom enfant;Prénom enfant;Classe enfant",
      "Élève;LE GOFF;Zoé;43163;080000000aa;6A;;;;;",
      "élève;SANS;Rien;;;;;;;;",
      "élève;DATE;Fausse;31/02/2018;;6A;;;;;",
      "Parent;LE GOFF;Anne;;;;anne@exemple.fr;612345678;LE GOFF;Zoé;6A",
      "Parent;SEULE;Ada;;;;;;;;",
      "CPE;ROUX;Paul;;;;pas une adresse;;;;",
      "martien;X;Y;;;;;;;;",
    );
    expect(files.map(({ kind }) => kind)).toEqual(["ELEVES", "RESPONSABLES", "ENSEIGNANTS"]);
    expect(files).toMatchObject([
      {
        header: { system: "TABLE", isPartial: true },
        pupils: [{ lastName: "LE GOFF", birthDate: "2018-03-04", ine: "080000000AA", eleveId: "080000000AA" }],
      },
      {
        guardians: [{ personneId: "LE GOFF/ANNE", contacts: { mobile: "0612345678" } }],
        guardianships: [{ level: null }],
      },
      { staff: [{ type: "table", profile: "VIE_SCOLAIRE", contacts: { email: null } }] },
    ]);
    expect(files.flatMap(({ refusals }) => refusals.map(({ line, reason }) => [line, reason]))).toEqual([
      [3, "ni INE, ni date de naissance, ni identifiant, ni classe ne dit qui c’est"],
      [4, "date de naissance illisible «\u00a031/02/2018\u00a0»"],
      [8, "«\u00a0martien\u00a0» ne dit pas qui c’est"],
      [6, "rien ne dit de quel enfant"],
      [7, "adresse électronique illisible «\u00a0pas une adresse\u00a0»"],
    ]);
  });

  it("tells a last name from a first name by capitals or a comma, and guesses no further", async () => {
    const [file] = await table(
      "Nom et prénom;Classe",
      "DE LA TOUR Anne-Lise;6A",
      "Léo PETIT;6A",
      "Martin, Éva;6A",
      "Dominique Martin;6A",
      "JEAN PAUL;6A",
    );
    expect(file?.kind === "ELEVES" && file.pupils.map(({ lastName, firstName }) => [lastName, firstName])).toEqual([
      ["DE LA TOUR", "Anne-Lise"],
      ["PETIT", "Léo"],
      ["Martin", "Éva"],
    ]);
    expect(file?.refusals.map(({ line }) => line)).toEqual([5, 6]);
  });

  it("takes rows of one name for one guardian only when an e-mail or a mobile says so", async () => {
    const headers = "Nom responsable;Prénom responsable;Mail;Nom enfant;Prénom enfant";
    const [same] = await table(headers, "DUPONT;Anne;a@b.fr;PETIT;Léo", "Dupont;ANNE;a@b.fr;PETIT;Éva");
    expect(same).toMatchObject({
      guardians: [{ personneId: "DUPONT/ANNE" }],
      guardianships: [{ personneId: "DUPONT/ANNE" }, { personneId: "DUPONT/ANNE" }],
    });
    const [two] = await table(headers, "DUPONT;Anne;a@b.fr;PETIT;Léo", "Dupont;ANNE;;ROUX;Max");
    expect(two).toMatchObject({
      guardians: [
        { personneId: "DUPONT/ANNE/PETIT/LEO", isNamesake: true },
        { personneId: "DUPONT/ANNE/ROUX/MAX", isNamesake: true },
      ],
    });
  });
});

describe("several tables of one import", () => {
  it("make one list of each kind, whole when all of them are, each line keeping its table", async () => {
    const folderOf = await mkdtemp(join(folder, "several-"));
    const guess = guessMatching(["Nom", "Prénom", "Né le"]);
    const tables = { "6e.csv": "ROUX;Max;4/3/2015\nX;;", "5e.csv": "PETIT;Éva;5/3/2014" };
    const paths: string[] = [];
    for (const [name, rows] of Object.entries(tables)) {
      paths.push(join(folderOf, name));
      await writeFile(join(folderOf, name), `Nom;Prénom;Né le\n${rows}\n`);
    }
    for (const isComplete of [true, false]) {
      const opened = await openSources(paths);
      let count = 0;
      const matched = () => ({ ...guess, isComplete: (count += 1) === 1 || isComplete });
      const { files } = await readFiles(opened.sources, undefined, matched).finally(() => opened.close());
      expect(files).toMatchObject([
        {
          kind: "ELEVES",
          header: { isPartial: !isComplete },
          pupils: [
            { lastName: "ROUX", source: "6e.csv", line: 2 },
            { lastName: "PETIT", source: "5e.csv", line: 2 },
          ],
          refusals: [{ file: "6e.csv", line: 3 }],
        },
      ]);
    }
  });

  it("tell a pupil and their parents in one row", async () => {
    const files = await table(
      "Nom;Prénom;Classe;Responsable 1 nom;Responsable 1 prénom;Mail responsable 1;Niveau responsable 1;Responsable 2",
      "ROUX;Max;6A;ROUX;Anne;anne@courriel.example;1;DIALLO Omar",
      "ROUX;Zoé;5B;ROUX;Anne;anne@courriel.example;;",
      "PETIT;Éva;6A;;;;;",
      "NOIR;Luc;6A;NOIR;;;;",
    );
    expect(files).toMatchObject([
      {
        kind: "ELEVES",
        pupils: [{ firstName: "Max" }, { firstName: "Zoé" }, { firstName: "Éva" }, { firstName: "Luc" }],
      },
      {
        kind: "RESPONSABLES",
        guardians: [
          { lastName: "ROUX", firstName: "Anne", contacts: { email: "anne@courriel.example" } },
          { lastName: "DIALLO", firstName: "Omar" },
        ],
        guardianships: [
          { personneId: "ROUX/ANNE", eleveId: "ROUX/MAX", among: ["6A"], level: 1 },
          { personneId: "ROUX/ANNE", eleveId: "ROUX/ZOE", among: ["5B"], level: null },
          { personneId: "DIALLO/OMAR", eleveId: "ROUX/MAX", level: null },
        ],
        refusals: [{ line: 5 }],
      },
    ]);
  });
});

describe("reading a workbook", () => {
  const rows = [
    ["Liste de la 6A", null, null],
    [null, null, null],
    ["Nom", "Prénom", "Né le"],
    ["LE GOFF & fils", { formula: "CONCAT(A1)", gave: "Zoé" }, { day: 43163 }],
    ["PETIT", "Léo", 43164],
  ];

  it("takes the first visible sheet that has something, days and what formulas gave, under any prefix", async () => {
    for (const prefix of ["", "x:"]) {
      const content = workbookOf([{ rows: [["Secret", "Sheet"]], state: "hidden" }, { rows: [] }, { rows }], {
        prefix,
      });
      const { tables } = await read("t.xlsx", content);
      expect(tables).toMatchObject([
        {
          headers: ["Nom", "Prénom", "Né le"],
          samples: [
            ["LE GOFF & fils", "PETIT"],
            ["Zoé", "Léo"],
            ["2018-03-04", "43164"],
          ],
        },
      ]);
      const matched = await read("t.xlsx", content, guessMatching(["Nom", "Prénom", "Né le"]));
      expect(matched.files).toMatchObject([
        {
          kind: "ELEVES",
          pupils: [
            { line: 4, birthDate: "2018-03-04" },
            { line: 5, birthDate: "2018-03-05" },
          ],
        },
      ]);
    }
  });

  it("is a table by sheet, those without names being left aside until somebody says otherwise", async () => {
    const sheets = [
      {
        name: "6e",
        rows: [
          ["Nom", "Prénom", "INE"],
          ["ROUX", "Max", "1A"],
        ],
      },
      {
        name: "Effectifs",
        rows: [
          ["Classe", "Total"],
          ["6A", 24],
        ],
      },
    ];
    const { tables } = await read("t.xlsx", workbookOf(sheets));
    expect(tables).toMatchObject([
      { name: "t.xlsx, 6e", matching: { kind: "STUDENT" } },
      { name: "t.xlsx, Effectifs", matching: { kind: "NONE" } },
    ]);
    const left = await read("t.xlsx", workbookOf(sheets), { kind: "NONE", columns: [], isComplete: false });
    expect(left.files).toEqual([]);
  });

  it("may not be a trap, nor of another software", async () => {
    const bomb = `<worksheet><sheetData><row>${" ".repeat(3_000_000)}</row></sheetData></worksheet>`;
    const good = [{ rows: [["Nom", "Prénom"]] }];
    expect(await failureOf("bomb.xlsx", workbookOf(good, { extra: { "xl/worksheets/sheet1.xml": bomb } }))).toBe(
      "TOO_LARGE",
    );
    const doctype = '<!DOCTYPE sst [<!ENTITY a "b">]><sst/>';
    expect(await failureOf("entity.xlsx", workbookOf(good, { extra: { "xl/sharedStrings.xml": doctype } }))).toBe(
      "DOCTYPE",
    );
    const broken = "<worksheet><sheetData><row>";
    expect(await failureOf("broken.xlsx", workbookOf(good, { extra: { "xl/worksheets/sheet1.xml": broken } }))).toBe(
      "MALFORMED",
    );
    const far = '<worksheet><sheetData><row r="1"><c r="ZZZ1"><v>1</v></c></row></sheetData></worksheet>';
    expect(await failureOf("far.xlsx", workbookOf(good, { extra: { "xl/worksheets/sheet1.xml": far } }))).toBe(
      "TOO_LARGE",
    );
    const cut = workbookOf(good);
    expect(await failureOf("cut.xlsx", cut.subarray(0, cut.length - 40))).toBe("UNREADABLE");
    expect(await failureOf("old.xls", Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0, 1]))).toBe("UNREADABLE");
    expect(await failureOf("none.xlsx", workbookOf([{ rows: [] }]))).toBe("MALFORMED");
    const wide = Array.from({ length: 101 }, (_, index) => `c${index}`).join(";");
    expect(await failureOf("wide.csv", wide)).toBe("TOO_LARGE");
  });
});

describe("a plain table beside what the school knows", () => {
  const siecle = () => [
    anStsFile({ staff: [aStaffRecord({ id: "1" })] }),
    anElevesFile([aPupilRecord({ eleveId: "1" }), aPupilRecord({ eleveId: "2", ine: null })]),
    aResponsablesFile([aGuardianRecord({ personneId: "9" })], [aLink("1", "9")]),
  ];
  function aSchool() {
    let known: Known = NOTHING_KNOWN;
    let serial = 0;
    const newId = () => `id-${(serial += 1)}`;
    return {
      import(files: ImportFile[]): SchoolPlan {
        const [bundle] = bundlesOf(files, HEADER.uai);
        if (!bundle) throw new Error("no file");
        const plan = planSchool(bundle, known, { today: "2026-11-19", newId, createSchool: true });
        known = afterPlan(known, plan);
        return plan;
      },
      get rows() {
        return known.rows;
      },
    };
  }

  it("brings a pupil and their parents of one row, siblings sharing theirs, and changes nothing twice", async () => {
    const school = aSchool();
    school.import(siecle());
    const files = () =>
      table(
        "Nom;Prénom;Né le;Classe;Responsable 1 nom;Responsable 1 prénom;Portable responsable 1;Responsable 2",
        "ROUX;Max;4/3/2015;6A;ROUX;Anne;0639980044;DIALLO Omar",
        "ROUX;Zoé;5/6/2014;6B;ROUX;Anne;0639980044;",
      );
    const plan = school.import(await files());
    expect(plan.refusals).toEqual([]);
    expect(plan.counts).toMatchObject({
      student: { created: 2 },
      guardian: { created: 2 },
      guardianship: { created: 3, ended: 0 },
    });
    const again = school.import(await files());
    for (const { create, update, remove } of Object.values(again.changes))
      expect([create, update, remove]).toEqual([[], [], []]);
  });

  it("adds what it says, ends nobody, leaves the rest, and changes nothing twice", async () => {
    const school = aSchool();
    school.import(siecle());
    const [first] = school.rows.person.filter(({ profile }) => profile === "STUDENT");
    const before = school.rows.person.length;
    const files = await table("Nom;Prénom;Né le;Classe;Mail", "nom1;zoe;1/1/2015;6ème A;zoe@exemple.fr");
    const birth = school.rows.civilStatus.find(({ personId }) => personId === first?.id)?.birthDate ?? "";
    for (const file of files) if (file.kind === "ELEVES") for (const pupil of file.pupils) pupil.birthDate = birth;
    const plan = school.import(files);
    expect(plan.refusals).toEqual([]);
    expect(plan.counts).toMatchObject({
      student: { created: 0, ended: 0 },
      division: { created: 0 },
      contact: { created: 1 },
      enrollment: { created: 0, ended: 0 },
      guardianship: { ended: 0 },
    });
    expect(school.rows.person).toHaveLength(before);
    expect(school.rows.person.find(({ id }) => id === first?.id)).toMatchObject({ lastName: first?.lastName });
    const again = school.import(files);
    expect(Object.values(again.counts).every(({ created, updated, ended }) => created + updated + ended === 0)).toBe(
      true,
    );
  });

  it("puts to a person whom a name alone may mean, and a parent of a name that another bears", async () => {
    const school = aSchool();
    school.import(siecle());
    const [pupils] = await table("Nom;Prénom;Classe", "NOM1;Zoé;5B");
    expect(school.import(pupils ? [pupils] : []).questions).toMatchObject([
      {
        entity: "student",
        source: "TABLE_STUDENT",
        reason: "rien d’autre que son nom ne dit qui c’est",
        candidates: [{}],
      },
    ]);
    const headers = "Nom parent;Prénom parent;Mail;Nom enfant;Prénom enfant";
    const [parents] = await table(headers, "PARENT9;Anne;;NOM2;Zoé", "PARENT9;Anne;;NOM1;Zoé");
    const plan = school.import(parents ? [parents] : []);
    expect(plan.questions.map(({ reason }) => reason)).toEqual([
      "un autre responsable du fichier porte ce nom",
      "un autre responsable du fichier porte ce nom",
    ]);
    expect(plan.counts.guardian).toMatchObject({ created: 0, ended: 0 });
  });

  it("ends whom it leaves out only when it holds everybody, and of its own", async () => {
    const school = aSchool();
    school.import(siecle());
    const lines = ["Nom;Prénom;Né le", "TAB;Un;1/1/2015", "TAB;Deux;2/1/2015"];
    const whole = async (...given: string[]) =>
      (await read("t.csv", given.join("\n"), { ...guessMatching(["Nom", "Prénom", "Né le"]), isComplete: true })).files;
    school.import(await whole(...lines));
    expect(school.import(await table(...lines.slice(0, 2))).counts.student).toMatchObject({ ended: 0 });
    expect(school.import(await whole(...lines.slice(0, 2))).counts.student).toMatchObject({ ended: 1 });
  });
});
