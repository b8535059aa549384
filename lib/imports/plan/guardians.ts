import { recordName } from "@/lib/imports/fields";
import { groupBy, type PlanContext } from "@/lib/imports/plan/context";
import type { PupilOutcome } from "@/lib/imports/plan/pupil-matching";
import type { PersonRow } from "@/lib/imports/plan/tables";
import type { GuardianRecord, GuardianshipRecord, ResponsablesFile } from "@/lib/imports/records";

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
  const idOf = new Map<string, string>();
  let withoutPupil = 0;

  for (const guardian of file.guardians) {
    if (idOf.has(guardian.personneId)) {
      const reason = "ce PERSONNE_ID est déjà pris par un autre enregistrement du fichier";
      context.refuse("guardian", file.file, guardian.line, nameOf(guardian), reason);
      continue;
    }
    if (!byGuardian.has(guardian.personneId)) {
      withoutPupil += 1;
      continue;
    }
    const [knownId] = context.personsWith("SIECLE_PERSONNE", guardian.personneId);
    const before = knownId === undefined ? undefined : persons.get(knownId);
    const person: PersonRow = {
      id: before?.id ?? context.newId(),
      profile: "GUARDIAN",
      duty: null,
      civility: guardian.civility,
      lastName: guardian.lastName,
      firstName: guardian.firstName,
      startsOn: before?.startsOn ?? context.startOf(isFirst),
      endsOn: null,
    };
    idOf.set(guardian.personneId, person.id);
    const identified = context.identify(person.id, "SIECLE_PERSONNE", guardian.personneId);
    const status = civil.get(person.id);
    const civilStatus = {
      birthDate: status?.birthDate ?? null,
      sex: status?.sex ?? null,
      familyName: guardian.familyName,
    };
    context.putPerson("guardian", person, civilStatus, identified);
    context.putContacts(person.id, guardian.contacts, contacts);
  }

  planGuardianships(context, byGuardian, idOf, spared);
  endGuardians(context, persons, new Set(idOf.values()));
  if (withoutPupil > 0) {
    context.notices.push(`${withoutPupil} personnes qui ne sont responsables d’aucun élève n’ont pas été créées`);
  }
}

const nameOf = (guardian: GuardianRecord) =>
  recordName("Responsable", [guardian.lastName, guardian.firstName], { PERSONNE_ID: guardian.personneId });

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
  const spare = (eleveId: string) => context.personsWith("SIECLE_ELEVE", eleveId).forEach((id) => spared.add(id));
  // A guardian whose record was refused keeps what they had.
  for (const { eleveId, personneId } of file.guardianships) if (!known.has(personneId)) spare(eleveId);
  for (const link of file.guardianships) {
    if (link.kinship === THE_PUPIL) continue;
    const record = recordName("Responsabilité", [], { ELEVE_ID: link.eleveId, PERSONNE_ID: link.personneId });
    const refused = (reason: string) => context.refuse("guardianship", file.file, link.line, record, reason);
    const outcome = pupils.get(link.eleveId);
    if (outcome === "left") continue;
    const [knownId] = context.personsWith("SIECLE_ELEVE", link.eleveId);
    const studentId = typeof outcome === "object" ? outcome.personId : outcome === undefined ? knownId : undefined;
    const student = studentId === undefined ? undefined : persons.get(studentId);
    if (outcome === "refused") {
      spare(link.eleveId);
      refused("l’élève lui-même a été refusé");
    } else if (studentId === undefined) refused("aucun élève connu n’a cet ELEVE_ID");
    else if (!known.has(link.personneId)) refused("aucune personne du fichier n’a ce PERSONNE_ID");
    else if (links.has(`${studentId} ${link.personneId}`)) refused("cette responsabilité est déjà dans le fichier");
    else if (!student || context.isOpen(student)) links.set(`${studentId} ${link.personneId}`, { ...link, studentId });
  }
  return { links: [...links.values()], spared };
}

function planGuardianships(
  context: PlanContext,
  byGuardian: ReadonlyMap<string, readonly Link[]>,
  idOf: ReadonlyMap<string, string>,
  spared: ReadonlySet<string>,
): void {
  const { drafts, counts } = context;
  const known = [...drafts.guardianship.rows()];
  const isFirst = known.length === 0;
  const open = new Map(
    known.filter((row) => context.isOpen(row)).map((row) => [`${row.guardianId} ${row.studentId}`, row]),
  );
  for (const [personneId, links] of byGuardian) {
    const guardianId = idOf.get(personneId);
    if (guardianId === undefined) continue;
    for (const { studentId, level, kinship, pays, contactFirst } of links) {
      const key = `${guardianId} ${studentId}`;
      const before = open.get(key);
      open.delete(key);
      const outcome = drafts.guardianship.put({
        id: before?.id ?? context.newId(),
        guardianId,
        studentId,
        level,
        kinship,
        pays,
        contactFirst,
        startsOn: before?.startsOn ?? context.startOf(isFirst),
        endsOn: null,
      });
      counts.guardianship[outcome] += 1;
    }
  }
  for (const row of open.values()) {
    const isOurs =
      context.isKnownTo("SIECLE_ELEVE", row.studentId) && context.isKnownTo("SIECLE_PERSONNE", row.guardianId);
    if (!isOurs || spared.has(row.studentId)) continue;
    drafts.guardianship.put({ ...row, endsOn: context.endOf(row) });
    counts.guardianship.ended += 1;
  }
}

/** Dates out the guardians of SIECLE who have no responsibility left. */
function endGuardians(
  context: PlanContext,
  persons: ReadonlyMap<string, PersonRow>,
  inFile: ReadonlySet<string>,
): void {
  const responsible = new Set(
    [...context.drafts.guardianship.rows()].flatMap((row) => (context.isOpen(row) ? [row.guardianId] : [])),
  );
  for (const person of persons.values()) {
    if (person.profile !== "GUARDIAN" || !context.isOpen(person)) continue;
    if (inFile.has(person.id) || responsible.has(person.id)) continue;
    if (context.isKnownTo("SIECLE_PERSONNE", person.id)) context.endPerson("guardian", person);
  }
}
