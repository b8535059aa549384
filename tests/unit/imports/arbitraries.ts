import fc from "fast-check";
import type {
  AafCategory,
  AafFile,
  AafRequest,
  Address,
  ContactDetails,
  ElevesFile,
  ImportFile,
  NomenclaturesFile,
  Refusal,
  ResponsablesFile,
  StaffKey,
  StructuresFile,
  StsFile,
} from "@/lib/imports/records";
import {
  aGuardianRecord,
  aLink,
  anElevesFile,
  anStsFile,
  aPupilRecord,
  aResponsablesFile,
  aStaffRecord,
  HEADER,
} from "@/tests/factories/imports";

// Arbitrary files, in the form that reading gives them: trimmed texts, telephones without spaces.

const SIGNS = Array.from("abcdeÉèçœŒŸ€Žžñ&<>\"'’-.ABCXYZ0189 漢");

/** A text as reading leaves it: not empty, single spaces inside only. */
const text = fc
  .array(fc.constantFrom(...SIGNS), { minLength: 1, maxLength: 14 })
  .map((signs) => signs.join("").replace(/\s+/g, " ").trim())
  .filter((value) => value !== "");
const maybe = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: null, freq: 3 });
const code = fc.stringMatching(/^[0-9A-Z]{1,8}$/);
const day = fc
  .tuple(fc.integer({ min: 1950, max: 2100 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, "0")).join("-"));
const phone = fc.stringMatching(/^\+?[0-9]{6,15}$/);
const email = fc.stringMatching(/^[a-z]{1,8}@[a-z]{1,8}\.[a-z]{2,4}$/);
const line = fc.constant(0);
const address: fc.Arbitrary<Address> = fc.record({
  lines: fc.array(text, { minLength: 1, maxLength: 4 }),
  postalCode: maybe(code),
  city: maybe(text),
  country: maybe(text),
});
const contacts: fc.Arbitrary<ContactDetails> = fc.record({
  email: maybe(email),
  mobile: maybe(phone),
  home: maybe(phone),
  work: maybe(phone),
  acceptsSms: fc.boolean(),
  address: maybe(address),
});
const unique = <Record extends object>(record: fc.Arbitrary<Record>, key: (value: Record) => string, maxLength = 8) =>
  fc.uniqueArray(record, { selector: key, maxLength });
const noRefusals = fc.constant<Refusal[]>([]);
const header = fc.record({ uai: fc.constant(HEADER.uai), year: maybe(fc.integer({ min: 1000, max: 9999 })) });

const structure = fc.record({ kind: fc.constantFrom("DIVISION" as const, "GROUP" as const), code });

export const elevesFile: fc.Arbitrary<ElevesFile> = fc.record({
  kind: fc.constant("ELEVES"),
  file: fc.constant("eleves.xml"),
  header,
  pupils: unique(
    fc.record({
      line,
      eleveId: code,
      elenoet: maybe(code),
      ine: maybe(code),
      lastName: text,
      familyName: text,
      firstName: text,
      birthDate: maybe(day),
      sex: maybe(fc.constantFrom("M" as const, "F" as const)),
      mef: maybe(code),
      entersOn: maybe(day),
      leavesOn: maybe(day),
      contacts,
      structures: fc.array(structure, { maxLength: 3 }),
    }),
    (pupil) => pupil.eleveId,
  ),
  unread: fc.constant<string[]>([]),
  refusals: noRefusals,
});

export const responsablesFile: fc.Arbitrary<ResponsablesFile> = fc.record({
  kind: fc.constant("RESPONSABLES"),
  file: fc.constant("responsables.xml"),
  header,
  guardians: fc.array(
    fc.record({
      line,
      personneId: code,
      lastName: text,
      familyName: text,
      firstName: fc.oneof(text, fc.constant("")),
      civility: maybe(fc.constantFrom("M" as const, "MME" as const)),
      contacts,
    }),
    { maxLength: 8 },
  ),
  guardianships: fc.array(
    fc.record({
      line,
      eleveId: code,
      personneId: code,
      level: fc.constantFrom(1 as const, 2 as const, 3 as const),
      kinship: maybe(code),
      pays: fc.boolean(),
      contactFirst: fc.boolean(),
    }),
    { maxLength: 8 },
  ),
  refusals: noRefusals,
});

const divisions = unique(
  fc.record({ line, code, name: maybe(text), mefs: fc.array(code, { maxLength: 2 }) }),
  (division) => division.code,
);
const groups = unique(
  fc.record({ line, code, name: maybe(text), divisions: fc.array(code, { maxLength: 3 }) }),
  (group) => group.code,
);
const subjects = fc.array(fc.record({ line, code, shortName: text, name: text }), { maxLength: 5 });
const mefs = fc.array(fc.record({ line, code, formation: maybe(text) }), { maxLength: 5 });

