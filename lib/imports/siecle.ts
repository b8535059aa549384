import { quoted } from "@/lib/imports/failure";
import {
  addressOf,
  civilityOf,
  contactsOf,
  dayOf,
  isYes,
  type Reader,
  recordName,
  type Refuse,
  refusalsOf,
  sexOf,
  siecleHeader,
} from "@/lib/imports/fields";
import type { Address, GuardianRecord, GuardianshipRecord, PupilRecord, StructureRef } from "@/lib/imports/records";
import { all, firstText, textAt, type XmlElement } from "@/lib/imports/xml";

// BEE_ELEVES and BEE_RESPONSABLES, VERSION 1.7 to 2.1.

const USAGE_NAMES = ["NOM_USAGE", "NOM_DE_FAMILLE", "NOM"];
const FAMILY_NAMES = ["NOM_DE_FAMILLE", "NOM"];

/** Élèves: identity, division and groups of each pupil, in whatever order the sections come. */
export function elevesReader(root: string, file: string): Reader {
  const { refusals, refuse } = refusalsOf(file);
  const read: { pupil: PupilRecord; addressId: string }[] = [];
  const unread: string[] = [];
  const structures = new Map<string, StructureRef[]>();
  const addresses = new Map<string, Address | null>();
  let parameters: XmlElement | null = null;
  const paths = {
    parameters: `${root}/PARAMETRES`,
    pupil: `${root}/DONNEES/ELEVES/ELEVE`,
    structures: `${root}/DONNEES/STRUCTURES/STRUCTURES_ELEVE`,
    address: `${root}/DONNEES/ADRESSES/ADRESSE`,
  };
  return {
    paths: new Set(Object.values(paths)),
    reads: new Map([[paths.pupil, READ_OF_PUPIL]]),
    take({ path, element }) {
      if (path === paths.parameters) parameters = element;
      else if (path === paths.pupil) {
        const pupil = pupilOf(element, refuse);
        if (pupil) read.push({ pupil, addressId: textAt(element, "ADRESSE_ID") ?? "" });
        else if (element.attributes.ELEVE_ID) unread.push(element.attributes.ELEVE_ID);
      } else if (path === paths.address) addresses.set(element.attributes.ADRESSE_ID ?? "", addressOf(element));
      else addStructures(element, structures, refuse);
    },
    finish() {
      for (const { pupil, addressId } of read) {
        pupil.contacts.address = addresses.get(addressId) ?? null;
        pupil.structures = structures.get(pupil.eleveId) ?? [];
      }
      const pupils = read.map(({ pupil }) => pupil);
      return { kind: "ELEVES", file, header: siecleHeader(parameters, file), pupils, unread, refusals };
    },
  };
}

/** What is read of a pupil: the rest is ten times as much. */
const READ_OF_PUPIL: ReadonlySet<string> = new Set([
  ...USAGE_NAMES,
  "ID_NATIONAL",
  "INE_RNIE",
  "INE_BEA",
  "PRENOM",
  "DATE_NAISS",
  "DATE_ENTREE",
  "DATE_SORTIE",
  "CODE_SEXE",
  "CODE_MEF",
  "MEL",
  "TEL_PORTABLE",
  "TEL_PERSONNEL",
  "TEL_PROFESSIONNEL",
  "ACCEPTE_SMS",
  "ADRESSE_ID",
]);

function addStructures(element: XmlElement, structures: Map<string, StructureRef[]>, refuse: Refuse): void {
  const eleveId = element.attributes.ELEVE_ID ?? "";
  const list = structures.get(eleveId) ?? [];
  structures.set(eleveId, list);
  for (const structure of all(element, "STRUCTURE")) {
    const code = textAt(structure, "CODE_STRUCTURE");
    const type = textAt(structure, "TYPE_STRUCTURE");
    // A pupil without a place yet has an empty structure: nothing to say about it.
    if (!code) continue;
    if (type === "D" || type === "G") list.push({ kind: type === "D" ? "DIVISION" : "GROUP", code });
    else {
      const record = recordName("Structure", [code], { ELEVE_ID: eleveId });
      refuse("enrollment", structure.line, record, `type ${quoted(type ?? "")} inconnu, D ou G attendu`);
    }
  }
}

/** A pupil as their own record tells them; the address and the places come from other sections. */
function pupilOf(element: XmlElement, refuse: Refuse): PupilRecord | null {
  const eleveId = element.attributes.ELEVE_ID ?? "";
  const ine = firstText(element, ["ID_NATIONAL", "INE_RNIE", "INE_BEA"]);
  const lastName = firstText(element, USAGE_NAMES);
  const firstName = textAt(element, "PRENOM");
  const record = recordName("Élève", [lastName, firstName], { ELEVE_ID: eleveId, INE: ine });
  const refused = (reason: string) => {
    refuse("student", element.line, record, reason);
    return null;
  };
  if (!eleveId) return refused("ELEVE_ID manque");
  if (!lastName || !firstName) return refused("le nom ou le prénom manque");
  const days = { birthDate: "DATE_NAISS", entersOn: "DATE_ENTREE", leavesOn: "DATE_SORTIE" } as const;
  const read = { birthDate: null, entersOn: null, leavesOn: null } as Record<keyof typeof days, string | null>;
  for (const key of ["birthDate", "entersOn", "leavesOn"] as const) {
    const text = textAt(element, days[key]);
    read[key] = text === null ? null : dayOf(text);
    if (text !== null && read[key] === null) return refused(`${days[key]} illisible ${quoted(text)}`);
  }
  return {
    line: element.line,
    eleveId,
    elenoet: element.attributes.ELENOET || null,
    ine: ine?.toUpperCase() ?? null,
    lastName,
    familyName: firstText(element, FAMILY_NAMES),
    firstName,
    ...read,
    sex: sexOf(textAt(element, "CODE_SEXE")),
    mef: textAt(element, "CODE_MEF"),
    contacts: contactsOf(element, null, record, refuse),
    structures: [],
  };
}

