import type { ExternalSource } from "@/lib/db/types";
import { recordName } from "@/lib/imports/fields";
import { quoted } from "@/lib/imports/failure";
import type { PlanContext } from "@/lib/imports/plan/context";
import { identifiersOf, namesakesOf } from "@/lib/imports/plan/systems";
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
  return recordName("Élève", [lastName, firstName], { [identifiersOf(header).pupilLabel]: eleveId, INE: ine });
}

/**
 * Finds who each record is: by ELEVE_ID, else by INE **and** birth date, because an INE may belong to two pupils; else
 * somebody new. A system without INE finds those whom it never named by name **and** birth date. All that ELEVE_ID tells is settled before any INE is looked at, so that the order of the file changes nothing.
 * What is ambiguous is refused.
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
  readonly #found = new Map<PupilRecord, ResolvedPupil>();
  readonly #source: ExternalSource;
  readonly #namesakes: (key: string) => readonly PersonRow[];

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
    this.#claimed = new Set(file.pupils.flatMap(({ eleveId }) => context.personsWith(pupil, eleveId)));
    this.#outcomes = new Map(file.unread.map((eleveId) => [eleveId, "refused"]));
    this.#spared = new Set(file.unread.flatMap(meant));
  }

  resolve(): PupilResolution {
    const sound = this.file.pupils.filter((pupil) => this.#isSound(pupil));
    const [known, unknown] = [true, false].map((isKnown) =>
      sound.filter(({ eleveId }) => this.context.personsWith(this.#source, eleveId).length > 0 === isKnown),
    );
    for (const pupil of known ?? []) this.#resolveKnown(pupil);
    for (const pupil of unknown ?? []) this.#resolveUnknown(pupil);
    const resolved = sound.flatMap((pupil) => this.#found.get(pupil) ?? []);
    this.#numberAgain(resolved);
    return { resolved, outcomes: this.#outcomes, spared: this.#spared };
  }

  #refuse(pupil: PupilRecord, reason: string): void {
    this.context.refuse("student", this.file.file, pupil.line, pupilName(this.file, pupil), reason);
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
  #resolveKnown(pupil: PupilRecord): void {
    const [personId = ""] = this.context.personsWith(this.#source, pupil.eleveId);
    const birthDate = this.#birthDates.get(personId) ?? null;
    const hasOtherBirth = birthDate !== null && pupil.birthDate !== null && birthDate !== pupil.birthDate;
    const ine = this.context.identifierOf(personId, "INE");
    if (hasOtherBirth && ine !== null && pupil.ine !== null && ine !== pupil.ine) {
      this.#refuse(pupil, "cet ELEVE_ID désigne ici un élève d’un autre INE et d’une autre date de naissance");
    } else this.#settle(pupil, personId);
  }

  #resolveUnknown(pupil: PupilRecord): void {
    const { birthDate, leavesOn } = pupil;
    const matches = birthDate === null ? [] : this.#like(pupil).filter((id) => this.#birthDates.get(id) === birthDate);
    const [match] = matches;
    if (matches.length > 1) {
      const what = pupil.ine === null ? "ce nom" : "cet INE";
      this.#refuse(pupil, `plusieurs fiches ont ${what} et cette date de naissance`);
    } else if (match !== undefined && this.#claimed.has(match)) {
      this.#refuse(pupil, "un autre enregistrement du fichier correspond à la même fiche");
    } else if (match !== undefined) this.#settle(pupil, match);
    else if (leavesOn === null || leavesOn > this.context.effectiveOn) this.#settle(pupil, this.context.newId());
  }

  /** Whom a record may be, if the birth date says so too. */
  #like({ ine, lastName, firstName }: PupilRecord): readonly string[] {
    const known = this.context.personsWith("INE", ine);
    if (known.length > 0 || this.#source === "SIECLE_ELEVE") return known;
    return this.#namesakes(nameKey(lastName, firstName)).flatMap((person) => {
      const isFree = this.context.identifierOf(person.id, this.#source) === null;
      return person.profile === "STUDENT" && isFree ? person.id : [];
    });
  }

  #settle(pupil: PupilRecord, personId: string): void {
    this.#claimed.add(personId);
    this.#birthDates.set(personId, pupil.birthDate);
    this.#outcomes.set(pupil.eleveId, { personId });
    const hasNewId = this.context.identify(personId, this.#source, pupil.eleveId);
    const hasNewIne = pupil.ine !== null && this.context.identify(personId, "INE", pupil.ine);
    const before = this.#persons.get(personId) ?? null;
    this.#found.set(pupil, { pupil, personId, before, isReidentified: hasNewId || hasNewIne });
  }

  /**
   * ELENOET, the number within the school, may pass from one pupil to another: all that change are freed first. One that somebody
   * outside the file still holds, or an earlier record asks for, is left out: it identifies nobody here.
   */
  #numberAgain(resolved: readonly ResolvedPupil[]): void {
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
