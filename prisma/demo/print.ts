import { Temporal } from "temporal-polyfill";
import type {
  Address,
  ContactDetails,
  ElevesFile,
  Header,
  ImportFile,
  NomenclaturesFile,
  ResponsablesFile,
  StructuresFile,
  StsFile,
} from "@/lib/imports/records";
import type { IsoDay } from "@/lib/time/day";

// Writes records as the national software does: what lib/imports/read.ts reads back. Used by the demo and by tests.

type Child = string | null;

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign] ?? sign);

function attributesText(attributes: Readonly<Record<string, string | null>>): string {
  return Object.entries(attributes)
    .flatMap(([name, value]) => (value === null ? [] : [` ${name}="${escaped(value)}"`]))
    .join("");
}

/** An element with elements inside. */
function tag(name: string, attributes: Readonly<Record<string, string | null>>, children: readonly Child[]): string {
  const inside = children.filter((child) => child !== null);
  const start = `${name}${attributesText(attributes)}`;
  return inside.length === 0 ? `<${start}/>` : `<${start}>\n${inside.join("\n")}\n</${name}>`;
}

/** An element with a text inside; nothing at all for null. */
function leaf(name: string, text: string | null): Child {
  return text === null ? null : `<${name}>${escaped(text)}</${name}>`;
}

const frenchDay = (day: IsoDay | null): string | null => day && `${day.slice(8)}/${day.slice(5, 7)}/${day.slice(0, 4)}`;
const digit = (yes: boolean): string => (yes ? "1" : "0");

/** The places that ISO-8859-15 gives to other characters than ISO-8859-1. */
const LATIN_9: ReadonlyMap<string, number> = new Map([
  ["€", 0xa4],
  ["Š", 0xa6],
  ["š", 0xa8],
  ["Ž", 0xb4],
  ["ž", 0xb8],
  ["Œ", 0xbc],
  ["œ", 0xbd],
  ["Ÿ", 0xbe],
]);
const REPLACED: ReadonlySet<number> = new Set(LATIN_9.values());

/** A document in ISO-8859-15; what this encoding lacks becomes a character reference. */
function encode(document: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of `<?xml version="1.0" encoding="ISO-8859-15"?>\n${document}\n`) {
    const code = character.codePointAt(0) ?? 0;
    const latin = LATIN_9.get(character) ?? (code < 0x100 && !REPLACED.has(code) ? code : null);
    if (latin !== null) bytes.push(latin);
    else for (const sign of `&#${code};`) bytes.push(sign.charCodeAt(0));
  }
  return Uint8Array.from(bytes);
}

/** A file as its software would export it. */
export function printFile(file: ImportFile): Uint8Array {
  switch (file.kind) {
    case "ELEVES":
      return encode(printEleves(file));
    case "RESPONSABLES":
      return encode(printResponsables(file));
    case "STRUCTURES":
      return encode(printStructures(file));
    case "NOMENCLATURES":
      return encode(printNomenclatures(file));
    case "ENSEIGNANTS":
      throw new RangeError("no software of the ministry exports this as XML");
    case "STS":
      return encode(printSts(file));
  }
}

function parameters({ uai, year }: Header): string {
  return tag("PARAMETRES", {}, [leaf("UAJ", uai), leaf("ANNEE_SCOLAIRE", year === null ? null : String(year))]);
}

/** Numbers addresses: the files share them between persons. */
class AddressBook {
  readonly #ids = new Map<string, string>();
  readonly #elements: string[] = [];

