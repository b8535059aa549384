import { Temporal } from "temporal-polyfill";
import { quoted } from "@/lib/imports/failure";
import {
  checkedUai,
  civilityOf,
  dayOf,
  type Reader,
  recordName,
  type Refuse,
  refusalsOf,
  schoolYearOf,
  sexOf,
} from "@/lib/imports/fields";
import type {
  DivisionRecord,
  GroupRecord,
  MefRecord,
  SchoolRecord,
  ServiceRecord,
  StaffKey,
  StaffRecord,
  SubjectRecord,
} from "@/lib/imports/records";
import { divisionOf, groupOf, mefOf, subjectOf } from "@/lib/imports/siecle-structures";
import { all, firstText, textAt, type XmlElement } from "@/lib/imports/xml";

/** STSWEB's export `sts_emp` (root STS_EDT): staff, structure and services. */
export function stsReader(root: string, file: string): Reader {
  const { refusals, refuse } = refusalsOf(file);
  const subjects: SubjectRecord[] = [];
  const mefs: MefRecord[] = [];
  const staff: StaffRecord[] = [];
  const unread: StaffKey[] = [];
  const divisions: DivisionRecord[] = [];
  const groups: GroupRecord[] = [];
  const services: ServiceRecord[] = [];
  let uai: string | undefined;
  let school: SchoolRecord = { academy: null, name: "", city: null, nature: null };
  let year: XmlElement | null = null;
  const takers: Record<string, (element: XmlElement) => void> = {
    [`${root}/PARAMETRES/UAJ`]: (element) => {
      uai = element.attributes.CODE;
      school = schoolOf(element);
    },
    [`${root}/PARAMETRES/ANNEE_SCOLAIRE`]: (element) => (year = element),
    [`${root}/NOMENCLATURES/MATIERES/MATIERE`]: (element) => subjects.push(...subjectOf(element, "CODE", refuse)),
    [`${root}/NOMENCLATURES/MEFS/MEF`]: (element) => mefs.push(...mefOf(element, "CODE")),
    [`${root}/DONNEES/INDIVIDUS/INDIVIDU`]: (element) => {
      const [person] = staffOf(element, refuse);
      const key = person ? null : keyOf(element);
      if (person) staff.push(person);
      if (key) unread.push(key);
    },
    [`${root}/DONNEES/STRUCTURE/DIVISIONS/DIVISION`]: (element) => {
      const [division] = divisionOf(element, refuse);
      if (!division) return;
      divisions.push(division);
      services.push(...servicesOf(element, { kind: "DIVISION", code: division.code }, refuse));
    },
    [`${root}/DONNEES/STRUCTURE/GROUPES/GROUPE`]: (element) => {
      const [group] = groupOf(element, refuse);
      if (!group) return;
      groups.push(group);
      services.push(...servicesOf(element, { kind: "GROUP", code: group.code }, refuse));
    },
  };
  return {
    paths: new Set(Object.keys(takers)),
    take: ({ path, element }) => takers[path]?.(element),
    finish() {
      return {
        kind: "STS",
        file,
        header: { uai: checkedUai(uai, file), year: schoolYearOf(year?.attributes.ANNEE ?? null) },
        school,
        startsOn: year ? dayOf(textAt(year, "DATE_DEBUT") ?? "") : null,
        endsOn: year ? dayAfter(dayOf(textAt(year, "DATE_FIN") ?? "")) : null,
        subjects,
        mefs,
        staff,
        unread,
        divisions,
        groups,
        services,
        refusals,
      };
    },
  };
}

function dayAfter(day: string | null): string | null {
  return day === null ? null : Temporal.PlainDate.from(day).add({ days: 1 }).toString();
}

function schoolOf(uaj: XmlElement): SchoolRecord {
  const name = [textAt(uaj, "DENOM_PRINC"), textAt(uaj, "DENOM_COMPL")].filter((part) => part !== null).join(" ");
  return {
    academy: textAt(uaj, "ACADEMIE", "LIBELLE"),
    name: name || (textAt(uaj, "SIGLE") ?? ""),
    city: textAt(uaj, "COMMUNE"),
    nature: textAt(uaj, "CODE_NATURE"),
  };
}

function keyOf(element: XmlElement): StaffKey | null {
  const { ID: id, TYPE: type } = element.attributes;
  return id && (type === "epp" || type === "local") ? { type, id } : null;
}

function staffOf(element: XmlElement, refuse: Refuse): StaffRecord[] {
  const key = keyOf(element);
  const lastName = firstText(element, ["NOM_USAGE", "NOM_PATRONYMIQUE"]);
  const firstName = textAt(element, "PRENOM");
  const identifiers = { ID: element.attributes.ID, TYPE: element.attributes.TYPE };
  const refused = (reason: string) => {
    refuse("staff", element.line, recordName("Personnel", [lastName, firstName], identifiers), reason);
    return [];
  };
  if (!key) return refused("ID manque, ou TYPE n’est ni epp ni local");
  if (!lastName || !firstName) return refused("le nom ou le prénom manque");
  const birth = textAt(element, "DATE_NAISSANCE");
  const birthDate = birth === null ? null : dayOf(birth);
  if (birth !== null && birthDate === null) return refused(`DATE_NAISSANCE illisible ${quoted(birth)}`);
  return [
    {
      ...key,
      line: element.line,
      lastName,
      familyName: textAt(element, "NOM_PATRONYMIQUE"),
      firstName,
      civility: civilityOf(textAt(element, "CIVILITE")),
      sex: sexOf(textAt(element, "SEXE")),
      birthDate,
      position: textAt(element, "FONCTION"),
      mainOf: all(element, "PROFS_PRINC", "PROF_PRINC").flatMap((main) => textAt(main, "CODE_STRUCTURE") ?? []),
    },
  ];
}

function servicesOf(structure: XmlElement, group: ServiceRecord["group"], refuse: Refuse): ServiceRecord[] {
  return all(structure, "SERVICES", "SERVICE").flatMap((element) => {
    const { CODE_MATIERE: subject, CODE_MOD_COURS: modality } = element.attributes;
    const record = recordName("Service", [group.code], { CODE_MATIERE: subject });
    if (!subject) {
      refuse("service", element.line, record, "CODE_MATIERE manque");
      return [];
    }
    const teachers = all(element, "ENSEIGNANTS", "ENSEIGNANT").flatMap((teacher) => {
      const key = keyOf(teacher);
      if (!key)
        refuse("serviceTeacher", teacher.line, record, "ID de l’enseignant manque, ou TYPE n’est ni epp ni local");
      return key ?? [];
    });
    return [{ line: element.line, subject, modality: modality || "CG", group, teachers }];
  });
}
