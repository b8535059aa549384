import type { ExternalSource } from "@/lib/db/types";
import { recordName } from "@/lib/imports/fields";
import { quoted } from "@/lib/imports/failure";
import type { PlanContext } from "@/lib/imports/plan/context";
import { factsOf } from "@/lib/imports/plan/questions";
import { pupilsOfTable } from "@/lib/imports/plan/table-matching";
import { addTo } from "@/lib/imports/plan/group-by";
import { identifiersOf, isSilent, isTable, namesakesOf, shownId } from "@/lib/imports/plan/systems";
import type { PersonRow } from "@/lib/imports/plan/tables";
import { nameKey } from "@/lib/imports/names";
import type { ElevesFile, PupilRecord } from "@/lib/imports/records";
import type { IsoDay } from "@/lib/time/day";

/** An ELEVE_ID as planning resolved it; a pupil who left before we knew them is not kept. */
export type PupilOutcome = { personId: string } | "left" | "refused";

/** A record of the file and who it is. */
export interface ResolvedPupil {
  pupil: PupilRecord;
  personId: string;
  /** Null for a new pupil. */
  before: PersonRow | null;
  /** An identifier was added or replaced. */
  isReidentified: boolean;
}

/** Who every record of a file is. */
export interface PupilResolution {
  resolved: ResolvedPupil[];
  outcomes: Map<string, PupilOutcome>;
  /** Persons whom a refused record may mean: not gone for all that. */
  spared: Set<string>;
}

/** How a message names a pupil. */
export function pupilName({ header }: ElevesFile, { lastName, firstName, eleveId, ine }: PupilRecord): string {
  const id = eleveId === ine ? null : shownId(header, eleveId);
  return recordName("Élève", [lastName, firstName], { [identifiersOf(header).pupilLabel]: id, INE: ine });
}

/**
 * Finds who each record is: by ELEVE_ID, else by INE **and** birth date, because an INE may belong to two pupils; else
 * somebody new. Whom the school created by hand before the files had them, and, in a system without INE, those whom it never named, are
 * found by name **and** birth date. All that ELEVE_ID tells is settled before any INE is looked at, so that the order of the file changes nothing.
 * What is ambiguous is put to a person, and refused until they answer.
 */
export function resolvePupils(context: PlanContext, file: ElevesFile): PupilResolution {
  return new Resolver(context, file).resolve();
}

class Resolver {
  readonly #persons: ReadonlyMap<string, PersonRow>;
  readonly #birthDates: Map<string, IsoDay | null>;
  /** Persons whom a record of this file already is, or says that it is. */
  readonly #claimed: Set<string>;
  readonly #outcomes: Map<string, PupilOutcome>;
  readonly #spared: Set<string>;
  /** The records that one person alone matches, by that person. */
  readonly #rivals = new Map<string, PupilRecord[]>();
  readonly #found = new Map<PupilRecord, ResolvedPupil>();
  readonly #source: ExternalSource;
  readonly #namesakes: (key: string) => readonly PersonRow[];
  readonly #ofTable: ReturnType<typeof pupilsOfTable> | null;

  constructor(
    private readonly context: PlanContext,
    private readonly file: ElevesFile,
  ) {
    this.#persons = new Map([...context.drafts.person.rows()].map((row) => [row.id, row]));
    this.#birthDates = new Map([...context.drafts.civilStatus.rows()].map((row) => [row.personId, row.birthDate]));
    const { pupil, areNames } = identifiersOf(file.header);
    const namesakes = namesakesOf(context);
    const meant = (eleveId: string): readonly string[] =>
      areNames ? namesakes(eleveId).map(({ id }) => id) : context.personsWith(pupil, eleveId);
    this.#source = pupil;
    this.#namesakes = namesakes;
    this.#ofTable = isTable(file.header) ? pupilsOfTable(context, namesakes) : null;
    this.#claimed = new Set(file.pupils.flatMap(({ eleveId }) => context.personsWith(pupil, eleveId)));
    this.#outcomes = new Map(file.unread.map((eleveId) => [eleveId, "refused"]));
    this.#spared = new Set(file.unread.flatMap(meant));
  }