  idOf(address: Address | null): string | null {
    if (!address) return null;
    const key = JSON.stringify(address);
    let id = this.#ids.get(key);
    if (id === undefined) {
      id = String(this.#ids.size + 1);
      this.#ids.set(key, id);
      const lines = address.lines.map((line, index) => leaf(`LIGNE${index + 1}_ADRESSE`, line));
      const { postalCode, city, country } = address;
      const place = [leaf("CODE_POSTAL", postalCode), leaf("LIBELLE_POSTAL", city), leaf("LL_PAYS", country)];
      this.#elements.push(tag("ADRESSE", { ADRESSE_ID: id }, [...lines, ...place]));
    }
    return id;
  }

  print(): string {
    return tag("ADRESSES", {}, this.#elements);
  }
}

function contacts({ email, home, mobile, work, acceptsSms, address }: ContactDetails, book: AddressBook): Child[] {
  return [
    leaf("TEL_PERSONNEL", home),
    leaf("TEL_PORTABLE", mobile),
    leaf("TEL_PROFESSIONNEL", work),
    leaf("MEL", email),
    leaf("ACCEPTE_SMS", digit(acceptsSms)),
    leaf("ADRESSE_ID", book.idOf(address)),
  ];
}

function names(person: { lastName: string; familyName: string | null }): Child[] {
  const usage = person.lastName === person.familyName ? null : person.lastName;
  return [leaf("NOM_DE_FAMILLE", person.familyName), leaf("NOM_USAGE", usage)];
}

function printEleves({ header, pupils }: ElevesFile): string {
  const book = new AddressBook();
  const eleves = pupils.map((pupil) =>
    tag("ELEVE", { ELEVE_ID: pupil.eleveId, ELENOET: pupil.elenoet }, [
      leaf("ID_NATIONAL", pupil.ine),
      ...names(pupil),
      leaf("PRENOM", pupil.firstName),
      leaf("DATE_NAISS", frenchDay(pupil.birthDate)),
      leaf("CODE_SEXE", pupil.sex && { M: "1", F: "2" }[pupil.sex]),
      leaf("CODE_MEF", pupil.mef),
      leaf("DATE_ENTREE", frenchDay(pupil.entersOn)),
      leaf("DATE_SORTIE", frenchDay(pupil.leavesOn)),
      ...contacts(pupil.contacts, book),
    ]),
  );
  const structures = pupils.map((pupil) =>
    tag(
      "STRUCTURES_ELEVE",
      { ELEVE_ID: pupil.eleveId },
      pupil.structures.map(({ kind, code }) =>
        tag("STRUCTURE", {}, [leaf("CODE_STRUCTURE", code), leaf("TYPE_STRUCTURE", kind === "DIVISION" ? "D" : "G")]),
      ),
    ),
  );
  const data = [tag("ELEVES", {}, eleves), tag("STRUCTURES", {}, structures), book.print()];
  return tag("BEE_ELEVES", { VERSION: "2.1" }, [parameters(header), tag("DONNEES", {}, data)]);
}

function printResponsables({ header, guardians, guardianships }: ResponsablesFile): string {
  const book = new AddressBook();
  const persons = guardians.map((guardian) =>
    tag("PERSONNE", { PERSONNE_ID: guardian.personneId }, [
      ...names(guardian),
      leaf("PRENOM", guardian.firstName || null),
      leaf("LC_CIVILITE", guardian.civility && { M: "M.", MME: "MME" }[guardian.civility]),
      ...contacts(guardian.contacts, book),
    ]),
  );
  const links = guardianships.map((link) =>
    tag("RESPONSABLE_ELEVE", {}, [
      leaf("ELEVE_ID", link.eleveId),
      leaf("PERSONNE_ID", link.personneId),
      leaf("CODE_PARENTE", link.kinship),
      leaf("NIVEAU_RESPONSABILITE", String(link.level)),
      leaf("RESP_FINANCIER", digit(link.pays)),
      leaf("A_CONTACTER_EN_PRIORITE", digit(link.contactFirst === true)),
    ]),
  );
  const data = [tag("RESPONSABLES", {}, links), tag("PERSONNES", {}, persons), book.print()];
  return tag("BEE_RESPONSABLES", { VERSION: "2.1" }, [parameters(header), tag("DONNEES", {}, data)]);
}

function printStructures({ header, divisions, groups }: StructuresFile): string {
  const divisionTags = divisions.map(({ code, name, mefs }) =>
    tag("DIVISION", { CODE_STRUCTURE: code }, [
      leaf("LIBELLE_LONG", name),
      tag(
        "MEFS_APPARTENANCE",
        {},
        mefs.map((mef) => tag("MEF_APPARTENANCE", {}, [leaf("CODE_MEF", mef)])),
      ),
    ]),
  );
  const groupTags = groups.map((group) =>
    tag("GROUPE", { CODE_STRUCTURE: group.code }, [
      leaf("LIBELLE_LONG", group.name),
      tag(
        "DIVISIONS_APPARTENANCE",
        {},
        group.divisions.map((code) => tag("DIVISION_APPARTENANCE", {}, [leaf("CODE_STRUCTURE", code)])),
      ),
    ]),
  );
  const data = [tag("DIVISIONS", {}, divisionTags), tag("GROUPES", {}, groupTags)];
  return tag("BEE_STRUCTURES", { VERSION: "2.1" }, [parameters(header), tag("DONNEES", {}, data)]);
}

function printNomenclatures({ header, subjects, mefs }: NomenclaturesFile): string {
  const data = [
    tag(
      "MATIERES",
      {},
      subjects.map((subject) =>
        tag("MATIERE", { CODE_MATIERE: subject.code }, [
          leaf("LIBELLE_COURT", subject.shortName),
          leaf("LIBELLE_EDITION", subject.name),
        ]),
      ),
    ),
    tag(
      "MEFS",
      {},
      mefs.map(({ code, formation }) => tag("MEF", { CODE_MEF: code }, [leaf("FORMATION", formation)])),
    ),
  ];
  return tag("BEE_NOMENCLATURES", { VERSION: "2.1" }, [parameters(header), tag("DONNEES", {}, data)]);
}

function lastDay(endsOn: IsoDay | null): IsoDay | null {
  return endsOn && Temporal.PlainDate.from(endsOn).subtract({ days: 1 }).toString();
}

function printSts(file: StsFile): string {
  const servicesOf = (kind: "DIVISION" | "GROUP", code: string): string =>
    tag(
      "SERVICES",
      {},
      file.services
        .filter(({ group }) => group.kind === kind && group.code === code)
        .map(({ subject, modality, teachers }) =>
          tag("SERVICE", { CODE_MATIERE: subject, CODE_MOD_COURS: modality }, [
            tag(
              "ENSEIGNANTS",
              {},
              teachers.map(({ type, id }) => tag("ENSEIGNANT", { TYPE: type, ID: id }, [])),
            ),
          ]),
        ),
    );
  const { academy, name, city, nature } = file.school;
  const uaj = tag("UAJ", { CODE: file.header.uai }, [
    tag("ACADEMIE", {}, [leaf("LIBELLE", academy)]),
    leaf("DENOM_PRINC", name),
    leaf("COMMUNE", city),
    leaf("CODE_NATURE", nature),
  ]);
  const year = tag("ANNEE_SCOLAIRE", { ANNEE: file.header.year === null ? null : String(file.header.year) }, [
    leaf("DATE_DEBUT", file.startsOn),
    leaf("DATE_FIN", lastDay(file.endsOn)),
  ]);
  const nomenclatures = [
    tag(
      "MATIERES",
      {},
      file.subjects.map((subject) =>
        tag("MATIERE", { CODE: subject.code }, [
          leaf("LIBELLE_COURT", subject.shortName),
          leaf("LIBELLE_EDITION", subject.name),
        ]),
      ),
    ),
    tag(
      "MEFS",
      {},
      file.mefs.map(({ code, formation }) => tag("MEF", { CODE: code }, [leaf("FORMATION", formation)])),
    ),
  ];
  const staff = file.staff.map((person) =>
    tag("INDIVIDU", { ID: person.id, TYPE: person.type }, [
      leaf("SEXE", person.sex && { M: "1", F: "2" }[person.sex]),
      leaf("CIVILITE", person.civility && { M: "1", MME: "2" }[person.civility]),
      leaf("NOM_USAGE", person.lastName),
      leaf("NOM_PATRONYMIQUE", person.familyName),
      leaf("PRENOM", person.firstName),
      leaf("DATE_NAISSANCE", person.birthDate),
      leaf("FONCTION", person.position),
      tag(
        "PROFS_PRINC",
        {},
        person.mainOf.map((code) => tag("PROF_PRINC", {}, [leaf("CODE_STRUCTURE", code)])),
      ),
    ]),
  );
  const divisions = file.divisions.map(({ code, name: label, mefs }) =>
    tag("DIVISION", { CODE: code }, [
      leaf("LIBELLE_LONG", label),
      tag(
        "MEFS_APPARTENANCE",
        {},
        mefs.map((mef) => tag("MEF_APPARTENANCE", { CODE: mef }, [])),
      ),
      servicesOf("DIVISION", code),
    ]),
  );
  const groups = file.groups.map((group) =>
    tag("GROUPE", { CODE: group.code }, [
      leaf("LIBELLE_LONG", group.name),
      tag(
        "DIVISIONS_APPARTENANCE",
        {},
        group.divisions.map((code) => tag("DIVISION_APPARTENANCE", { CODE: code }, [])),
      ),
      servicesOf("GROUP", group.code),
    ]),
  );
  return tag("STS_EDT", {}, [
    tag("PARAMETRES", {}, [uaj, year]),
    tag("NOMENCLATURES", {}, nomenclatures),
    tag("DONNEES", {}, [
      tag("INDIVIDUS", {}, staff),
      tag("STRUCTURE", {}, [tag("DIVISIONS", {}, divisions), tag("GROUPES", {}, groups)]),
    ]),
  ]);
}
