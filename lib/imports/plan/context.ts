import type { ExternalSource } from "@/lib/db/types";
import { addTo } from "@/lib/imports/plan/group-by";
import { type ContactDetails, ENTITIES, type Entity, type Refusal } from "@/lib/imports/records";
import {
  type CivilStatusRow,
  type ContactRow,
  type Dated,
  type Drafts,
  draftsOf,
  type ExternalIdRow,
  type PersonRow,
  type SchoolRow,
  type TableRows,
  type YearRow,
} from "@/lib/imports/plan/tables";
import {
  type Candidate,
  decisionKey,
  type Decisions,
  describeCandidates,
  type Question,
} from "@/lib/imports/plan/questions";
import { Overrides } from "@/lib/imports/plan/overrides";
import type { IsoDay } from "@/lib/time/day";

/** What became of the records of one entity. Refused ones are counted from the refusals. */
export type Counts = { created: number; updated: number; unchanged: number; ended: number; refused: number };
export type CountsByEntity = Record<Entity, Counts>;

/** What is known of a school before an import: its rows of the year imported, and those still open of earlier years. */
export interface Known {
  school: SchoolRow | null;
  years: readonly YearRow[];
  /** Ids of those that are archives. */
  closedYears: readonly string[];
  rows: TableRows;
}

/** The years of the school beside the one imported: the end of the last one before it, and whether one comes after. */
export interface YearsAround {
  beforeEndsOn: IsoDay | null;
  hasLater: boolean;
}

/** No count yet. */
export function noCounts(): CountsByEntity {
  const none = (): Counts => ({ created: 0, updated: 0, unchanged: 0, ended: 0, refused: 0 });
  return Object.fromEntries(ENTITIES.map((entity) => [entity, none()])) as CountsByEntity;
}

/** One import while it is planned. Everything here is pure: ids come from `newId`, days from `today`. */
export class PlanContext {
  readonly drafts: Drafts;
  readonly counts: CountsByEntity = noCounts();
  readonly refusals: Refusal[] = [];
  readonly notices: string[] = [];
  readonly questions: Question[] = [];
  /** Day of what this import starts or ends: today, brought back into the school year. */
  readonly effectiveOn: IsoDay;
  /** Day on which people go whom the files no longer have: today; for a year that has not begun, the end of the one before. */
  readonly departuresOn: IsoDay;
  readonly #personsOf = new Map<string, string[]>();
  readonly #identifiersOf = new Map<string, ExternalIdRow[]>();
  readonly #candidate: (id: string) => Candidate;

  readonly #overrides: Overrides;

  constructor(
    stored: TableRows,
    readonly year: YearRow,
    readonly today: IsoDay,
    readonly newId: () => string,
    private readonly decisions: Decisions = new Map(),
    private readonly around: YearsAround = { beforeEndsOn: null, hasLater: false },
  ) {
    this.#overrides = new Overrides(stored);
    const known = this.#overrides.rows;
    this.drafts = draftsOf(known, stored);
    this.#candidate = describeCandidates(known);
    this.effectiveOn = today < year.startsOn ? year.startsOn : today > year.endsOn ? year.endsOn : today;
    const end = today < year.startsOn ? around.beforeEndsOn : null;
    this.departuresOn = end === null ? this.effectiveOn : end > today ? end : today;
    for (const row of known.externalId) this.#index(row);
  }

  refuse(entity: Entity, file: string, line: number, record: string, reason: string): void {
    this.refusals.push({ entity, file, line, record, reason });
  }

