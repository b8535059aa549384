import type { ExternalSource } from "@/lib/db/types";
import { recordName } from "@/lib/imports/fields";
import type { PlanContext } from "@/lib/imports/plan/context";
import { groupBy } from "@/lib/imports/plan/group-by";
import type { PupilOutcome } from "@/lib/imports/plan/pupil-matching";
import { factsOf } from "@/lib/imports/plan/questions";
import {
  identifiersOf,
  isSilent,
  isTable,
  namesakesOf,
  ownFirst,
  shownId,
  spelled,
  systemOf,
} from "@/lib/imports/plan/systems";
import { childrenOfTable } from "@/lib/imports/plan/table-matching";
import type { ContactRow, PersonRow } from "@/lib/imports/plan/tables";
import { nameKey } from "@/lib/imports/names";
import type { GuardianRecord, GuardianshipRecord, ResponsablesFile, System } from "@/lib/imports/records";

/** CODE_PARENTE of an adult pupil, listed as their own guardian. */
const THE_PUPIL = "70";

type Link = GuardianshipRecord & { studentId: string };

/**
 * Plans guardians and their responsibilities. The file is authoritative for the pupils that SIECLE knows: a
 * responsibility that it no longer has is dated out, and so is a guardian left without any.
 * Somebody who is responsible for no pupil of the school is not kept: we have no reason to know them (RGPD, art. 5.1.c).
 */
export function planGuardians(
  context: PlanContext,
  file: ResponsablesFile,
  pupils: ReadonlyMap<string, PupilOutcome>,
): void {
  const { drafts } = context;
  const persons = new Map([...drafts.person.rows()].map((row) => [row.id, row]));
  const civil = new Map([...drafts.civilStatus.rows()].map((row) => [row.personId, row]));
  const contacts = groupBy(drafts.contact.rows(), (row) => row.personId);
  const isFirst = ![...persons.values()].some((person) => person.profile === "GUARDIAN");
  const { links, spared } = resolveLinks(context, file, pupils, persons);
  const byGuardian = groupBy(links, (link) => link.personneId);
  const identifiers = identifiersOf(file.header);
  // Whom a record of the file already is, or says that it is.
  const claimed = new Set(
    file.guardians.flatMap(({ personneId }) => context.personsWith(identifiers.guardian, personneId)),
  );
  const whoIs = guardianFinder(context, file, contacts, claimed);
  const idOf = new Map<string, string>();
  let withoutPupil = 0;

  for (const guardian of file.guardians) {
    if (idOf.has(guardian.personneId)) {
      const reason = `ce ${identifiers.guardianLabel} est déjà pris par un autre enregistrement du fichier`;
      context.refuse("guardian", guardian.source ?? file.file, guardian.line, nameOf(file, guardian), reason);
      continue;
    }
    const own = byGuardian.get(guardian.personneId);
    if (!own) {
      withoutPupil += 1;
      continue;
    }
    const { ids, doubt } = whoIs(guardian, own);
    const children = own.map(({ studentId }) => persons.get(studentId));
    const personId =
      doubt === null ? (ids[0] ?? context.newId()) : askWho(context, file, guardian, children, ids, doubt);
    if (personId === null) {
      for (const { studentId } of own) spared.add(studentId);
      continue;
    }
    const before = persons.get(personId);
    const person: PersonRow = {
      id: personId,
      profile: "GUARDIAN",
      duty: null,
      civility: guardian.civility ?? (isSilent(file.header) ? (before?.civility ?? null) : null),
      ...spelled(file.header, before, guardian),
      ...context.spanOf(before, context.startOf(isFirst)),
    };
    idOf.set(guardian.personneId, person.id);
    claimed.add(person.id);
    const identified = context.identify(person.id, identifiers.guardian, guardian.personneId);
    const status = civil.get(person.id);
    const civilStatus = {
      birthDate: status?.birthDate ?? null,
      sex: status?.sex ?? null,
      familyName: guardian.familyName ?? (isSilent(file.header) ? (status?.familyName ?? null) : null),
    };
    context.putPerson("guardian", person, civilStatus, identified);
    context.putContacts(person.id, guardian.contacts, contacts);
  }

  const left = planGuardianships(context, file, byGuardian, idOf, spared);
  const among = file.header.isPartial ? left : null;
  endGuardians(context, persons, new Set(idOf.values()), identifiers.guardian, among);
  if (withoutPupil > 0) {
    context.notices.push(`${withoutPupil} personnes qui ne sont responsables d’aucun élève n’ont pas été créées`);
  }
}

