import { readdirSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { POST } from "@/app/api/cahier-de-texte/files/route";
import { GET } from "@/app/api/cahier-de-texte/files/[fileId]/route";
import { withSystem } from "@/lib/db/system";
import { dataDir } from "@/lib/env";
import { MAX_FILE_BYTES } from "@/lib/files/rules";
import { changedTables, closeSnapshots, snapshot } from "@/tests/access/snapshot";
import { aFile } from "@/tests/factories/builders";
import { docx, HTML, PDF, PNG, SVG } from "@/tests/factories/file-bytes";
import { makeWorld, type World } from "@/tests/factories/world";
import { signInTo, signOut } from "@/tests/integration/actions/request";

vi.mock("next/headers", () => import("@/tests/integration/actions/next-headers"));

let world: World;
beforeAll(async () => {
  world = await withSystem("files: the world", makeWorld);
  return closeSnapshots;
});
beforeEach(signOut);

const ADDRESS = "http://localhost:3000/api/cahier-de-texte/files";

/** An upload as the editor sends it. */
function upload(
  body: Uint8Array | ReadableStream<Uint8Array>,
  values: { name?: string; origin?: string | null; length?: number; personne?: string } = {},
): Promise<Response> {
  const { name = "plan.png", origin = "http://localhost:3000", length, personne } = values;
  const headers = new Headers({ "x-file-name": encodeURIComponent(name) });
  if (origin) headers.set("origin", origin);
  if (length) headers.set("content-length", String(length));
  const init = { method: "POST", headers, body: body as BodyInit, duplex: "half" };
  return POST(new Request(personne ? `${ADDRESS}?personne=${personne}` : ADDRESS, init));
}

function download(fileId: string, headers: Record<string, string> = {}): Promise<Response> {
  return GET(new Request(`${ADDRESS}/${fileId}`, { headers }), { params: Promise.resolve({ fileId }) });
}

/** All files in the storage. */
function stored(): string[] {
  try {
    return readdirSync(join(dataDir(), "files"), { recursive: true }).map(String).toSorted();
  } catch {
    return [];
  }
}

async function expectRefused(attempt: Promise<Response>, status: number, code: string): Promise<void> {
  const response = await attempt;
  expect([response.status, await response.json()]).toEqual([status, expect.objectContaining({ code })]);
}

describe("an upload", () => {
  it("is kept, measured and recognised, and is its teacher's alone", async () => {
    await signInTo(world.people.mathsTeacher);
    const response = await upload(PNG, { name: "Plan de la classe.png" });
    expect(response.status).toBe(201);
    const file = (await response.json()) as { id: string };
    expect(file).toMatchObject({ name: "Plan de la classe.png", mediaType: "image/png", size: PNG.byteLength });
    expect((await download(file.id)).status).toBe(200);
    for (const other of [world.people.frenchTeacher, world.people.alice, world.people.head]) {
      await signInTo(other);
      await expectRefused(download(file.id), 404, "NOT_FOUND");
    }
  });

  it("is not read at all from another site, from nobody, or from who teaches nothing", async () => {
    await signInTo(world.people.mathsTeacher);
    const before = [stored(), await snapshot()] as const;
    const unread = new ReadableStream<Uint8Array>(
      {
        pull: () => {
          throw new Error("this body was read");
        },
      },
      { highWaterMark: 0 },
    );
    await expectRefused(upload(unread, { origin: "https://example.com" }), 404, "NOT_FOUND");
    await expectRefused(upload(unread, { origin: "null" }), 404, "NOT_FOUND");
    await expectRefused(upload(unread, { origin: null }), 404, "NOT_FOUND");
    await expectRefused(upload(unread, { personne: world.people.frenchTeacher.id }), 404, "NOT_FOUND");
    for (const person of [world.people.alice, world.people.cpe, world.people.head, world.people.admin]) {
      await signInTo(person);
      const between = await snapshot();
      await expectRefused(upload(unread), 404, "NOT_FOUND");
      expect(changedTables(between, await snapshot())).toEqual([]);
    }
    await signInTo(world.people.aliceGuardian1);
    await expectRefused(upload(unread), 409, "PERSON_REQUIRED");
    signOut();
    await expectRefused(upload(unread), 401, "SIGNED_OUT");
    expect(stored()).toEqual(before[0]);
    expect(changedTables(before[1], await snapshot())).toEqual(["sign_in"]);
  });

  it.each<[string, Uint8Array, string, number, string]>([
    ["a page named as a picture", HTML, "plan.png", 415, "UNSUPPORTED_FILE"],
    ["a page named as a text", HTML, "notes.txt", 415, "UNSUPPORTED_FILE"],
    ["a page", HTML, "page.html", 415, "UNSUPPORTED_FILE"],
    ["a drawing named as a picture", SVG, "plan.png", 415, "UNSUPPORTED_FILE"],
    ["a drawing", SVG, "plan.svg", 415, "UNSUPPORTED_FILE"],
    ["a picture named as a page", PNG, "plan.html", 415, "UNSUPPORTED_FILE"],
    ["a picture under no name", PNG, "", 415, "UNSUPPORTED_FILE"],
    ["a program", Uint8Array.of(0x4d, 0x5a, 0x90, 0, 3), "jeu.pdf", 415, "UNSUPPORTED_FILE"],
    ["nothing", new Uint8Array(), "plan.png", 422, "INVALID"],
  ])("of %s leaves nothing behind", async (_what, bytes, name, status, code) => {
    await signInTo(world.people.mathsTeacher);
    const before = [stored(), await snapshot()] as const;
    await expectRefused(upload(bytes, { name }), status, code);
    expect(stored()).toEqual(before[0]);
    expect(changedTables(before[1], await snapshot())).toEqual([]);
  });

  it("waits among few others that hang on nothing, even when several leave at once", async () => {
    const { teacherOf6B } = world.people;
    await signInTo(teacherOf6B);
    const before = [stored(), 48] as const;
    await withSystem("files: many that were given up", async (db) => {
      for (let count = 0; count < before[1]; count += 1) await aFile(db, teacherOf6B, `${count}.png`);
    });
    const answers = await Promise.all([1, 2, 3, 4].map(() => upload(PNG, { personne: teacherOf6B.id })));
    const [accepted, refused] = [201, 429].map((status) => answers.filter((answer) => answer.status === status));
    expect([accepted?.length, refused?.length]).toEqual([2, 2]);
    expect(await refused?.[0]?.text()).toContain("Trop de fichiers");
    // Those that were refused are gone: a folder and a file for each of the two others.
    expect(stored()).toHaveLength(before[0].length + 4);
    // One that hangs on a lesson waits no more.
    const { id: fileId } = JSON.parse((await accepted?.[0]?.text()) ?? "") as { id: string };
    const { schoolId } = world.school;
    await withSystem("files: hang it on the lesson", (db) =>
      db.lessonEntryFile.create({
        data: { schoolId, lessonEntryId: world.lessonEntries.maths6B.id, fileId, position: 9 },
      }),
    );
    expect((await upload(PNG, { personne: teacherOf6B.id })).status).toBe(201);
    await withSystem("files: heavy ones", (db) =>
      db.file.updateMany({ where: { ownerId: teacherOf6B.id, name: "0.png" }, data: { size: 500_000_000 } }),
    );
    await withSystem("files: few", (db) =>
      db.file.deleteMany({ where: { ownerId: teacherOf6B.id, name: { in: ["1.png", "2.png"] } } }),
    );
    expect((await upload(PNG, { personne: teacherOf6B.id })).status).toBe(429);
  });

  it("is bounded by what it says, and by what it is", async () => {
    await signInTo(world.people.mathsTeacher);
    const before = stored();
    await expectRefused(upload(PNG, { length: MAX_FILE_BYTES + 1 }), 413, "TOO_LARGE");
    let sent = 0;
    const chunk = new Uint8Array(1024 * 1024);
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        sent += chunk.byteLength;
        controller.enqueue(chunk);
      },
    });
    await expectRefused(upload(endless), 413, "TOO_LARGE");
    expect(sent).toBeLessThan(MAX_FILE_BYTES + 8 * chunk.byteLength);
    expect(stored()).toEqual(before);
  });

  it("that breaks off is told as our fault, in no words of the exception", async () => {
    await signInTo(world.people.mathsTeacher);
    const before = stored();
    const broken = new ReadableStream<Uint8Array>({ pull: (controller) => controller.error(new Error("the secret")) });
    await expectRefused(upload(broken), 500, "UNEXPECTED");
    expect(stored()).toEqual(before);
  });
});

