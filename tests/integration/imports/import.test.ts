import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { disconnect } from "@/lib/db/client";
import { newId } from "@/lib/db/id";
import { withSystem } from "@/lib/db/system";
import { ENTITIES } from "@/lib/imports/records";
import { reportText } from "@/lib/imports/report";
import { type ImportReport, importFiles } from "@/lib/imports/run";
import { openSources } from "@/lib/imports/sources";
import { fromDbDay } from "@/lib/time/day";
import {
  aGuardianRecord,
  aLink,
  anElevesFile,
  anStsFile,
  aPupilRecord,
  aResponsablesFile,
  aStaffRecord,
  HEADER,
  printedSource,
  sourceOf,
} from "@/tests/factories/imports";

const SAMPLES = new URL("../../../../shared/samples/", import.meta.url);

afterAll(disconnect);

function changed({ counts }: ImportReport): Record<string, string> {
  return Object.fromEntries(
    ENTITIES.flatMap((entity) => {
      const { created, updated, ended, refused } = counts[entity];
      return created + updated + ended + refused > 0 ? [[entity, `${created} ${updated} ${ended} ${refused}`]] : [];
    }),
  );
}

/** What importing again says: the refusals, and nothing else. */
function refusedOnly({ counts }: ImportReport): Record<string, string> {
  return Object.fromEntries(
    ENTITIES.flatMap((entity) => (counts[entity].refused > 0 ? [[entity, `0 0 0 ${counts[entity].refused}`]] : [])),
  );
}

/** Files of a school of its own, so that tests do not meet. */
const filesOf = (uai: string, values: { secondPupil?: boolean; level?: 1 | 3; mobile?: string } = {}) => {
  const header = { ...HEADER, uai };
  const guardian = aGuardianRecord({ personneId: "9" });
  const contacts = { ...guardian.contacts, mobile: values.mobile ?? "0639980001", email: "a@courriel.example" };
  return [
    anStsFile({
      header,
      staff: [aStaffRecord({ id: "1", mainOf: ["6A"] })],
      groups: [{ line: 0, code: "6LAT", name: "Latin", divisions: ["6A"] }],
      services: [
        {
          line: 0,
          subject: "061300",
          modality: "CG",
          group: { kind: "DIVISION", code: "6A" },
          teachers: [{ type: "epp", id: "1" }],
        },
      ],
    }),
    anElevesFile(
      [
        aPupilRecord({ eleveId: "1", elenoet: "11", ine: "SAME" }),
        ...(values.secondPupil === false
          ? []
          : [
              aPupilRecord({
                eleveId: "2",
                ine: "SAME",
                birthDate: "2014-01-01",
                structures: [{ kind: "DIVISION", code: "6B" }],
              }),
            ]),
      ],
      { header },
    ),
    { ...aResponsablesFile([{ ...guardian, contacts }], [aLink("1", "9", { level: values.level ?? 1 })]), header },
  ].map(printedSource);
};

async function imported(...given: Parameters<typeof importFiles>): Promise<ImportReport> {
  const { reports, failures } = await importFiles(...given);
  if (failures[0]) throw failures[0];
  if (!reports[0]) throw new Error("nothing imported");
  return reports[0];
}

