import type { ExternalSource } from "@/lib/db/types";
import { partsOf, relationsOf, structuresOf, valueOf } from "@/lib/imports/aaf/attributes";
import { documentsOf, readRequests } from "@/lib/imports/aaf/requests";
import { folderStore, memoryStore, type RequestStore } from "@/lib/imports/aaf/store";
import { ImportFailure } from "@/lib/imports/failure";
import { dayOf } from "@/lib/imports/fields";
import { inSentence } from "@/lib/imports/labels";
import type { Source } from "@/lib/imports/read";
import type { AafCategory, AafFile, AafRequest, MefRecord, SubjectRecord } from "@/lib/imports/records";
import { headOf } from "@/lib/imports/sniff";

// A feed is of an académie: only what concerns the schools asked for is kept while it streams by.

/** A school that a feed is read for, and whom it knows of it already. */
export interface FeedSchool {
  uai: string;
  /** What the feed calls it; null when no feed was ever read. */
  jointure: string | null;
  /** `feedKey` of every person known from a feed. */
  persons: ReadonlySet<string>;
}

/** A person of a feed: numbers of pupils, guardians and staff may be the same. */
export function feedKey(source: ExternalSource, id: string): string {
  return `${source} ${id}`;
}

const SOURCES = { PUPIL: "AAF_ELEVE", GUARDIAN: "AAF_RESPONSABLE", STAFF: "AAF_PERSONNEL" } as const;

/** How many changes of unknown persons are shown one by one. */
const MAX_STRANGERS = 200;

/** The UAI of every school that a feed has a document of. */
export async function schoolsOfFeed(sources: readonly Source[]): Promise<string[]> {
  const uais: string[] = [];
  for (const { source, category } of await documentsOf(sources)) {
    if (category !== "STRUCTURE") continue;
    for await (const request of readRequests(source)) {
      const uai = uaiOf(request);
      if (uai !== null) uais.push(uai);
    }
  }
  return uais;
}

/**
 * Reads a feed, for one school or a few, in memory; a school of which it says nothing has no file.
 * @param told how many documents have been read.
 * @throws ImportFailure as readFiles.
 */
export async function readFeed(
  sources: readonly Source[],
  schools: readonly FeedSchool[],
  told: (count: number) => Promise<void> = async () => {},
): Promise<AafFile[]> {
  return [...(await feedOf(sources, schools, memoryStore(), told))];
}

/**
 * Reads the feed of an académie once, for any number of schools, one of which is in memory at a time.
 * @throws ImportFailure as readFiles.
 */
export async function* readAcademy(
  sources: readonly Source[],
  schools: readonly FeedSchool[],
): AsyncGenerator<AafFile> {
  const store = folderStore();
  try {
    yield* await feedOf(sources, schools, store, async () => {});
  } finally {
    store.remove();
  }
}

async function feedOf(
  sources: readonly Source[],
  schools: readonly FeedSchool[],
  store: RequestStore,
  told: (count: number) => Promise<void>,
): Promise<Iterable<AafFile>> {
  const [first] = sources;
  if (!first) return [];
  const feed = new Feed(schools, store);
  for (const [index, { source }] of (await documentsOf(sources)).entries()) {
    for await (const request of readRequests(source)) feed.take(request);
    await told(index + 1);
  }
  // Additions alone may be a whole feed or a delta: only the names of the files tell, and a name that says delta is believed.
  const isCalledDelta = sources.some(({ name }) => /_Delta_/i.test(name));
  return feed.files(first.name, yearOf(await headOf(first)), isCalledDelta);
}

/** The school year in which a feed was made: the documents of the second degree say it in a comment. */
function yearOf(head: Uint8Array): number | null {
  const text = new TextDecoder("latin1").decode(head);
  const day = dayOf(/dateGenerationExport="([^"]{10})"/.exec(text)?.[1] ?? "");
  // August prepares the year to come, as in yearLabelOf.
  return day === null ? null : Number(day.slice(0, 4)) - (day.slice(5, 7) >= "08" ? 0 : 1);
}

function uaiOf({ values }: AafRequest): string | null {
  return valueOf(values, "ENTStructureUAI", "ENTEtablissementUAI")?.toUpperCase() ?? null;
}

interface Taken {
  school: FeedSchool;
  jointure: string | null;
  structure: AafRequest | null;
  /** Does the feed name somebody of the school? */
  isNamed: boolean;
}

class Feed {
  readonly #schools: Taken[];
  readonly #byUai: ReadonlyMap<string, Taken>;
  readonly #byJointure = new Map<string, Taken>();
  /** Who is known already, and guardians whom a pupil names, with the schools that they are of. */
  readonly #byPerson = new Map<string, Set<Taken>>();
  readonly #subjects = new Map<string, SubjectRecord>();
  readonly #mefs = new Map<string, MefRecord>();
  readonly #has = new Set<AafCategory>();
  /** Structures that persons of the feed are of. */
  readonly #seen = new Set<string>();
  readonly #strangers: AafRequest[] = [];
  #unknown = 0;
  #isDelta = false;

