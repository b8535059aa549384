import { type TableFormat, tableFormat, type TableRow } from "@/lib/imports/csv";
import { quoted } from "@/lib/imports/failure";
import {
  checkedContacts,
  civilityOf,
  isYes,
  looseDayOf,
  recordName,
  type Refuse,
  refusalsOf,
  sexOf,
} from "@/lib/imports/fields";
import { nameKey } from "@/lib/imports/names";
import type {
  Address,
  ContactDetails,
  GuardianRecord,
  GuardianshipRecord,
  Header,
  ImportFile,
  PupilRecord,
  StaffRecord,
} from "@/lib/imports/records";

// ONDE's three CSV exports of a primary school. They hold no number and do not name the school: names stand for identifiers, with the
// birth date for a pupil; two records that nothing tells apart are refused, both.

const HEADER: Header = { system: "ONDE", uai: null, year: null };

const ELEVES = {
  lastName: ["nomeleve", "nomdefamilleeleve"],
  usageName: ["nomdusageeleve"],
  firstName: ["prenomeleve"],
  birthDate: ["datenaissance", "datedenaissance"],
  sex: ["sexe"],
  address: ["adresse1"],
  postalCode: ["cp1"],
  city: ["commune1"],
  country: ["pays1"],
  division: ["classe"],
} as const;

const RESPONSABLES = {
  civility: ["civiliteresponsable"],
  usageName: ["nomusageresponsable", "nomdusageresponsable"],
  lastName: ["nomresponsable", "nomdefamilleresponsable"],
  firstName: ["prenomresponsable"],
  address: ["adresseresponsable"],
  postalCode: ["cpresponsable"],
  city: ["communeresponsable"],
  country: ["pays"],
  email: ["courriel"],
  home: ["telephonedomicile"],
  work: ["telephonetravail"],
  mobile: ["telephoneportable"],
  childUsageName: ["nomdusageenfant"],
  childLastName: ["nomdefamilleenfant"],
  childFirstName: ["prenomenfant"],
  childDivisions: ["classesenfants"],
} as const;

const ENSEIGNANTS = {
  civility: ["civilite"],
  usageName: ["nomusage", "nomdusage"],
  lastName: ["nom"],
  firstName: ["prenom"],
  isHead: ["directeur"],
  divisions: ["classe", "classes"],
} as const;

const NOTHING: ContactDetails = {
  email: null,
  mobile: null,
  home: null,
  work: null,
  acceptsSms: false,
  address: null,
};

/** Élèves: identity and class of each pupil. */
const eleves = tableFormat(ELEVES, ["lastName", "firstName", "birthDate", "division"], (file) => {
  const { refusals, refuse } = refusalsOf(file);
  const read: PupilRecord[] = [];
  const unread: string[] = [];
  return {
    take(row) {
      const names = [row.cell("usageName") ?? row.cell("lastName"), row.cell("firstName")] as const;
      const record = recordName("Élève", names, { naissance: row.cell("birthDate") });
      const key = nameKey(row.cell("lastName") ?? names[0] ?? "", names[1] ?? "");
      const refused = (reason: string): void => {
        refuse("student", row.line, record, reason);
        unread.push(key);
      };
      const [lastName, firstName] = names;
      const birth = row.cell("birthDate");
      const birthDate = birth === null ? null : looseDayOf(birth);
      if (!lastName || !firstName) return refused("le nom ou le prénom manque");
      if (birth === null)
        return refused("la date de naissance manque, rien d’autre ne distingue deux élèves de même nom");
      if (birthDate === null) return refused(`date de naissance illisible ${quoted(birth)}`);
      const code = row.cell("division");
      read.push({
        line: row.line,
        eleveId: `${key}/${birthDate}`,
        elenoet: null,
        ine: null,
        lastName,
        familyName: row.cell("lastName"),
        firstName,
        birthDate,
        sex: sexOf(row.cell("sex")),
        mef: null,
        entersOn: null,
        leavesOn: null,
        contacts: { ...NOTHING, address: addressOf(row) },
        structures: code === null ? [] : [{ kind: "DIVISION", code }],
      });
    },
    finish(): ImportFile {
      const [pupils, twins] = apart(read, ({ eleveId }) => eleveId);
      for (const { record: pupil, lines } of twins) {
        const record = recordName("Élève", [pupil.lastName, pupil.firstName], { naissance: pupil.birthDate });
        refuse("student", pupil.line, record, `même nom, même prénom et même date de naissance ${lines}`);
        unread.push(pupil.eleveId.slice(0, pupil.eleveId.lastIndexOf("/")));
      }
      return { kind: "ELEVES", file, header: HEADER, pupils, unread, refusals };
    },
  };
});