  resolve(): PupilResolution {
    const sound = this.file.pupils.filter((pupil) => this.#isSound(pupil));
    const known = sound.filter(({ eleveId }) => this.context.personsWith(this.#source, eleveId).length > 0);
    // A feed tells the ELEVE_ID too: whom SIECLE named already.
    const isOfSiecle = ({ siecleId = null }: PupilRecord) =>
      this.context.personsWith("SIECLE_ELEVE", siecleId).length > 0;
    const isKnown = new Set(known);
    const others = sound.filter((pupil) => !isKnown.has(pupil));
    const ofSiecle = others.filter(isOfSiecle);
    const unknown = others.filter((pupil) => !isOfSiecle(pupil));
    for (const pupil of known) this.#resolveKnown(pupil, this.#source, pupil.eleveId);
    for (const pupil of ofSiecle) this.#resolveKnown(pupil, "SIECLE_ELEVE", pupil.siecleId ?? "");
    for (const pupil of unknown) {
      const { ids, doubt } = this.#matches(pupil);
      for (const id of doubt === null && ids.length === 1 ? ids : []) addTo(this.#rivals, id, pupil);
    }
    // What is certain comes before what is answered, which may make somebody of the same INE.
    const certain = new Set(
      [...this.#rivals].flatMap(([id, rivals]) => rivals.filter((one) => this.#isBestFor(one, id))),
    );
    for (const pupil of certain) this.#resolveUnknown(pupil);
    for (const pupil of unknown) if (!certain.has(pupil)) this.#resolveUnknown(pupil);
    const resolved = sound.flatMap((pupil) => this.#found.get(pupil) ?? []);
    this.#numberAgain(resolved);
    return { resolved, outcomes: this.#outcomes, spared: this.#spared };
  }

  #refuse(pupil: PupilRecord, reason: string): void {
    this.context.refuse("student", pupil.source ?? this.file.file, pupil.line, pupilName(this.file, pupil), reason);
    this.#spare(pupil);
  }

  /** Nobody whom an unsettled record may mean is gone for all that. */
  #spare(pupil: PupilRecord, candidates: readonly string[] = []): void {
    for (const id of candidates) this.#spared.add(id);
    for (const id of this.context.personsWith(this.#source, pupil.eleveId)) this.#spared.add(id);
    for (const id of this.context.personsWith("INE", pupil.ine)) this.#spared.add(id);
    const outcome = this.#outcomes.get(pupil.eleveId);
    if (outcome === undefined || outcome === "left") this.#outcomes.set(pupil.eleveId, "refused");
  }

  /** Does the record make sense beside the others, whoever it is? */
  #isSound(pupil: PupilRecord): boolean {
    const { eleveId, entersOn, leavesOn } = pupil;
    if (this.#outcomes.has(eleveId)) {
      this.#refuse(
        pupil,
        `${identifiersOf(this.file.header).thisPupil} est déjà pris par un autre enregistrement du fichier`,
      );
      return false;
    }
    // Holds the ELEVE_ID until the record is resolved.
    this.#outcomes.set(eleveId, "left");
    if (entersOn !== null && leavesOn !== null && leavesOn < entersOn) {
      this.#refuse(pupil, `DATE_SORTIE ${quoted(leavesOn)} est avant DATE_ENTREE ${quoted(entersOn)}`);
      return false;
    }
    return true;
  }

  /** An ELEVE_ID whose INE and birth date both contradict what we know has been given to another child. */
  #resolveKnown(pupil: PupilRecord, source: ExternalSource, id: string): void {
    const [personId = ""] = this.context.personsWith(source, id);
    const birthDate = this.#birthDates.get(personId) ?? null;
    const hasOtherBirth = birthDate !== null && pupil.birthDate !== null && birthDate !== pupil.birthDate;
    const ine = this.context.identifierOf(personId, "INE");
    if (hasOtherBirth && ine !== null && pupil.ine !== null && ine !== pupil.ine) {
      const thisId = source === "SIECLE_ELEVE" ? "cet ELEVE_ID" : identifiersOf(this.file.header).thisPupil;
      this.#refuse(pupil, `${thisId} désigne ici un élève d’un autre INE et d’une autre date de naissance`);
    } else if (source !== this.#source && this.#claimed.has(personId)) {
      this.#ask(pupil, "un autre enregistrement du fichier correspond à la même fiche", []);
    } else this.#settle(pupil, personId);
  }

  #resolveUnknown(pupil: PupilRecord): void {
    const { leavesOn } = pupil;
    const { ids, doubt } = this.#matches(pupil);
    const [match] = ids;
    const free = ids.filter((id) => !this.#claimed.has(id));
    if (match === undefined) {
      if (leavesOn === null || leavesOn > this.context.effectiveOn) this.#settle(pupil, this.context.newId());
    } else if (doubt !== null || ids.length > 1) {
      const what = pupil.ine === null ? "ce nom" : "cet INE";
      this.#ask(pupil, doubt ?? `plusieurs fiches ont ${what} et cette date de naissance`, free);
    } else if (free.length === 0 || !this.#isBestFor(pupil, match)) {
      const isLeft = free.length > 0 && this.#bearersOf(match).length !== 1;
      this.#ask(pupil, "un autre enregistrement du fichier correspond à la même fiche", isLeft ? free : []);
    } else this.#settle(pupil, match);
  }

  /** Of the records that match one person, whichever comes first: the only one that bears their name. */
  #isBestFor(pupil: PupilRecord, personId: string): boolean {
    const rivals = this.#rivals.get(personId) ?? [];
    const bearers = this.#bearersOf(personId);
    return rivals.length <= 1 || (bearers.length === 1 && bearers[0] === pupil);
  }

  #bearersOf(personId: string): readonly PupilRecord[] {
    const person = this.#persons.get(personId);
    const key = person && nameKey(person.lastName, person.firstName);
    const rivals = this.#rivals.get(personId) ?? [];
    return rivals.filter(({ lastName, firstName }) => nameKey(lastName, firstName) === key);
  }

  /** Whom a record may be; `doubt`, when even one alone is not certain. */
  #matches(pupil: PupilRecord): { ids: readonly string[]; doubt: string | null } {
    if (this.#ofTable) return this.#ofTable(pupil);
    const { birthDate } = pupil;
    const ids = birthDate === null ? [] : this.#like(pupil).filter((id) => this.#birthDates.get(id) === birthDate);
    return { ids, doubt: null };
  }

  #ask(pupil: PupilRecord, reason: string, candidates: readonly string[]): void {
    const question = {
      entity: "student" as const,
      source: this.#source,
      value: pupil.eleveId,
      label: pupilName(this.file, pupil),
      reason,
      file: pupil.source ?? this.file.file,
      line: pupil.line,
      facts: factsOf({
        birthDate: pupil.birthDate,
        division: pupil.structures.flatMap(({ kind, code }) => (kind === "DIVISION" ? code : [])).join(", "),
        "externalId.INE": pupil.ine,
      }),
    };
    // A person whom this import has just made is nobody to choose: its id is not yet the school's.
    const known = candidates.filter((id) => this.#persons.has(id));
    const personId = this.context.ask(question, known);
    if (personId === null) this.#spare(pupil, candidates);
    else this.#settle(pupil, personId);
  }

  /** Whom a record may be, if the birth date says so too. */
  #like({ ine, lastName, firstName }: PupilRecord): readonly string[] {
    const known = this.context.personsWith("INE", ine);
    if (known.length > 0) return known;
    return this.#namesakes(nameKey(lastName, firstName)).flatMap((person) => {
      const isFree =
        this.#source === "SIECLE_ELEVE"
          ? !this.context.isOfFiles(person.id)
          : this.context.identifierOf(person.id, this.#source) === null;
      return person.profile === "STUDENT" && isFree ? person.id : [];
    });
  }