  /**
   * Who a record is that may be any of these, or nobody yet: as a person answered, for its identifier. Until then, and when it is not
   * to be imported, null: the record is refused, and the caller spares whom it may mean.
   * @param candidates people of the school, known before this import.
   */
  ask(record: Omit<Question, "candidates" | "decision">, candidates: readonly string[]): string | null {
    const answer = this.decisions.get(decisionKey(record.source, record.value)) ?? null;
    const isStillOne = answer?.choice !== "PERSON" || candidates.some((id) => id === answer.personId);
    const decision = isStillOne ? answer : null;
    this.questions.push({ ...record, candidates: candidates.map((id) => this.#candidate(id)), decision });
    if (decision?.choice === "NEW") return this.newId();
    if (decision?.choice === "PERSON") return decision.personId;
    const reason = decision ? "vous avez choisi de ne pas l’importer" : record.reason;
    this.refuse(record.entity, record.file, record.line, record.label, reason);
    return null;
  }

  /** The school's own values stand again where the files say otherwise: once everything is planned. */
  keepOverrides(): void {
    const held = this.#overrides.restore(this.drafts);
    if (held === 0) return;
    this.notices.push(
      held === 1
        ? "1 champ remplacé localement reste comme l’établissement l’a saisi"
        : `${held} champs remplacés localement restent comme l’établissement les a saisis`,
    );
  }

  /** Has a person an identifier of any system? Without one, it was created by hand. */
  isOfFiles(personId: string): boolean {
    return (this.#identifiersOf.get(personId) ?? []).some(({ source }) => source !== "INE");
  }

  /** Is this dated row in force, or still to be, on the day of the import? What only begins in a later year is of that year's files. */
  isOpen(row: Dated): boolean {
    if (this.isOfLaterYear(row)) return false;
    return row.endsOn === null || (row.endsOn > this.effectiveOn && row.endsOn > row.startsOn);
  }

  /** Does this row begin after the year imported? The files of the next year may have come before the last ones of this one. */
  isOfLaterYear(row: Dated): boolean {
    return row.startsOn >= this.year.endsOn && row.endsOn !== row.startsOn;
  }

  /**
   * The validity of somebody, or of a tie, that the files have: what they had, from the day of the import when it was only to begin in a
   * later year, and with the end that the files of a later year gave it; else from `start` on.
   */
  spanOf(before: Dated | undefined, start: IsoDay): { startsOn: IsoDay; endsOn: IsoDay | null } {
    if (!before) return { startsOn: start, endsOn: null };
    const startsOn = this.isOfLaterYear(before) ? this.effectiveOn : before.startsOn;
    const isEndedLater = this.around.hasLater && before.endsOn !== null && before.endsOn >= this.year.endsOn;
    return { startsOn, endsOn: isEndedLater ? before.endsOn : null };
  }

  /** When a row that ends now stops: a row that has not begun becomes empty, since nothing is deleted. */
  endOf(row: Dated, on: IsoDay = this.effectiveOn): IsoDay {
    return on < row.startsOn ? row.startsOn : on;
  }

  /** Start of new rows: the whole year when it had none of their kind, else the day of the import. */
  startOf(isFirst: boolean): IsoDay {
    return isFirst ? this.year.startsOn : this.effectiveOn;
  }

  /** When what is of the year imported ends, class, service or place in one: not said, but when the next year has been opened already. */
  get endInYear(): IsoDay | null {
    return this.around.hasLater ? this.year.endsOn : null;
  }

  /** Is the year imported not the school's first? */
  get hasYearBefore(): boolean {
    return this.around.beforeEndsOn !== null;
  }

  /** The day on which a new pupil enters, as the file says it; never before a year that has not begun, whenever they were enrolled. */
  entryOf(entersOn: IsoDay | null, isFirst: boolean): IsoDay {
    const isToCome = this.today < this.year.startsOn && this.hasYearBefore;
    if (entersOn === null || (isToCome && entersOn < this.year.startsOn)) return this.startOf(isFirst);
    return entersOn;
  }

  /** The persons that an identifier of the national files belongs to. Only an INE may have several. */
  personsWith(source: ExternalSource, value: string | null): readonly string[] {
    return value === null ? [] : (this.#personsOf.get(`${source} ${value}`) ?? []);
  }

  /** Has a person an identifier of this source? */
  isKnownTo(source: ExternalSource, personId: string): boolean {
    return this.identifierOf(personId, source) !== null;
  }

  /** A person's identifier of this source, or null. */
  identifierOf(personId: string, source: ExternalSource): string | null {
    return (this.#identifiersOf.get(personId) ?? []).find((row) => row.source === source)?.value ?? null;
  }

  /** Gives an identifier to a person, in place of another of the same source. Tells whether that changes anything. */
  identify(personId: string, source: ExternalSource, value: string): boolean {
    if (this.personsWith(source, value).includes(personId)) return false;
    this.forget(personId, source);
    const row = { personId, source, value };
    this.drafts.externalId.put(row);
    this.#index(row);
    return true;
  }

  /** Takes a person's identifier of this source away. */
  forget(personId: string, source: ExternalSource): void {
    for (const row of (this.#identifiersOf.get(personId) ?? []).filter((other) => other.source === source)) {
      this.drafts.externalId.remove(row);
      const key = `${row.source} ${row.value}`;
      this.#personsOf.set(key, without(this.#personsOf.get(key), personId));
      this.#identifiersOf.set(personId, without(this.#identifiersOf.get(personId), row));
    }
  }

  /** Writes a person with civil status, and counts one outcome for both. */
  putPerson(
    entity: "student" | "guardian" | "staff",
    person: PersonRow,
    civilStatus: Omit<CivilStatusRow, "personId">,
    hasNewIdentifier: boolean,
  ): void {
    const outcomes = [
      this.drafts.person.put(person),
      this.drafts.civilStatus.put({ personId: person.id, ...civilStatus }),
    ];
    if (outcomes[0] === "created") this.counts[entity].created += 1;
    else if (hasNewIdentifier || outcomes.some((outcome) => outcome !== "unchanged")) this.counts[entity].updated += 1;
    else this.counts[entity].unchanged += 1;
  }

  /** Ends the validity of a person whom the authoritative file no longer has. */
  endPerson(entity: "student" | "guardian" | "staff", person: PersonRow): void {
    this.drafts.person.put({ ...person, endsOn: this.endOf(person, this.departuresOn) });
    this.counts[entity].ended += 1;
  }

  /**
   * Writes what the file says of somebody's contacts. A value that changed replaces the old one of its kind; one that the
   * file no longer has stays, because the file cannot tell a removed number from one that was never entered there.
   */
  putContacts(personId: string, contacts: ContactDetails, known: ReadonlyMap<string, readonly ContactRow[]>): void {
    const wanted: Omit<ContactRow, "id" | "personId">[] = [];
    const add = (kind: ContactRow["kind"], value: string | null, acceptsSms = false) => {
      if (value) wanted.push({ kind, value, acceptsSms });
    };
    add("EMAIL", contacts.email);
    add("MOBILE", contacts.mobile, contacts.acceptsSms);
    add("HOME_PHONE", contacts.home);
    add("WORK_PHONE", contacts.work);
    add("ADDRESS", contacts.address && addressText(contacts.address));
    const current = known.get(personId) ?? [];
    for (const contact of wanted) {
      const before =
        current.find((row) => row.kind === contact.kind && row.value === contact.value) ??
        current.find((row) => row.kind === contact.kind);
      this.counts.contact[this.drafts.contact.put({ id: before?.id ?? this.newId(), personId, ...contact })] += 1;
    }
  }

  #index(row: ExternalIdRow): void {
    addTo(this.#personsOf, `${row.source} ${row.value}`, row.personId);
    addTo(this.#identifiersOf, row.personId, row);
  }
}

function addressText(address: NonNullable<ContactDetails["address"]>): string {
  const town = [address.postalCode, address.city].filter((part) => part !== null).join(" ");
  const country = address.country === "FRANCE" ? null : address.country;
  return [...address.lines, town, country].filter((line) => line !== null && line !== "").join("\n");
}

function without<Item>(list: readonly Item[] | undefined, item: Item): Item[] {
  return (list ?? []).filter((other) => other !== item);
}