describe("a download", () => {
  async function attached(bytes: Uint8Array, name: string): Promise<string> {
    await signInTo(world.people.mathsTeacher);
    const { id } = (await (await upload(bytes, { name })).json()) as { id: string };
    await withSystem("files: hang it on the lesson", async (db) => {
      const { schoolId } = world.school;
      await db.file.update({ where: { schoolId_id: { schoolId, id } }, data: { visibility: "SCHOOL" } });
      await db.lessonEntryFile.create({
        data: { schoolId, lessonEntryId: world.lessonEntries.maths6A.id, fileId: id, position: 9 },
      });
    });
    return id;
  }

  it("shows a picture in place, sandboxed and never sniffed", async () => {
    const id = await attached(PNG, "Élève d’Évry (1).png");
    await signInTo(world.people.alice);
    const response = await download(id);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "image/png",
      "content-length": String(PNG.byteLength),
      "content-disposition": "inline; filename*=UTF-8''%C3%89l%C3%A8ve%20d%E2%80%99%C3%89vry%20%281%29.png",
      "x-content-type-options": "nosniff",
      "cache-control": "private, no-cache",
    });
    expect(response.headers.get("content-security-policy")).toMatch(/default-src 'none'.*sandbox$/);
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(PNG);
  });

  it("lets the browser's viewer open a PDF, and downloads a document", async () => {
    const pdf = await attached(PDF, "cours.pdf");
    const word = await attached(docx(), "fiche.docx");
    await signInTo(world.people.alice);
    const shown = await download(pdf);
    expect(shown.headers.get("content-disposition")).toMatch(/^inline/);
    expect(shown.headers.get("content-security-policy")).toMatch(/^default-src 'none'.*frame-ancestors 'none'$/);
    expect(shown.headers.get("content-security-policy")).not.toContain("sandbox");
    expect((await download(word)).headers.get("content-disposition")).toMatch(/^attachment/);
  });

  it("is asked again each time, and sent again only when it changed", async () => {
    const id = await attached(PNG, "plan.png");
    await signInTo(world.people.alice);
    const etag = (await download(id)).headers.get("etag") ?? "";
    const unchanged = await download(id, { "if-none-match": etag });
    expect([unchanged.status, await unchanged.text()]).toEqual([304, ""]);
    await signInTo(world.people.basile);
    await expectRefused(download(id, { "if-none-match": etag }), 404, "NOT_FOUND");
  });

  it("sends the part that a player asks for", async () => {
    const id = await attached(PNG, "plan.png");
    await signInTo(world.people.alice);
    const part = await download(id, { range: "bytes=0-3" });
    expect([part.status, part.headers.get("content-range")]).toEqual([206, `bytes 0-3/${PNG.byteLength}`]);
    expect(new Uint8Array(await part.arrayBuffer())).toEqual(PNG.slice(0, 4));
    expect((await download(id, { range: `bytes=${PNG.byteLength}-` })).status).toBe(416);
    expect((await download(id, { range: "bytes=0-3", "if-range": '"older"' })).status).toBe(200);
  });

  it("is absent for who reads it not, for nobody, and under a name that is no id", async () => {
    const id = await attached(PNG, "plan.png");
    for (const person of [world.people.basile, world.people.aed, world.people.admin, world.other.people.head]) {
      await signInTo(person);
      await expectRefused(download(id), 404, "NOT_FOUND");
    }
    for (const name of ["", "x", "../../secret", `${id}0`]) await expectRefused(download(name), 404, "NOT_FOUND");
    signOut();
    await expectRefused(download(id), 401, "SIGNED_OUT");
  });
});
