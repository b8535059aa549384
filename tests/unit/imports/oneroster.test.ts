import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ImportFailure } from "@/lib/imports/failure";
import { bundlesOf } from "@/lib/imports/plan/bundle";
import type { Known } from "@/lib/imports/plan/context";
import { planSchool, type SchoolPlan } from "@/lib/imports/plan/plan";
import { readFiles } from "@/lib/imports/read";
import { ENTITIES, type ImportFile } from "@/lib/imports/records";
import { openSources } from "@/lib/imports/sources";
import { afterPlan, aOneRosterSet, NOTHING_KNOWN, sourceOf, zipOf } from "@/tests/factories/imports";

const SAMPLES = new URL("../../../../shared/samples/oneroster/", import.meta.url);
const UAI = "0771991W";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "preau-oneroster-"));
});
afterAll(() => rm(folder, { recursive: true }));

type Tables = Readonly<Record<string, string>>;
const set = (values: Tables = {}): Tables => ({ ...aOneRosterSet(UAI), ...values });
const read = async (tables: Tables): Promise<ImportFile[]> =>
  (await readFiles(Object.entries(tables).map(([name, text]) => sourceOf(text, `set.zip/${name}`)))).files;

async function readZip(path: string) {
  const opened = await openSources([path]);
  try {
    return await readFiles(opened.sources);
  } finally {
    opened.close();
  }
}

async function failureOf(reading: Promise<unknown>): Promise<string> {
  const error: unknown = await reading.catch((caught: unknown) => caught);
  if (error instanceof ImportFailure) return error.code;
  throw new Error(`not an ImportFailure: ${String(error)}`);
}

function planned(files: ImportFile[], known: Known = NOTHING_KNOWN, uai: string | null = null): SchoolPlan {
  const [bundle] = bundlesOf(files, uai);
  if (!bundle) throw new Error("no file");
  let serial = known.rows.person.length * 100;
  return planSchool(bundle, known, { today: "2026-11-19", newId: () => `id-${(serial += 1)}` });
}

const changed = ({ counts }: SchoolPlan): string[] =>
  ENTITIES.flatMap((entity) => {
    const { created, updated, ended } = counts[entity];
    return created + updated + ended > 0 ? [`${entity} ${created} ${updated} ${ended}`] : [];
  });

