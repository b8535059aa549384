import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { COLUMN_FIELDS, type ColumnField, guessMatching, kindOfWord, matchingProblems } from "@/lib/imports/columns";
import { dayOfSerial, tableDayOf } from "@/lib/imports/days";

const guessed = (...headers: string[]) => {
  const { kind, columns } = guessMatching(headers);
  return [kind, ...columns];
};

describe("the columns of a plain table", () => {
  it("are guessed from French and English headers, whatever their accents, capitals and signs", () => {
    expect(
      guessed("NOM", "Prénom", "Né(e) le", "Classe", "N° INE", "Sexe", "Mail", "Tél. portable", "Remarque"),
    ).toEqual(["STUDENT", "lastName", "firstName", "birthDate", "division", "ine", "sex", "email", "mobile", null]);
    expect(guessed("Last name", "First name", "Date of birth", "Class", "E-mail", "ID")).toEqual([
      "STUDENT",
      "lastName",
      "firstName",
      "birthDate",
      "division",
      "email",
      "identifier",
    ]);
    expect(guessed("Nom de l’élève", "Prénom de l’élève", "Date de naissance", "Ville de naissance")).toEqual([
      "STUDENT",
      "lastName",
      "firstName",
      "birthDate",
      null,
    ]);
    expect(
      guessed("Nom du responsable", "Prénom du responsable", "Courriel", "Nom de l'élève", "Prénom élève", "Classe"),
    ).toEqual(["GUARDIAN", "lastName", "firstName", "email", "childLastName", "childFirstName", "childDivision"]);
    expect(guessed("Profil", "NOM Prénom", "Adresse électronique")).toEqual(["COLUMN", "kind", "fullName", "email"]);
    expect(guessed("Civilité", "Nom", "Prénom", "Nom de famille", "Téléphone", "Code postal", "Ville")).toEqual([
      "TEACHER",
      "civility",
      "lastName",
      "firstName",
      "familyName",
      "home",
      "postalCode",
      "city",
    ]);
    expect(guessed("Nom de famille", "Prénom", "INE")).toEqual(["STUDENT", "lastName", "firstName", "ine"]);
  });

  it("may be of the parents of the pupil of the row, numbered or called father and mother", () => {
    expect(
      guessed(
        "Nom",
        "Prénom",
        "Classe",
        "Responsable 1 nom",
        "Responsable 1 prénom",
        "Courriel responsable 1",
        "Parent 2",
      ),
    ).toEqual([
      "STUDENT",
      "lastName",
      "firstName",
      "division",
      "parent1LastName",
      "parent1FirstName",
      "parent1Email",
      "parent2FullName",
    ]);
    expect(
      guessed(
        "Nom de l’élève",
        "Prénom de l’élève",
        "INE",
        "Nom du représentant légal 1",
        "Prénom du représentant légal 1",
        "Niveau responsable 1",
        "Nom de la mère",
        "Tél. portable du père",
      ),
    ).toEqual([
      "STUDENT",
      "lastName",
      "firstName",
      "ine",
      "parent1LastName",
      "parent1FirstName",
      "parent1Level",
      null,
      "parent2Mobile",
    ]);
    // Rows of guardians, and not of pupils.
    expect(guessed("Nom responsable 1", "Prénom responsable 1", "INE")[0]).toBe("GUARDIAN");
  });

  it("are never guessed twice the same, whatever the headers", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.constantFrom("Nom", "Prénom", "Classe", "INE", "Nom enfant"))),
        (headers) => {
          const fields = guessMatching(headers).columns.filter((field) => field !== null);
          expect(new Set(fields).size).toBe(fields.length);
        },
      ),
    );
  });

  it("say who somebody is, and nothing twice", () => {
    const problems = (kind: Parameters<typeof matchingProblems>[0]["kind"], ...columns: ColumnField[]) =>
      matchingProblems({ kind, columns }).map(({ field }) => field);
    expect(problems("TEACHER", "lastName", "firstName")).toEqual([]);
    expect(problems("TEACHER", "lastName")).toEqual(["name"]);
    expect(problems("TEACHER", "fullName")).toEqual([]);
    expect(problems("STUDENT", "lastName", "firstName")).toEqual(["pupil"]);
    for (const field of ["ine", "birthDate", "identifier", "division"] as const) {
      expect(problems("STUDENT", "lastName", "firstName", field)).toEqual([]);
    }
    expect(problems("GUARDIAN", "fullName", "childLastName")).toEqual(["child"]);
    for (const child of [
      ["childIne"],
      ["childIdentifier"],
      ["childFullName"],
      ["childLastName", "childFirstName"],
    ] as const) {
      expect(problems("GUARDIAN", "fullName", ...child)).toEqual([]);
    }
    const pupil = ["fullName", "ine"] as const;
    expect(problems("STUDENT", ...pupil, "parent1Email", "parent2Email")).toEqual(["parent"]);
    expect(problems("STUDENT", ...pupil, "parent1Email", "parent1FullName")).toEqual([]);
    expect(problems("NONE")).toEqual([]);
    expect(problems("COLUMN", "fullName")).toEqual(["needsKind"]);
    expect(problems("COLUMN", "fullName", "kind")).toEqual([]);
    expect(matchingProblems({ kind: "TEACHER", columns: ["fullName", "email", null, "email"] })).toEqual([
      { field: "email", columns: [1, 3] },
    ]);
    expect(COLUMN_FIELDS).toHaveLength(new Set(COLUMN_FIELDS).size);
  });

  it("say whom a row is, in the words of schools", () => {
    const words = [
      "Élèves",
      "Responsable légal",
      "Mère",
      "Professeur",
      "Enseignante",
      "C.P.E.",
      "AED",
      "Principal",
      "AESH",
      "Student",
    ];
    expect(words.map(kindOfWord)).toEqual([
      "STUDENT",
      "GUARDIAN",
      "GUARDIAN",
      "TEACHER",
      "TEACHER",
      "VIE_SCOLAIRE",
      "VIE_SCOLAIRE",
      "HEAD",
      "STAFF",
      "STUDENT",
    ]);
    expect(kindOfWord("autre")).toBeNull();
    expect(kindOfWord("")).toBeNull();
  });
});

describe("the days of a plain table", () => {
  it("are day first, ISO, or counted by a spreadsheet", () => {
    for (const text of [
      "4/3/2018",
      "04/03/2018",
      "4-3-2018",
      "04.03.2018",
      "2018-03-04",
      "2018-03-04T00:00:00",
      "43163",
    ]) {
      expect(tableDayOf(text)).toBe("2018-03-04");
    }
    for (const text of ["31/02/2018", "3/2018", "2018", "12/03/14", "demain", "9999"])
      expect(tableDayOf(text)).toBeNull();
    expect(dayOfSerial(43163.75)).toBe("2018-03-04");
    expect(dayOfSerial(41701, true)).toBe("2018-03-04");
    expect([dayOfSerial(9_999), dayOfSerial(10_000), dayOfSerial(73_050), dayOfSerial(73_051)]).toEqual([
      null,
      "1927-05-18",
      "2099-12-31",
      null,
    ]);
  });
});