const nameOf = ({ header }: ResponsablesFile, { lastName, firstName, personneId }: GuardianRecord): string =>
  recordName("Responsable", [lastName, firstName], {
    [identifiersOf(header).guardianLabel]: shownId(header, personneId),
  });

/** SIECLE and a feed number guardians apart: whom only the other has numbered is found by name among the guardians of their pupils. */
const OTHER_NUMBERS: Readonly<Partial<Record<System, ExternalSource>>> = {
  SIECLE: "AAF_RESPONSABLE",
  AAF: "SIECLE_PERSONNE",
};

/**
 * Finds who a guardian is. Several of one name for one child, two records of one name that nothing tells apart, and in a plain table
 * a guardian of that name of other children: `doubt` says so, and a person answers.
 */
function guardianFinder(
  context: PlanContext,
  { header }: ResponsablesFile,
  contacts: ReadonlyMap<string, readonly ContactRow[]>,
  claimed: ReadonlySet<string>,
): (guardian: GuardianRecord, own: readonly Link[]) => { ids: readonly string[]; doubt: string | null } {
  const { guardian: source, areNames } = identifiersOf(header);
  const namesakes = namesakesOf(context);
  const sharing = sharersOf(context, namesakes);
  const other = OTHER_NUMBERS[systemOf(header)];
  const isReachedLike = (id: string, { contacts: { email, mobile } }: GuardianRecord): boolean =>
    (contacts.get(id) ?? []).some(({ value }) => value === email || value === mobile);
  return (guardian, own) => {
    const certain = context.personsWith(source, guardian.personneId);
    const key = nameKey(guardian.lastName, guardian.firstName);
    if (!areNames && certain.length > 0) return { ids: certain, doubt: null };
    if (!areNames) {
      // Whom the school created by hand, for one of these pupils, before the files had them; whom only the other has numbered.
      const isFree = (id: string): boolean => {
        const isOther = other && context.isKnownTo(other, id) && !context.isKnownTo(source, id);
        return (isOther || !context.isOfFiles(id)) && !claimed.has(id);
      };
      const keys = new Set([key, nameKey(guardian.familyName ?? guardian.lastName, guardian.firstName)]);
      const ids = [...new Set([...keys].flatMap((name) => sharing(own, name)))].filter(isFree);
      return { ids, doubt: ids.length > 1 ? "plusieurs responsables de cet élève portent ce nom" : null };
    }
    const sharers = ownFirst(context, source, guardian.personneId, sharing(own, key));
    if (sharers.length > 1) {
      const ids = sharers.filter((id) => !claimed.has(id));
      return { ids, doubt: "plusieurs responsables de cet élève portent ce nom" };
    }
    const isOwn = certain.length === 1 && (isTable(header) || sharers.includes(certain[0] ?? ""));
    if (isOwn) return { ids: certain, doubt: null };
    if (sharers.length === 1 && !guardian.isNamesake) return { ids: sharers, doubt: null };
    if (!guardian.isNamesake && !isTable(header)) return { ids: [], doubt: null };
    const others = namesakes(key).filter((person) => person.profile === "GUARDIAN" && context.isOpen(person));
    const ids = [...new Set([...sharers, ...others.map(({ id }) => id)])].filter((id) => !claimed.has(id));
    if (guardian.isNamesake) return { ids, doubt: "un autre responsable du fichier porte ce nom" };
    const reached = ids.filter((id) => isReachedLike(id, guardian));
    if (reached.length === 1) return { ids: reached, doubt: null };
    return { ids, doubt: ids.length > 0 ? "un responsable d’un autre élève porte ce nom" : null };
  };
}

/** Puts a guardian to a person. Null until they answer, and when the guardian is not to be imported. */
function askWho(
  context: PlanContext,
  file: ResponsablesFile,
  guardian: GuardianRecord,
  children: readonly (PersonRow | undefined)[],
  ids: readonly string[],
  reason: string,
): string | null {
  const { email, mobile } = guardian.contacts;
  const question = {
    entity: "guardian" as const,
    source: identifiersOf(file.header).guardian,
    value: guardian.personneId,
    label: nameOf(file, guardian),
    reason,
    file: guardian.source ?? file.file,
    line: guardian.line,
    facts: factsOf({
      children: children.flatMap((child) => (child ? `${child.lastName} ${child.firstName}` : [])).join(", "),
      "contact.EMAIL": email,
      "contact.MOBILE": mobile,
    }),
  };
  return context.ask(question, ids);
}

