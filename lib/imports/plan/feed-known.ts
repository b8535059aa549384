import type { ExternalSource, GroupKind } from "@/lib/db/types";
import { valueOf } from "@/lib/imports/aaf/attributes";
import type { PlanContext } from "@/lib/imports/plan/context";
import { groupBy } from "@/lib/imports/plan/group-by";
import type { PersonRow } from "@/lib/imports/plan/tables";
import type { AafRequest, Address, GuardianRecord, GuardianshipRecord, PlaceRef } from "@/lib/imports/records";

const NO_CONTACTS = { email: null, mobile: null, home: null, work: null, acceptsSms: false, address: null };

/** What a school knows already, in the words of a feed: what a delta leaves unsaid. */
export class KnownSchool {
  readonly #context: PlanContext;
  readonly #persons: ReadonlyMap<string, PersonRow>;
  readonly #familyNames: ReadonlyMap<string, string | null>;
  readonly #refs: ReadonlyMap<string, PlaceRef>;
  readonly #places: ReadonlyMap<string, readonly { groupId: string }[]>;
  readonly #mains: ReadonlyMap<string, readonly { groupId: string }[]>;
  readonly #links;
  readonly #addresses: ReadonlyMap<string, string>;
  readonly #subjects: ReadonlySet<string>;

  constructor(context: PlanContext) {
    const { drafts, year } = context;
    this.#context = context;
    this.#persons = new Map([...drafts.person.rows()].map((row) => [row.id, row]));
    this.#familyNames = new Map([...drafts.civilStatus.rows()].map((row) => [row.personId, row.familyName]));
    this.#refs = new Map(
      [...drafts.group.rows()].flatMap(({ id, yearId, kind, code }) =>
        yearId === year.id ? [[id, { kind, code }]] : [],
      ),
    );
    const openRows = <Row extends { id: string; startsOn: string; endsOn: string | null }>(rows: Iterable<Row>) =>
      [...rows].filter((row) => context.isOpen(row));
    this.#places = groupBy(openRows(drafts.enrollment.rows()), (row) => row.studentId);
    this.#mains = groupBy(openRows(drafts.mainTeacher.rows()), (row) => row.teacherId);
    this.#links = groupBy(openRows(drafts.guardianship.rows()), (row) => row.guardianId);
    this.#addresses = new Map(
      [...drafts.contact.rows()].flatMap(({ kind, personId, value }) =>
        kind === "ADDRESS" ? [[personId, value]] : [],
      ),
    );
    this.#subjects = new Set([...drafts.subject.rows()].map(({ code }) => code));
  }

  /** Who has this number, if they are there. */
  open(source: ExternalSource, id: string): PersonRow | null {
    const [personId = ""] = this.#context.personsWith(source, id);
    const person = this.#persons.get(personId);
    return person && this.#context.isOpen(person) ? person : null;
  }

  hasSubject(code: string): boolean {
    return this.#subjects.has(code);
  }

  familyName(personId: string): string | null {
    return this.#familyNames.get(personId) ?? null;
  }

  placesOf(personId: string, kind: GroupKind): PlaceRef[] {
    return (this.#places.get(personId) ?? []).flatMap(({ groupId }) => {
      const ref = this.#refs.get(groupId);
      return ref?.kind === kind ? ref : [];
    });
  }

  /** Codes of the divisions of which somebody is the main teacher. */
  mainOf(personId: string): string[] {
    return (this.#mains.get(personId) ?? []).flatMap(({ groupId }) => this.#refs.get(groupId)?.code ?? []);
  }

  /** The open codes of one kind, and of groupes the divisions that they draw from. */
  codesOf(kind: GroupKind): string[] {
    return [...this.#context.drafts.group.rows()].flatMap((row) => {
      const isOfYear = row.yearId === this.#context.year.id;
      return isOfYear && row.kind === kind && this.#context.isOpen(row) ? row.code : [];
    });
  }

  divisionsOf(groupCode: string): string[] {
    return [...this.#context.drafts.groupDivision.rows()].flatMap(({ groupId, divisionId }) => {
      const group = this.#refs.get(groupId);
      const division = this.#refs.get(divisionId);
      return group?.kind === "GROUP" && group.code === groupCode && division ? division.code : [];
    });
  }

  /** A guardian whom a delta only names. */
  guardian(id: string): GuardianRecord | null {
    const person = this.open("AAF_RESPONSABLE", id);
    if (!person) return null;
    const { lastName, firstName, civility } = person;
    const familyName = this.familyName(person.id);
    return { line: 0, personneId: id, lastName, firstName, civility, familyName, contacts: NO_CONTACTS };
  }

  /** The responsibilities of a guardian as they are, for the pupils of a feed. */
  linksOf(id: string, { line, file }: Pick<AafRequest, "line" | "file">): GuardianshipRecord[] {
    const person = this.open("AAF_RESPONSABLE", id);
    return (person ? (this.#links.get(person.id) ?? []) : []).flatMap((row) => {
      const eleveId = this.#context.identifierOf(row.studentId, "AAF_ELEVE");
      if (eleveId === null) return [];
      const { kinship, pays, contactFirst } = row;
      const level = row.level === 1 ? 1 : row.level === 2 ? 2 : 3;
      return { line, source: file, eleveId, personneId: id, level, kinship, pays, contactFirst };
    });
  }

  /** The address that a request leaves somebody with, what it does not say or empties being as it was; null when it says nothing. */
  addressOf(values: AafRequest["values"], person: PersonRow | null): Address | null {
    const names = ["ENTPersonAdresse", "ENTPersonCodePostal", "ENTPersonVille", "ENTPersonPays"] as const;
    if (names.every((name) => valueOf(values, name) === null)) return null;
    const before = person ? parsedAddress(this.#addresses.get(person.id) ?? "") : null;
    const told = (valueOf(values, "ENTPersonAdresse") ?? "").split("$").flatMap((part) => part.trim() || []);
    const lines = told.length > 0 ? told : (before?.lines ?? []);
    const postalCode = valueOf(values, "ENTPersonCodePostal") ?? before?.postalCode ?? null;
    const city = valueOf(values, "ENTPersonVille") ?? before?.city ?? null;
    const country = valueOf(values, "ENTPersonPays") ?? before?.country ?? null;
    return lines.length > 0 || postalCode || city ? { lines, postalCode, city, country } : null;
  }
}

/** An address as PlanContext.putContacts wrote it; null when its town cannot be told from its street. */
function parsedAddress(text: string): Address | null {
  const rows = text.split("\n").filter((row) => row !== "");
  const at = rows.findIndex((row) => /^\d{5}(?: |$)/.test(row));
  if (at < 0) return null;
  const town = rows[at] ?? "";
  return {
    lines: rows.slice(0, at),
    postalCode: town.slice(0, 5),
    city: town.slice(6) || null,
    country: rows[at + 1] ?? null,
  };
}
