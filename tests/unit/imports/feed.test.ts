import { describe, expect, it } from "vitest";
import { functionIn, placeOf, relationOf, relationsOf } from "@/lib/imports/aaf/attributes";
import { feedKey, type FeedSchool, readFeed, schoolsOfFeed } from "@/lib/imports/aaf/feed";
import type { ImportFailure } from "@/lib/imports/failure";
import { bundlesOf } from "@/lib/imports/plan/bundle";
import type { Known } from "@/lib/imports/plan/context";
import { planSchool, type SchoolPlan } from "@/lib/imports/plan/plan";
import { readFiles, type Source } from "@/lib/imports/read";
import { ENTITIES, type ImportFile } from "@/lib/imports/records";
import { isOfFeed } from "@/lib/imports/sniff";
import {
  added,
  aFedGuardian,
  aFedPupil,
  aFedSchool,
  aFedTeacher,
  deleted,
  FED_MEFS,
  FED_SUBJECTS,
  feedDocument,
  feedSources,
  modified,
} from "@/tests/factories/feed";
import {
  afterPlan,
  aGuardianRecord,
  aLink,
  anElevesFile,
  anStsFile,
  aPupilRecord,
  aResponsablesFile,
  aStaffRecord,
  HEADER,
  NOTHING_KNOWN,
  sourceOf,
} from "@/tests/factories/imports";

const UAI = HEADER.uai ?? "";
const OTHER = "0771992X";

/** A school that reads feeds and other files: what is known follows each plan. */
function aSchool() {
  let known: Known = NOTHING_KNOWN;
  let serial = 0;
  const newId = () => `id-${String((serial += 1)).padStart(5, "0")}`;
  const plan = (files: Parameters<typeof bundlesOf>[0], today: string): SchoolPlan => {
    const [bundle] = bundlesOf(files, UAI);
    if (!bundle) throw new Error("nothing of the school");
    const planned = planSchool(bundle, known, { today, newId, createSchool: true });
    known = afterPlan(known, planned);
    return planned;
  };
  return {
    import: (files: ImportFile[], today = "2026-11-19") => plan(files, today),
    async feed(sources: Source[], today = "2026-11-19"): Promise<SchoolPlan> {
      const persons = known.rows.externalId.map(({ source, value }) => feedKey(source, value));
      const school: FeedSchool = { uai: UAI, jointure: known.school?.aafId ?? null, persons: new Set(persons) };
      return plan(await readFeed(sources, [school]), today);
    },
    get rows() {
      return known.rows;
    },
    persons: (profile: string) => known.rows.person.filter((person) => person.profile === profile),
    person(lastName: string) {
      const found = known.rows.person.filter((person) => person.lastName === lastName);
      if (found.length > 1) throw new Error(`several ${lastName}`);
      return found[0];
    },
  };
}

const changed = (plan: SchoolPlan): string[] =>
  ENTITIES.flatMap((entity) => {
    const { created, updated, ended, refused } = plan.counts[entity];
    return created + updated + ended + refused > 0 ? [`${entity} ${created} ${updated} ${ended} ${refused}`] : [];
  });

