import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { POST } from "@/app/api/comptes/files/route";
import { GET } from "@/app/api/comptes/imports/[import]/route";
import { runOperation } from "@/lib/actions/run";
import type { Context } from "@/lib/auth/context";
import { newId } from "@/lib/db/id";
import { withSystem } from "@/lib/db/system";
import type { Result } from "@/lib/errors/codes";
import { allowDepartures, applyImport, discardImport, undoImport } from "@/lib/imports/commands";
import { processImports, purgeImportDetails } from "@/lib/imports/jobs";
import { importChanges, listImports, openImport } from "@/lib/imports/queries";
import type { ImportFile } from "@/lib/imports/records";
import { importInput } from "@/lib/imports/schema";
import { storage } from "@/lib/storage/storage";
import { toDbDay } from "@/lib/time/day";
import { printFile } from "@/prisma/demo/print";
import { actAs, viewerAs } from "@/tests/access/personas";
import { closeSnapshots, snapshot } from "@/tests/access/snapshot";
import { aPerson } from "@/tests/factories/builders";
import {
  aGuardianRecord,
  aLink,
  anElevesFile,
  aOneRosterSet,
  anStsFile,
  aPupilRecord,
  aResponsablesFile,
  aStaffRecord,
  zipOf,
} from "@/tests/factories/imports";
import { makeWorld, type World } from "@/tests/factories/world";
import { signInTo, signOut } from "@/tests/integration/actions/request";

vi.mock("next/headers", () => import("@/tests/integration/actions/next-headers"));

let world: World;
beforeAll(async () => {
  world = await withSystem("imports: the world", makeWorld);
});
afterAll(closeSnapshots);
beforeEach(signOut);

const ORIGIN = "http://localhost:3000";

/** The files of the world's school, with the guardian's telephone given. */
function filesOf(mobile = "0639980001"): ImportFile[] {
  const header = { uai: uai, year: 2026 };
  const guardian = aGuardianRecord({ personneId: "9" });
  return [
    anStsFile({ header, staff: [aStaffRecord({ id: "1", mainOf: ["6A"] })] }),
    anElevesFile([aPupilRecord({ eleveId: "1" }), aPupilRecord({ eleveId: "2", lastName: "=CMD" })], { header }),
    {
      ...aResponsablesFile(
        [{ ...guardian, contacts: { ...guardian.contacts, mobile } }],
        [aLink("1", "9"), aLink("7", "9")],
      ),
      header,
    },
  ];
}
let uai = "";
beforeAll(async () => {
  const { schoolId } = world.school;
  const school = await withSystem("test", (db) => db.school.findUniqueOrThrow({ where: { id: schoolId } }));
  uai = school.uai;
});

function send(files: readonly { name: string; content: string | Uint8Array }[]): Promise<Response> {
  const form = new FormData();
  for (const { name, content } of files) form.append("file", new File([content as BlobPart], name));
  const request = new Request(`${ORIGIN}/api/comptes/files`, {
    method: "POST",
    body: form,
    headers: { origin: ORIGIN },
  });
  request.headers.set("content-length", "1000");
  return POST(request);
}

const dryRun = (files: readonly ImportFile[]): Promise<string> =>
  dryRunOf(files.map((file) => ({ name: file.file, content: printFile(file) })));

/** Sends files as the administrator's browser does, and lets the worker read them. */
async function dryRunOf(files: Parameters<typeof send>[0]): Promise<string> {
  await signInTo(world.people.admin);
  const answer = await send(files);
  expect(answer.status).toBe(303);
  const id = /imports\/([0-9a-f-]{36})/.exec(answer.headers.get("location") ?? "")?.[1] ?? "";
  await processImports();
  return id;
}

const page = (id: string) => actAs(world.people.admin, (ctx) => openImport(ctx, id), "comptes");
const changes = (id: string, kind: "CREATED" | "CHANGED" | "ENDED" | "REFUSED", text = "") =>
  actAs(world.people.admin, async (ctx) => (await importChanges(ctx, id, { kind, text, page: 1 })).changes, "comptes");

async function ask(
  run: (ctx: Context, input: { operationId: string; runId: string; version: number }) => Promise<Result<null>>,
  runId: string,
): Promise<Result<null>> {
  const viewer = await viewerAs(world.people.admin);
  const version = (await page(runId))?.version ?? 0;
  const operation = { name: "test.imports", module: "comptes", input: importInput, run } as const;
  return runOperation(operation, viewer, { operationId: newId(), runId, version });
}

