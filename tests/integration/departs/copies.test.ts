import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fromBuffer, type Entry } from "yauzl";
import { openContext } from "@/lib/auth/context";
import { disconnect } from "@/lib/db/client";
import { closeIdentityPool } from "@/lib/db/identity-pool";
import { newId } from "@/lib/db/id";
import { withSystem } from "@/lib/db/system";
import { askCopy, fetchCopy } from "@/lib/departs/commands";
import { processRequests, purgeDataExports } from "@/lib/departs/jobs";
import { ownData } from "@/lib/departs/queries";
import { storage } from "@/lib/storage/storage";
import { viewerAs } from "@/tests/access/personas";
import { aJudgment, MADE_AT, type PersonRef } from "@/tests/factories/builders";
import { aDocument, aFolder } from "@/tests/factories/documents";
import { makeWorld, type World } from "@/tests/factories/world";

// What somebody is handed of what is known of it: all that is its own, nothing of others, nothing before its hour.

let world: World;

beforeAll(async () => {
  world = await withSystem("test: the world", async (db) => {
    const made = await makeWorld(db);
    const { alice, aliceGuardian1, aliceGuardian2 } = made.people;
    const { schoolId } = made.school;
    await db.contact.createMany({
      data: [alice, aliceGuardian1, aliceGuardian2].map((person) => ({
        schoolId,
        id: newId(),
        personId: person.id,
        kind: "EMAIL" as const,
        value: `${person.firstName}@contact.example`,
      })),
    });
    const folder = await aFolder(db, { person: alice }, alice, "Poèmes <i>");
    await aDocument(db, { person: alice }, alice, "ode.pdf", { folderId: folder.id });
    const document = await db.document.findFirstOrThrow({
      where: { schoolId, name: "ode.pdf" },
      select: { file: true },
    });
    await storage().put(document.file.storageKey, new Blob(["une ode"]).stream(), 100);
    await db.bulletin.create({
      data: {
        schoolId,
        divisionId: made.groups.sixA.id,
        periodId: made.periods.firstTerm.id,
        studentId: alice.id,
        createdAt: MADE_AT,
        visibleAt: new Date("2026-11-30T07:00:00Z"),
        content: { council: "Pas encore" },
      },
    });
    return made;
  });
});
afterAll(async () => {
  await closeIdentityPool();
  await disconnect();
});

async function asked(by: PersonRef, about: PersonRef): Promise<string> {
  const viewer = await viewerAs(by);
  const input = { operationId: newId(), personId: about.id };
  const result = await openContext(viewer, "accueil", { readOnly: false }, (ctx) => askCopy(ctx, input));
  if (!result.ok) throw new Error(result.message);
  return result.value.id;
}

const fetched = async (by: PersonRef, copyId: string) =>
  openContext(await viewerAs(by), "accueil", { readOnly: false }, (ctx) => fetchCopy(ctx, { copyId }));

async function archive(by: PersonRef, about: PersonRef): Promise<Map<string, string>> {
  const id = await asked(by, about);
  await processRequests();
  const file = await fetched(by, id);
  if (!file.ok) throw new Error(file.message);
  const bytes = Buffer.from(await new Response(await storage().get(file.value.storageKey)).arrayBuffer());
  expect(bytes.byteLength).toBe(file.value.size);
  return unzipped(bytes);
}

function unzipped(bytes: Buffer): Promise<Map<string, string>> {
  return new Promise((resolve, reject) => {
    const found = new Map<string, string>();
    fromBuffer(bytes, { lazyEntries: true, validateEntrySizes: true }, (error, zip) => {
      if (error) return reject(error);
      zip.on("entry", (entry: Entry) => {
        zip.openReadStream(entry, (failure, stream) => {
          if (failure) return reject(failure);
          const parts: Buffer[] = [];
          stream.on("data", (part: Buffer) => parts.push(part));
          stream.on("end", () => {
            found.set(entry.fileName, Buffer.concat(parts).toString("utf8"));
            zip.readEntry();
          });
        });
      });
      zip.on("end", () => resolve(found));
      zip.readEntry();
    });
  });
}