  constructor(
    schools: readonly FeedSchool[],
    private readonly store: RequestStore,
  ) {
    this.#schools = schools.map((school) => ({
      school,
      jointure: school.jointure,
      structure: null,
      isNamed: false,
    }));
    this.#byUai = new Map(this.#schools.map((taken) => [taken.school.uai, taken]));
    for (const taken of this.#schools) {
      if (taken.jointure !== null) this.#byJointure.set(taken.jointure, taken);
      for (const key of taken.school.persons) this.#expect(key, taken);
    }
  }

  #expect(key: string, taken: Taken): void {
    const takers = this.#byPerson.get(key);
    if (takers) takers.add(taken);
    else this.#byPerson.set(key, new Set([taken]));
  }

  /** Takes the next request. Documents come in the order of AAF_CATEGORIES: pupils say which guardians are theirs. */
  take(request: AafRequest): void {
    this.#has.add(request.category);
    this.#isDelta ||= request.operation !== "add";
    switch (request.category) {
      case "STRUCTURE":
        return this.#takeStructure(request);
      case "MEF":
      case "SUBJECT":
        return this.#takeNomenclature(request);
      default:
        return this.#takePerson(request);
    }
  }

  /** What the feed says of each school, one after the other. */
  *files(file: string, year: number | null, isCalledDelta: boolean): Generator<AafFile> {
    const isDelta = this.#isDelta || isCalledDelta;
    const isOpen = isDelta || !this.#has.has("STRUCTURE");
    // In a feed of one school nobody else's persons can be changed.
    const isAlone = this.#schools.length === 1 && [...this.#seen].every((structure) => this.#byJointure.has(structure));
    for (const { school, jointure, structure, isNamed } of this.#schools) {
      const isAsked = isDelta && isAlone && this.#unknown > 0;
      // A complete feed that has schools and not this one is another académie's: nobody has left for all that.
      if (jointure === null || !(structure !== null || (isNamed && isOpen) || isAsked)) continue;
      const requests = this.store.take(school.uai);
      const of = (category: AafCategory) =>
        this.#has.has(category) ? requests.filter((request) => request.category === category) : null;
      yield {
        kind: "AAF",
        file,
        header: { system: "AAF", uai: school.uai, year, isPartial: isDelta },
        isDelta,
        jointure,
        structure,
        subjects: this.#subjects,
        mefs: this.#mefs,
        staff: of("STAFF"),
        pupils: of("PUPIL"),
        guardians: of("GUARDIAN"),
        strangers: isAlone ? this.#strangers : [],
        elsewhere: isAlone ? 0 : this.#unknown,
        refusals: [],
      };
    }
  }

  #takeStructure(request: AafRequest): void {
    const uai = uaiOf(request);
    const taken = uai === null ? this.#byJointure.get(request.id) : this.#byUai.get(uai);
    if (!taken || request.operation === "delete") return;
    if (taken.jointure !== null && taken.jointure !== request.id) this.#byJointure.delete(taken.jointure);
    taken.jointure = request.id;
    taken.structure = request;
    this.#byJointure.set(request.id, taken);
  }

  #takeNomenclature({ category, id, values, line }: AafRequest): void {
    if (category === "MEF") {
      const code = valueOf(values, "ENTMefJointure") ?? id;
      this.#mefs.set(code, { line, code, formation: valueOf(values, "ENTLibelleMef") });
      return;
    }
    const name = valueOf(values, "ENTLibelleMatiere");
    const code = lastPart(valueOf(values, "ENTMatJointure") ?? id);
    const label = inSentence(name ?? "");
    if (name !== null) this.#subjects.set(code, { line, code, shortName: label, name: label });
  }

  #takePerson(request: AafRequest): void {
    const { category, id, operation } = request;
    if (category !== "PUPIL" && category !== "GUARDIAN" && category !== "STAFF") return;
    const key = feedKey(SOURCES[category], id);
    const structures = structuresOf(request);
    for (const structure of structures) this.#seen.add(structure);
    const known = this.#byPerson.get(key) ?? [];
    const takers = new Set([
      ...[...structures].flatMap((structure) => this.#byJointure.get(structure) ?? []),
      ...known,
    ]);
    for (const taken of takers) {
      taken.isNamed = true;
      this.store.add(taken.school.uai, request);
      const relations = category === "PUPIL" ? (relationsOf(request.values) ?? []) : [];
      for (const { personneId } of relations) this.#expect(feedKey(SOURCES.GUARDIAN, personneId), taken);
    }
    if (takers.size > 0 || operation !== "modify" || structures.size > 0) return;
    this.#unknown += 1;
    if (this.#strangers.length < MAX_STRANGERS) this.#strangers.push(request);
  }
}

/** A subject's code is its own, or follows that of its school. */
function lastPart(value: string): string {
  return partsOf(value).at(-1) ?? value;
}

/** @throws ImportFailure WRONG_SCHOOL: the feed says nothing of the school asked for. */
export function notInFeed(file: string, uai: string): ImportFailure {
  return new ImportFailure("WRONG_SCHOOL", file, null, `l’annuaire ne dit rien de l’établissement ${uai}`);
}