/** Asks for it, and lets the worker do it. */
async function carriedOut(run: Parameters<typeof ask>[0], runId: string): Promise<void> {
  expect(await ask(run, runId)).toEqual({ ok: true, value: null });
  await processImports();
}

/** The school's own tables, beside what tells of the imports. */
async function data() {
  const tables = await snapshot();
  for (const name of ["import_run", "import_change", "imported_file", "journal", "outbox", "operation", "sign_in"]) {
    tables.delete(name);
  }
  return Object.fromEntries(tables);
}

describe("an import from the browser", () => {
  it("is a dry run first, then enters whole, changes nothing twice, and is undone as if it had never been", async () => {
    const untouched = await data();
    const id = await dryRun(filesOf());
    expect(await data()).toEqual(untouched);
    const dry = await page(id);
    expect(dry).toMatchObject({ state: "READY", yearLabel: "2026-2027", can: { apply: true, undo: false } });
    expect(dry?.totals.REFUSED).toBe(1);
    expect((await changes(id, "CREATED", "nom1")).map(({ entity, label }) => [entity, label])).toEqual([
      ["student", "NOM1 Zoé"],
      ["guardianship", "PARENT9 Anne, NOM1 Zoé"],
      ["enrollment", "NOM1 Zoé, 6A"],
    ]);
    expect((await changes(id, "REFUSED"))[0]?.fields[0]?.after).toContain("aucun élève connu");

    await carriedOut(applyImport, id);
    const applied = await page(id);
    expect(applied).toMatchObject({ state: "APPLIED", totals: dry?.totals, can: { apply: false, undo: true } });
    expect(await data()).not.toEqual(untouched);

    const again = await page(await dryRun(filesOf()));
    expect(again?.totals).toMatchObject({ CREATED: 0, CHANGED: 0, ENDED: 0, REFUSED: 1 });
    expect(again?.can.apply).toBe(false);

    await carriedOut(undoImport, id);
    expect((await page(id))?.state).toBe("UNDONE");
    expect(await data()).toEqual(untouched);
  });

  it("opens the year that comes, tells who enters, goes on and leaves, is undone whole, and never enters a closed year", async () => {
    const { schoolId } = world.school;
    const first = await dryRun(filesOf());
    await carriedOut(applyImport, first);
    const before = await data();
    const header = { uai, year: 2027 };
    const span = { startsOn: "2027-09-01", endsOn: "2028-09-01" };
    const next: ImportFile[] = [
      anStsFile({ header, ...span, staff: [aStaffRecord({ id: "1" }), aStaffRecord({ id: "2" })] }),
      anElevesFile(
        [
          aPupilRecord({ eleveId: "1", structures: [{ kind: "DIVISION", code: "5A" }] }),
          aPupilRecord({ eleveId: "3", structures: [{ kind: "DIVISION", code: "6A" }] }),
        ],
        { header },
      ),
    ];
    const id = await dryRun(next);
    expect((await page(id))?.rollover).toMatchObject({
      label: "2027-2028",
      ...span,
      isNew: true,
      movements: { students: { enter: 1, leave: 1 }, staff: { enter: 1, leave: 0 } },
    });
    await carriedOut(applyImport, id);
    const people = await withSystem("test", (db) =>
      db.person.findMany({
        where: { schoolId, profile: "STUDENT", externalIds: { some: { source: "SIECLE_ELEVE" } } },
        select: { startsOn: true, endsOn: true, enrollments: { select: { startsOn: true, endsOn: true } } },
        orderBy: [{ startsOn: "asc" }, { endsOn: { sort: "asc", nulls: "last" } }],
      }),
    );
    const until = toDbDay("2027-09-01");
    expect(people).toEqual([
      {
        startsOn: toDbDay("2026-11-19"),
        endsOn: until,
        enrollments: [{ startsOn: toDbDay("2026-11-19"), endsOn: until }],
      },
      {
        startsOn: toDbDay("2026-11-19"),
        endsOn: null,
        enrollments: [
          { startsOn: toDbDay("2026-11-19"), endsOn: until },
          { startsOn: until, endsOn: null },
        ],
      },
      { startsOn: until, endsOn: null, enrollments: [{ startsOn: until, endsOn: null }] },
    ]);
    expect((await page(await dryRun(next)))?.totals).toMatchObject({ CREATED: 0, CHANGED: 0, ENDED: 0 });
    // The last files of this year take nothing of it back.
    expect((await page(await dryRun(filesOf())))?.totals).toMatchObject({ CREATED: 0, CHANGED: 0, ENDED: 0 });

    await carriedOut(undoImport, id);
    expect((await page(id))?.obstacles).toEqual([]);
    expect(await data()).toEqual(before);

    const close = (closedAt: Date | null) =>
      withSystem("test", (db) => db.schoolYear.updateMany({ where: { schoolId }, data: { closedAt } }));
    await close(new Date("2026-11-19T06:00:00Z"));
    expect(await page(await dryRun(filesOf("0639980009")))).toMatchObject({
      state: "FAILED",
      problem: expect.stringContaining("2026-2027, qui est close") as string,
    });
    await carriedOut(undoImport, first);
    expect(await page(first)).toMatchObject({
      state: "APPLIED",
      obstacles: [{ label: "2026-2027", reason: "CLOSED", table: null }],
    });
    await close(null);
    await carriedOut(undoImport, first);
    expect((await page(first))?.state).toBe("UNDONE");
  });

  it("shows field by field what changes, and is undone back to the values of before", async () => {
    const first = await dryRun(filesOf());
    await carriedOut(applyImport, first);
    const today = "2026-11-19";
    const told = (row: { importedFrom: string | null; importedOn: Date | null }) =>
      `${row.importedFrom} ${row.importedOn?.toISOString().slice(0, 10)}`;
    const origins = async () => {
      const { schoolId } = world.school;
      const rows = await withSystem("test", async (db) => [
        ...(await db.externalId.findMany({ where: { schoolId, source: { in: ["SIECLE_PERSONNE", "STS_EPP"] } } })),
        ...(await db.contact.findMany({ where: { schoolId, kind: "MOBILE", value: { startsWith: "063998000" } } })),
      ]);
      return rows.map(told).toSorted();
    };
    expect(new Set(await origins())).toEqual(new Set([`SIECLE ${today}`, `STS ${today}`]));
    const before = await data();
    const second = await dryRun(filesOf("0639980002"));
    expect(await changes(second, "CHANGED")).toMatchObject([
      { label: "PARENT9 Anne", fields: [{ name: "contact.MOBILE", before: "0639980001", after: "0639980002" }] },
    ]);
    await carriedOut(applyImport, second);
    // What the second wrote keeps the first from being undone.
    await carriedOut(undoImport, first);
    expect(await page(first)).toMatchObject({
      state: "APPLIED",
      obstacles: [{ label: "PARENT9 Anne", reason: "CHANGED", table: "contact" }],
    });
    await carriedOut(undoImport, second);
    expect(await data()).toEqual(before);
    await carriedOut(undoImport, first);
    expect(await page(first)).toMatchObject({ state: "UNDONE", obstacles: [] });
  });

  it("is undone with the codes and the invitations of whom it created", async () => {
    const { schoolId } = world.school;
    const untouched = await data();
    const id = await dryRun(filesOf());
    await carriedOut(applyImport, id);
    await withSystem("test", async (db) => {
      const { id: personId } = await db.person.findFirstOrThrow({ where: { schoolId, lastName: "NOM1" } });
      const createdAt = new Date("2026-11-19T07:00:00Z");
      const expiresAt = new Date("2026-11-21T07:00:00Z");
      const made = { schoolId, personId, createdBy: world.people.admin.id, createdAt, expiresAt };
      await db.invitation.create({ data: { ...made, id: newId() } });
      await db.accessCode.create({ data: { ...made, id: newId(), purpose: "ACTIVATION", codeHash: newId() } });
    });
    await carriedOut(undoImport, id);
    expect(await page(id)).toMatchObject({ state: "UNDONE", obstacles: [] });
    expect(await data()).toEqual(untouched);
  });

  it("is not undone once somebody it created has an account, or something hangs on one", async () => {
    const id = await dryRun(filesOf());
    await carriedOut(applyImport, id);
    const { schoolId } = world.school;
    const pupil = await withSystem("test", (db) =>
      db.person.findFirstOrThrow({ where: { schoolId, lastName: "NOM1" } }),
    );
    const staff = await withSystem("test", (db) =>
      aPerson(db, schoolId, { profile: "STAFF", firstName: "Léa", lastName: "Soutien" }),
    );
    const support = { schoolId, id: newId(), staffId: staff.id, studentId: pupil.id, startsOn: toDbDay("2026-09-01") };
    await withSystem("test", (db) => db.studentSupport.create({ data: support }));
    await carriedOut(undoImport, id);
    expect((await page(id))?.obstacles).toEqual([{ label: "NOM1 Zoé", reason: "USED", table: "student_support" }]);

    await withSystem("test", async (db) => {
      await db.studentSupport.delete({ where: { schoolId_id: { schoolId, id: support.id } } });
      await db.person.update({
        where: { schoolId_id: { schoolId, id: pupil.id } },
        data: { accountId: world.people.alice.accountId },
      });
    });
    await carriedOut(undoImport, id);
    expect((await page(id))?.obstacles).toEqual([{ label: "NOM1 Zoé", reason: "ACCOUNT", table: null }]);
    await withSystem("test", (db) =>
      db.person.update({ where: { schoolId_id: { schoolId, id: pupil.id } }, data: { accountId: null } }),
    );
    await carriedOut(undoImport, id);
    expect((await page(id))?.state).toBe("UNDONE");
  });

  it("is to be read again when the data changed since the dry run", async () => {
    const late = await dryRun(filesOf());
    const other = await dryRun(filesOf());
    await carriedOut(applyImport, other);
    await carriedOut(applyImport, late);
    expect(await page(late)).toMatchObject({ state: "READY", hasMoved: true, totals: { CREATED: 0 } });
    expect(await ask(applyImport, late)).toMatchObject({ ok: true });
    await processImports();
    await carriedOut(undoImport, other);
  });

  it("taken up after a worker died in the middle ends in the same state", async () => {
    const untouched = await data();
    const id = await dryRun(filesOf());
    expect(await ask(applyImport, id)).toEqual({ ok: true, value: null });
    await withSystem("test: begun, and never finished", (db) =>
      db.importRun.updateMany({ where: { id }, data: { attempts: 1, progress: 60 } }),
    );
    // Two workers at it at the same time.
    await Promise.all([processImports(), processImports()]);
    expect((await page(id))?.state).toBe("APPLIED");
    await carriedOut(undoImport, id);
    expect(await data()).toEqual(untouched);
  });

  it("tells why nothing entered: another school's file, no file of ours, a trap", async () => {
    const [sts] = filesOf();
    const foreign = { ...anStsFile(), header: { uai: "0750001A", year: 2026 } };
    expect(await page(await dryRun([foreign]))).toMatchObject({
      state: "FAILED",
      problem: expect.stringContaining("0750001A") as string,
      can: { apply: false, discard: true },
    });
    await signInTo(world.people.admin);
    for (const [content, problem] of [
      ["bonjour", "ni un fichier XML, ni un tableau CSV ou Excel, ni une archive zip"],
      ["<AUTRE/>", "n’est pas connue"],
      [`<!DOCTYPE x [<!ENTITY a "b">]>${sts ? Buffer.from(printFile(sts)).toString("latin1") : ""}`, "DOCTYPE"],
    ] as const) {
      const answer = await send([{ name: "fichier.xml", content }]);
      await processImports();
      const id = /imports\/([0-9a-f-]{36})/.exec(answer.headers.get("location") ?? "")?.[1] ?? "";
      expect(await page(id)).toMatchObject({ state: "FAILED", problem: expect.stringContaining(problem) as string });
      await carriedOut(discardImport, id);
      expect((await page(id))?.state).toBe("DISCARDED");
    }
  });

  it("asks before more than half of the pupils leave", async () => {
    const header = { uai, year: 2026 };
    const pupils = Array.from({ length: 30 }, (_, index) => aPupilRecord({ eleveId: String(index + 100) }));
    const sts = filesOf()[0] as ImportFile;
    const first = await dryRun([sts, anElevesFile(pupils, { header })]);
    await carriedOut(applyImport, first);
    const second = await dryRun([sts, anElevesFile(pupils.slice(0, 2), { header })]);
    expect(await page(second)).toMatchObject({ state: "FAILED", can: { allowDepartures: true } });
    await carriedOut(allowDepartures, second);
    expect(await page(second)).toMatchObject({ state: "READY", totals: { ENDED: 56 } });
    await carriedOut(undoImport, first);
  });

  it("is listed and told as a table whose cells are no formulas; others find nothing", async () => {
    const id = await dryRun(filesOf());
    expect(
      await actAs(world.people.admin, async (ctx) => (await listImports(ctx, 1)).lines[0], "comptes"),
    ).toMatchObject({
      id,
      files: ["sts.xml", "eleves.xml", "responsables.xml"],
    });
    const table = () =>
      GET(new Request(`${ORIGIN}/api/comptes/imports/${id}`), { params: Promise.resolve({ import: id }) });
    const text = await (await table()).text();
    expect(text).toContain("Créés;Élève;NOM1 Zoé;Date de naissance;;sam. 14 mars 2015");
    expect(text).not.toMatch(/;=CMD/);
    for (const person of [world.people.secretary, world.people.mathsTeacher, world.people.alice]) {
      await signInTo(person);
      expect((await table()).status).toBe(404);
      expect((await send([{ name: "a.xml", content: "<A/>" }])).status).toBe(404);
    }
    await signInTo(world.other.people.head);
    expect((await table()).status).toBe(404);
    expect(await actAs(world.other.people.head, (ctx) => openImport(ctx, id), "comptes")).toBeNull();
  });

  it("forgets files and changes after a week, and says so", async () => {
    const id = await dryRun(filesOf());
    const files = await withSystem("test", (db) => db.importedFile.findMany({ where: { runId: id } }));
    await withSystem("test", (db) => purgeImportDetails(db, new Date("2027-01-01")));
    expect(await page(id)).toMatchObject({ state: "DISCARDED", hasChanges: false });
    await expect(storage().get(files[0]?.storageKey ?? "")).rejects.toThrow("ENOENT");
  });
});

