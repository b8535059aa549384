import {
  functionIn,
  partsOf,
  placeOf,
  type Relation,
  relationsOf,
  structuresOf,
  valueOf,
  valuesOf,
} from "@/lib/imports/aaf/attributes";
import { ImportFailure, quoted } from "@/lib/imports/failure";
import { checkedContacts, civilityOf, dayOf, recordName, type Refuse, sexOf } from "@/lib/imports/fields";
import type { Bundle } from "@/lib/imports/plan/bundle";
import type { PlanContext } from "@/lib/imports/plan/context";
import { feedStructure } from "@/lib/imports/plan/feed-structure";
import { KnownSchool } from "@/lib/imports/plan/feed-known";
import { groupBy } from "@/lib/imports/plan/group-by";
import type { PersonRow } from "@/lib/imports/plan/tables";
import type {
  AafFile,
  AafRequest,
  ContactDetails,
  Entity,
  GuardianRecord,
  GuardianshipRecord,
  PlaceRef,
  PupilRecord,
  ServiceRecord,
  StaffKey,
  StaffRecord,
  StsFile,
} from "@/lib/imports/records";

type Unfolded = Pick<Bundle, "eleves" | "responsables" | "structures" | "nomenclatures" | "sts">;

const ENTITIES: Readonly<Record<"PUPIL" | "STAFF" | "GUARDIAN", { entity: Entity; kind: string }>> = {
  PUPIL: { entity: "student", kind: "Élève" },
  STAFF: { entity: "staff", kind: "Personnel" },
  GUARDIAN: { entity: "guardian", kind: "Responsable" },
};
const LAST_NAMES = ["sn", "ENTPersonNom"] as const;
const FIRST_NAMES = ["givenName", "ENTPersonPrenom"] as const;
const TITLES = ["personalTitle", "ENTPersonCivilite"] as const;
const MAILS = ["mail", "ENTPersonMail"] as const;

/**
 * A feed as the files that other systems send, so that it is planned as they are. A delta changes attributes one by one: what it does
 * not say is what the school knows, and whom it does not name stays as they are.
 * @throws ImportFailure PARTIAL for a delta that comes before any complete feed.
 */
export function withFeed(context: PlanContext, bundle: Bundle): Bundle {
  return bundle.aaf ? { ...bundle, ...new Unfolding(context, bundle.aaf).files() } : bundle;
}

class Unfolding {
  readonly #known: KnownSchool;

  constructor(
    private readonly context: PlanContext,
    private readonly feed: AafFile,
  ) {
    this.#known = new KnownSchool(context);
  }

  files(): Unfolded {
    const { feed, context } = this;
    if (feed.isDelta) this.#checkFollows();
    for (const request of feed.strangers) this.#refuseStranger(request);
    if (feed.elsewhere > 0) {
      context.notices.push(
        `${feed.elsewhere} modifications visent des personnes inconnues ici, d’autres établissements ou d’une alimentation qui manque`,
      );
    }
    const { file, header } = feed;
    const common = { file, header, refusals: [] };
    return {
      ...feedStructure(feed, this.#known),
      sts: feed.staff && this.#staff(merged(feed.staff)),
      eleves: feed.pupils && { kind: "ELEVES", ...common, ...this.#pupils(merged(feed.pupils)) },
      // Responsibilities are told by the pupils: a complete feed without them says nothing of anybody's.
      responsables:
        feed.guardians || (feed.isDelta && feed.pupils)
          ? { kind: "RESPONSABLES", ...common, ...this.#guardians() }
          : null,
    };
  }

  /** A delta comes after a complete feed, or there is nothing that it could change. */
  #checkFollows(): void {
    const { feed, context } = this;
    const first = [feed.staff, feed.pupils, feed.guardians].flatMap((list) => list ?? [])[0] ?? feed.strangers[0];
    const follows = [...context.drafts.externalId.rows()].some(({ source }) => source.startsWith("AAF_"));
    if (!first || follows) return;
    const reason = "ce fichier ne dit que ce qui a changé, importez d’abord l’alimentation complète";
    throw new ImportFailure("PARTIAL", first.file, first.line, reason);
  }

  #refuser({ file }: AafRequest): Refuse {
    return (entity, line, record, reason) => this.context.refuse(entity, file, line, record, reason);
  }

  #refuseStranger(request: AafRequest): void {
    const { category, id, line, values } = request;
    if (category !== "PUPIL" && category !== "STAFF" && category !== "GUARDIAN") return;
    const { entity, kind } = ENTITIES[category];
    const names = [valueOf(values, ...LAST_NAMES), valueOf(values, ...FIRST_NAMES)];
    const record = recordName(kind, names, { ENTPersonJointure: id });
    this.#refuser(request)(entity, line, record, "cette modification vise quelqu’un que l’établissement n’a pas");
  }

