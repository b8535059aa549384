import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ImportFailure } from "@/lib/imports/failure";
import { readFile, readFiles } from "@/lib/imports/read";
import { sourceOf } from "@/tests/factories/imports";

const SAMPLES = new URL("../../../../shared/samples/", import.meta.url);

const eleves = (inside: string, parameters = "<UAJ>0771991W</UAJ><ANNEE_SCOLAIRE>2026</ANNEE_SCOLAIRE>"): string =>
  `<BEE_ELEVES VERSION="2.1"><PARAMETRES>${parameters}</PARAMETRES>${inside}</BEE_ELEVES>`;
const failureOf = async (content: string | Uint8Array): Promise<ImportFailure> => {
  const error: unknown = await readFile(sourceOf(content)).catch((caught: unknown) => caught);
  if (error instanceof ImportFailure) return error;
  throw new Error(`not an ImportFailure: ${String(error)}`);
};

describe("reading élèves", () => {
  it("trims, takes the usage name first and joins structures in any order", async () => {
    const file = await readFile(
      sourceOf(
        eleves(`<DONNEES>
          <STRUCTURES><STRUCTURES_ELEVE ELEVE_ID="1"><STRUCTURE>
            <CODE_STRUCTURE> 6A
            </CODE_STRUCTURE><TYPE_STRUCTURE>D</TYPE_STRUCTURE></STRUCTURE></STRUCTURES_ELEVE></STRUCTURES>
          <ELEVES><ELEVE ELEVE_ID="1" ELENOET="77"><ID_NATIONAL> 099000001aa </ID_NATIONAL>
            <NOM_DE_FAMILLE>DUPONT</NOM_DE_FAMILLE><NOM_USAGE>DURAND</NOM_USAGE><SCOLARITE>avant<PRENOM>Autre</PRENOM><SCOLARITE/>après</SCOLARITE><PRENOM>Zoé  Marie</PRENOM>
            <DATE_NAISS>14/03/2015</DATE_NAISS><CODE_SEXE>2</CODE_SEXE><TEL_PORTABLE>06 39 98 00 11</TEL_PORTABLE>
            <MEL>zoe@courriel.example</MEL><ADRESSE_ID>9</ADRESSE_ID></ELEVE></ELEVES>
          <ADRESSES><ADRESSE ADRESSE_ID="9"><LIGNE1_ADRESSE>3 rue des Lilas</LIGNE1_ADRESSE>
            <CODE_POSTAL>77200</CODE_POSTAL><LIBELLE_POSTAL>TORCY</LIBELLE_POSTAL></ADRESSE></ADRESSES></DONNEES>`),
        "eleves.xml",
        7,
      ),
    );
    expect(file).toMatchObject({
      kind: "ELEVES",
      header: { uai: "0771991W", year: 2026 },
      refusals: [],
      pupils: [
        {
          line: 5,
          eleveId: "1",
          elenoet: "77",
          ine: "099000001AA",
          lastName: "DURAND",
          familyName: "DUPONT",
          firstName: "Zoé Marie",
          birthDate: "2015-03-14",
          sex: "F",
          contacts: {
            email: "zoe@courriel.example",
            mobile: "0639980011",
            address: { lines: ["3 rue des Lilas"], postalCode: "77200", city: "TORCY", country: null },
          },
          structures: [{ kind: "DIVISION", code: "6A" }],
        },
      ],
    });
  });

  it("refuses a record alone, with its line, its name and the reason, and keeps the others", async () => {
    const file = await readFile(
      sourceOf(
        eleves(`<DONNEES><ELEVES>
<ELEVE ELEVE_ID="1"><ID_NATIONAL>X1</ID_NATIONAL><NOM>DURAND</NOM><PRENOM>Zoé</PRENOM><DATE_NAISS>31/02/2015</DATE_NAISS></ELEVE>
<ELEVE><NOM>SANS</NOM><PRENOM>Numéro</PRENOM></ELEVE>
<ELEVE ELEVE_ID="3"><NOM>BON</NOM><PRENOM>Jean</PRENOM><MEL>pas une adresse</MEL></ELEVE>
</ELEVES></DONNEES>`),
      ),
    );
    if (file.kind !== "ELEVES") throw new Error("not a file of pupils");
    expect(file.pupils.map(({ eleveId }) => eleveId)).toEqual(["3"]);
    expect(file.unread).toEqual(["1"]);
    expect(file.refusals).toEqual([
      {
        entity: "student",
        file: "fichier.xml",
        line: 2,
        record: "Élève DURAND Zoé (ELEVE_ID 1, INE X1)",
        reason: "DATE_NAISS illisible «\u00a031/02/2015\u00a0»",
      },
      expect.objectContaining({ line: 3, record: "Élève SANS Numéro", reason: "ELEVE_ID manque" }),
      expect.objectContaining({ entity: "contact", line: 4 }),
    ]);
  });

  it("honours the encoding of the prolog, and byte order marks", async () => {
    const body = eleves(
      `<DONNEES><ELEVES><ELEVE ELEVE_ID="1"><NOM>LŒUIL</NOM><PRENOM>Éloïse</PRENOM></ELEVE></ELEVES></DONNEES>`,
    );
    const prolog = (encoding: string) => `<?xml version="1.0" encoding="${encoding}"?>`;
    const latin = (encoding: string, oe: number) =>
      Uint8Array.from(Array.from(prolog(encoding) + body, (sign) => (sign === "Œ" ? oe : sign.charCodeAt(0))));
    const utf16 = new Uint8Array(Buffer.from(`\ufeff${body}`, "utf16le"));
    const bom = new TextEncoder().encode(`\ufeff${body}`);
    for (const bytes of [latin("ISO-8859-15", 0xbc), latin("windows-1252", 0x8c), utf16, bom]) {
      expect(await readFile(sourceOf(bytes, "f.xml", 3))).toMatchObject({
        pupils: [{ lastName: "LŒUIL", firstName: "Éloïse" }],
      });
    }
  });

  it("reads the levels of before NIVEAU_RESPONSABILITE", async () => {
    const link = (person: number, level: string) =>
      `<RESPONSABLE_ELEVE><ELEVE_ID>1</ELEVE_ID><PERSONNE_ID>${person}</PERSONNE_ID>${level}</RESPONSABLE_ELEVE>`;
    const file = await readFile(
      sourceOf(`<BEE_RESPONSABLES><PARAMETRES><UAJ>0771991W</UAJ></PARAMETRES><DONNEES><RESPONSABLES>
        ${link(1, "<RESP_LEGAL>2</RESP_LEGAL>")}${link(2, "<RESP_LEGAL>0</RESP_LEGAL>")}
        ${link(3, "<NIVEAU_RESPONSABILITE>2</NIVEAU_RESPONSABILITE>")}${link(4, "")}
      </RESPONSABLES></DONNEES></BEE_RESPONSABLES>`),
    );
    expect(file).toMatchObject({ guardianships: [{ level: 1 }, { level: 3 }, { level: 2 }] });
    expect(file.refusals).toHaveLength(1);
  });
});