describe("files of other software", () => {
  /** Reads, applies, reads again; then puts everything back. */
  async function throughAndBack(files: Parameters<typeof send>[0]) {
    const untouched = await data();
    const id = await dryRunOf(files);
    expect(await data()).toEqual(untouched);
    const dry = await page(id);
    expect(dry).toMatchObject({ state: "READY", problem: null });
    await carriedOut(applyImport, id);
    expect((await page(id))?.state).toBe("APPLIED");
    const again = await page(await dryRunOf(files));
    expect(again).toMatchObject({ state: "READY", totals: { CREATED: 0, CHANGED: 0, ENDED: 0 } });
    await carriedOut(undoImport, id);
    expect((await page(id))?.state).toBe("UNDONE");
    expect(await data()).toEqual(untouched);
    return dry?.totals;
  }

  it("ONDE: three tables that do not name the school are of the one whose administrator brings them", async () => {
    const latin = (text: string) => Uint8Array.from(Array.from(text, (sign) => sign.charCodeAt(0)));
    const totals = await throughAndBack([
      {
        name: "CSVExtraction-eleves.csv",
        content: latin(
          '"Nom Elève";"Nom d\'usage Elève";"Prénom Elève";"Date naissance";"Sexe";" Cycle";"Niveau";"Classe"\r\n' +
            '"BRUNE";;"Éléa";"2018-03-04";"F";"CYCLE II";"CE1";"CE1"\r\n"BRUNE";;"Max";;"H";"CYCLE II";"CE1";"CE1"\r\n',
        ),
      },
      {
        name: "CSVExtraction-responsables.csv",
        content: latin(
          "Civilité Responsable;Nom usage responsable;Nom responsable;Prénom responsable;Courriel;" +
            "Nom d'usage enfant;Nom de famille enfant;Prénom enfant;Classes enfants\r\n" +
            "Mme;;BRUNE;Anne;anne@courriel.example;;BRUNE;Éléa;CE1\r\n",
        ),
      },
      {
        name: "CSVExtraction-enseignants.csv",
        content: latin("Civilité;Nom usage;Nom;Prénom;Directeur;Classe\r\nM.;;ROCHE;Paul;non;CE1\r\n"),
      },
    ]);
    // A class, its teacher, who is its main one, a pupil in it, a guardian and the tie between them.
    expect(totals).toMatchObject({ CREATED: 7, REFUSED: 1 });
  });

  it("OneRoster: a zip of tables is the school's pupils, guardians, staff, classes and services", async () => {
    const set = aOneRosterSet(uai);
    const content = zipOf(Object.fromEntries(Object.entries(set).map(([name, text]) => [name, Buffer.from(text)])));
    // The division is there already. A groupe, three persons, two places, a tie, a service, its teacher, a main teacher.
    expect(await throughAndBack([{ name: "oneroster.zip", content }])).toMatchObject({ CREATED: 10, REFUSED: 0 });
  });
});