/**
 * Finds the guardians of a name who already are, or were, responsible for one of these pupils. A name alone finds nobody: their
 * namesake of another family must not enter with their account.
 */
function sharersOf(
  context: PlanContext,
  namesakes: (key: string) => readonly PersonRow[],
): (links: readonly Link[], key: string) => string[] {
  const known = new Set([...context.drafts.guardianship.rows()].map((row) => `${row.guardianId} ${row.studentId}`));
  return (links, key) =>
    namesakes(key).flatMap(({ id, profile }) =>
      profile === "GUARDIAN" && links.some(({ studentId }) => known.has(`${id} ${studentId}`)) ? id : [],
    );
}

/** The links whose pupil we have; `spared` are pupils whose responsibilities this file cannot end. */
function resolveLinks(
  context: PlanContext,
  file: ResponsablesFile,
  pupils: ReadonlyMap<string, PupilOutcome>,
  persons: ReadonlyMap<string, PersonRow>,
): { links: Link[]; spared: Set<string> } {
  const links = new Map<string, Link>();
  const spared = new Set<string>();
  const known = new Set(file.guardians.map((guardian) => guardian.personneId));
  const { pupil: source, pupilLabel, thisPupil, guardianLabel, areNames } = identifiersOf(file.header);
  const bearers = areNames ? pupilsByName(context) : null;
  const ofTable = bearers && isTable(file.header) ? childrenOfTable(context, bearers) : null;
  const meant = (link: GuardianshipRecord): readonly string[] =>
    ofTable ? ofTable(link) : bearers ? bearers(link.eleveId, link.among) : context.personsWith(source, link.eleveId);
  const spare = (link: GuardianshipRecord) =>
    (bearers && !ofTable ? bearers(link.eleveId) : meant(link)).forEach((id) => spared.add(id));
  // A guardian whose record was refused keeps what they had.
  for (const link of file.guardianships) if (!known.has(link.personneId)) spare(link);
  for (const link of file.guardianships) {
    if (link.kinship === THE_PUPIL) continue;
    const record = recordName("Responsabilité", [], {
      [pupilLabel]: link.eleveId,
      // Of one system, both have one label.
      [pupilLabel === guardianLabel ? "de" : guardianLabel]: link.personneId,
    });
    const refused = (reason: string) =>
      context.refuse("guardianship", link.source ?? file.file, link.line, record, reason);
    const outcome = pupils.get(link.eleveId);
    if (outcome === "left") continue;
    const [knownId, ...others] = meant(link);
    const studentId = typeof outcome === "object" ? outcome.personId : outcome === undefined ? knownId : undefined;
    const student = studentId === undefined ? undefined : persons.get(studentId);
    if (outcome === "refused") {
      spare(link);
      refused("l’élève lui-même a été refusé");
    } else if (others.length > 0) {
      spare(link);
      refused("plusieurs élèves portent ce nom dans cette classe");
    } else if (studentId === undefined) {
      spare(link);
      refused(areNames ? NOBODY_OF_THAT_NAME : `aucun élève connu n’a ${thisPupil}`);
    } else if (!known.has(link.personneId)) refused(`aucune personne du fichier n’a ce ${guardianLabel}`);
    else if (links.has(`${studentId} ${link.personneId}`)) refused("cette responsabilité est déjà dans le fichier");
    else if (!student || context.isOpen(student)) links.set(`${studentId} ${link.personneId}`, { ...link, studentId });
  }
  return { links: [...links.values()], spared };
}

const NOBODY_OF_THAT_NAME = "aucun élève de ce nom n’est dans cette classe";

