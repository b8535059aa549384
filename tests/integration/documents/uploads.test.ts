import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { GET as READ, POST as PART } from "@/app/api/documents/files/[fileId]/route";
import { POST as FORM } from "@/app/api/documents/files/formulaire/route";
import { POST as BEGIN } from "@/app/api/documents/files/route";
import { GET as ARRIVED } from "@/app/api/documents/uploads/[uploadId]/route";
import { newId } from "@/lib/db/id";
import { withSystem } from "@/lib/db/system";
import { storage } from "@/lib/storage/storage";
import { HTML, PDF, PNG } from "@/tests/factories/file-bytes";
import { makeWorld, type World } from "@/tests/factories/world";
import { signInTo, signOut } from "@/tests/integration/actions/request";

vi.mock("next/headers", () => import("@/tests/integration/actions/next-headers"));

const ADDRESS = "http://localhost:3000/api/documents";
const ORIGIN = { origin: "http://localhost:3000" };

let world: World;
beforeAll(async () => {
  world = await withSystem("documents: the world", makeWorld);
});
beforeEach(signOut);

/** Announces a file for the space of whoever is signed in. */
function begin(spaceId: string, values: { name?: string; size?: number; mark?: string; origin?: string } = {}) {
  const { name = "plan.png", size = PNG.length, mark = "1", origin = ORIGIN.origin } = values;
  const body = JSON.stringify({ spaceId, folderId: "", name, size, mark });
  return BEGIN(new Request(`${ADDRESS}/files`, { method: "POST", headers: { origin }, body }));
}

function send(uploadId: string, offset: number, bytes: Uint8Array | ReadableStream<Uint8Array>) {
  const init = { method: "POST", headers: ORIGIN, body: bytes as BodyInit, duplex: "half" };
  return PART(new Request(`${ADDRESS}/files/${uploadId}?debut=${offset}`, init), params("fileId", uploadId));
}

const arrived = (uploadId: string) =>
  ARRIVED(new Request(`${ADDRESS}/uploads/${uploadId}`), params("uploadId", uploadId));
const read = (documentId: string) => READ(new Request(`${ADDRESS}/files/${documentId}`), params("fileId", documentId));
const params = (name: string, value: string) => ({ params: Promise.resolve({ [name]: value }) });

async function idOf(answer: Promise<Response>): Promise<string> {
  const response = await answer;
  expect(response.status).toBe(201);
  return ((await response.json()) as { id: string }).id;
}

const used = (id: string) =>
  withSystem("test: the room used", async (db) =>
    Number((await db.space.findFirst({ where: { id } }))?.usedBytes ?? 0),
  );