  #settle(pupil: PupilRecord, personId: string): void {
    this.#claimed.add(personId);
    const known = isSilent(this.file.header) ? this.#birthDates.get(personId) : undefined;
    this.#birthDates.set(personId, pupil.birthDate ?? known ?? null);
    this.#outcomes.set(pupil.eleveId, { personId });
    const hasNewId = this.context.identify(personId, this.#source, pupil.eleveId);
    const { siecleId = null } = pupil;
    // What SIECLE itself said before stays.
    const isFree = siecleId !== null && this.context.personsWith("SIECLE_ELEVE", siecleId).length === 0;
    const isUnnumbered = isFree && !this.context.isKnownTo("SIECLE_ELEVE", personId);
    const hasNewSiecle = isUnnumbered && this.context.identify(personId, "SIECLE_ELEVE", siecleId);
    const hasNewIne = pupil.ine !== null && this.context.identify(personId, "INE", pupil.ine);
    const before = this.#persons.get(personId) ?? null;
    this.#found.set(pupil, { pupil, personId, before, isReidentified: hasNewId || hasNewIne || hasNewSiecle });
  }

  /**
   * ELENOET, the number within the school, may pass from one pupil to another: all that change are freed first. One that somebody
   * outside the file still holds, or an earlier record asks for, is left out: it identifies nobody here.
   */
  #numberAgain(resolved: readonly ResolvedPupil[]): void {
    // Other systems do not know of it.
    if (this.#source !== "SIECLE_ELEVE") return;
    const before = new Map(
      resolved.map(({ personId }) => [personId, this.context.identifierOf(personId, "SIECLE_ELENOET")]),
    );
    for (const { pupil, personId } of resolved) {
      if (before.get(personId) !== pupil.elenoet) this.context.forget(personId, "SIECLE_ELENOET");
    }
    for (const one of resolved) {
      const { elenoet } = one.pupil;
      const isFree = this.context.personsWith("SIECLE_ELENOET", elenoet).length === 0;
      if (elenoet !== null && isFree) this.context.identify(one.personId, "SIECLE_ELENOET", elenoet);
      one.isReidentified ||= this.context.identifierOf(one.personId, "SIECLE_ELENOET") !== before.get(one.personId);
    }
  }
}