export const structuresFile: fc.Arbitrary<StructuresFile> = fc.record({
  kind: fc.constant("STRUCTURES"),
  file: fc.constant("structures.xml"),
  header,
  divisions,
  groups,
  refusals: noRefusals,
});

export const nomenclaturesFile: fc.Arbitrary<NomenclaturesFile> = fc.record({
  kind: fc.constant("NOMENCLATURES"),
  file: fc.constant("nomenclatures.xml"),
  header,
  subjects,
  mefs,
  refusals: noRefusals,
});

const staffKey = fc.record({ type: fc.constantFrom("epp" as const, "local" as const), id: code });

export const stsFile: fc.Arbitrary<StsFile> = fc
  .record({
    kind: fc.constant("STS" as const),
    file: fc.constant("sts.xml"),
    header,
    school: fc.record({ academy: maybe(text), name: text, city: maybe(text), nature: maybe(code) }),
    startsOn: maybe(day),
    endsOn: maybe(day),
    subjects,
    mefs,
    staff: fc.array(
      fc.record({
        line,
        type: fc.constantFrom("epp" as const, "local" as const),
        id: code,
        lastName: text,
        familyName: maybe(text),
        firstName: text,
        civility: maybe(fc.constantFrom("M" as const, "MME" as const)),
        sex: maybe(fc.constantFrom("M" as const, "F" as const)),
        birthDate: maybe(day),
        position: maybe(code),
        mainOf: fc.array(code, { maxLength: 2 }),
      }),
      { maxLength: 6 },
    ),
    unread: fc.constant<StaffKey[]>([]),
    divisions,
    groups,
    refusals: noRefusals,
  })
  .chain((file) => {
    // Services hang on the structures of the file, in their order.
    const all = [
      ...file.divisions.map((division) => ({ kind: "DIVISION" as const, code: division.code })),
      ...file.groups.map((group) => ({ kind: "GROUP" as const, code: group.code })),
    ];
    const service = fc.record({ subject: code, modality: code, teachers: fc.array(staffKey, { maxLength: 2 }) });
    return fc
      .tuple(...all.map((group) => fc.array(service, { maxLength: 2 }).map((list) => ({ group, list }))))
      .map((lists) => ({
        ...file,
        services: lists.flatMap(({ group, list }) => list.map((one) => ({ line: 0, ...one, group }))),
      }));
  });

/** Any file that the importer reads. */
export const anyFile: fc.Arbitrary<ImportFile> = fc.oneof(
  elevesFile,
  responsablesFile,
  structuresFile,
  nomenclaturesFile,
  stsFile,
);

// Few codes and identifiers, so that records meet, contradict and leave each other.
const fewIds = fc.constantFrom("1", "2", "3", "4");
const fewRefs = fc.record({
  kind: fc.constantFrom("DIVISION" as const, "GROUP" as const),
  code: fc.constantFrom("6A", "6B", "6C"),
});
const meetingPupil = fc
  .record({
    eleveId: fewIds,
    ine: fc.option(fc.constantFrom("I1", "I2"), { nil: null }),
    birthDate: fc.option(fc.constantFrom("2015-01-01", "2014-02-02"), { nil: null }),
    lastName: fc.constantFrom("A", "B"),
    elenoet: fc.option(fc.constantFrom("10", "11"), { nil: null }),
    leavesOn: fc.option(fc.constantFrom("2026-10-01", "2027-01-01"), { nil: null, freq: 8 }),
    structures: fc.array(fewRefs, { maxLength: 3 }),
  })
  .map((values) => aPupilRecord(values));
const meetingLink = fc
  .tuple(fewIds, fewIds, fc.constantFrom(1 as const, 2 as const, 3 as const))
  .map(([eleveId, personneId, level]) => aLink(eleveId, personneId, { level }));
const meetingService = fc.record({
  line: fc.constant(0),
  subject: fc.constantFrom("020700", "061300", "999999"),
  modality: fc.constant("CG"),
  group: fewRefs,
  teachers: fc.array(fc.record({ type: fc.constantFrom("epp" as const, "local" as const), id: fewIds }), {
    maxLength: 2,
  }),
});
const meetingStaff = fc
  .record({
    id: fewIds,
    type: fc.constantFrom("epp" as const, "local" as const),
    mainOf: fc.array(fc.constantFrom("6A", "6Z"), { maxLength: 1 }),
  })
  .map((values) => aStaffRecord(values));