/** Responsables: persons, what ties them to the pupils, and addresses. */
export function responsablesReader(root: string, file: string): Reader {
  const { refusals, refuse } = refusalsOf(file);
  const read: { guardian: GuardianRecord; addressId: string }[] = [];
  const guardianships: GuardianshipRecord[] = [];
  const addresses = new Map<string, Address | null>();
  let parameters: XmlElement | null = null;
  const paths = {
    parameters: `${root}/PARAMETRES`,
    person: `${root}/DONNEES/PERSONNES/PERSONNE`,
    link: `${root}/DONNEES/RESPONSABLES/RESPONSABLE_ELEVE`,
    address: `${root}/DONNEES/ADRESSES/ADRESSE`,
  };
  return {
    paths: new Set(Object.values(paths)),
    take({ path, element }) {
      if (path === paths.parameters) parameters = element;
      else if (path === paths.person) {
        const guardian = guardianOf(element, refuse);
        if (guardian) read.push({ guardian, addressId: textAt(element, "ADRESSE_ID") ?? "" });
      } else if (path === paths.link) {
        const link = guardianshipOf(element, refuse);
        if (link) guardianships.push(link);
      } else addresses.set(element.attributes.ADRESSE_ID ?? "", addressOf(element));
    },
    finish() {
      for (const { guardian, addressId } of read) guardian.contacts.address = addresses.get(addressId) ?? null;
      const guardians = read.map(({ guardian }) => guardian);
      return {
        kind: "RESPONSABLES",
        file,
        header: siecleHeader(parameters, file),
        guardians,
        guardianships,
        refusals,
      };
    },
  };
}

/** A guardian as their own record tells them; the address comes from another section. */
function guardianOf(element: XmlElement, refuse: Refuse): GuardianRecord | null {
  const personneId = element.attributes.PERSONNE_ID ?? "";
  const lastName = firstText(element, USAGE_NAMES);
  const firstName = textAt(element, "PRENOM");
  const record = recordName("Responsable", [lastName, firstName], { PERSONNE_ID: personneId });
  const refused = (reason: string) => {
    refuse("guardian", element.line, record, reason);
    return null;
  };
  if (!personneId) return refused("PERSONNE_ID manque");
  if (!lastName) return refused("le nom manque");
  // A service (foster care, home) is a person without a first name: a legal representative all the same.
  return {
    line: element.line,
    personneId,
    lastName,
    familyName: firstText(element, FAMILY_NAMES),
    firstName: firstName ?? "",
    civility: civilityOf(firstText(element, ["LC_CIVILITE", "LL_CIVILITE"])),
    contacts: contactsOf(element, null, record, refuse),
  };
}

/** RESP_LEGAL, before NIVEAU_RESPONSABILITE: 1 and 2 are the two legal representatives, 0 a contact. */
const OLD_LEVELS: Readonly<Record<string, 1 | 3>> = { "1": 1, "2": 1, "0": 3 };

function levelOf(element: XmlElement): 1 | 2 | 3 | null {
  const level = textAt(element, "NIVEAU_RESPONSABILITE");
  if (level === null) return OLD_LEVELS[textAt(element, "RESP_LEGAL") ?? ""] ?? null;
  return level === "1" ? 1 : level === "2" ? 2 : level === "3" ? 3 : null;
}

function guardianshipOf(element: XmlElement, refuse: Refuse): GuardianshipRecord | null {
  const eleveId = textAt(element, "ELEVE_ID");
  const personneId = textAt(element, "PERSONNE_ID");
  const record = recordName("Responsabilité", [], { ELEVE_ID: eleveId, PERSONNE_ID: personneId });
  const level = levelOf(element);
  if (!eleveId || !personneId || level === null) {
    const reason =
      level === null ? "le niveau de responsabilité manque ou n’est pas 1, 2 ou 3" : "ELEVE_ID ou PERSONNE_ID manque";
    refuse("guardianship", element.line, record, reason);
    return null;
  }
  return {
    line: element.line,
    eleveId,
    personneId,
    level,
    kinship: textAt(element, "CODE_PARENTE"),
    pays: isYes(textAt(element, "RESP_FINANCIER")),
    contactFirst: isYes(textAt(element, "A_CONTACTER_EN_PRIORITE")),
  };
}