/** A whole feed of two schools: ours is structure 43. */
function complete(values: { pupils?: string[]; guardians?: string[]; staff?: string[] } = {}): Source[] {
  return feedSources({
    // Neither their names nor their places say in which order they are taken.
    PersRelEleve: values.guardians ?? [aFedGuardian("900"), aFedGuardian("901"), aFedGuardian("999")],
    Eleve: values.pupils ?? [
      aFedPupil("1", {
        ENTElevePersRelEleve: ["900$10$1$1$1$1", "901$20$0$2$1$0"],
        ENTEleveGroupes: ["43$6LAT"],
      }),
      aFedPupil("2", { ENTEleveClasses: ["43$6B"], ENTElevePersRelEleve: ["900$1$0$2$0$0"] }),
      aFedPupil("3", { ENTElevePersRelEleve: ["999$10$1$1$1$1"] }, "44"),
    ],
    PersEducNat: values.staff ?? [
      aFedTeacher("500", {
        ENTAuxEnsClassesMatieres: ["43$6A$061300", "43$6B$061300", "44$6A$061300"],
        ENTAuxEnsClassesPrincipal: ["43$6A"],
      }),
      aFedTeacher("501", { ENTAuxEnsGroupesMatieres: ["43$6LAT$020300"] }),
      aFedTeacher("502", { ENTPersonFonctions: ["43$DIR$DIRECTION$D0010$PERSONNEL DE DIRECTION"] }),
      aFedTeacher("503", { ENTPersonFonctions: ["43$ADF$PERSONNELS ADMINISTRATIFS$A0010$SECRETARIAT"] }),
      aFedTeacher("504", {}, "44"),
    ],
    MatiereEducNat: FED_SUBJECTS,
    MefEducNat: FED_MEFS,
    EtabEducNat: [aFedSchool("44", OTHER), aFedSchool("43", UAI)],
  });
}

describe("reading a feed", () => {
  it("knows a document by its root, whatever its name, and reads nothing else with a document type", async () => {
    const bytes = (text: string) => new TextEncoder().encode(text);
    expect(isOfFeed(bytes(feedDocument([])))).toBe(true);
    expect(isOfFeed(bytes("<!-- <ficAlimMENESR> --><AUTRE/>"))).toBe(false);
    const { feed, files } = await readFiles([sourceOf(feedDocument([]), "n’importe.xml")]);
    expect([feed.length, files.length]).toEqual([1, 0]);
    const failure = async (text: string) =>
      readFeed([sourceOf(text)], [{ uai: UAI, jointure: "43", persons: new Set() }]).catch((error: unknown) => error);
    const [head = "", ...rest] = feedDocument([aFedPupil("1")]).split("ficAlimMENESR.dtd");
    expect(await failure(`${head}ficAlimMENESR.dtd" [<!ENTITY a "b">]>${rest.join("").slice(2)}`)).toMatchObject({
      code: "DOCTYPE",
    });
    expect(
      await readFiles([sourceOf('<!DOCTYPE ficAlimMENESR SYSTEM "x.dtd"><BEE_ELEVES/>')]).catch(
        (error: unknown) => error,
      ),
    ).toMatchObject({ code: "DOCTYPE" });
  });

  it("keeps only what is of the school, guardians by their children", async () => {
    expect(await schoolsOfFeed(complete())).toEqual([OTHER, UAI]);
    const [file, ...others] = await readFeed(complete(), [{ uai: UAI, jointure: null, persons: new Set() }]);
    expect(others).toEqual([]);
    expect(file).toMatchObject({ jointure: "43", isDelta: false, header: { uai: UAI, year: 2026 }, elsewhere: 0 });
    expect(file?.pupils?.map(({ id }) => id)).toEqual(["1", "2"]);
    expect(file?.guardians?.map(({ id }) => id)).toEqual(["900", "901"]);
    expect(file?.staff?.map(({ id }) => id)).toEqual(["500", "501", "502", "503"]);
    expect(await readFeed(complete(), [{ uai: "0000000A", jointure: null, persons: new Set() }])).toEqual([]);
  });

  it("takes légal as SIECLE's level, and as the second legal representative with the codes of before", () => {
    const levelOf = (value: string) => relationOf(value)?.level;
    expect(["1$10$1$1$1$1", "1$20$0$2$1$0", "1$10$1$3$1$0", "1$20$0$0$1$0"].map(levelOf)).toEqual([1, 2, 3, 3]);
    expect(["1$1$1$1$1$1", "1$2$0$2$1$0", "1$3$0$0$1$0"].map(levelOf)).toEqual([1, 1, 3]);
    expect(["1$1$0$1$0$0", "1$2$0$1$0$0", "1$3$0$1$0$0", "1$50$0$1$0$0"].map((v) => relationOf(v)?.kinship)).toEqual([
      "20",
      "10",
      "50",
      "50",
    ]);
    expect(relationOf("1$10$0$1$0$1")?.pays).toBe(true);
    expect(relationOf("$$$$$")).toBeNull();
    expect(relationsOf(new Map([["ENTEleveAutoriteParentale", ["7$x"]]]))).toMatchObject([
      { personneId: "7", level: 1 },
    ]);
    expect(relationsOf(new Map())).toBeNull();
  });

  it("makes a function of several, in one school", () => {
    const of = (...values: string[]) => functionIn(new Map([["ENTPersonFonctions", values]]), "43");
    expect(of("43$AEH$A$D0021$B", "43$DIR$A$D0010$B")).toBe("DIR");
    expect(of("43$DIR$DIRECTION$D0011$CHEF D'ETABLISSEMENT ADJOINT")).toBe("DIR_ADJOINT");
    expect(of("44$DIR$A$D0010$B", "43$ENS$A")).toBe("ENS");
    expect(of("43$ADF$A")).toBe("ATS");
    expect(of("43$-$SANS OBJET")).toBeNull();
    expect(placeOf("43$7$x$123$CM2 A")).toEqual({ structure: "43", code: "CM2 A" });
    expect(placeOf("43$")).toBeNull();
  });
});