/** Responsables: each with their children, told by name, first name and class. */
const responsables = tableFormat(RESPONSABLES, ["lastName", "firstName", "childLastName", "childFirstName"], (file) => {
  const { refusals, refuse } = refusalsOf(file);
  const read: { guardian: GuardianRecord; links: GuardianshipRecord[]; line: number }[] = [];
  return {
    take(row) {
      const lastName = row.cell("usageName") ?? row.cell("lastName");
      const firstName = row.cell("firstName") ?? "";
      const record = recordName("Responsable", [lastName, firstName], {});
      if (lastName === null) return refuse("guardian", row.line, record, "le nom manque");
      const personneId = nameKey(lastName, firstName);
      const texts = {
        email: row.cell("email"),
        mobile: row.cell("mobile"),
        home: row.cell("home"),
        work: row.cell("work"),
      };
      const guardian = {
        line: row.line,
        personneId,
        lastName,
        familyName: row.cell("lastName"),
        firstName,
        civility: civilityOf(row.cell("civility")),
        contacts: checkedContacts(texts, { acceptsSms: false, address: addressOf(row) }, row.line, record, refuse),
      };
      read.push({ guardian, links: childrenOf(row, personneId, record, refuse), line: row.line });
    },
    finish(): ImportFile {
      // Namesakes are told by their children; who they are, a person says (lib/imports/plan/guardians.ts).
      const [, bearers] = apart(read, ({ guardian }) => guardian.personneId);
      for (const { record } of bearers) {
        const { guardian, links } = record;
        const children = links.map(({ eleveId }) => eleveId).toSorted();
        guardian.isNamesake = true;
        guardian.personneId = [guardian.personneId, ...children].join("/");
        for (const link of links) link.personneId = guardian.personneId;
      }
      const [known, twins] = apart(read, ({ guardian }) => guardian.personneId);
      for (const { record, lines } of twins) {
        const { lastName, firstName } = record.guardian;
        refuse(
          "guardian",
          record.line,
          recordName("Responsable", [lastName, firstName], {}),
          `même nom et même prénom ${lines}`,
        );
      }
      const guardians = known.map(({ guardian }) => guardian);
      // Those of the refused too: the plan then leaves alone what they already are responsible for.
      const guardianships = read.flatMap(({ links }) => links);
      return { kind: "RESPONSABLES", file, header: HEADER, guardians, guardianships, refusals };
    },
  };
});

function childrenOf(
  row: TableRow<keyof typeof RESPONSABLES>,
  personneId: string,
  record: string,
  refuse: Refuse,
): GuardianshipRecord[] {
  const links: GuardianshipRecord[] = [];
  for (let rank = 0; rank < row.ranks("childFirstName"); rank += 1) {
    const lastName = row.cell("childLastName", rank) ?? row.cell("childUsageName", rank);
    const firstName = row.cell("childFirstName", rank);
    if (lastName === null && firstName === null) continue;
    if (lastName === null || firstName === null) {
      refuse("guardianship", row.line, record, "le nom ou le prénom d’un enfant manque");
      continue;
    }
    const divisions = row.cell("childDivisions", rank);
    links.push({
      line: row.line,
      eleveId: nameKey(lastName, firstName),
      personneId,
      among: divisions === null ? [] : [divisions, ...divisions.split(/\s*,\s*/)],
      level: null,
      kinship: null,
      pays: false,
      contactFirst: false,
    });
  }
  return links;
}

/** Enseignants: who teaches which class, and who heads the school. Their own addresses and telephones are not our business. */
const enseignants = tableFormat(ENSEIGNANTS, ["lastName", "firstName", "isHead", "divisions"], (file) => {
  const { refusals, refuse } = refusalsOf(file);
  const read: StaffRecord[] = [];
  return {
    take(row) {
      const lastName = row.cell("usageName") ?? row.cell("lastName");
      const firstName = row.cell("firstName");
      if (!lastName || !firstName) {
        return refuse(
          "staff",
          row.line,
          recordName("Personnel", [lastName, firstName], {}),
          "le nom ou le prénom manque",
        );
      }
      const division = row.cell("divisions");
      read.push({
        type: "onde",
        id: nameKey(lastName, firstName),
        line: row.line,
        lastName,
        familyName: row.cell("lastName"),
        firstName,
        civility: civilityOf(row.cell("civility")),
        sex: null,
        birthDate: null,
        position: isYes(row.cell("isHead")) ? "DIR" : "ENS",
        mainOf: division === null ? [] : [division],
      });
    },
    finish(): ImportFile {
      const [staff, namesakes] = apart(read, ({ id }) => id);
      for (const { record, lines } of namesakes) {
        const name = recordName("Personnel", [record.lastName, record.firstName], {});
        refuse("staff", record.line, name, `même nom et même prénom ${lines}`);
      }
      const unread = namesakes.map(({ record: { type, id } }) => ({ type, id }));
      return { kind: "ENSEIGNANTS", file, header: HEADER, staff, unread, refusals };
    },
  };
});

/** ONDE's tables. */
export const ONDE_FORMATS: readonly TableFormat<ImportFile>[] = [eleves, responsables, enseignants];

/** Those that are alone of their key, and those that are not, with the words that tell where the others are. */
function apart<R extends { line: number }>(
  records: readonly R[],
  keyOf: (record: R) => string,
): [alone: R[], together: { record: R; lines: string }[]] {
  const groups = new Map<string, R[]>();
  for (const record of records) groups.set(keyOf(record), [...(groups.get(keyOf(record)) ?? []), record]);
  const alone = records.filter((record) => groups.get(keyOf(record))?.length === 1);
  const together = records.flatMap((record) => {
    const others = (groups.get(keyOf(record)) ?? []).filter((other) => other !== record);
    const lines = others.map(({ line }) => line).join(", ");
    return others.length === 0
      ? []
      : { record, lines: `${others.length > 1 ? "qu’aux lignes" : "qu’à la ligne"} ${lines}` };
  });
  return [alone, together];
}

function addressOf(row: Pick<TableRow<"address" | "postalCode" | "city" | "country">, "cell">): Address | null {
  const [street, postalCode, city] = [row.cell("address"), row.cell("postalCode"), row.cell("city")];
  if (street === null && postalCode === null && city === null) return null;
  return { lines: street === null ? [] : [street], postalCode, city, country: row.cell("country") };
}