  /** Who is changed; null when nobody is, and the change is then refused. */
  #changed(request: AafRequest, source: "AAF_ELEVE" | "AAF_PERSONNEL" | "AAF_RESPONSABLE"): PersonRow | null {
    const person = this.#known.open(source, request.id);
    if (!person) this.#refuseStranger(request);
    return person;
  }

  /** The names of a record, or null once it is refused. */
  #names(request: AafRequest, before: PersonRow | null) {
    const { category, id, line, values } = request;
    const { entity, kind } = ENTITIES[category === "STAFF" || category === "GUARDIAN" ? category : "PUPIL"];
    const pick = (names: readonly string[], known: string | undefined) =>
      valuesOf(values, ...names) ? valueOf(values, ...names) : (known ?? null);
    const lastName = pick(LAST_NAMES, before?.lastName);
    const firstName = pick(FIRST_NAMES, before?.firstName);
    const record = recordName(kind, [lastName, firstName], {
      ENTPersonJointure: id,
      INE: valueOf(values, "ENTEleveINE"),
    });
    const refused = (reason: string) => {
      this.#refuser(request)(entity, line, record, reason);
      return null;
    };
    // A service that brings up a child has no first name.
    if (lastName === null || (firstName === null && category !== "GUARDIAN"))
      return refused("le nom ou le prénom manque");
    const birth = valueOf(values, "ENTPersonDateNaissance");
    const birthDate = birth === null ? null : dayOf(birth);
    if (birth !== null && birthDate === null) return refused(`ENTPersonDateNaissance illisible ${quoted(birth)}`);
    const civility = civilityOf(pick(TITLES, before?.civility ?? undefined));
    return { lastName, firstName: firstName ?? "", birthDate, civility, record };
  }

  #contacts(request: AafRequest, record: string, person: PersonRow | null): ContactDetails {
    const { values, line, category } = request;
    const sms = valueOf(values, "ENTPersonMobileSMS");
    const texts = {
      email: valueOf(values, ...MAILS),
      mobile: sms ?? valueOf(values, "mobile", "ENTPersRelEleveTelMobile"),
      home: valueOf(values, "homePhone", "ENTPersonTelPerso"),
      work: category === "GUARDIAN" ? valueOf(values, "telephoneNumber", "ENTPersRelEleveTelPro") : null,
    };
    const address = this.#known.addressOf(values, person);
    return checkedContacts(texts, { acceptsSms: sms !== null, address }, line, record, this.#refuser(request));
  }

  #pupils(requests: readonly AafRequest[]) {
    const pupils: PupilRecord[] = [];
    const unread: string[] = [];
    const gone: string[] = [];
    for (const request of requests) {
      const { operation, id, values } = request;
      const isOfHere = structuresOf(request).has(this.feed.jointure);
      const leaves = operation === "modify" && values.has("ENTPersonStructRattach") && !isOfHere;
      if (operation === "delete" || leaves || (operation === "add" && !isOfHere)) {
        gone.push(id);
        continue;
      }
      const before = operation === "modify" ? this.#changed(request, "AAF_ELEVE") : null;
      if (operation === "modify" && !before) continue;
      const names = this.#names(request, before);
      if (!names) {
        unread.push(id);
        continue;
      }
      const { record, civility, ...known } = names;
      const isFirstDegree = valuesOf(values, "ENTPersonNom") !== null;
      const sex = sexOf(valueOf(values, "ENTPersonSexe"));
      pupils.push({
        line: request.line,
        source: request.file,
        eleveId: id,
        siecleId: isFirstDegree ? null : valueOf(values, "ENTEleveStructRattachId"),
        elenoet: null,
        ine: valueOf(values, "ENTEleveINE")?.toUpperCase() ?? null,
        ...known,
        familyName: valueOf(values, "ENTPersonNomPatro"),
        sex: sex ?? (civility === "MME" ? "F" : civility),
        mef: valueOf(values, "ENTEleveMEF"),
        entersOn: null,
        leavesOn: null,
        contacts: this.#contacts(request, record, before),
        structures: this.#places(request, before),
      });
    }
    return { pupils, unread, gone };
  }

  /** Where a pupil is; what a change does not say stays. */
  #places({ values }: AafRequest, before: PersonRow | null): PlaceRef[] {
    const exits = new Map(
      (values.get("ENTEleveDateSortieClasses") ?? []).map((value) => {
        const [structure = "", day = "", code = ""] = partsOf(value);
        return [`${structure} ${code}`, dayOf(day)] as const;
      }),
    );
    const placesOf = (kind: PlaceRef["kind"], ...names: readonly string[]): PlaceRef[] => {
      const told = valuesOf(values, ...names);
      if (told === null) return before ? this.#known.placesOf(before.id, kind) : [];
      return told.flatMap((value) => {
        const place = placeOf(value);
        if (place?.structure !== this.feed.jointure) return [];
        return { kind, code: place.code, endsOn: exits.get(`${place.structure} ${place.code}`) ?? null };
      });
    };
    return [
      ...placesOf("DIVISION", "ENTEleveClasses", "ENTPersonClasses"),
      ...placesOf("GROUP", "ENTEleveGroupes", "ENTPersonGroupes"),
    ];
  }

  /** The guardians of the feed and what ties them to pupils; with a delta, those whom it ties or changes. */
  #guardians() {
    const { feed } = this;
    const records = new Map<string, GuardianRecord>();
    const links: GuardianshipRecord[] = [];
    const of = new Set<string>();
    const gone: string[] = [];
    for (const request of merged(feed.pupils ?? [])) {
      const { id: eleveId, line, file: source } = request;
      const isOfHere = structuresOf(request).has(feed.jointure);
      const relations = relationsOf(request.values);
      const leaves = request.operation === "delete" || (request.values.has("ENTPersonStructRattach") && !isOfHere);
      if (leaves) of.add(eleveId);
      if (leaves || relations === null || (request.operation === "modify" && !this.#known.open("AAF_ELEVE", eleveId))) {
        continue;
      }
      of.add(eleveId);
      for (const relation of perPerson(relations)) {
        links.push({ line, source, eleveId, ...relation, contactFirst: null });
        const known = feed.isDelta && this.#known.guardian(relation.personneId);
        if (known) records.set(relation.personneId, known);
      }
    }
    for (const request of merged(feed.guardians ?? [])) {
      const { operation, id } = request;
      if (operation === "delete") {
        gone.push(id);
        continue;
      }
      const before = operation === "modify" ? this.#changed(request, "AAF_RESPONSABLE") : null;
      if (operation === "modify" && !before) continue;
      const names = this.#names(request, before);
      if (!names) continue;
      const { record, birthDate: _birthDate, ...known } = names;
      const familyName = valueOf(request.values, "ENTPersonNomPatro") ?? (before && this.#known.familyName(before.id));
      const contacts = this.#contacts(request, record, before);
      records.set(id, { line: request.line, source: request.file, personneId: id, ...known, familyName, contacts });
      if (feed.isDelta) links.push(...this.#known.linksOf(id, request).filter(({ eleveId }) => !of.has(eleveId)));
    }
    return { guardians: [...records.values()], guardianships: links, of, gone };
  }

  #staff(requests: readonly AafRequest[]): StsFile {
    const { feed } = this;
    const { file, header, jointure } = feed;
    const staff: StaffRecord[] = [];
    const unread: StaffKey[] = [];
    const gone: StaffKey[] = [];
    const services: ServiceRecord[] = [];
    const tells: { key: StaffKey; kind: "DIVISION" | "GROUP" }[] = [];
    for (const request of requests) {
      const { operation, values, line, file: source } = request;
      const key: StaffKey = { type: "aaf", id: request.id };
      const structures = structuresOf(request);
      const isElsewhere = structures.size > 0 && !structures.has(jointure);
      const leaves = operation === "modify" && values.has("ENTPersonFonctions") && isElsewhere;
      if (operation === "delete" || leaves || (operation === "add" && isElsewhere)) {
        gone.push(key);
        continue;
      }
      const before = operation === "modify" ? this.#changed(request, "AAF_PERSONNEL") : null;
      if (operation === "modify" && !before) continue;
      const names = this.#names(request, before);
      if (!names) {
        unread.push(key);
        continue;
      }
      const own: ServiceRecord[] = [];
      for (const [name, kind] of TEACHING) {
        const told = values.get(name);
        if (told === undefined && before) continue;
        tells.push({ key, kind });
        for (const value of told ?? []) {
          const [structure, code = "", ...subject] = partsOf(value);
          const last = subject.at(-1) ?? "";
          if (structure !== jointure || code === "" || last === "") continue;
          own.push({ line, source, subject: last, modality: "CG", group: { kind, code }, teachers: [key] });
        }
      }
      services.push(...own);
      const mains = values.get("ENTAuxEnsClassesPrincipal");
      const { record, civility, ...known } = names;
      staff.push({
        ...key,
        ...known,
        line,
        source,
        familyName: valueOf(values, "ENTPersonNomPatro"),
        civility,
        sex: civility === "MME" ? "F" : civility,
        position: functionIn(values, jointure) ?? (own.length > 0 && !before ? "ENS" : null),
        mainOf:
          mains === undefined && before
            ? this.#known.mainOf(before.id)
            : (mains ?? []).flatMap((value) => {
                const place = placeOf(value);
                return place?.structure === jointure ? place.code : [];
              }),
        contacts: this.#contacts(request, record, before),
      });
    }
    const school = { academy: null, name: "", city: null, nature: null };
    const wanted = new Set(services.map(({ subject }) => subject));
    // The school's own names of subjects stay.
    const subjects = [...wanted].flatMap((code) =>
      this.#known.hasSubject(code) ? [] : (feed.subjects.get(code) ?? []),
    );
    const common = { file, header, school, startsOn: null, endsOn: null, mefs: [], divisions: [], groups: [] };
    return { kind: "STS", ...common, subjects, staff, unread, gone, services, tells, refusals: [] };
  }
}

const TEACHING = [
  ["ENTAuxEnsClassesMatieres", "DIVISION"],
  ["ENTAuxEnsGroupesMatieres", "GROUP"],
] as const;

/** One relation per person, the one that shows most: feeds repeat some. */
function perPerson(relations: readonly Relation[]): Relation[] {
  return [...groupBy(relations, ({ personneId }) => personneId).values()].flatMap(
    (same) => same.toSorted((a, b) => (a.level ?? 3) - (b.level ?? 3))[0] ?? [],
  );
}

/** What several requests about one person come to, in their order: a delta may change somebody twice. */
function merged(requests: readonly AafRequest[]): AafRequest[] {
  const last = new Map<string, AafRequest>();
  for (const request of requests) {
    const before = last.get(request.id);
    const isAmended = before && before.operation !== "delete" && request.operation === "modify";
    last.set(request.id, isAmended ? amended(before, request) : request);
  }
  return [...last.values()];
}

function amended(before: AafRequest, after: AafRequest): AafRequest {
  return { ...after, operation: before.operation, values: new Map([...before.values, ...after.values]) };
}