describe("a OneRoster set", () => {
  it("is the pupils, guardians, staff, classes and services of its school", async () => {
    const [sts, eleves, responsables] = await read(set());
    const header = { system: "ONEROSTER", uai: UAI, year: 2026 };
    expect(sts).toMatchObject({
      kind: "STS",
      header,
      startsOn: "2026-09-01",
      endsOn: "2027-07-04",
      staff: [{ type: "oneroster", id: "t1", position: "ENS", mainOf: ["6A"] }],
      divisions: [{ code: "6A", name: "Sixième A" }],
      groups: [{ code: "6A-MATHS" }],
      subjects: [{ code: "061300", name: "Mathématiques" }],
      services: [{ subject: "061300", group: { kind: "GROUP", code: "6A-MATHS" }, teachers: [{ id: "t1" }] }],
      refusals: [],
    });
    expect(eleves).toMatchObject({
      kind: "ELEVES",
      header,
      pupils: [
        { eleveId: "s1", birthDate: "2015-03-14", sex: "F", structures: [{ code: "6A" }, { code: "6A-MATHS" }] },
      ],
    });
    expect(responsables).toMatchObject({
      guardians: [{ personneId: "g1", contacts: { mobile: "0639980011" } }],
      guardianships: [{ eleveId: "s1", personneId: "g1", level: null }],
    });
  });

  it("changes nothing twice", async () => {
    const files = await read(set());
    const first = planned(files);
    expect(first.refusals).toEqual([]);
    expect(changed(first)).toEqual([
      "school 1 0 0",
      "year 1 0 0",
      "subject 1 0 0",
      "division 1 0 0",
      "group 1 0 0",
      "student 1 0 0",
      "guardian 1 0 0",
      "staff 1 0 0",
      "contact 1 0 0",
      "guardianship 1 0 0",
      "enrollment 2 0 0",
      "service 1 0 0",
      "serviceTeacher 1 0 0",
      "mainTeacher 1 0 0",
    ]);
    expect(changed(planned(await read(set()), afterPlan(NOTHING_KNOWN, first)))).toEqual([]);
  });

  it("1.1 says the role with the user; one user of two roles is two persons", async () => {
    const { "roles.csv": _roles, ...tables } = set({
      "users.csv": [
        "sourcedId,status,enabledUser,orgSourcedIds,role,givenName,familyName,agentSourcedIds",
        'u1,,TRUE,"org1,org2",student,Zoé,DURAND,u2',
        "u2,,TRUE,org1,parent,Anne,DURAND,",
        "u3,,FALSE,org1,student,Parti,LOIN,",
        "u4,tobedeleted,TRUE,org1,student,Ote,LOIN,",
        "u5,,TRUE,ailleurs,student,Autre,ECOLE,",
      ].join("\n"),
      "enrollments.csv": "sourcedId,classSourcedId,userSourcedId,role\ne1,c1,u1,student",
    });
    const [, eleves, responsables] = await read(tables);
    expect(eleves).toMatchObject({ pupils: [{ eleveId: "u1" }] });
    expect(responsables).toMatchObject({ guardians: [{ personneId: "u2" }], guardianships: [{ eleveId: "u1" }] });
    const roles = set()["roles.csv"] ?? "";
    const twice = set({ "roles.csv": `${roles}\nr9,t1,guardian,org1` });
    expect(await read(twice)).toMatchObject([
      { staff: [{ id: "t1" }] },
      {},
      { guardians: [{ personneId: "t1" }, { personneId: "g1" }] },
    ]);
  });

  it("understands misspelt headers, byte order marks, days of spreadsheets; forgets places that are over", async () => {
    const tables = set({
      "users.csv": `\ufeff${set()["users.csv"]?.replace("familyName", "familyNames").replace("agentSourcedIds", "agentSourceIds")}`,
      "demographics.csv": "sourcedId,birthdate,sex\r\ns1,14/3/2015,female\r\n",
      "enrollments.csv":
        "sourcedId,classSourcedId,userSourceId,role,endDate\ne1,c1,s1,student,1/10/2026\ne2,c2,s1,student,\ne3,c2,t1,teacher,",
    });
    const files = await read(tables);
    expect(files[1]).toMatchObject({ pupils: [{ birthDate: "2015-03-14" }] });
    expect(planned(files).counts.enrollment.created).toBe(1);
  });

  it("refuses what is joined to nothing, with its line", async () => {
    const tables = set({
      "enrollments.csv": [
        "sourcedId,classSourcedId,userSourcedId,role,endDate",
        "e1,c9,s1,student,",
        "e2,c1,s9,student,",
        "e3,c1,t1,student,",
        "e4,c1,s1,student,31/31/2026",
      ].join("\n"),
      "users.csv": `${set()["users.csv"]}\ns2,TRUE,,SANSPRENOM,,,\n`,
      "roles.csv": `${set()["roles.csv"]}\nr7,s2,student,org1`,
    });
    const [sts, eleves] = await read(tables);
    expect(sts?.refusals.map(({ entity, file, line, reason }) => [entity, file, line, reason])).toEqual([
      ["enrollment", "set.zip/enrollments.csv", 2, "aucune classe n’a le sourcedId «\u00a0c9\u00a0»"],
      [
        "enrollment",
        "set.zip/enrollments.csv",
        3,
        "aucun utilisateur de l’établissement n’a ce rôle et le sourcedId «\u00a0s9\u00a0»",
      ],
      [
        "enrollment",
        "set.zip/enrollments.csv",
        4,
        "aucun utilisateur de l’établissement n’a ce rôle et le sourcedId «\u00a0t1\u00a0»",
      ],
      ["enrollment", "set.zip/enrollments.csv", 5, "endDate illisible «\u00a031/31/2026\u00a0»"],
      ["student", "set.zip/users.csv", 5, "le nom ou le prénom manque"],
    ]);
    expect(eleves).toMatchObject({ unread: ["s2"] });
  });

  it("is refused when it is not whole, or names no school", async () => {
    const { "users.csv": _users, ...without } = set();
    expect(await failureOf(read(without))).toBe("INCOMPLETE_HEADER");
    expect(await failureOf(read(set({ "orgs.csv": "sourcedId,name,type" })))).toBe("INCOMPLETE_HEADER");
    const manifest = "propertyName,value\noneroster.version,1.2\nfile.users,delta";
    expect(await failureOf(read(set({ "manifest.csv": manifest })))).toBe("PARTIAL");
  });

  it("may not be a trap", async () => {
    const bytes = Object.fromEntries(Object.entries(set()).map(([name, text]) => [name, Buffer.from(text)]));
    const bomb = join(folder, "bomb.zip");
    await writeFile(bomb, zipOf({ ...bytes, "users.csv": Buffer.alloc(8 * 1024 * 1024, "a,") }));
    expect(await failureOf(readZip(bomb))).toBe("TOO_LARGE");
    const good = join(folder, "good.zip");
    await writeFile(good, zipOf({ ...bytes, "lisez-moi.txt": Buffer.from("bonjour") }));
    expect((await readZip(good)).files.map(({ kind }) => kind)).toEqual(["STS", "ELEVES", "RESPONSABLES"]);
  });
});

// Real sets that may not ship with the product.
describe.skipIf(!existsSync(SAMPLES))("OneRoster's samples (skipped when ../shared/samples is not there)", () => {
  it.each([
    ["Test_minimal_data_set.zip", { staff: 2, pupils: 3, guardians: 1, groups: 1, divisions: 1, refused: 2 }],
    ["v1p2_full_dataset.zip", { staff: 3, pupils: 3, guardians: 1, groups: 1, divisions: 0, refused: 2 }],
  ])("%s", async (name, expected) => {
    const { files } = await readZip(fileURLToPath(new URL(name, SAMPLES)));
    const [sts, eleves, responsables] = files;
    if (sts?.kind !== "STS" || eleves?.kind !== "ELEVES" || responsables?.kind !== "RESPONSABLES")
      throw new Error("kinds");
    expect({
      staff: sts.staff.length,
      pupils: eleves.pupils.length,
      guardians: responsables.guardians.length,
      groups: sts.groups.length,
      divisions: sts.divisions.length,
      refused: sts.refusals.length,
    }).toEqual(expected);
    expect(sts.header).toMatchObject({ uai: null, year: 2022 });
    const plan = planned(files, NOTHING_KNOWN, UAI);
    expect(changed(planned(files, afterPlan(NOTHING_KNOWN, plan), UAI))).toEqual([]);
  });
});