const wholeOf = (files: Map<string, string>): string => [...files.values()].join("\n");

describe("a copy of one's data", () => {
  test("a pupil has all of its own, in a page, in tables and in files", async () => {
    const { alice } = world.people;
    const files = await archive(alice, alice);
    expect([...files.keys()][0]).toBe("index.html");
    expect(files.get("fichiers/espace/Poèmes _i_/ode.pdf")).toBe("une ode");
    const page = files.get("index.html") ?? "";
    expect(page).toContain('<html lang="fr">');
    expect(page).not.toContain("<i>");
    expect(page).not.toContain("<script");
    expect(page).toContain('href="fichiers/espace/Po%C3%A8mes%20_i_/ode.pdf"');
    const whole = wholeOf(files);
    for (const own of ["Alice Aubert", "Alice@contact.example", "Question", alice.login, "Vitest"]) {
      expect(whole).toContain(own);
    }
    const marks = JSON.parse(files.get("donnees/notes.json") ?? "") as { tables: { lignes: unknown[][] }[] };
    expect(marks.tables[0]?.lignes.map((line) => line[3]).toSorted()).toEqual([12, 14, 15]);
    expect(files.get("donnees/notes-notes.csv")?.charCodeAt(0)).toBe(0xfeff);
    // Nobody else, nothing before its hour: other pupils, parents, marks not given back, a bulletin of next week.
    for (const foreign of ["Azoulay", "Gérard", "Gaëlle", "certificat", "Pas encore", "adam.pdf"]) {
      expect(whole).not.toContain(foreign);
    }
  });

  test("a legal guardian has what the portal shows it, in its time, and no other parent", async () => {
    const { alice, aliceGuardian1 } = world.people;
    const files = await archive(aliceGuardian1, alice);
    expect([...files.keys()].filter((name) => /messagerie|documents|compte|fichiers|traces/.test(name))).toEqual([]);
    const marks = JSON.parse(files.get("donnees/notes.json") ?? "") as { tables: { lignes: unknown[][] }[] };
    expect(marks.tables[0]?.lignes.map((line) => line[3]).toSorted()).toEqual([14, 15]);
    expect(wholeOf(files)).not.toMatch(/contact\.example|Gérard|Morin|Question|Azoulay/);
  });

  test("a parent has its own words and its children's names", async () => {
    const { aliceGuardian1 } = world.people;
    const whole = wholeOf(await archive(aliceGuardian1, aliceGuardian1));
    expect(whole).toContain("Gaëlle@contact.example");
    expect(whole).toContain("Alice Aubert");
    expect(whole).not.toMatch(/Gérard|Morin|Azoulay/);
  });

  test("a parent whom a judgment keeps from a child reads no more of what it was told, nor what became of what it wrote", async () => {
    const { alice, aliceGuardian1, head } = world.people;
    const { schoolId } = alice;
    const again = () =>
      withSystem("test", (db) => db.dataExport.deleteMany({ where: { schoolId, askedById: aliceGuardian1.id } }));
    await withSystem("test", (db) =>
      db.notification.create({
        data: {
          schoolId,
          id: newId(),
          personId: aliceGuardian1.id,
          studentId: alice.id,
          kind: "notes.published",
          eventId: newId(),
          title: "Une nouvelle note",
          href: "/notes",
          createdAt: MADE_AT,
          visibleAt: MADE_AT,
          announcedAt: MADE_AT,
          mail: "NONE",
        },
      }),
    );
    await again();
    const before = await archive(aliceGuardian1, aliceGuardian1);
    expect(before.get("donnees/absences.json")).toContain("Alice");
    expect(wholeOf(before)).toContain("Une nouvelle note");
    await again();
    const judgment = await withSystem("test", (db) => aJudgment(db, aliceGuardian1, alice, head));
    const after = await archive(aliceGuardian1, aliceGuardian1);
    expect(wholeOf(after)).not.toMatch(/Alice|Une nouvelle note/);
    await withSystem("test", (db) => db.judgment.deleteMany({ where: { schoolId, id: judgment.id } }));
  });

  test("a pupil is not told that a judgment was entered", async () => {
    const { alice, head } = world.people;
    const { schoolId } = alice;
    const line = { schoolId, personId: head.id, at: MADE_AT, targetType: "person", targetId: alice.id, details: {} };
    await withSystem("test", async (db) => {
      await db.dataExport.deleteMany({ where: { schoolId, personId: alice.id } });
      await db.journal.createMany({
        data: ["comptes.judgment.save", "comptes.person.save"].map((action) => ({ ...line, id: newId(), action })),
      });
    });
    const whole = wholeOf(await archive(alice, alice));
    expect(whole).toContain("comptes.person.save");
    expect(whole).not.toContain("judgment");
  });

  test("the school hands over what is not in a mailbox nor in an own space", async () => {
    const { alice, head } = world.people;
    const files = await archive(head, alice);
    expect(wholeOf(files)).toContain("Alice@contact.example");
    expect([...files.keys()].filter((name) => /messagerie|documents|compte|fichiers/.test(name))).toEqual([]);
    expect(wholeOf(files)).not.toContain("Question");
  });

  test("a teacher's tells of lessons and no pupil", async () => {
    const { mathsTeacher } = world.people;
    const whole = wholeOf(await archive(mathsTeacher, mathsTeacher));
    expect(whole).toContain("Mathématiques");
    expect(whole).not.toMatch(/Azoulay|Aubert,/);
  });

  test("is fetched by who asked alone, for a week, and asked for once a day", async () => {
    const { adam, head, basileGuardian1 } = world.people;
    const id = await asked(adam, adam);
    await expect(asked(adam, adam)).rejects.toThrow("déjà été demandée");
    expect(await fetched(adam, id)).toMatchObject({ ok: false, code: "NOT_FOUND" });
    await processRequests();
    expect(await fetched(head, id)).toMatchObject({ code: "NOT_FOUND" });
    expect(await fetched(basileGuardian1, id)).toMatchObject({ code: "NOT_FOUND" });
    const file = await fetched(adam, id);
    if (!file.ok) throw new Error(file.message);
    const shown = await openContext(await viewerAs(adam), "accueil", { readOnly: true }, ownData);
    expect(shown.offers).toMatchObject([
      { copy: { state: "READY", progress: 100, until: "2026-11-26" }, isOffered: false },
    ]);
    await withSystem("test", (db) =>
      db.dataExport.updateMany({ where: { id }, data: { createdAt: new Date("2026-11-12T07:04:00Z") } }),
    );
    expect(await fetched(adam, id)).toMatchObject({ code: "NOT_FOUND" });
    await withSystem("test", (db) => purgeDataExports(db, new Date("2026-11-12T07:05:00Z")));
    await expect(storage().get(file.value.storageKey)).rejects.toThrow("ENOENT");
  });

  test("a worker that stopped is followed by another, three times", async () => {
    const { basile } = world.people;
    const id = await asked(basile, basile);
    const where = { schoolId_id: { schoolId: basile.schoolId, id } };
    const set = (data: { attempts: number; workedAt: Date }) =>
      withSystem("test", (db) => db.dataExport.update({ where, data }));
    const state = () => withSystem("test", async (db) => (await db.dataExport.findUniqueOrThrow({ where })).state);
    await set({ attempts: 1, workedAt: new Date("2026-11-19T07:04:00Z") });
    await processRequests();
    expect(await state(), "under way elsewhere").toBe("WAITING");
    await set({ attempts: 3, workedAt: new Date("2026-11-19T06:59:00Z") });
    await processRequests();
    expect(await state()).toBe("FAILED");
    const again = await asked(basile, basile);
    await processRequests();
    expect(await fetched(basile, again)).toMatchObject({ ok: true });
  });
});