describe("a complete feed", () => {
  it("makes the school, its classes, people, ties and services, and nothing twice", async () => {
    const school = aSchool();
    const first = await school.feed(complete());
    expect(first.school).toMatchObject({ name: "Collège les Tilleuls", kind: "COLLEGE", city: "Torcy", aafId: "43" });
    expect(changed(first)).toEqual([
      "school 1 0 0 0",
      "year 1 0 0 0",
      "subject 2 0 0 0",
      "division 2 0 0 0",
      "group 1 0 0 0",
      "student 2 0 0 0",
      "guardian 2 0 0 0",
      "staff 4 0 0 0",
      "contact 12 0 0 0",
      "guardianship 3 0 0 0",
      "enrollment 3 0 0 0",
      "service 3 0 0 0",
      "serviceTeacher 3 0 0 0",
      "mainTeacher 1 0 0 0",
    ]);
    expect(school.rows.person.map(({ lastName, profile }) => `${lastName} ${profile}`).toSorted()).toEqual([
      "NOM1 STUDENT",
      "NOM2 STUDENT",
      "PARENT900 GUARDIAN",
      "PARENT901 GUARDIAN",
      "PROF500 TEACHER",
      "PROF501 TEACHER",
      "PROF502 HEAD",
      "PROF503 STAFF",
    ]);
    const levels = school.rows.guardianship.map(({ guardianId, level, kinship }) => {
      const guardian = school.rows.person.find(({ id }) => id === guardianId);
      return `${guardian?.lastName} ${level} ${kinship}`;
    });
    expect(levels).toEqual(["PARENT900 1 10", "PARENT900 1 20", "PARENT901 2 20"]);
    expect(school.rows.group.map(({ code, name, level }) => [code, name, level])).toEqual([
      ["6A", "6EME A", "6e"],
      ["6B", "6EME B", "6e"],
      ["6LAT", "LATIN", "6e"],
    ]);
    expect(school.rows.subject.map(({ name }) => name)).toEqual(["Mathematiques", "Latin"]);
    expect(changed(await school.feed(complete()))).toEqual([]);
  });

  it("dates out whom it no longer has, and a service that nobody teaches", async () => {
    const school = aSchool();
    await school.feed(complete());
    const plan = await school.feed(
      complete({ pupils: [aFedPupil("1", { ENTElevePersRelEleve: ["900$10$1$1$1$1"] })], staff: [aFedTeacher("500")] }),
    );
    expect(changed(plan)).toEqual([
      "student 0 0 1 0",
      "guardian 0 0 1 0",
      "staff 0 0 3 0",
      "guardianship 0 0 2 0",
      "enrollment 0 0 2 0",
      "service 0 0 3 0",
      "serviceTeacher 0 0 3 0",
      "mainTeacher 0 0 1 0",
    ]);
  });

  it("refuses a record alone, with its document and line, and an orphan guardian, and spares whom they may mean", async () => {
    const school = aSchool();
    await school.feed(complete());
    const plan = await school.feed(
      complete({
        pupils: [
          aFedPupil("1", { ENTPersonDateNaissance: "31/02/2015", ENTElevePersRelEleve: ["900$10$1$1$1$1"] }),
          aFedPupil("2", { ENTElevePersRelEleve: ["900$1$0$2$0$0", "12345$10$1$1$1$1"] }),
        ],
      }),
    );
    expect(
      plan.refusals.map(({ entity, file, line, reason }) => [entity, file.split("_").at(-2), line > 5, reason]),
    ).toEqual([
      ["student", "Eleve", true, "ENTPersonDateNaissance illisible «\u00a031/02/2015\u00a0»"],
      ["guardianship", "Eleve", true, "l’élève lui-même a été refusé"],
      ["guardianship", "Eleve", true, "aucune personne du fichier n’a ce ENTPersonJointure"],
    ]);
    expect(school.person("NOM1")?.endsOn).toBeNull();
    expect(school.rows.guardianship.every(({ endsOn }) => endsOn === null)).toBe(true);
  });

  it("reads the first degree: other names, classes in five parts, parental authority", async () => {
    const school = aSchool();
    const sources = feedSources({
      EtabEducNat: [
        added("EtabEducNat", "43", {
          ENTStructureJointure: "43",
          ENTStructureUAI: UAI,
          ENTStructureNomCourant: "EEPU LES TILLEULS-ac-CRETEIL",
          ENTStructureCodeTypeStruct: "151",
        }),
      ],
      PersEducNat: [
        added("PersEducNat", "500", {
          ENTPersonNom: "ROCHE",
          ENTPersonPrenom: "Paule",
          ENTPersonCivilite: "Mme",
          ENTPersonMail: "paule@ac-creteil.example",
          ENTPersonStructRattach: "43",
          ENTPersonFonctions: ["43$ENS$ENSEIGNEMENT"],
          ENTEnsFonctionDir: ["43"],
        }),
      ],
      Eleve: [
        added("Eleve", "1", {
          ENTPersonNom: "BRUNE",
          ENTPersonPrenom: "Éléa",
          ENTPersonCivilite: "Mme",
          ENTPersonDateNaissance: "04/03/2018",
          ENTEleveINE: "080000001AA",
          ENTPersonStructRattach: "43",
          ENTPersonClasses: ["43$x$y$8812$CE1"],
          ENTEleveAutoriteParentale: ["900$x"],
        }),
      ],
      PersRelEleve: [
        added("PersRelEleve", "900", {
          ENTPersonNom: "BRUNE",
          ENTPersonPrenom: "Anne",
          ENTPersonTelPerso: "01 99 00 00 02",
          ENTPersRelEleveTelMobile: "06 39 98 00 12",
        }),
      ],
    });
    const plan = await school.feed(sources);
    expect(plan.refusals).toEqual([]);
    expect(plan.school).toMatchObject({ kind: "ECOLE", name: "École élémentaire les Tilleuls" });
    expect(school.persons("HEAD")).toHaveLength(1);
    expect(school.rows.group).toMatchObject([{ code: "CE1", kind: "DIVISION", level: "CE1" }]);
    expect(school.rows.guardianship).toMatchObject([{ level: 1 }]);
    expect(changed(await school.feed(sources))).toEqual([]);
  });
});