describe("importing", () => {
  it("writes nothing in a dry run, everything then, nothing again", async () => {
    const files = filesOf("0770001A");
    const dry = await imported(files, { dryRun: true });
    expect(await withSystem("test", (db) => db.school.count({ where: { uai: "0770001A" } }))).toBe(0);
    const first = await imported(files);
    expect(first.counts).toEqual(dry.counts);
    expect(changed(first)).toEqual({
      school: "1 0 0 0",
      year: "1 0 0 0",
      subject: "2 0 0 0",
      division: "2 0 0 0",
      group: "1 0 0 0",
      student: "2 0 0 0",
      guardian: "1 0 0 0",
      staff: "1 0 0 0",
      contact: "2 0 0 0",
      guardianship: "1 0 0 0",
      enrollment: "2 0 0 0",
      service: "1 0 0 0",
      serviceTeacher: "1 0 0 0",
      mainTeacher: "1 0 0 0",
    });
    expect(changed(await imported(files))).toEqual({});
    expect(reportText(first)).toContain("Collège des Essais (0770001A), 2026-2027");
  });

  it("updates, dates out and brings back, and journals each time without names", async () => {
    const { school } = await imported(filesOf("0770002B"));
    const changes = await imported(filesOf("0770002B", { secondPupil: false, level: 3, mobile: "0639980002" }));
    expect(changed(changes)).toEqual({
      student: "0 0 1 0",
      contact: "0 1 0 0",
      guardianship: "0 1 0 0",
      enrollment: "0 0 1 0",
    });
    const { gone, link, journal } = await withSystem("test", async (db) => ({
      gone: await db.person.findFirstOrThrow({ where: { schoolId: school.id, lastName: "NOM2" } }),
      link: await db.guardianship.findFirstOrThrow({ where: { schoolId: school.id } }),
      journal: await db.journal.findMany({ where: { schoolId: school.id }, orderBy: { id: "asc" } }),
    }));
    expect(gone.endsOn && fromDbDay(gone.endsOn)).toBe("2026-11-19");
    expect(link.level).toBe(3);
    expect(journal.map(({ action, personId }) => [action, personId])).toEqual([
      ["imports.run", null],
      ["imports.run", null],
    ]);
    expect(JSON.stringify(journal)).not.toContain("NOM");
    expect(changed(await imported(filesOf("0770002B")))).toMatchObject({ student: "0 1 0 0", enrollment: "1 0 0 0" });
  });

  it("leaves alone what the school adds itself: other staff, substitutes, its own name", async () => {
    const { school } = await imported(filesOf("0770003C"));
    const schoolId = school.id;
    await withSystem("test", async (db) => {
      await db.school.update({ where: { id: schoolId }, data: { name: "Collège à nous" } });
      const substitute = { schoolId, id: newId(), profile: "TEACHER" as const, firstName: "Léa", lastName: "RENFORT" };
      await db.person.create({ data: { ...substitute, startsOn: new Date("2026-09-01") } });
      const service = await db.service.findFirstOrThrow({ where: { schoolId } });
      const part = {
        schoolId,
        id: newId(),
        serviceId: service.id,
        teacherId: substitute.id,
        role: "SUBSTITUTE" as const,
      };
      await db.serviceTeacher.create({ data: { ...part, startsOn: new Date("2026-11-01") } });
    });
    expect(changed(await imported(filesOf("0770003C")))).toEqual({});
  });

  it("enters one school when another fails, whole or not at all", async () => {
    const other = anElevesFile([aPupilRecord({ eleveId: "1" })], { header: { ...HEADER, uai: "0770005E" } });
    const { reports, failures } = await importFiles([
      ...filesOf("0770004D"),
      printedSource({ ...other, file: "autre.xml" }),
    ]);
    expect(reports.map((report) => report.school.uai)).toEqual(["0770004D"]);
    expect(failures).toMatchObject([{ code: "UNKNOWN_SCHOOL", file: "autre.xml" }]);
    expect(await withSystem("test", (db) => db.school.count({ where: { uai: "0770005E" } }))).toBe(0);
  });

  it("of one school twice at a time is done once, then changes nothing", async () => {
    const files = filesOf("0770006F");
    const [one, two] = await Promise.all([imported(files), imported(files)]);
    expect([changed(one), changed(two)]).toContainEqual({});
    expect(await withSystem("test", (db) => db.person.count({ where: { schoolId: one.school.id } }))).toBe(4);
  });

  it("takes a school of 1,750 people in a few seconds", async () => {
    const header = { ...HEADER, uai: "0770007G" };
    const pupils = Array.from({ length: 700 }, (_, index) =>
      aPupilRecord({ eleveId: String(index + 1), ine: `I${index}` }),
    );
    const guardians = Array.from({ length: 1_050 }, (_, index) => aGuardianRecord({ personneId: String(index + 1) }));
    const links = guardians.map(({ personneId }, index) => aLink(String((index % 700) + 1), personneId));
    const files = [
      anStsFile({ header }),
      anElevesFile(pupils, { header }),
      { ...aResponsablesFile(guardians, links), header },
    ];
    const start = performance.now();
    const report = await imported(files.map(printedSource));
    expect(report.refusals).toEqual([]);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});

describe.skipIf(!existsSync(SAMPLES))("files nobody here wrote (../shared/samples)", () => {
  const sample = (path: string) => sourceOf(readFileSync(new URL(path, SAMPLES)), path);

  it("of STS: each export of the collège, in turn", async () => {
    const first = await imported([sample("sts/case1_sts_emp.xml")]);
    expect(first.school).toMatchObject({ uai: "0771991W", name: "Collège Louis Aragon" });
    expect(first.year).toBe("2018-2019");
    expect(changed(first)).toEqual({
      school: "1 0 0 0",
      year: "1 0 0 0",
      subject: "1 0 0 0",
      division: "1 0 0 0",
      staff: "1 0 0 0",
    });
    expect(changed(await imported([sample("sts/case3_sts_emp.xml")]))).toEqual({});
    expect(changed(await imported([sample("sts/case5_sts_emp.xml")]))).toEqual({});
    // 3A is gone, a groupe of 3B comes: with it the division that it names.
    const second = await imported([sample("sts/case2_sts_emp.xml")]);
    expect(changed(second)).toEqual({ division: "1 0 1 0", group: "1 0 0 0" });
    expect(changed(await imported([sample("sts/case2_sts_emp.xml")]))).toEqual({});
  });

  it("of AAF: a school and its staff, before and after; another whose pupil is of a structure that the feed lacks", async () => {
    const feed = (name: string) => sample(`aaf/2024/${name}`);
    const etab = feed("ENT2DVA-ENT16_Complet_20240916_EtabEducNat_0000.xml");
    const first = await imported([feed("before_PersEducNat_0000.xml"), etab], { createSchool: true });
    expect(first.school).toMatchObject({ uai: "0123456A", name: "Collège Integration" });
    expect(first.year).toBe("2024-2025");
    expect(changed(first)).toEqual({ school: "1 0 0 0", year: "1 0 0 0", staff: "2 0 0 0", contact: "2 0 0 0" });
    const after = [etab, feed("ENT2DVA-ENT16_Complet_20240916_PersEducNat_0000.xml")];
    expect(changed(await imported(after))).toEqual({ staff: "1 0 0 0", contact: "1 0 0 0" });
    expect(changed(await imported(after))).toEqual({});
    const staff = await withSystem("test", (db) =>
      db.person.findMany({
        where: { schoolId: first.school.id },
        select: { lastName: true, profile: true },
        orderBy: { lastName: "asc" },
      }),
    );
    expect(staff.map(({ lastName, profile }) => `${lastName} ${profile}`)).toEqual([
      "AAAA HEAD",
      "BBBB TEACHER",
      "CCCC HEAD",
    ]);

    const other = ["EtabEducNat", "Eleve"].map((name) => sample(`aaf/2020/ENT_Complet_20200101_${name}_0000.xml`));
    expect(await importFiles(other)).toMatchObject({ reports: [], failures: [], elsewhere: 1 });
    const made = await imported(other, { createSchool: true });
    expect(made.school).toMatchObject({ uai: "0000000V" });
    expect(changed(made)).toEqual({ school: "1 0 0 0", year: "1 0 0 0" });
  });

  it("of ONDE: an école whose files do not name it", async () => {
    const files = ["eleves", "enseignants", "responsables"].map((name) => sample(`onde/CSVExtraction-${name}.csv`));
    await expect(importFiles(files)).rejects.toMatchObject({ code: "INCOMPLETE_HEADER" });
    const options = { school: "0770008H", createSchool: true };
    const first = await imported(files, options);
    // Sixteen guardians bear the name of another of the same file, which nothing tells apart: a person is asked.
    expect(changed(first)).toEqual({
      school: "1 0 0 0",
      year: "1 0 0 0",
      division: "10 0 0 0",
      student: "247 0 0 0",
      guardian: "453 0 0 16",
      staff: "14 0 0 0",
      contact: "453 0 0 0",
      guardianship: "475 0 0 0",
      enrollment: "247 0 0 0",
      mainTeacher: "14 0 0 0",
    });
    expect(changed(await imported(files, options))).toEqual(refusedOnly(first));
  });

  it("of OneRoster: a small set, and a whole one", async () => {
    const minimal = await openSources([fileURLToPath(new URL("oneroster/Test_minimal_data_set.zip", SAMPLES))]);
    const full = await openSources([fileURLToPath(new URL("oneroster/v1p2_full_dataset.zip", SAMPLES))]);
    const options = { school: "0770009J", createSchool: true };
    const first = await imported(minimal.sources, options);
    expect(changed(first)).toEqual({
      school: "1 0 0 0",
      year: "1 0 0 0",
      subject: "1 0 0 0",
      division: "1 0 0 0",
      group: "1 0 0 0",
      student: "3 0 0 0",
      staff: "2 0 0 0",
      enrollment: "2 0 0 2",
      service: "1 0 0 0",
      serviceTeacher: "1 0 0 0",
      mainTeacher: "1 0 0 0",
    });
    expect(changed(await imported(minimal.sources, options))).toEqual(refusedOnly(first));
    const second = await imported(full.sources, { school: "0770010K", createSchool: true });
    expect(changed(second)).toEqual({
      school: "1 0 0 0",
      year: "1 0 0 0",
      subject: "1 0 0 0",
      group: "1 0 0 0",
      student: "3 0 0 0",
      guardian: "1 0 0 0",
      staff: "3 0 0 0",
      contact: "12 0 0 0",
      guardianship: "2 0 0 1",
      enrollment: "0 0 0 1",
      service: "1 0 0 0",
      serviceTeacher: "1 0 0 0",
    });
    minimal.close();
    full.close();
  });

  it("of SIECLE: two pupils of a school that only SIECLE names", async () => {
    const files = readdirSync(new URL("siecle/", SAMPLES)).map((name) => sample(`siecle/${name}`));
    expect((await importFiles(files)).failures).toMatchObject([{ code: "UNKNOWN_SCHOOL" }]);
    const first = await imported(files, { createSchool: true });
    expect(changed(first)).toEqual({
      school: "1 0 0 0",
      year: "1 0 0 0",
      division: "1 0 0 0",
      group: "1 0 0 0",
      student: "2 0 0 0",
      enrollment: "3 0 0 0",
    });
    expect(changed(await imported(files))).toEqual({});
    await expect(importFiles(files, { school: "0771991W" })).rejects.toMatchObject({ code: "WRONG_SCHOOL" });
  });
});
