import { beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import { type Operation, runOperation } from "@/lib/actions/run";
import type { Context } from "@/lib/auth/context";
import { newId } from "@/lib/db/id";
import { withSystem } from "@/lib/db/system";
import { createFolder, renameDocument, renameFolder } from "@/lib/documents/commands";
import { purgeTrash, purgeUploads } from "@/lib/documents/jobs";
import { noticeKinds } from "@/lib/documents/notices";
import { moveItem, restoreItem, trashItem } from "@/lib/documents/moving";
import { findDocumentFile, listTrash, openFolder, searchDocuments } from "@/lib/documents/queries";
import {
  createFolderInput,
  endShareInput,
  moveItemInput,
  renameDocumentInput,
  renameFolderInput,
  restoreItemInput,
  shareDocumentInput,
  shareFolderInput,
  trashItemInput,
} from "@/lib/documents/schema";
import { endShare, shareDocument, shareFolder } from "@/lib/documents/sharing";
import type { Result } from "@/lib/errors/codes";
import { storage } from "@/lib/storage/storage";
import { now } from "@/lib/time/clock";
import { actAs, viewerAs } from "@/tests/access/personas";
import { type PersonRef } from "@/tests/factories/builders";
import { aDocument, aFolder, anUpload, DOCUMENT_BYTES } from "@/tests/factories/documents";
import { makeWorld, type World } from "@/tests/factories/world";

let world: World;
beforeAll(async () => {
  world = await withSystem("documents: the world", makeWorld);
});

/** A write of the module as its form sends it. */
function as<Schema extends z.ZodType, Value>(
  input: Schema,
  run: (ctx: Context, input: z.output<Schema>) => Promise<Result<Value>>,
) {
  const operation: Operation<Schema, Value> = { name: `test.${newId()}`, module: "documents", input, run };
  return async (person: PersonRef, values: Record<string, unknown>): Promise<Result<Value>> =>
    runOperation(operation, await viewerAs(person), values);
}

const create = as(createFolderInput, createFolder);
const rename = as(renameFolderInput, renameFolder);
const renameOne = as(renameDocumentInput, renameDocument);
const move = as(moveItemInput, moveItem);
const trash = as(trashItemInput, trashItem);
const restore = as(restoreItemInput, restoreItem);
const share = as(shareDocumentInput, shareDocument);
const shareAll = as(shareFolderInput, shareFolder);
const unshare = as(endShareInput, endShare);

async function folder(person: PersonRef, spaceId: string, name: string, parentId = ""): Promise<string> {
  const made = await create(person, { operationId: newId(), spaceId, parentId, name });
  if (!made.ok) throw new Error(made.message);
  return made.value.id;
}

const contents = (person: PersonRef, spaceId: string, folderId: string | null = null) =>
  actAs(person, async (ctx) => {
    const open = await openFolder(ctx, { spaceId, folderId, sort: "nom", page: 1 });
    return open && [...open.folders.map(({ name }) => `${name}/`), ...open.documents.map(({ name }) => name)];
  });

/** What is told of the last sharing, now. */
async function toldOf(kind: string) {
  return withSystem("test: notices", async (db) => {
    const { schoolId } = world.school;
    const { id, payload } = await db.outbox.findFirstOrThrow({ where: { schoolId, kind }, orderBy: { id: "desc" } });
    const event = { id, schoolId, payload, happenedAt: now(), at: now(), timeZone: "Europe/Paris" };
    return (await noticeKinds[0]?.makers[kind]?.(db, event)) ?? [];
  });
}

const trashOf = (person: PersonRef, spaceId: string) =>
  actAs(person, async (ctx) => (await listTrash(ctx, spaceId))?.items.map(({ name }) => name).toSorted());

describe("folders", () => {
  it("have a name of their own beside each other, whatever its case", async () => {
    const { alice } = world.people;
    const sciences = await folder(alice, alice.id, "Sciences");
    const again = await create(alice, { operationId: newId(), spaceId: alice.id, parentId: "", name: "sciences" });
    expect(again).toMatchObject({ code: "INVALID", fields: { name: ["Un dossier porte déjà ce nom ici."] } });
    await folder(alice, alice.id, "sciences", sciences);
    const french = await folder(alice, alice.id, "Français");
    expect(await rename(alice, { folderId: french, name: "SCIENCES" })).toMatchObject({ code: "INVALID" });
    expect(await rename(alice, { folderId: french, name: "  " })).toMatchObject({ code: "INVALID" });
    expect(await rename(alice, { folderId: french, name: "français" })).toMatchObject({ ok: true });
  });

  it("made twice at the same time are one", async () => {
    const { adam } = world.people;
    const both = await Promise.all(
      [1, 2].map(() => create(adam, { operationId: newId(), spaceId: adam.id, parentId: "", name: "Ensemble" })),
    );
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it("go into the trash and come back with all that they hold", async () => {
    const { people } = world;
    const owner = people.basile;
    const outer = await folder(owner, owner.id, "Histoire");
    const inner = await folder(owner, owner.id, "Rome", outer);
    const place = { person: owner };
    await withSystem("test: documents", async (db) => {
      await aDocument(db, place, owner, "carte.pdf", { folderId: inner });
      await aDocument(db, place, owner, "déjà jeté.pdf", { folderId: inner, trashed: true });
    });
    await trash(owner, { kind: "folder", id: outer });
    expect(await contents(owner, owner.id)).toEqual([]);
    expect(await contents(owner, owner.id, inner)).toBeNull();
    expect(await trashOf(owner, owner.id)).toEqual(["Histoire", "déjà jeté.pdf"]);
    expect(await trash(owner, { kind: "folder", id: outer })).toMatchObject({ code: "NOT_FOUND" });
    // Its name was taken meanwhile.
    await folder(owner, owner.id, "Histoire");
    expect(await restore(owner, { kind: "folder", id: outer })).toMatchObject({ ok: true });
    expect(await contents(owner, owner.id)).toEqual(["Histoire/", "Histoire (2)/"]);
    expect(await contents(owner, owner.id, inner)).toEqual(["carte.pdf"]);
  });

  it("move anywhere but into themselves, and into no other space", async () => {
    const { mathsTeacher, frenchTeacher } = world.people;
    const spaceId = world.groups.sixA.id;
    const outer = await folder(mathsTeacher, spaceId, "Extérieur");
    const inner = await folder(frenchTeacher, spaceId, "Intérieur", outer);
    const elsewhere = await folder(mathsTeacher, mathsTeacher.id, "Chez moi");
    expect(await move(mathsTeacher, { kind: "folder", id: outer, parentId: inner })).toMatchObject({ code: "INVALID" });
    expect(await move(mathsTeacher, { kind: "folder", id: outer, parentId: elsewhere })).toMatchObject({
      code: "INVALID",
    });
    expect(await move(frenchTeacher, { kind: "folder", id: inner, parentId: "" })).toMatchObject({ ok: true });
    expect(await contents(mathsTeacher, spaceId)).toEqual(["Extérieur/", "Intérieur/"]);
    expect(await move(world.people.alice, { kind: "folder", id: inner, parentId: outer })).toMatchObject({
      code: "NOT_FOUND",
    });
  });
});

describe("a folder that is shown to a class", () => {
  it("shows what stands below it, what is put there later, and nothing that leaves it", async () => {
    const { mathsTeacher, alice, basile } = world.people;
    const spaceId = mathsTeacher.id;
    const outer = await folder(mathsTeacher, spaceId, "Révisions");
    const inner = await folder(mathsTeacher, spaceId, "Corrigés", outer);
    const [before, aside] = await withSystem("test: documents", async (db) => [
      (await aDocument(db, { person: mathsTeacher }, mathsTeacher, "sujetrevision.pdf", { folderId: inner })).id,
      (await aDocument(db, { person: mathsTeacher }, mathsTeacher, "brouillonrevision.pdf")).id,
    ]);
    const found = (person: PersonRef) =>
      actAs(person, async (ctx) => (await searchDocuments(ctx, ["revision"])).map(({ name }) => name).toSorted());
    const to = { operationId: newId(), folderId: outer, reader: `groupe:${world.groups.sixA.id}` };
    expect(await shareAll(alice, { ...to, until: "" })).toMatchObject({ code: "NOT_FOUND" });
    const shared = await shareAll(mathsTeacher, { ...to, until: "2026-11-19" });
    if (!shared.ok) throw new Error(shared.message);

    const told = await toldOf("documents.folder.shared");
    expect(told.map(({ personId }) => personId).toSorted()).toEqual([alice.id, world.people.adam.id].toSorted());
    expect(told[0]).toMatchObject({
      title: "Mme Marchand partage un dossier avec toi\u202F: Révisions",
      href: `/documents/${spaceId}?dossier=${outer}`,
    });
    expect(await contents(alice, spaceId, outer)).toEqual(["Corrigés/"]);
    expect(await contents(alice, spaceId, inner)).toEqual(["sujetrevision.pdf"]);
    expect(await contents(alice, spaceId)).toBeNull();
    expect(await contents(basile, spaceId, outer)).toBeNull();
    expect(await found(alice)).toEqual(["sujetrevision.pdf"]);
    expect(await found(basile)).toEqual([]);
    expect(await trash(alice, { kind: "document", id: before ?? "" })).toMatchObject({ code: "NOT_FOUND" });

    await move(mathsTeacher, { kind: "document", id: aside, parentId: outer });
    const shownAside = await actAs(alice, ({ db }) => db.document.count({ where: { id: aside ?? "" } }));
    expect(shownAside).toBe(1);
    await folder(mathsTeacher, spaceId, "Annexes", outer);
    expect(await contents(alice, spaceId, outer)).toEqual(["Annexes/", "Corrigés/", "brouillonrevision.pdf"]);
    await move(mathsTeacher, { kind: "folder", id: inner, parentId: "" });
    expect(await contents(alice, spaceId, inner)).toBeNull();
    expect(await found(alice)).toEqual(["brouillonrevision.pdf"]);

    await trash(mathsTeacher, { kind: "folder", id: outer });
    expect(await contents(alice, spaceId, outer)).toBeNull();
    await restore(mathsTeacher, { kind: "folder", id: outer });
    expect(await found(alice)).toEqual(["brouillonrevision.pdf"]);

    await unshare(mathsTeacher, { shareId: shared.value.id });
    expect(await toldOf("documents.folder.shared")).toEqual([]);
    const payload = { folderId: outer, spaceId };
    expect(noticeKinds[0]?.takenBack?.["documents.share.ended"]?.(payload)).toBe(told[0]?.href);
    expect(await contents(alice, spaceId, outer)).toBeNull();
    expect(await found(alice)).toEqual([]);
    // The wall is closed too, not only the door.
    const open = await withSystem("test: what stands open", (db) =>
      db.document.findMany({
        where: { schoolId: mathsTeacher.schoolId, id: { in: [before ?? "", aside ?? ""] } },
        select: { visibility: true, file: { select: { visibility: true } } },
      }),
    );
    expect(open.map(({ visibility, file }) => [visibility, file.visibility])).toEqual([
      ["OWNER", "OWNER"],
      ["OWNER", "OWNER"],
    ]);
  });

  it("opens the wall for what is put there while it is being shown, and closes it for what is while it ends", async () => {
    const { mathsTeacher } = world.people;
    const spaceId = mathsTeacher.id;
    const outer = await folder(mathsTeacher, spaceId, "En même temps");
    const stamped = (name: string) =>
      withSystem("test: the wall", async (db) => {
        const { visibility } = await db.folder.findFirstOrThrow({ where: { schoolId: mathsTeacher.schoolId, name } });
        return visibility;
      });
    const to = { folderId: outer, reader: `groupe:${world.groups.sixA.id}`, until: "" };
    for (const round of ["un", "deux", "trois"]) {
      const [shared] = await Promise.all([
        shareAll(mathsTeacher, { operationId: newId(), ...to }),
        folder(mathsTeacher, spaceId, `ouvert ${round}`, outer),
      ]);
      if (!shared.ok) throw new Error(shared.message);
      expect(await stamped(`ouvert ${round}`)).toBe("SCHOOL");
      await Promise.all([
        unshare(mathsTeacher, { shareId: shared.value.id }),
        folder(mathsTeacher, spaceId, `fermé ${round}`, outer),
      ]);
      expect(await stamped(`fermé ${round}`)).toBe("OWNER");
    }
  });

  it("opens however many are shown to one pupil", async () => {
    const { substitute, adam } = world.people;
    const spaceId = substitute.id;
    const { schoolId } = substitute;
    const ids = await withSystem("test: many folders", async (db) => {
      const made: string[] = [];
      for (let number = 10; number < 65; number += 1) {
        const shown = { shown: true };
        made.push((await aFolder(db, { person: substitute }, substitute, `Zone ${number}`, shown)).id);
      }
      const to = { schoolId, groupId: world.groups.sixA.id, sharedById: substitute.id, createdAt: new Date() };
      await db.documentShare.createMany({ data: made.map((folderId) => ({ ...to, id: newId(), folderId })) });
      const last = { folderId: made.at(-1) ?? "", shown: true };
      await aDocument(db, { person: substitute }, substitute, "derniereplace.pdf", last);
      return made;
    });
    expect(await contents(adam, spaceId, ids.at(-1))).toEqual(["derniereplace.pdf"]);
    expect(
      await actAs(adam, async (ctx) => (await searchDocuments(ctx, ["derniereplace"])).map(({ name }) => name)),
    ).toEqual(["derniereplace.pdf"]);
  });
});

describe("a document", () => {
  it("keeps its extension, and one of two who rename it is told", async () => {
    const { mathsTeacher, substitute } = world.people;
    const place = { group: world.groups.sixA };
    const { id: documentId } = await withSystem("test: a document", (db) =>
      aDocument(db, place, mathsTeacher, "a.pdf"),
    );
    expect(await renameOne(mathsTeacher, { documentId, version: 1, name: "Plan" })).toMatchObject({ ok: true });
    expect(await renameOne(substitute, { documentId, version: 1, name: "Autre" })).toMatchObject({
      code: "CONFLICT",
      current: { name: "Plan.pdf", version: 2 },
    });
  });

  it("is shown to a class until a day, and no longer once the share ends", async () => {
    const { mathsTeacher, alice, basile } = world.people;
    const { id: documentId } = await withSystem("test: a document", (db) =>
      aDocument(db, { person: mathsTeacher }, mathsTeacher, "défi.pdf"),
    );
    const bytes = (person: PersonRef) => actAs(person, (ctx) => findDocumentFile(ctx, documentId));
    expect(await bytes(alice)).toBeNull();
    const to = { operationId: newId(), documentId, reader: `groupe:${world.groups.sixA.id}` };
    expect(await share(mathsTeacher, { ...to, until: "2026-11-18" })).toMatchObject({ code: "INVALID" });
    const shared = await share(mathsTeacher, { ...to, operationId: newId(), until: "2026-11-19" });
    expect(await bytes(alice)).toMatchObject({ name: "défi.pdf" });
    expect(await bytes(basile)).toBeNull();
    if (!shared.ok) throw new Error(shared.message);
    await unshare(mathsTeacher, { shareId: shared.value.id });
    expect(await bytes(alice)).toBeNull();
    // The wall closes with it.
    const seen = await actAs(alice, ({ db }) => db.document.count({ where: { id: documentId } }));
    expect(seen).toBe(0);
  });

  it("is shown to one's own classes and colleagues only", async () => {
    const { mathsTeacher, alice, aliceGuardian1 } = world.people;
    const { id: documentId } = await withSystem("test: a document", (db) =>
      aDocument(db, { person: mathsTeacher }, mathsTeacher, "à moi.pdf"),
    );
    const readers = [
      `groupe:${world.groups.sixB.id}`,
      `personne:${alice.id}`,
      `personne:${aliceGuardian1.id}`,
      `personne:${mathsTeacher.id}`,
      `personne:${world.other.people.teacher.id}`,
    ];
    for (const reader of readers) {
      expect([
        reader,
        await share(mathsTeacher, { operationId: newId(), documentId, reader, until: "" }),
      ]).toMatchObject([reader, { code: "INVALID" }]);
    }
  });
});

describe("the purges", () => {
  it("forget what has been in the trash for long and give its room back, and nothing else", async () => {
    const owner = world.people.frenchTeacher;
    const place = { person: owner };
    const kept = await withSystem("test: a trash", async (db) => {
      const { id: folderId } = await aFolder(db, place, owner, "Vieux", { trashed: true });
      await aFolder(db, place, owner, "Dedans", { trashed: true, parentId: folderId });
      await aDocument(db, place, owner, "vieux.pdf", { trashed: true, folderId });
      return aDocument(db, place, owner, "neuf.pdf");
    });
    const before = new Date("2026-10-20T00:00:00Z");
    await withSystem("test: the purge", (db) => purgeTrash(db, before));
    const left = await withSystem("test: what is left", async (db) => ({
      documents: await db.document.findMany({ where: { spaceId: owner.id }, select: { id: true } }),
      folders: await db.folder.count({ where: { spaceId: owner.id } }),
      used: Number((await db.space.findFirstOrThrow({ where: { id: owner.id } })).usedBytes),
    }));
    expect(left).toEqual({ documents: [{ id: kept.id }], folders: 0, used: DOCUMENT_BYTES });
  });

  it("forget an upload that nobody went on with, and its parts", async () => {
    const upload = await withSystem("test: an upload", (db) => anUpload(db, world.people.head));
    await storage().append(upload.storageKey, 0, new Response("partie").body ?? new ReadableStream(), 100);
    await withSystem("test: the purge", (db) => purgeUploads(db, new Date("2026-11-17T00:00:00Z")));
    expect(await storage().arrived(upload.storageKey)).toBe(0);
    const left = await withSystem("test: what is left", (db) => db.upload.count({ where: { id: upload.id } }));
    expect(left).toBe(0);
  });
});