describe("refusing a whole file", () => {
  it.each(["<DONNEES><NOM>", "<DONNEES><ELEVES><ELEVE ELEVE_ID='1'><NOM>", "<!--", "<DONNEES A='"])(
    "stops at a record that has no end: %s",
    async (start) => {
      let chunks = 0;
      const open = async function* (): AsyncGenerator<Uint8Array> {
        yield Buffer.from(`<BEE_ELEVES VERSION="2.1">${start}`.padEnd(2_000));
        for (; chunks < 1_000; chunks += 1) yield Buffer.from("nom de famille ".repeat(4_000));
      };
      await expect(readFile({ name: "eleves.xml", open })).rejects.toMatchObject({ code: "TOO_LARGE" });
      expect(chunks).toBeLessThan(100);
    },
  );

  it.each([
    ["DOCTYPE", `<!DOCTYPE a [<!ENTITY x "y">]><BEE_ELEVES/>`],
    ["MALFORMED", "<BEE_ELEVES><PARAMETRES></BEE_ELEVES>"],
    ["MALFORMED", ""],
    ["MALFORMED", eleves("<DONNEES>&inconnue;</DONNEES>")],
    ["MALFORMED", `<BEE_ELEVES>${"<a>".repeat(40)}`],
    ["UNKNOWN_KIND", "<EDT_STS/>"],
    ["UNKNOWN_KIND", "<constructor/>"],
    ["ENCODING", `<?xml version="1.0" encoding="klingon"?><BEE_ELEVES/>`],
    ["INCOMPLETE_HEADER", "<BEE_ELEVES/>"],
  ])("%s", async (code, content) => {
    expect((await failureOf(content)).code).toBe(code);
  });

  it("says where the XML breaks", async () => {
    expect(await failureOf("<BEE_ELEVES>\n<PARAMETRES>\n</BEE_ELEVES>")).toMatchObject({
      line: 3,
      file: "fichier.xml",
    });
  });

  it("says that bytes are not of the encoding announced", async () => {
    expect((await failureOf(Uint8Array.from([...new TextEncoder().encode("<BEE_ELEVES>"), 0xe9, 0x3c]))).code).toBe(
      "ENCODING",
    );
  });

  it("passes over an optional file of another kind only", async () => {
    const other = { ...sourceOf("<EDT_STS/>", "autre.xml"), isOptional: true };
    expect(await readFiles([other])).toEqual({ files: [], skipped: ["autre.xml"], tables: [], feed: [] });
    await expect(readFiles([{ ...other, isOptional: false }])).rejects.toThrow(ImportFailure);
    await expect(readFiles([{ ...sourceOf("<BEE_ELEVES>", "cassé.xml"), isOptional: true }])).rejects.toThrow(
      ImportFailure,
    );
  });
});