/** Finds the pupils of a name who are still there, in one of these divisions when they are given. */
function pupilsByName(context: PlanContext): (key: string, divisions?: readonly string[]) => string[] {
  const namesakes = namesakesOf(context);
  const codes = new Map([...context.drafts.group.rows()].map((group) => [group.id, group.code]));
  const open = [...context.drafts.enrollment.rows()].filter((row) => context.isOpen(row));
  const places = groupBy(open, (row) => row.studentId);
  const isIn = (id: string, divisions: readonly string[]) =>
    (places.get(id) ?? []).some((row) => divisions.includes(codes.get(row.groupId) ?? ""));
  return (key, divisions = []) =>
    namesakes(key).flatMap((person) => {
      const isPupil = person.profile === "STUDENT" && context.isOpen(person);
      return isPupil && (divisions.length === 0 || isIn(person.id, divisions)) ? person.id : [];
    });
}

/** A responsibility that a file tells nothing more of: the school says what it is, and says otherwise if need be. */
const PLAIN = { level: 1, kinship: null, pays: false, contactFirst: false };

/** @returns the guardians who lost a responsibility, and those whom a partial file says to be gone. */
function planGuardianships(
  context: PlanContext,
  { header, of, gone }: ResponsablesFile,
  byGuardian: ReadonlyMap<string, readonly Link[]>,
  idOf: ReadonlyMap<string, string>,
  spared: ReadonlySet<string>,
): ReadonlySet<string> {
  const { drafts, counts } = context;
  const identifiers = identifiersOf(header);
  const left = new Set(gone?.flatMap((id) => context.personsWith(identifiers.guardian, id)));
  const isGone = new Set(left);
  const isTold = (studentId: string): boolean =>
    !header.isPartial || of?.has(context.identifierOf(studentId, identifiers.pupil) ?? "") === true;
  const known = [...drafts.guardianship.rows()];
  const isFirst = known.length === 0;
  const open = new Map(
    // A tie of today comes before one that begins with a later year.
    [...known.filter((row) => context.isOfLaterYear(row)), ...known.filter((row) => context.isOpen(row))].map((row) => [
      `${row.guardianId} ${row.studentId}`,
      row,
    ]),
  );
  let supposed = 0;
  for (const [personneId, links] of byGuardian) {
    const guardianId = idOf.get(personneId);
    if (guardianId === undefined) continue;
    for (const link of links) {
      const { studentId } = link;
      const key = `${guardianId} ${studentId}`;
      const before = open.get(key);
      if (link.level === null && !before) supposed += 1;
      const { level, kinship, pays, contactFirst } =
        link.level === null ? (before ?? PLAIN) : { ...link, level: link.level };
      open.delete(key);
      const outcome = drafts.guardianship.put({
        id: before?.id ?? context.newId(),
        guardianId,
        studentId,
        level,
        kinship,
        pays,
        contactFirst: contactFirst ?? before?.contactFirst ?? false,
        ...context.spanOf(before, context.startOf(isFirst)),
      });
      counts.guardianship[outcome] += 1;
    }
  }
  if (supposed > 0) {
    context.notices.push(
      `ces fichiers ne disent pas qui est représentant légal\u202F: ${supposed} responsables d’élève le seront, et verront donc les résultats`,
    );
  }
  for (const row of open.values()) {
    const isOurs =
      context.isKnownTo(identifiers.pupil, row.studentId) && context.isKnownTo(identifiers.guardian, row.guardianId);
    const isOver = isGone.has(row.guardianId) || (isTold(row.studentId) && !spared.has(row.studentId));
    if (!isOurs || !isOver || context.isOfLaterYear(row)) continue;
    drafts.guardianship.put({ ...row, endsOn: context.endOf(row, context.departuresOn) });
    counts.guardianship.ended += 1;
    left.add(row.guardianId);
  }
  return left;
}

/** Dates out the guardians of SIECLE who have no responsibility left; with a partial file, only among those who lost one. */
function endGuardians(
  context: PlanContext,
  persons: ReadonlyMap<string, PersonRow>,
  inFile: ReadonlySet<string>,
  source: ExternalSource,
  among: ReadonlySet<string> | null,
): void {
  const responsible = new Set(
    [...context.drafts.guardianship.rows()].flatMap((row) =>
      context.isOpen(row) || context.isOfLaterYear(row) ? [row.guardianId] : [],
    ),
  );
  for (const person of persons.values()) {
    if (person.profile !== "GUARDIAN" || !context.isOpen(person)) continue;
    if (inFile.has(person.id) || responsible.has(person.id) || among?.has(person.id) === false) continue;
    if (context.isKnownTo(source, person.id)) context.endPerson("guardian", person);
  }
}
