import type { Source } from "@/lib/imports/read";
import { sourceOf } from "@/tests/factories/imports";

// Documents of an AAF/SDET feed, valid for ficAlimMENESR.dtd, of invented people.

type Values = Readonly<Record<string, string | readonly string[]>>;

/** What a document is of, as its requests and its name say it. */
const CATEGORIES = {
  EtabEducNat: "categorieStructure",
  MefEducNat: "categorieMef",
  MatiereEducNat: "categorieMatiere",
  PersEducNat: "categoriePersonne",
  Eleve: "categoriePersonne",
  PersRelEleve: "categoriePersonne",
} as const;
export type FeedCategory = keyof typeof CATEGORIES;

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign] ?? sign);

function valuesText(values: string | readonly string[]): string {
  const list = typeof values === "string" ? [values] : values;
  // The grammar wants a value: an empty one is how a feed says nothing.
  return list.length === 0 ? "<value/>" : list.map((value) => `<value>${escaped(value)}</value>`).join("");
}

function request(name: string, category: FeedCategory, id: string, inside: string): string {
  const operational = `<attr name="${CATEGORIES[category]}"><value>${category}</value></attr>`;
  return `<${name}>\n<operationalAttributes>${operational}</operationalAttributes>\n<identifier><id>${id}</id></identifier>\n${inside}</${name}>`;
}

/** Something that a feed adds whole. */
export function added(category: FeedCategory, id: string, values: Values): string {
  const attributes = Object.entries(values).map(([name, each]) => `<attr name="${name}">${valuesText(each)}</attr>`);
  return request("addRequest", category, id, `<attributes>\n${attributes.join("\n")}\n</attributes>\n`);
}

/** Something that a delta changes, attribute by attribute. */
export function modified(category: FeedCategory, id: string, values: Values): string {
  const changes = Object.entries(values).map(
    ([name, each]) => `<modification name="${name}" operation="replace">${valuesText(each)}</modification>`,
  );
  return request("modifyRequest", category, id, `<modifications>\n${changes.join("\n")}\n</modifications>\n`);
}

/** Something that a delta takes away. */
export function deleted(category: FeedCategory, id: string): string {
  return request("deleteRequest", category, id, "");
}

/** A document of these requests. */
export function feedDocument(requests: readonly string[], generatedOn = "16/11/2026"): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE ficAlimMENESR SYSTEM "ficAlimMENESR.dtd">
<ficAlimMENESR>
<!-- degre="2D" -->
<!-- dateGenerationExport="${generatedOn}" -->
${requests.join("\n")}
</ficAlimMENESR>
`;
}

type Documents = Readonly<Partial<Record<FeedCategory, readonly string[]>>>;

/** A feed of these requests, one document per category, named as the ministry names them. */
export function feedFiles(documents: Documents, kind: "Complet" | "Delta" = "Complet"): Record<string, string> {
  return Object.fromEntries(
    Object.entries(documents).map(([category, requests]) => [
      `ENT_${kind}_20261116_${category}_0000.xml`,
      feedDocument(requests),
    ]),
  );
}

/** The same, to be read. */
export function feedSources(...given: Parameters<typeof feedFiles>): Source[] {
  return Object.entries(feedFiles(...given)).map(([name, text]) => sourceOf(text, name));
}

/** A school. */
export function aFedSchool(id: string, uai: string, values: Values = {}): string {
  return added("EtabEducNat", id, {
    ENTStructureJointure: id,
    ENTStructureUAI: uai,
    ENTEtablissementUAI: uai,
    ENTStructureNomCourant: "CLG$CLG LES TILLEULS$TORCY",
    ENTStructureTypeStruct: "COLLEGE",
    ENTStructureCodeTypeStruct: "340",
    l: "TORCY",
    ENTServAcAcademie: "CRETEIL",
    ENTStructureClasses: ["6A$6EME A$10010012110", "6B$6EME B$10010012110"],
    ENTStructureGroupes: ["6LAT$LATIN$6A$6B"],
    ...values,
  });
}

/** A pupil of 6A of structure 43. */
export function aFedPupil(id: string, values: Values = {}, structure = "43"): string {
  return added("Eleve", id, {
    ENTPersonJointure: id,
    ENTEleveINE: `0990000${id.slice(-2).padStart(2, "0")}AA`,
    ENTEleveStructRattachId: `1${id}`,
    ENTPersonDateNaissance: "14/03/2015",
    ENTPersonNomPatro: `NOM${id}`,
    sn: `NOM${id}`,
    givenName: "Zoé",
    ENTPersonAutresPrenoms: ["Zoé", "Marie"],
    personalTitle: "Mme",
    ENTElevePersRelEleve: [],
    ENTEleveMEF: "10010012110",
    ENTPersonStructRattach: structure,
    ENTEleveClasses: [`${structure}$6A`],
    ENTEleveGroupes: [],
    ...values,
  });
}

/** A guardian, with a mobile. */
export function aFedGuardian(id: string, values: Values = {}): string {
  return added("PersRelEleve", id, {
    ENTPersonJointure: id,
    ENTPersonNomPatro: `PARENT${id}`,
    sn: `PARENT${id}`,
    givenName: "Anne",
    personalTitle: "Mme",
    homePhone: "+33 1 99 00 00 01",
    ENTPersonAdresse: "3 rue des Lilas$$$",
    ENTPersonCodePostal: "77200",
    ENTPersonVille: "TORCY",
    ENTPersonPays: "FRANCE",
    mail: `parent${id}@courriel.example`,
    ENTPersonMobileSMS: "+33 6 39 98 00 11",
    ...values,
  });
}

/** A teacher of structure 43, who teaches nothing yet. */
export function aFedTeacher(id: string, values: Values = {}, structure = "43"): string {
  return added("PersEducNat", id, {
    ENTPersonJointure: id,
    ENTPersonDateNaissance: "06/05/1980",
    ENTPersonNomPatro: `PROF${id}`,
    sn: `PROF${id}`,
    givenName: "Jean",
    personalTitle: "M.",
    mail: `prof${id}@ac-creteil.example`,
    ENTPersonStructRattach: structure,
    ENTAuxEnsClassesMatieres: [],
    ENTAuxEnsGroupesMatieres: [],
    ENTAuxEnsClassesPrincipal: [],
    ENTPersonFonctions: [`${structure}$ENS$ENSEIGNEMENT$L1300$MATHEMATIQUES`],
    ...values,
  });
}

/** The subjects of the académie. */
export const FED_SUBJECTS: readonly string[] = [
  ["020700", "FRANCAIS"],
  ["061300", "MATHEMATIQUES"],
  ["020300", "LATIN"],
].map(([code = "", name = ""]) => added("MatiereEducNat", code, { ENTMatJointure: code, ENTLibelleMatiere: name }));

/** The formations of the académie. */
export const FED_MEFS: readonly string[] = [
  added("MefEducNat", "10010012110", { ENTMefJointure: "10010012110", ENTLibelleMef: "6EME" }),
];
