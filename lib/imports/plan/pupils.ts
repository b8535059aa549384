import { recordName } from "@/lib/imports/fields";
import { ImportFailure, quoted } from "@/lib/imports/failure";
import { groupBy, type PlanContext } from "@/lib/imports/plan/context";
import type { Structure } from "@/lib/imports/plan/structure";
import type { EnrollmentRow, PersonRow } from "@/lib/imports/plan/tables";
import type { ElevesFile, PupilRecord } from "@/lib/imports/records";

/** An ELEVE_ID as planning resolved it; a pupil who left before we knew them is not kept. */
export type PupilOutcome = { personId: string } | "left" | "refused";

/** Fewer departures than this never stop an import: small schools exist. */
const MASS_DEPARTURE_MINIMUM = 10;

const nameOf = (pupil: PupilRecord) =>
  recordName("Élève", [pupil.lastName, pupil.firstName], { ELEVE_ID: pupil.eleveId, INE: pupil.ine });

/**
 * Plans pupils and their enrolments. The file is authoritative: a pupil with an ELEVE_ID that it no longer has is dated out.
 * @throws ImportFailure MASS_DEPARTURE when more than half of the pupils would be, unless allowed: a partial export.
 */
export function planPupils(
  context: PlanContext,
  file: ElevesFile,
  structure: Structure,
  allowMassDeparture: boolean,
): Map<string, PupilOutcome> {
  const { drafts } = context;
  const persons = new Map([...drafts.person.rows()].map((row) => [row.id, row]));
  const birthDates = new Map([...drafts.civilStatus.rows()].map((row) => [row.personId, row.birthDate]));
  const contacts = groupBy(drafts.contact.rows(), (row) => row.personId);
  const isFirst = ![...persons.values()].some((person) => person.profile === "STUDENT");
  const active = [...persons.values()].filter((person) => person.profile === "STUDENT" && context.isOpen(person));
  const enrollments = enrollmentPlanner(context, structure);
  const outcomes = new Map<string, PupilOutcome>(file.unread.map((eleveId) => [eleveId, "refused"]));
  const taken = new Set<string>();
  // Whoever a refused record may be is not gone for all that.
  const spared = new Set(file.unread.flatMap((eleveId) => context.personsWith("SIECLE_ELEVE", eleveId)));
  const claimed = new Set(file.pupils.flatMap((pupil) => context.personsWith("SIECLE_ELEVE", pupil.eleveId)));

  for (const pupil of file.pupils) {
    const refused = (reason: string): void => {
      context.refuse("student", file.file, pupil.line, nameOf(pupil), reason);
      for (const id of candidates(context, pupil)) spared.add(id);
      if (!outcomes.has(pupil.eleveId)) outcomes.set(pupil.eleveId, "refused");
    };
    if (outcomes.has(pupil.eleveId)) {
      refused("cet ELEVE_ID est déjà pris par un autre enregistrement du fichier");
      continue;
    }
    const match = matchPupil(context, pupil, birthDates, claimed);
    if ("reason" in match) {
      refused(match.reason);
      continue;
    }
    const before = match.personId === null ? undefined : persons.get(match.personId);
    if (pupil.leavesOn !== null && pupil.entersOn !== null && pupil.leavesOn < pupil.entersOn) {
      refused(`DATE_SORTIE ${quoted(pupil.leavesOn)} est avant DATE_ENTREE ${quoted(pupil.entersOn)}`);
      continue;
    }
    if (!before && pupil.leavesOn !== null && pupil.leavesOn <= context.effectiveOn) {
      outcomes.set(pupil.eleveId, "left");
      continue;
    }
    const person: PersonRow = {
      id: before?.id ?? context.newId(),
      profile: "STUDENT",
      duty: null,
      civility: null,
      lastName: pupil.lastName,
      firstName: pupil.firstName,
      startsOn: before?.startsOn ?? pupil.entersOn ?? context.startOf(isFirst),
      endsOn: null,
    };
    person.endsOn = pupil.leavesOn === null ? null : context.endOf(person, pupil.leavesOn);
    taken.add(person.id);
    claimed.add(person.id);
    persons.set(person.id, person);
    birthDates.set(person.id, pupil.birthDate);
    outcomes.set(pupil.eleveId, { personId: person.id });
    const identified = identify(context, person.id, pupil);
    context.putPerson(
      "student",
      person,
      { birthDate: pupil.birthDate, sex: pupil.sex, familyName: pupil.familyName },
      identified,
    );
    context.putContacts(person.id, pupil.contacts, contacts);
    enrollments.plan(person, pupil, file.file);
  }

  const gone = active.filter(
    (person) => !taken.has(person.id) && !spared.has(person.id) && context.isKnownTo("SIECLE_ELEVE", person.id),
  );
  if (!allowMassDeparture && gone.length >= MASS_DEPARTURE_MINIMUM && gone.length * 2 > active.length) {
    const reason = `${gone.length} élèves sur ${active.length} ne sont plus dans le fichier, qui semble partiel`;
    throw new ImportFailure("MASS_DEPARTURE", file.file, null, reason);
  }
  for (const person of gone) {
    context.endPerson("student", person);
    enrollments.end(person.id);
  }
  const left = [...outcomes.values()].filter((outcome) => outcome === "left").length;
  if (left > 0) context.notices.push(`${left} élèves déjà sortis et inconnus d’ici n’ont pas été créés`);
  return outcomes;
}