describe("an upload in parts", () => {
  it("goes on after a cut from where it stopped, and becomes a document", async () => {
    const { alice } = world.people;
    await signInTo(alice);
    const id = await idOf(begin(alice.id));
    expect((await send(id, 0, PNG.subarray(0, 20))).status).toBe(201);
    const cut = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(PNG.subarray(20, 30)),
      pull: (controller) => controller.error(new Error("cut")),
    });
    expect((await send(id, 20, cut)).status).toBe(500);
    // The same file, chosen again, is the same upload.
    expect(await idOf(begin(alice.id))).toBe(id);
    const { arrived: offset } = (await (await arrived(id)).json()) as { arrived: number };
    expect(offset).toBeGreaterThanOrEqual(20);
    expect((await send(id, 0, PNG.subarray(0, 20))).status).toBe(409);
    const last = await send(id, offset, PNG.subarray(offset));
    const { document } = (await last.json()) as { document: { id: string; name: string } };
    expect(document.name).toBe("plan.png");
    expect(new Uint8Array(await (await read(document.id)).arrayBuffer())).toEqual(PNG);
    expect(await used(alice.id)).toBe(PNG.length);
    expect((await arrived(id)).status).toBe(404);
  });

  it("takes another name where its own is taken", async () => {
    const { adam } = world.people;
    await signInTo(adam);
    for (const name of ["plan.png", "plan (2).png"]) {
      const answer = await send(await idOf(begin(adam.id, { mark: name })), 0, PNG);
      expect(await answer.json()).toMatchObject({ document: { name } });
    }
  });

  it("is refused when its content is not what its name says, and counts for nothing", async () => {
    const { basile } = world.people;
    await signInTo(basile);
    const id = await idOf(begin(basile.id, { name: "page.png", size: HTML.length }));
    expect((await send(id, 0, HTML)).status).toBe(415);
    expect(await used(basile.id)).toBe(0);
  });

  it("is announced in a few words: no body without end is read", async () => {
    const { basile } = world.people;
    await signInTo(basile);
    let pulled = 0;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        pulled += 1;
        if (pulled > 500) return controller.close();
        controller.enqueue(new Uint8Array(1_000).fill(32));
      },
    });
    const init = { method: "POST", headers: ORIGIN, body, duplex: "half" };
    expect((await BEGIN(new Request(`${ADDRESS}/files`, init))).status).toBe(413);
    expect(pulled).toBeLessThan(50);
  });

  it("is not kept longer than it was announced, whatever has arrived", async () => {
    const { adam } = world.people;
    await signInTo(adam);
    const id = await idOf(begin(adam.id, { size: 20, mark: "twice" }));
    const upload = await withSystem("test: an upload", (db) => db.upload.findFirstOrThrow({ where: { id } }));
    await storage().append(upload.storageKey, 0, new Blob([PNG]).stream(), PNG.length);
    const before = await used(adam.id);
    expect((await send(id, PNG.length, new Uint8Array())).status).toBe(500);
    expect(await used(adam.id)).toBe(before);
  });

  it("takes the same part twice at once, each byte in its place", async () => {
    const { adam } = world.people;
    await signInTo(adam);
    const id = await idOf(begin(adam.id, { mark: "same" }));
    const first = PNG.subarray(0, 20);
    await Promise.all([send(id, 0, first), send(id, 0, first)]);
    const { arrived: offset } = (await (await arrived(id)).json()) as { arrived: number };
    expect(offset).toBe(20);
    const { document } = (await (await send(id, 20, PNG.subarray(20))).json()) as { document: { id: string } };
    expect(new Uint8Array(await (await read(document.id)).arrayBuffer())).toEqual(PNG);
  });

  it("is not touched by a part that comes while it is being kept", async () => {
    const { aed } = world.people;
    await signInTo(aed);
    await send(await idOf(begin(aed.id, { mark: "opens the space" })), 0, PNG);
    for (const late of [new Uint8Array(PNG.length).fill(60), new Uint8Array(7)]) {
      const id = await idOf(begin(aed.id, { mark: `late ${late.length}` }));
      const kept: Promise<Response>[] = [];
      // Whoever holds the space makes the end of the upload wait.
      await withSystem("test: the space is held", async (db) => {
        await db.$executeRaw`SELECT 1 FROM document_space WHERE id = ${aed.id}::uuid FOR UPDATE`;
        kept.push(send(id, 0, PNG));
        const isWaiting = async () => {
          const waiting = await db.$queryRaw<{ pid: number }[]>`SELECT pid FROM pg_locks WHERE NOT granted`;
          expect(waiting).not.toEqual([]);
        };
        await vi.waitFor(isWaiting, 4_000);
        await send(id, 0, late);
      });
      const [answer] = await Promise.all(kept);
      const { document } = JSON.parse((await answer?.text()) ?? "") as { document: { id: string } };
      expect(new Uint8Array(await (await read(document.id)).arrayBuffer())).toEqual(PNG);
    }
  });

  it("brings no more than it announced", async () => {
    const { basile } = world.people;
    await signInTo(basile);
    const id = await idOf(begin(basile.id, { size: 10, mark: "short" }));
    expect((await send(id, 0, PNG)).status).toBe(500);
    expect(await used(basile.id)).toBe(0);
  });

  it("is refused where there is no room, before it leaves and when it arrives", async () => {
    const { teacherOf6B } = world.people;
    await signInTo(teacherOf6B);
    expect((await begin(teacherOf6B.id, { size: 400_000_000 })).status).toBe(422);
    const id = await idOf(begin(teacherOf6B.id));
    await withSystem("test: a full space", (db) =>
      db.space.updateMany({ where: { id: teacherOf6B.id }, data: { usedBytes: 2_000_000_000 } }),
    );
    expect((await begin(teacherOf6B.id, { mark: "2" })).status).toBe(413);
    const answer = await send(id, 0, PNG);
    expect(answer.status).toBe(413);
    expect(((await answer.json()) as { message: string }).message).toContain("Il reste 0");
  });

  it("is not begun without end: parts take room before they count", async () => {
    const { frenchTeacher } = world.people;
    await signInTo(frenchTeacher);
    for (let mark = 1; mark <= 6; mark += 1) {
      await idOf(begin(frenchTeacher.id, { size: 300_000_000, mark: `${mark}` }));
    }
    expect((await begin(frenchTeacher.id, { size: 300_000_000, mark: "7" })).status).toBe(429);
    // Going on with one of them is no new one.
    await idOf(begin(frenchTeacher.id, { size: 300_000_000, mark: "6" }));
  });

  it("is not begun a hundred times for nothing", async () => {
    const { head } = world.people;
    await signInTo(head);
    await idOf(begin(head.id, { mark: "0" }));
    await withSystem("test: many begun", async (db) => {
      const row = await db.upload.findFirstOrThrow({ where: { personId: head.id } });
      const data = Array.from({ length: 99 }, (_, mark) => ({ ...row, id: newId(), size: 1, mark: `more ${mark}` }));
      await db.upload.createMany({ data });
    });
    expect((await begin(head.id, { mark: "1" })).status).toBe(429);
    await idOf(begin(head.id, { mark: "0" }));
  });

  it("is nobody else's, of no other site, and not for who has no space", async () => {
    const { alice, adam, aliceGuardian2 } = world.people;
    await signInTo(alice);
    const id = await idOf(begin(alice.id, { mark: "mine" }));
    expect((await begin(adam.id)).status).toBe(404);
    expect((await begin(alice.id, { origin: "https://ailleurs.example" })).status).toBe(404);
    for (const person of [adam, world.people.head, world.other.people.head]) {
      await signInTo(person);
      expect((await arrived(id)).status).toBe(404);
      expect((await send(id, 0, PNG)).status).toBe(404);
    }
    await signInTo(aliceGuardian2);
    expect((await begin(aliceGuardian2.id)).status).toBe(404);
    signOut();
    expect((await begin(alice.id)).status).toBe(401);
    expect((await arrived(id)).status).toBe(401);
  });

  it("counts each byte once when two files end at the same time", async () => {
    const { secretary } = world.people;
    await signInTo(secretary);
    const ids = [await idOf(begin(secretary.id, { mark: "a" })), await idOf(begin(secretary.id, { mark: "b" }))];
    const answers = await Promise.all(ids.map((id) => send(id, 0, PNG)));
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(await used(secretary.id)).toBe(2 * PNG.length);
    const names = await Promise.all(
      answers.map(async (answer) => ((await answer.json()) as { document: { name: string } }).document.name),
    );
    expect(names.toSorted()).toEqual(["plan (2).png", "plan.png"]);
  });
});

describe("a file sent without script", () => {
  async function sendForm(spaceId: string, bytes: Uint8Array, name: string) {
    const form = new FormData();
    form.set("file", new File([bytes.slice()], name));
    const request = new Request(`${ADDRESS}/files/formulaire?espace=${spaceId}`, {
      method: "POST",
      headers: ORIGIN,
      body: form,
    });
    // As a browser says it.
    request.headers.set("content-length", String(bytes.length + 300));
    return FORM(request);
  }

  it("leads back to the folder, which says what became of it", async () => {
    const { cpe } = world.people;
    await signInTo(cpe);
    const kept = await sendForm(cpe.id, PDF, "note.pdf");
    expect([kept.status, kept.headers.get("location")]).toEqual([303, `/documents/${cpe.id}?envoi=FAIT`]);
    const refused = await sendForm(cpe.id, HTML, "note.pdf");
    expect(refused.headers.get("location")).toBe(`/documents/${cpe.id}?envoi=UNSUPPORTED_FILE`);
    const closed = await sendForm(world.groups.sixA.id, PDF, "note.pdf");
    expect(closed.headers.get("location")).toContain("envoi=NOT_FOUND");
    expect(await used(cpe.id)).toBe(PDF.length);
  });
});
