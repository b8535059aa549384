import { ImportFailure } from "@/lib/imports/failure";
import type { Source } from "@/lib/imports/read";
import { AAF_CATEGORIES, type AafCategory, type AafRequest } from "@/lib/imports/records";
import { all, FEED_ROOT, readRecords, type Records, textAt, type XmlElement } from "@/lib/imports/xml";

// The AAF/SDET feed as requests: SDET, annexe 4 (2D) and 4 bis; the grammar is ficAlimMENESR.dtd.

const OPERATIONS: Readonly<Record<string, AafRequest["operation"]>> = {
  addRequest: "add",
  modifyRequest: "modify",
  deleteRequest: "delete",
};
const RECORDS: Records = { paths: new Set(Object.keys(OPERATIONS).map((name) => `${FEED_ROOT}/${name}`)) };

/** Every attribute that is read; those of the first degree (1D) beside those of the second. The others are passed over. */
const ATTRIBUTES = `
  ENTStructureJointure ENTStructureUAI ENTEtablissementUAI ENTStructureNomCourant ENTStructureCodeTypeStruct
  l ENTStructureVille ENTServAcAcademie ENTStructureClasses ENTStructureGroupes
  ENTMefJointure ENTLibelleMef ENTMatJointure ENTLibelleMatiere
  ENTPersonJointure ENTPersonDateNaissance ENTPersonNomPatro sn ENTPersonNom
  givenName ENTPersonPrenom personalTitle ENTPersonCivilite ENTPersonSexe
  mail ENTPersonMail homePhone ENTPersonTelPerso telephoneNumber ENTPersRelEleveTelPro
  mobile ENTPersonMobileSMS ENTPersRelEleveTelMobile
  ENTPersonAdresse ENTPersonCodePostal ENTPersonVille ENTPersonPays ENTPersonStructRattach
  ENTEleveINE ENTEleveStructRattachId ENTEleveMEF ENTEleveClasses ENTEleveGroupes
  ENTEleveDateSortieClasses ENTElevePersRelEleve ENTEleveAutoriteParentale
  ENTPersonClasses ENTPersonGroupes ENTPersonFonctions ENTEnsFonctionDir
  ENTAuxEnsClassesMatieres ENTAuxEnsGroupesMatieres ENTAuxEnsClassesPrincipal`
  .trim()
  .split(/\s+/);
/** One text per attribute name, however many requests bear it. */
const NAMES = new Map(ATTRIBUTES.map((name) => [name, name]));

/** The requests of one document, in its order; those of other things than AAF_CATEGORIES are passed over. @throws ImportFailure. */
export async function* readRequests(source: Source): AsyncGenerator<AafRequest> {
  const recordsOf = (root: string) => (root === FEED_ROOT ? RECORDS : null);
  for await (const { element } of readRecords(source.open(), source.name, recordsOf)) {
    const request = requestOf(element, source.name);
    if (request) yield request;
  }
}

function requestOf(element: XmlElement, file: string): AafRequest | null {
  const operation = OPERATIONS[element.name];
  const category = categoryOf(element);
  if (!operation || !category) return null;
  const values = new Map<string, readonly string[]>();
  const attributes = [...all(element, "attributes", "attr"), ...all(element, "modifications", "modification")];
  for (const attribute of attributes) {
    const name = NAMES.get(attribute.attributes["name"] ?? "");
    if (name === undefined) continue;
    const texts = all(attribute, "value").flatMap(({ text }) => (text === "" ? [] : kept(text)));
    values.set(name, [...(values.get(name) ?? []), ...texts]);
  }
  const id = textAt(element, "identifier", "id") ?? values.get("ENTPersonJointure")?.[0];
  if (!id) throw new ImportFailure("MALFORMED", file, element.line, "une demande n’a pas d’identifiant");
  return { operation, category, id: kept(id), file, line: element.line, values };
}

/** A copy: a text cut out of a chunk would keep the whole chunk in memory, and few of an académie's records are kept. */
function kept(text: string): string {
  return Buffer.from(text, "utf8").toString("utf8");
}

const PERSONS: ReadonlyMap<string, AafCategory> = new Map([
  ["eleve", "PUPIL"],
  ["persreleleve", "GUARDIAN"],
  ["perseducnat", "STAFF"],
]);

/** What a request is about: the attribute that says it, and for persons and structures its value. */
function categoryOf(element: XmlElement): AafCategory | null {
  for (const attribute of all(element, "operationalAttributes", "attr")) {
    const value = textAt(attribute, "value")?.toLowerCase();
    const name = attribute.attributes["name"];
    if (name === "categorieMef") return "MEF";
    if (name === "categorieMatiere") return "SUBJECT";
    if (name === "categorieStructure") return value === "etabeducnat" ? "STRUCTURE" : null;
    if (name === "categoriePersonne") return PERSONS.get(value ?? "") ?? null;
  }
  return null;
}

/** Documents of a feed, as their content says what they are. */
export interface FeedDocument {
  source: Source;
  /** Null for an empty document, and one of other things than ours. */
  category: AafCategory | null;
}

/** What each document of a feed is of, in the order in which they are to be read, whatever their names. */
export async function documentsOf(sources: readonly Source[]): Promise<FeedDocument[]> {
  const documents: FeedDocument[] = [];
  for (const source of sources) {
    let category: AafCategory | null = null;
    for await (const request of readRequests(source)) {
      ({ category } = request);
      break;
    }
    documents.push({ source, category });
  }
  const rank = ({ category }: FeedDocument) => (category === null ? -1 : AAF_CATEGORIES.indexOf(category));
  return documents.toSorted((a, b) => rank(a) - rank(b) || (a.source.name < b.source.name ? -1 : 1));
}