describe("SIECLE, STS and a feed of the same school", () => {
  const siecle = () => [
    anStsFile({ staff: [aStaffRecord({ id: "1", lastName: "PROF500", familyName: "PROF500" })] }),
    anElevesFile([
      aPupilRecord({ eleveId: "11", ine: "099000001AA", lastName: "Nom1", elenoet: "77" }),
      aPupilRecord({
        eleveId: "9912",
        ine: "099000002AA",
        lastName: "NOM2",
        structures: [{ kind: "DIVISION", code: "6B" }],
      }),
    ]),
    aResponsablesFile(
      [aGuardianRecord({ personneId: "70", lastName: "PARENT900", familyName: "PARENT900" })],
      [aLink("11", "70", { contactFirst: true }), aLink("9912", "70", { kinship: "20" })],
    ),
  ];
  const feed = () =>
    complete({
      pupils: [
        aFedPupil("1", { ENTEleveINE: "099000001AA", ENTElevePersRelEleve: ["900$10$0$1$1$0"] }),
        aFedPupil("2", {
          ENTEleveINE: "099000002AA",
          ENTEleveClasses: ["43$6B"],
          ENTElevePersRelEleve: ["900$20$0$1$1$0"],
        }),
      ],
      guardians: [aFedGuardian("900", { givenName: "Anne" })],
      staff: [aFedTeacher("500")],
    });

  it("is one person each, by ELEVE_ID, by INE and birth date, by name and child, by name and birth date", async () => {
    const school = aSchool();
    school.import(siecle());
    const ids = new Set(school.rows.person.map(({ id }) => id));
    await school.feed(feed());
    expect(new Set(school.rows.person.map(({ id }) => id))).toEqual(ids);
    expect(school.rows.externalId.map(({ source, value }) => `${source} ${value}`).toSorted()).toEqual([
      "AAF_ELEVE 1",
      "AAF_ELEVE 2",
      "AAF_PERSONNEL 500",
      "AAF_RESPONSABLE 900",
      "INE 099000001AA",
      "INE 099000002AA",
      "SIECLE_ELENOET 77",
      "SIECLE_ELEVE 11",
      "SIECLE_ELEVE 9912",
      "SIECLE_PERSONNE 70",
      "STS_EPP 1",
    ]);
    // What a feed does not say stays: here who is called first.
    expect(school.rows.guardianship.map(({ contactFirst }) => contactFirst)).toEqual([true, false]);
  });

  it("is so in the other order too", async () => {
    const school = aSchool();
    await school.feed(feed());
    const ids = new Set(school.rows.person.map(({ id }) => id));
    school.import(siecle());
    expect(new Set(school.rows.person.map(({ id }) => id))).toEqual(ids);
  });
});

