import { newId } from "@/lib/db/id";
import type { Db } from "@/lib/db/types";
import { aFile, MADE_AT, type Ref } from "@/tests/factories/builders";
import type { World } from "@/tests/factories/world";

/** Where something is kept: a person's space, a class's, or the team's. */
export type Place = { person: Ref } | { group: Ref } | { school: { schoolId: string }; by: Ref };

/** The bytes of every document of the factories (aFile). */
export const DOCUMENT_BYTES = 1024;

function spaceOf(place: Place, owner: Ref) {
  const common = { schoolId: owner.schoolId, ownerId: owner.id };
  if ("person" in place) return { ...common, id: place.person.id, kind: "PERSONAL" as const, ownerId: place.person.id };
  if ("group" in place) {
    return {
      ...common,
      id: place.group.id,
      kind: "CLASS" as const,
      groupId: place.group.id,
      visibility: "SCHOOL" as const,
    };
  }
  return { ...common, id: owner.schoolId, kind: "TEAM" as const };
}

/** A folder in a space, which is opened with it. */
export async function aFolder(
  db: Db,
  place: Place,
  owner: Ref,
  name: string,
  values: { parentId?: string; trashed?: boolean; shown?: boolean } = {},
): Promise<Ref> {
  const space = spaceOf(place, owner);
  const id = newId();
  await db.space.createMany({ data: [space], skipDuplicates: true });
  await db.folder.create({
    data: {
      schoolId: owner.schoolId,
      id,
      spaceId: space.id,
      parentId: values.parentId ?? null,
      name,
      ownerId: owner.id,
      visibility: "group" in place || values.shown ? "SCHOOL" : "OWNER",
      createdAt: MADE_AT,
      ...(values.trashed ? { deletedAt: MADE_AT, trashedWithId: id } : {}),
    },
  });
  return { schoolId: owner.schoolId, id };
}

/** A document in a space, which is opened with it and counts it. */
export async function aDocument(
  db: Db,
  place: Place,
  owner: Ref,
  name: string,
  values: { folderId?: string; trashed?: boolean; shown?: boolean } = {},
): Promise<Ref> {
  const space = spaceOf(place, owner);
  const id = newId();
  const { schoolId } = owner;
  const visibility = "group" in place || values.shown ? "SCHOOL" : "OWNER";
  const file = await aFile(db, owner, name, visibility);
  await db.space.createMany({ data: [space], skipDuplicates: true });
  await db.space.update({
    where: { schoolId_id: { schoolId, id: space.id } },
    data: { usedBytes: { increment: DOCUMENT_BYTES } },
  });
  await db.document.create({
    data: {
      schoolId,
      id,
      spaceId: space.id,
      folderId: values.folderId ?? null,
      fileId: file.id,
      name,
      ownerId: owner.id,
      visibility,
      createdAt: MADE_AT,
      ...(values.trashed ? { deletedAt: MADE_AT, trashedWithId: id } : {}),
    },
  });
  return { schoolId, id };
}

/** Shows a document, or a folder, to a person or a group. */
export async function aShare(
  db: Db,
  document: Ref | { folder: Ref },
  by: Ref,
  to: { personId?: string; groupId?: string; endsOn?: Date },
): Promise<Ref> {
  const id = newId();
  const thing = "folder" in document ? { folderId: document.folder.id } : { documentId: document.id };
  await db.documentShare.create({
    data: { schoolId: by.schoolId, id, ...thing, sharedById: by.id, createdAt: MADE_AT, ...to },
  });
  return { schoolId: by.schoolId, id };
}

/** An upload that was announced. */
export async function anUpload(db: Db, person: Ref, name = "film.mp4"): Promise<Ref & { storageKey: string }> {
  const id = newId();
  const storageKey = `${newId()}/${newId()}`;
  await db.space.createMany({ data: [spaceOf({ person }, person)], skipDuplicates: true });
  await db.upload.create({
    data: {
      schoolId: person.schoolId,
      id,
      personId: person.id,
      spaceId: person.id,
      name,
      size: DOCUMENT_BYTES,
      mark: "1",
      storageKey,
      createdAt: MADE_AT,
    },
  });
  return { schoolId: person.schoolId, id, storageKey };
}

/** Documents of every kind in a world, by the names that the tables of the matrix use. Made once per world. */
export async function makeDocuments(db: Db, { people, groups, school }: World) {
  const { mathsTeacher, alice, secretary, teacherOf6B } = people;
  const own = await aDocument(db, { person: mathsTeacher }, mathsTeacher, "prive.pdf");
  const toColleague = await aDocument(db, { person: mathsTeacher }, mathsTeacher, "collegue.pdf");
  const toClass = await aDocument(db, { person: mathsTeacher }, mathsTeacher, "a-la-classe.pdf", { shown: true });
  const ended = await aDocument(db, { person: mathsTeacher }, mathsTeacher, "fini.pdf", { shown: true });
  const inClass = await aDocument(db, { group: groups.sixA }, mathsTeacher, "classe.pdf");
  const inOtherClass = await aDocument(db, { group: groups.sixB }, teacherOf6B, "6b.pdf");
  const ofAlice = await aDocument(db, { person: alice }, alice, "alice.pdf");
  const ofTeam = await aDocument(db, { school, by: secretary }, secretary, "equipe.pdf");
  const trashed = await aDocument(db, { group: groups.sixA }, mathsTeacher, "jete.pdf", { trashed: true });
  const folder = await aFolder(db, { person: mathsTeacher }, mathsTeacher, "Montré", { shown: true });
  const below = await aFolder(db, { person: mathsTeacher }, mathsTeacher, "Dessous", {
    parentId: folder.id,
    shown: true,
  });
  const inFolder = await aDocument(db, { person: mathsTeacher }, mathsTeacher, "dossier.pdf", {
    folderId: below.id,
    shown: true,
  });
  await aShare(db, { folder }, mathsTeacher, { groupId: groups.sixA.id });
  await aShare(db, { folder: below }, mathsTeacher, { personId: secretary.id });
  await aShare(db, toColleague, mathsTeacher, { personId: secretary.id });
  await aShare(db, toClass, mathsTeacher, { groupId: groups.sixA.id });
  await aShare(db, ended, mathsTeacher, { groupId: groups.sixA.id, endsOn: new Date("2026-11-19") });
  return { folder, below, inFolder, own, toColleague, toClass, ended, inClass, inOtherClass, ofAlice, ofTeam, trashed };
}
