import { beforeAll, expect, it } from "vitest";
import { withSystem } from "@/lib/db/system";
import { applyImport } from "@/lib/imports/commands";
import { processImports } from "@/lib/imports/jobs";
import { printFile } from "@/prisma/demo/print";
import { aPerson, type PersonRef } from "@/tests/factories/builders";
import { anStsFile, aStaffRecord } from "@/tests/factories/imports";
import { makeWorld, type World } from "@/tests/factories/world";
import { ask, runOf, start } from "./gestures";

let world: World;
beforeAll(async () => {
  world = await withSystem("imports of a head: the world", makeWorld);
});

it("makes no head of a namesake who has an account, and came after the dry run in the place of who has none", async () => {
  const { schoolId } = world.school;
  const number = { schoolId, source: "STS_EPP", value: "77" } as const;
  const { uai, waiting, active } = await withSystem("test", async (db) => {
    const namesake = () => aPerson(db, schoolId, { profile: "TEACHER", firstName: "ADA", lastName: "ROY" });
    const made = { waiting: await namesake(), active: await namesake() };
    await db.person.updateMany({ where: { schoolId, id: made.waiting.id }, data: { accountId: null } });
    await db.externalId.create({ data: { ...number, personId: made.waiting.id } });
    const { uai } = await db.school.findUniqueOrThrow({ where: { id: schoolId }, select: { uai: true } });
    return { ...made, uai };
  });
  const head = aStaffRecord({ id: "77", lastName: "ROY", familyName: "ROY", firstName: "Ada", position: "DIR" });
  const file = anStsFile({ header: { uai, year: 2026 }, staff: [head] });
  const runId = await start(world, [{ name: file.file, content: printFile(file) }]);
  await processImports();
  expect(await runOf(runId)).toMatchObject({ state: "READY" });
  await ask(world, applyImport, runId);
  await withSystem("test: another import, meanwhile", (db) =>
    db.externalId.updateMany({ where: number, data: { personId: active.id } }),
  );
  await processImports();
  const profileOf = ({ id }: PersonRef) =>
    withSystem("test", async (db) => (await db.person.findFirstOrThrow({ where: { schoolId, id } })).profile);
  expect([await profileOf(active), await profileOf(waiting)]).toEqual(["TEACHER", "TEACHER"]);
  expect((await runOf(runId)).problem).toContain("un membre de la direction doit le faire écrire");
});
