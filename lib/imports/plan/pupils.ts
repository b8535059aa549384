import { ImportFailure } from "@/lib/imports/failure";
import type { PlanContext } from "@/lib/imports/plan/context";
import { groupBy } from "@/lib/imports/plan/group-by";
import { pupilName, type PupilOutcome, resolvePupils } from "@/lib/imports/plan/pupil-matching";
import { identifiersOf, isSilent, isTable, spelled } from "@/lib/imports/plan/systems";
import type { Structure } from "@/lib/imports/plan/structure";
import type { EnrollmentRow, PersonRow } from "@/lib/imports/plan/tables";
import type { ElevesFile, PupilRecord } from "@/lib/imports/records";

/** Fewer departures than this never stop an import: small schools exist. */
const MASS_DEPARTURE_MINIMUM = 10;

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
  const students = [...drafts.person.rows()].filter((person) => person.profile === "STUDENT");
  const active = students.filter((person) => context.isOpen(person));
  const contacts = groupBy(drafts.contact.rows(), (row) => row.personId);
  const civil = new Map([...drafts.civilStatus.rows()].map((row) => [row.personId, row]));
  const enrollments = enrollmentPlanner(context, structure);
  const { resolved, outcomes, spared } = resolvePupils(context, file);

  for (const { pupil, personId, before, isReidentified } of resolved) {
    const person: PersonRow = {
      id: personId,
      profile: "STUDENT",
      duty: null,
      civility: null,
      ...spelled(file.header, before, pupil),
      ...context.spanOf(before ?? undefined, context.entryOf(pupil.entersOn, students.length === 0)),
    };
    if (pupil.leavesOn !== null) person.endsOn = context.endOf(person, pupil.leavesOn);
    const { birthDate, sex, familyName } = pupil;
    const known = isSilent(file.header) ? civil.get(personId) : undefined;
    const civilStatus = {
      birthDate: birthDate ?? known?.birthDate ?? null,
      sex: sex ?? known?.sex ?? null,
      familyName: familyName ?? known?.familyName ?? null,
    };
    context.putPerson("student", person, civilStatus, isReidentified);
    context.putContacts(personId, pupil.contacts, contacts);
    enrollments.plan(person, pupil, file);
  }

  const source = identifiersOf(file.header).pupil;
  const present = new Set(resolved.map(({ personId }) => personId));
  const isGone = ({ id }: PersonRow) => !present.has(id) && !spared.has(id) && context.isKnownTo(source, id);
  const named = new Set(file.gone?.flatMap((id) => context.personsWith(source, id)));
  const gone = active.filter((person) => isGone(person) && (!file.header.isPartial || named.has(person.id)));
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
    plan(person: PersonRow, pupil: PupilRecord, file: ElevesFile): void {
      const before = byPupil.get(person.id) ?? [];
      const open = before.filter((row) => context.isOpen(row));
      if (person.endsOn !== null && person.endsOn <= context.effectiveOn) {
        for (const row of open) end(row, person.endsOn);
        return;
      }
      const places = pupil.structures.filter(({ endsOn }) => !endsOn || endsOn > context.effectiveOn);
      const codes = new Set(places.flatMap((ref) => (ref.kind === "DIVISION" ? [ref.code] : [])));
      const isAmbiguous = codes.size > 1;
      if (isAmbiguous) {
        const reason = `l’élève a plusieurs divisions, ${[...codes].join(", ")}`;
        context.refuse("enrollment", pupil.source ?? file.file, pupil.line, pupilName(file, pupil), reason);
      }
      const wanted = new Map(
        places.flatMap((ref) => {
          const group = isAmbiguous && ref.kind === "DIVISION" ? null : structure.group(ref);
          return group ? [[group.id, group.kind] as const] : [];
        }),
      );
      // A plain table has classes at most: it says nothing of groupes.
      const isSaid = (row: EnrollmentRow) => !isTable(file.header) || (row.groupKind === "DIVISION" && wanted.size > 0);
      for (const row of open) {
        if (wanted.has(row.groupId)) counts.enrollment.unchanged += 1;
        else if (!isSaid(row)) continue;
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
          endsOn: context.endInYear,
        });
        counts.enrollment.created += 1;
      }
    },
  };
}

function latest(a: string, b: string | null): string {
  return b !== null && b > a ? b : a;
}
