import type { ExternalSource, ImportChoice } from "@/lib/db/types";
import { groupBy } from "@/lib/imports/plan/group-by";
import type { TableRows } from "@/lib/imports/plan/tables";
import type { Entity } from "@/lib/imports/records";

// A record that may be several people of the school is put to a person, never guessed (docs/adr/0023).

/** Something that tells people apart; `name` as a FieldChange has it, or «children». */
export interface Fact {
  name: string;
  value: string;
}

/** Somebody of the school whom a record may be. */
export interface Candidate {
  id: string;
  name: string;
  facts: Fact[];
}

/** What was answered for an identifier; `personId` with PERSON alone. */
export interface Decision {
  choice: ImportChoice;
  personId: string | null;
}

/** What was answered, by `decisionKey`. */
export type Decisions = ReadonlyMap<string, Decision>;

/** A record to ask about, and what was answered of it. */
export interface Question {
  entity: Extract<Entity, "student" | "guardian" | "staff">;
  /** The identifier that the record bears, by which the answer is remembered. */
  source: ExternalSource;
  value: string;
  label: string;
  reason: string;
  file: string;
  line: number;
  facts: Fact[];
  candidates: Candidate[];
  /** Null: nothing, or somebody whom it can no longer be. */
  decision: Decision | null;
}

/** How an answer is found again. */
export function decisionKey(source: ExternalSource, value: string): string {
  return `${source} ${value}`;
}

/** Facts without those that nobody knows. */
export function factsOf(facts: Readonly<Record<string, string | null | undefined>>): Fact[] {
  return Object.entries(facts).flatMap(([name, value]) => (value ? [{ name, value }] : []));
}

/** What tells the people of the school apart, as it was before the import; read when it is first asked. */
export function describeCandidates(known: TableRows): (id: string) => Candidate {
  const read = () => ({
    persons: new Map(known.person.map((row) => [row.id, row])),
    civil: new Map(known.civilStatus.map((row) => [row.personId, row])),
    groups: new Map(known.group.map((row) => [row.id, row])),
    places: groupBy(known.enrollment, (row) => row.studentId),
    children: groupBy(known.guardianship, (row) => row.guardianId),
    contacts: groupBy(known.contact, (row) => row.personId),
    ines: new Map(known.externalId.flatMap((row) => (row.source === "INE" ? [[row.personId, row.value]] : []))),
  });
  let index: ReturnType<typeof read> | null = null;
  return (id) => {
    index ??= read();
    const { persons, civil, groups, places, children, contacts, ines } = index;
    const nameOf = (personId: string): string => {
      const person = persons.get(personId);
      return person ? `${person.lastName} ${person.firstName}`.trim() : "";
    };
    const person = persons.get(id);
    const divisions = (places.get(id) ?? []).flatMap(({ groupId, groupKind, endsOn }) =>
      groupKind === "DIVISION" && endsOn === null ? (groups.get(groupId)?.name ?? []) : [],
    );
    const contact = (kind: string) => (contacts.get(id) ?? []).find((row) => row.kind === kind)?.value;
    const isPupil = person?.profile === "STUDENT";
    const isGuardian = person?.profile === "GUARDIAN";
    const childNames = new Set((children.get(id) ?? []).map(({ studentId }) => nameOf(studentId)));
    return {
      id,
      name: nameOf(id),
      facts: factsOf({
        birthDate: civil.get(id)?.birthDate,
        division: divisions.join(", "),
        "externalId.INE": ines.get(id),
        children: [...childNames].join(", "),
        profile: isPupil || isGuardian ? null : person?.profile,
        "contact.EMAIL": isPupil ? null : contact("EMAIL"),
        "contact.MOBILE": isGuardian ? contact("MOBILE") : null,
        startsOn: person?.startsOn,
        endsOn: person?.endsOn,
      }),
    };
  };
}
