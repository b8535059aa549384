import { type Reader, recordName, type Refuse, refusalsOf, siecleHeader } from "@/lib/imports/fields";
import type { DivisionRecord, GroupRecord, MefRecord, SubjectRecord } from "@/lib/imports/records";
import { all, firstText, textAt, type XmlElement } from "@/lib/imports/xml";

// BEE_STRUCTURES and BEE_NOMENCLATURES; STS carries the same things with small differences, read by the same functions.

/** Divisions and groupes of the school. */
export function structuresReader(root: string, file: string): Reader {
  const { refusals, refuse } = refusalsOf(file);
  const divisions: DivisionRecord[] = [];
  const groups: GroupRecord[] = [];
  let parameters: XmlElement | null = null;
  const paths = {
    parameters: `${root}/PARAMETRES`,
    division: `${root}/DONNEES/DIVISIONS/DIVISION`,
    group: `${root}/DONNEES/GROUPES/GROUPE`,
  };
  return {
    paths: new Set(Object.values(paths)),
    take({ path, element }) {
      if (path === paths.parameters) parameters = element;
      else if (path === paths.division) divisions.push(...divisionOf(element, refuse));
      else groups.push(...groupOf(element, refuse));
    },
    finish: () => ({ kind: "STRUCTURES", file, header: siecleHeader(parameters, file), divisions, groups, refusals }),
  };
}

/** Subjects and MEFs (formations) of the school. */
export function nomenclaturesReader(root: string, file: string): Reader {
  const { refusals, refuse } = refusalsOf(file);
  const subjects: SubjectRecord[] = [];
  const mefs: MefRecord[] = [];
  let parameters: XmlElement | null = null;
  const paths = {
    parameters: `${root}/PARAMETRES`,
    subject: `${root}/DONNEES/MATIERES/MATIERE`,
    mef: `${root}/DONNEES/MEFS/MEF`,
  };
  return {
    paths: new Set(Object.values(paths)),
    take({ path, element }) {
      if (path === paths.parameters) parameters = element;
      else if (path === paths.subject) subjects.push(...subjectOf(element, "CODE_MATIERE", refuse));
      else mefs.push(...mefOf(element, "CODE_MEF"));
    },
    finish: () => ({ kind: "NOMENCLATURES", file, header: siecleHeader(parameters, file), subjects, mefs, refusals }),
  };
}

/** A division of SIECLE (@CODE_STRUCTURE) or STS (@CODE). */
export function divisionOf(element: XmlElement, refuse: Refuse): DivisionRecord[] {
  const code = element.attributes.CODE_STRUCTURE ?? element.attributes.CODE;
  if (!code) {
    refuse("division", element.line, recordName("Division", [textAt(element, "LIBELLE_LONG")], {}), "le code manque");
    return [];
  }
  const mefs = all(element, "MEFS_APPARTENANCE", "MEF_APPARTENANCE").flatMap(
    (mef) => mef.attributes.CODE ?? textAt(mef, "CODE_MEF") ?? [],
  );
  return [{ line: element.line, code, name: textAt(element, "LIBELLE_LONG"), mefs }];
}

/** A groupe of SIECLE (@CODE_STRUCTURE) or STS (@CODE), with the divisions it draws from. */
export function groupOf(element: XmlElement, refuse: Refuse): GroupRecord[] {
  const code = element.attributes.CODE_STRUCTURE ?? element.attributes.CODE;
  if (!code) {
    refuse("group", element.line, recordName("Groupe", [textAt(element, "LIBELLE_LONG")], {}), "le code manque");
    return [];
  }
  const divisions = all(element, "DIVISIONS_APPARTENANCE", "DIVISION_APPARTENANCE").flatMap(
    (division) => division.attributes.CODE ?? textAt(division, "CODE_STRUCTURE") ?? [],
  );
  return [{ line: element.line, code, name: textAt(element, "LIBELLE_LONG"), divisions }];
}

/** A subject of SIECLE (@CODE_MATIERE) or STS (@CODE): the label meant for print is the only one with accents. */
export function subjectOf(
  element: XmlElement,
  codeAttribute: "CODE_MATIERE" | "CODE",
  refuse: Refuse,
): SubjectRecord[] {
  const code = element.attributes[codeAttribute];
  const name = firstText(element, ["LIBELLE_EDITION", "LIBELLE_LONG", "LIBELLE_COURT", "CODE_GESTION"]);
  if (!code || !name) {
    refuse("subject", element.line, recordName("Matière", [name], { CODE: code }), "le code ou le libellé manque");
    return [];
  }
  return [{ line: element.line, code, name, shortName: firstText(element, ["LIBELLE_COURT", "CODE_GESTION"]) ?? name }];
}

/** A MEF: what a division's level is derived from. One without a code says nothing. */
export function mefOf(element: XmlElement, codeAttribute: "CODE_MEF" | "CODE"): MefRecord[] {
  const code = element.attributes[codeAttribute];
  return code ? [{ line: element.line, code, formation: firstText(element, ["FORMATION", "LIBELLE_LONG"]) }] : [];
}