/** The files of an import, some of which may be missing. */
export const meetingFiles = fc
  .record({
    eleves: fc.option(fc.array(meetingPupil, { maxLength: 5 })),
    responsables: fc.option(fc.tuple(fc.array(fewIds, { maxLength: 3 }), fc.array(meetingLink, { maxLength: 6 }))),
    sts: fc.option(fc.tuple(fc.array(meetingStaff, { maxLength: 3 }), fc.array(meetingService, { maxLength: 4 }))),
  })
  .map(({ eleves, responsables, sts }): ImportFile[] => [
    ...(eleves ? [anElevesFile(eleves)] : []),
    ...(responsables
      ? [
          aResponsablesFile(
            responsables[0].map((personneId) => aGuardianRecord({ personneId })),
            responsables[1],
          ),
        ]
      : []),
    ...(sts ? [anStsFile({ staff: sts[0], services: sts[1] })] : []),
  ])
  .filter((list) => list.length > 0);
const someOf = (...values: string[]) => fc.subarray(values);
const meetingRequest = (category: AafCategory, values: fc.Arbitrary<Readonly<Record<string, string[] | undefined>>>) =>
  fc
    .record({ operation: fc.constantFrom("add", "add", "modify", "delete"), id: fewIds, values })
    .map((request): AafRequest => ({
      ...request,
      category,
      file: "feed.xml",
      line: 1,
      values: new Map(Object.entries(request.values).flatMap(([name, list]) => (list ? [[name, list]] : []))),
    }));
const partly = (values: Readonly<Record<string, fc.Arbitrary<string[]>>>) => fc.record(values, { requiredKeys: [] });
const meetingFedPupil = meetingRequest(
  "PUPIL",
  partly({
    sn: fc.constantFrom(["A"], ["B"]),
    givenName: fc.constant(["Zoé"]),
    ENTPersonDateNaissance: fc.constantFrom(["01/01/2015"], ["02/02/2014"], []),
    ENTEleveINE: fc.constantFrom(["I1"], ["I2"], []),
    ENTEleveStructRattachId: fewIds.map((id) => [id]),
    ENTPersonStructRattach: fc.constantFrom(["43"], ["43"], ["44"]),
    ENTEleveClasses: someOf("43$6A", "43$6B", "44$6A"),
    ENTEleveGroupes: someOf("43$6C"),
    ENTElevePersRelEleve: someOf("1$10$1$1$1$1", "2$20$0$2$1$0", "3$1$0$0$1$0"),
  }),
);
const meetingFedGuardian = meetingRequest(
  "GUARDIAN",
  partly({
    sn: fewIds.map((id) => [`PARENT${id}`]),
    givenName: fc.constant(["Anne"]),
    mail: fc.constantFrom(["a@courriel.example"], []),
    ENTPersonVille: fc.constantFrom(["TORCY"], []),
  }),
);
const meetingFedStaff = meetingRequest(
  "STAFF",
  partly({
    sn: fewIds.map((id) => [`PROF${id}`]),
    givenName: fc.constant(["Jean"]),
    ENTPersonDateNaissance: fc.constantFrom(["06/05/1980"], []),
    ENTPersonFonctions: fc.constantFrom(["43$ENS$A"], ["43$DIR$A"], ["44$ENS$A"], []),
    ENTAuxEnsClassesMatieres: someOf("43$6A$061300", "43$6B$020700", "43$6A$999999"),
    ENTAuxEnsGroupesMatieres: someOf("43$6C$061300"),
    ENTAuxEnsClassesPrincipal: someOf("43$6A", "43$6Z"),
  }),
);

/** A feed, complete or delta, whose records meet those of `meetingFiles`. */
export const meetingFeed = fc
  .record({
    isDelta: fc.boolean(),
    pupils: fc.option(fc.array(meetingFedPupil, { maxLength: 5 })),
    guardians: fc.option(fc.array(meetingFedGuardian, { maxLength: 4 })),
    staff: fc.option(fc.array(meetingFedStaff, { maxLength: 4 })),
  })
  .map(({ isDelta, ...lists }): AafFile => {
    const label = "Mathématiques";
    const kept = (list: AafRequest[] | null) => list?.filter(({ operation }) => isDelta || operation === "add") ?? null;
    return {
      kind: "AAF",
      file: "feed.xml",
      header: { ...HEADER, system: "AAF", isPartial: isDelta },
      isDelta,
      jointure: "43",
      structure: null,
      subjects: new Map([["061300", { line: 1, code: "061300", shortName: label, name: label }]]),
      mefs: new Map(),
      pupils: kept(lists.pupils),
      guardians: kept(lists.guardians),
      staff: kept(lists.staff),
      strangers: [],
      elsewhere: 0,
      refusals: [],
    };
  });

/** Days of imports, through a school year. */
export const importDays = fc.constantFrom("2026-08-20", "2026-09-01", "2026-11-19", "2026-11-20", "2027-03-01");
