import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { disconnect } from "@/lib/db/client";
import { withSystem } from "@/lib/db/system";
import { applyImport, undoImport } from "@/lib/imports/commands";
import { processImports } from "@/lib/imports/jobs";
import { importFiles } from "@/lib/imports/run";
import {
  aFedGuardian,
  aFedPupil,
  aFedSchool,
  aFedTeacher,
  deleted,
  FED_MEFS,
  FED_SUBJECTS,
  feedFiles,
  feedSources,
  modified,
} from "@/tests/factories/feed";
import { zipOf } from "@/tests/factories/imports";
import { makeWorld, type World } from "@/tests/factories/world";
import { ask, runOf, start, stateOf } from "@/tests/integration/imports/gestures";

let world: World;
let uai = "";
beforeAll(async () => {
  world = await withSystem("imports: the world", makeWorld);
  const { schoolId } = world.school;
  ({ uai } = await withSystem("test", (db) => db.school.findUniqueOrThrow({ where: { id: schoolId } })));
});
afterAll(disconnect);

/** An académie of two schools, of which one is here. */
const academy = (ours: string, other: string) => ({
  EtabEducNat: [aFedSchool("43", ours), aFedSchool("44", other)],
  MefEducNat: FED_MEFS,
  MatiereEducNat: FED_SUBJECTS,
  PersEducNat: [
    aFedTeacher("500", { ENTAuxEnsClassesMatieres: ["43$6A$020300"], ENTAuxEnsClassesPrincipal: ["43$6A"] }),
    aFedTeacher("501", {}, "44"),
  ],
  Eleve: [
    aFedPupil("1", { ENTElevePersRelEleve: ["900$10$1$1$1$1"] }),
    aFedPupil("2", { ENTElevePersRelEleve: ["901$10$1$1$1$1"] }, "44"),
  ],
  PersRelEleve: [aFedGuardian("900"), aFedGuardian("901")],
});
const delta = {
  Eleve: [modified("Eleve", "1", { ENTEleveClasses: ["43$6B"] }), deleted("Eleve", "2")],
  PersEducNat: [deleted("PersEducNat", "500")],
};

describe("a feed from the browser", { timeout: 30_000 }, () => {
  it("enters for the school alone, zipped or file by file, is followed by deltas, and undone as a whole", async () => {
    const { schoolId } = world.school;
    const before = await stateOf(schoolId);
    const texts = Object.entries(feedFiles(academy(uai, "0779998Z")));
    const zip = zipOf(Object.fromEntries(texts.map(([name, text]) => [name, Buffer.from(text)])));
    const first = await start(world, [{ name: "annuaire.zip", content: zip }]);
    await processImports();
    expect(await runOf(first)).toMatchObject({
      state: "READY",
      counts: { student: { CREATED: 1 }, staff: { CREATED: 1 } },
    });
    await ask(world, applyImport, first);
    await processImports();
    const whole = await stateOf(schoolId);
    expect(whole.filter((row) => row.includes("NOM"))).not.toEqual([]);
    expect(whole.filter((row) => row.includes("NOM2"))).toEqual([]);

    const again = await start(
      world,
      texts.map(([name, content]) => ({ name, content })),
    );
    await processImports();
    expect(await runOf(again)).toMatchObject({ state: "READY", counts: {} });

    const changes = Object.entries(feedFiles(delta, "Delta")).map(([name, content]) => ({ name, content }));
    const second = await start(world, changes);
    await processImports();
    expect((await runOf(second)).counts).toEqual({
      staff: { ENDED: 1 },
      enrollment: { CREATED: 1, ENDED: 1 },
      service: { ENDED: 1 },
      serviceTeacher: { ENDED: 1 },
      mainTeacher: { ENDED: 1 },
    });
    await ask(world, applyImport, second);
    await processImports();
    await ask(world, undoImport, second);
    await processImports();
    expect(await stateOf(schoolId)).toEqual(whole);
    await ask(world, undoImport, first);
    await processImports();
    expect(await stateOf(schoolId)).toEqual(before);
    const early = await start(world, changes);
    await processImports();
    expect(await runOf(early)).toMatchObject({
      state: "FAILED",
      problem: expect.stringContaining("importez d’abord l’alimentation complète") as string,
    });
  });
});

describe("a feed from the command line", { timeout: 30_000 }, () => {
  it("enters for the portal's schools, each whole, and passes the others over", async () => {
    const [ours, other] = ["0779010T", "0779011U"];
    const first = await importFiles(feedSources(academy(ours, other)), { school: ours, createSchool: true });
    expect(first.reports.map(({ school }) => school.uai)).toEqual([ours]);
    expect(first.elsewhere).toBe(0);
    const second = await importFiles(feedSources(academy(ours, other)));
    expect(second.reports.map(({ school }) => school.uai)).toEqual([ours]);
    expect(second.elsewhere).toBe(1);
    expect(second.reports[0]?.counts.student).toMatchObject({ created: 0, updated: 0, unchanged: 1, ended: 0 });
    const both = await importFiles(feedSources(academy(ours, other)), { createSchool: true });
    expect(both.reports.map(({ counts }) => counts.student.created)).toEqual([0, 1]);
    // Another académie's feed says nothing of them.
    const foreign = await importFiles(feedSources(academy("0779012V", "0779013W")), { createSchool: true });
    expect(foreign.reports.map(({ counts }) => [counts.student.created, counts.student.ended])).toEqual([
      [1, 0],
      [1, 0],
    ]);
    const changed = await importFiles(feedSources(delta, "Delta"), { school: other });
    expect(changed.reports.map(({ counts }) => counts.student.ended)).toEqual([1]);
    await expect(importFiles(feedSources(delta, "Delta"), { school: "0779999Z" })).rejects.toMatchObject({
      code: "WRONG_SCHOOL",
    });
  });
});