describe("a delta", () => {
  const delta = (documents: Parameters<typeof feedSources>[0]) => feedSources(documents, "Delta");

  it("changes only what it names, attribute by attribute", async () => {
    const school = aSchool();
    await school.feed(complete());
    const before = school.rows;
    const plan = await school.feed(
      delta({
        Eleve: [modified("Eleve", "1", { ENTEleveClasses: ["43$6B"], sn: "NOUVEAU" })],
        PersRelEleve: [modified("PersRelEleve", "900", { ENTPersonVille: "LOGNES" })],
        PersEducNat: [modified("PersEducNat", "500", { ENTAuxEnsClassesMatieres: ["43$6B$061300"] })],
      }),
    );
    expect(changed(plan)).toEqual([
      "student 0 1 0 0",
      "contact 0 1 0 0",
      "enrollment 1 0 1 0",
      "service 0 0 1 0",
      "serviceTeacher 0 0 1 0",
    ]);
    // The groupe, the other parent, the main teacher: nobody spoke of them.
    expect(school.rows.mainTeacher).toEqual(before.mainTeacher);
    expect(school.rows.guardianship).toEqual(before.guardianship);
    expect(school.person("NOUVEAU")).toMatchObject({ firstName: "Zoé", endsOn: null });
    const address = school.rows.contact.find(({ value }) => value.includes("LOGNES"));
    expect(address?.value).toBe("3 rue des Lilas\n77200 LOGNES");
  });

  it("adds, ties, ends and leaves as the complete feed that follows it", async () => {
    const school = aSchool();
    await school.feed(complete());
    const plan = await school.feed(
      delta({
        Eleve: [
          aFedPupil("4", { ENTElevePersRelEleve: ["901$20$0$1$1$0", "902$10$1$1$1$1"] }),
          deleted("Eleve", "2"),
          modified("Eleve", "1", { ENTElevePersRelEleve: ["900$10$1$1$1$1"] }),
        ],
        PersRelEleve: [aFedGuardian("902")],
        PersEducNat: [
          deleted("PersEducNat", "501"),
          modified("PersEducNat", "503", { ENTPersonFonctions: ["44$ADF$A"] }),
        ],
      }),
    );
    expect(changed(plan)).toEqual([
      "student 1 0 1 0",
      "guardian 1 0 0 0",
      "staff 0 0 2 0",
      "contact 4 0 0 0",
      "guardianship 2 0 2 0",
      "enrollment 1 0 1 0",
      "service 0 0 1 0",
      "serviceTeacher 0 0 1 0",
    ]);
    expect(school.person("PARENT901")?.endsOn).toBeNull();
    const whole = complete({
      pupils: [
        aFedPupil("1", { ENTElevePersRelEleve: ["900$10$1$1$1$1"], ENTEleveGroupes: ["43$6LAT"] }),
        aFedPupil("4", { ENTElevePersRelEleve: ["901$20$0$1$1$0", "902$10$1$1$1$1"] }),
      ],
      guardians: ["900", "901", "902"].map((id) => aFedGuardian(id)),
      staff: [
        aFedTeacher("500", {
          ENTAuxEnsClassesMatieres: ["43$6A$061300", "43$6B$061300"],
          ENTAuxEnsClassesPrincipal: ["43$6A"],
        }),
        aFedTeacher("502", { ENTPersonFonctions: ["43$DIR$DIRECTION$D0010$PERSONNEL DE DIRECTION"] }),
      ],
    });
    expect(changed(await school.feed(whole))).toEqual([]);
  });

  it("done twice changes nothing, and is one change for somebody whom it names twice", async () => {
    const school = aSchool();
    await school.feed(complete());
    const twice = delta({
      Eleve: [
        modified("Eleve", "1", { ENTEleveClasses: ["43$6B"] }),
        modified("Eleve", "1", { givenName: "Zoée" }),
        deleted("Eleve", "2"),
        aFedPupil("5"),
        modified("Eleve", "5", { ENTEleveGroupes: ["43$6LAT"] }),
      ],
    });
    expect(changed(await school.feed(twice))).toEqual([
      "student 1 1 1 0",
      "guardianship 0 0 1 0",
      "enrollment 3 0 2 0",
    ]);
    expect(changed(await school.feed(twice))).toEqual([]);
  });

  it("is refused before any complete feed, and its changes of nobody one by one, with their lines", async () => {
    const change = delta({ Eleve: [modified("Eleve", "1", { sn: "NOUVEAU", ENTPersonStructRattach: "43" })] });
    const school = aSchool();
    school.import([anStsFile()]);
    await school.feed(feedSources({ EtabEducNat: [aFedSchool("43", UAI)] }));
    await expect(school.feed(change)).rejects.toMatchObject({
      code: "PARTIAL",
      line: 6,
      file: "ENT_Delta_20261116_Eleve_0000.xml",
    } satisfies Partial<ImportFailure>);

    await school.feed(complete());
    const unknown = await school.feed(
      delta({ Eleve: [modified("Eleve", "77", { sn: "PERSONNE" }), modified("Eleve", "1", { sn: "BON" })] }),
    );
    expect(unknown.refusals).toMatchObject([
      { entity: "student", line: 6, record: "Élève PERSONNE (ENTPersonJointure 77)" },
    ]);
    expect(school.person("BON")).toBeDefined();
    // In a feed of several schools it may be another's.
    const shared = await school.feed(
      delta({
        Eleve: [
          modified("Eleve", "77", { sn: "PERSONNE" }),
          modified("Eleve", "2", { sn: "BON2" }),
          aFedPupil("8", {}, "44"),
        ],
      }),
    );
    expect(shared.refusals).toEqual([]);
    expect(shared.notices.join()).toContain("1 modifications visent des personnes inconnues");
  });
});