describe.skipIf(!existsSync(SAMPLES))("files nobody here wrote (../shared/samples)", () => {
  const sample = (path: string) => readFile(sourceOf(readFileSync(new URL(path, SAMPLES)), path));

  it.each(["case1", "case3", "case5"])("STS %s: a teacher, a division, a subject", async (name) => {
    expect(await sample(`sts/${name}_sts_emp.xml`)).toMatchObject({
      kind: "STS",
      header: { uai: "0771991W", year: 2018 },
      school: { academy: "CRETEIL", name: "COLLEGE LOUIS ARAGON", city: "TORCY", nature: "340" },
      startsOn: "2018-09-01",
      endsOn: "2019-09-01",
      subjects: [{ code: "020700", name: "Français" }],
      staff: [
        { type: "epp", id: "69881", lastName: "DOE", familyName: "BOUILLON", firstName: "Jane", civility: "MME" },
      ],
      divisions: [{ code: "3A", name: "3EMEA", mefs: ["10310019110"] }],
      services: [],
      refusals: [],
    });
  });

  it("STS case2: a groupe of a division that it does not list", async () => {
    expect(await sample("sts/case2_sts_emp.xml")).toMatchObject({
      divisions: [],
      groups: [{ code: "3B_G2", name: "G2", divisions: ["3B"] }],
      refusals: [],
    });
  });

  it("SIECLE: two pupils, accents of ISO-8859-15, a UAJ that is none", async () => {
    expect(await sample("siecle/pix_siecle-with-two-valid-students.xml")).toMatchObject({
      header: { uai: "123ABC", year: null },
      pupils: [
        { eleveId: "0001", lastName: "HANDMADE", firstName: "Luciole", birthDate: "1994-12-31" },
        { eleveId: "0002", lastName: "COJAUNE", familyName: "COVERT", structures: [{ code: "42" }, { code: "4A" }] },
      ],
      refusals: [],
    });
  });
});