/** Everybody whom a record could mean. */
function candidates(context: PlanContext, pupil: PupilRecord): readonly string[] {
  return [...context.personsWith("SIECLE_ELEVE", pupil.eleveId), ...context.personsWith("INE", pupil.ine)];
}

/**
 * Who a record is: by ELEVE_ID, else by INE and birth date together, because an INE may belong to two pupils.
 * An ELEVE_ID whose INE and birth date both contradict what we know has been given to another child.
 */
function matchPupil(
  context: PlanContext,
  pupil: PupilRecord,
  birthDates: ReadonlyMap<string, string | null>,
  claimed: ReadonlySet<string>,
): { personId: string | null } | { reason: string } {
  const [known] = context.personsWith("SIECLE_ELEVE", pupil.eleveId);
  const sameIne = context.personsWith("INE", pupil.ine);
  if (known !== undefined) {
    const birthDate = birthDates.get(known) ?? null;
    const isOtherChild =
      birthDate !== null &&
      pupil.birthDate !== null &&
      birthDate !== pupil.birthDate &&
      pupil.ine !== null &&
      !sameIne.includes(known) &&
      context.isKnownTo("INE", known);
    return isOtherChild
      ? { reason: "cet ELEVE_ID désigne ici un élève d’un autre INE et d’une autre date de naissance" }
      : { personId: known };
  }
  if (pupil.birthDate === null) return { personId: null };
  const matches = sameIne.filter((personId) => birthDates.get(personId) === pupil.birthDate);
  if (matches.length > 1) return { reason: "plusieurs fiches ont cet INE et cette date de naissance" };
  const [match = null] = matches;
  if (match !== null && claimed.has(match))
    return { reason: "un autre enregistrement du fichier correspond à la même fiche" };
  return { personId: match };
}

function identify(context: PlanContext, personId: string, pupil: PupilRecord): boolean {
  const changes = [context.identify(personId, "SIECLE_ELEVE", pupil.eleveId)];
  if (pupil.ine !== null) changes.push(context.identify(personId, "INE", pupil.ine));
  const [holder] = context.personsWith("SIECLE_ELENOET", pupil.elenoet);
  if (pupil.elenoet !== null && (holder === undefined || holder === personId)) {
    changes.push(context.identify(personId, "SIECLE_ELENOET", pupil.elenoet));
  }
  return changes.includes(true);
}

/** Plans who is in which division and groupe: dated rows, one division at a time. */
function enrollmentPlanner(context: PlanContext, structure: Structure) {
  const { drafts, counts, year } = context;
  const ofYear = new Set([...drafts.group.rows()].flatMap((group) => (group.yearId === year.id ? [group.id] : [])));
  const known = [...drafts.enrollment.rows()].filter((row) => ofYear.has(row.groupId));
  const isFirst = known.length === 0;
  const byPupil = groupBy(known, (row) => row.studentId);

  const end = (row: EnrollmentRow, on: string): void => {
    drafts.enrollment.put({ ...row, endsOn: context.endOf(row, on) });
    counts.enrollment.ended += 1;
  };
  return {
    /** Ends all that is open for a pupil who is gone. */
    end(personId: string): void {
      for (const row of byPupil.get(personId) ?? []) if (context.isOpen(row)) end(row, context.effectiveOn);
    },
    plan(person: PersonRow, pupil: PupilRecord, file: string): void {
      const before = byPupil.get(person.id) ?? [];
      const open = before.filter((row) => context.isOpen(row));
      if (person.endsOn !== null && person.endsOn <= context.effectiveOn) {
        for (const row of open) end(row, person.endsOn);
        return;
      }
      const codes = new Set(pupil.structures.flatMap((ref) => (ref.kind === "DIVISION" ? [ref.code] : [])));
      const isAmbiguous = codes.size > 1;
      if (isAmbiguous) {
        const reason = `l’élève a plusieurs divisions, ${[...codes].join(", ")}`;
        context.refuse("enrollment", file, pupil.line, nameOf(pupil), reason);
      }
      const wanted = new Map(
        pupil.structures.flatMap((ref) => {
          const group = isAmbiguous && ref.kind === "DIVISION" ? null : structure.group(ref);
          return group ? [[group.id, group.kind] as const] : [];
        }),
      );
      for (const row of open) {
        if (wanted.has(row.groupId)) counts.enrollment.unchanged += 1;
        else if (!(isAmbiguous && row.groupKind === "DIVISION")) end(row, context.effectiveOn);
      }
      const current = new Set(open.map((row) => row.groupId));
      const start = latest(context.startOf(isFirst), before.length === 0 ? person.startsOn : null);
      for (const [groupId, groupKind] of wanted) {
        if (current.has(groupId)) continue;
        drafts.enrollment.put({
          id: context.newId(),
          groupId,
          groupKind,
          studentId: person.id,
          startsOn: start,
          endsOn: null,
        });
        counts.enrollment.created += 1;
      }
    },
  };
}

function latest(a: string, b: string | null): string {
  return b !== null && b > a ? b : a;
}
