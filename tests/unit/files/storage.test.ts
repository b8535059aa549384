import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, statSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "@/lib/db/id";
import { localStorage, type Storage, TooLargeError } from "@/lib/storage/storage";

let folder: string;
let storage: Storage;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "preau-storage-"));
  storage = localStorage(folder);
});
afterAll(() => rm(folder, { recursive: true }));

const key = (): string => `${newId()}/${newId()}`;
const stream = (...chunks: string[]): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start: (controller) => {
      for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk));
      controller.close();
    },
  });
const read = (body: ReadableStream<Uint8Array>): Promise<string> => new Response(body).text();
const kept = (): string[] => readdirSync(folder, { recursive: true }).map(String);

describe("the storage of files", () => {
  it("gives back what it was given, measured", async () => {
    const at = key();
    const stored = await storage.put(at, stream("Bon", "jour"), 100);
    expect(stored).toMatchObject({
      key: at,
      size: 7,
      sha256: "9172e8eec99f144f72eca9a568759580edadb2cfd154857f07e657569493bc44",
    });
    expect(new TextDecoder().decode(stored.head)).toBe("Bonjour");
    expect(await read(await storage.get(at))).toBe("Bonjour");
    expect(await read(await storage.get(at, { first: 1, last: 3 }))).toBe("onj");
  });

  it("is closed to the machine's other users, whatever they know of a name", async () => {
    const own = localStorage(join(folder, "files"));
    const { key: at } = await own.put(key(), stream("Bonjour"), 100);
    const modes = ["files", join("files", dirname(at)), join("files", at)].map(
      (path) => statSync(join(folder, path)).mode & 0o077,
    );
    expect(modes).toEqual([0, 0, 0]);
  });

  it("keeps the first 4,100 bytes as the head, however the body is cut", async () => {
    const { head, size } = await storage.put(key(), stream("a".repeat(4000), "b".repeat(4000)), 10_000);
    expect([head.byteLength, size]).toEqual([4100, 8000]);
  });

  it("stores exactly the limit, and one byte more leaves nothing behind", async () => {
    expect((await storage.put(key(), stream("12345", "67890"), 10)).size).toBe(10);
    const before = kept();
    await expect(storage.put(key(), stream("12345", "67890", "1"), 10)).rejects.toThrow(TooLargeError);
    expect(kept()).toEqual(before);
  });

  it("leaves nothing behind of a body that breaks off", async () => {
    const before = kept();
    const broken = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode("Bon")),
      pull: (controller) => controller.error(new Error("gone")),
    });
    await expect(storage.put(key(), broken, 100)).rejects.toThrow("gone");
    expect(kept()).toEqual(before);
  });

  it("forgets, twice if need be, and then has nothing", async () => {
    const at = key();
    await storage.put(at, stream("x"), 10);
    await storage.remove(at);
    await storage.remove(at);
    await expect(storage.get(at)).rejects.toThrow("ENOENT");
    expect(kept().join("\n")).not.toContain(at.slice(0, 36));
  });

  it("takes a file in parts, each where the last one ended, and keeps what arrived before a cut", async () => {
    const at = key();
    await storage.append(at, 0, stream("Bon"), 10);
    expect(await storage.arrived(at)).toBe(3);
    await expect(storage.append(at, 0, stream("Bon"), 10)).rejects.toThrow("where the last one ended");
    const cut = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode("jo")),
      pull: (controller) => controller.error(new Error("gone")),
    });
    await expect(storage.append(at, 3, cut, 10)).rejects.toThrow("gone");
    const arrived = await storage.arrived(at);
    await storage.append(at, arrived, stream("jour".slice(arrived - 3)), 10);
    const to = key();
    const stored = await storage.finish(at, to, 7);
    expect([stored.size, stored.sha256]).toEqual([7, createHash("sha256").update("Bonjour").digest("hex")]);
    expect(await new Response(await storage.get(to)).text()).toBe("Bonjour");
    expect(await storage.arrived(at)).toBe(0);
  });

  it("takes no more than was announced, and forgets parts too", async () => {
    const at = key();
    await expect(storage.append(at, 0, stream("trop long"), 4)).rejects.toThrow(TooLargeError);
    await storage.remove(at);
    expect(await storage.arrived(at)).toBe(0);
  });

  it.each(["../../etc/passwd", "/etc/passwd", `${newId()}/../x`, newId(), "", `${newId()}/${newId()}/${newId()}`])(
    "takes no key that is not two identifiers: %j",
    async (at) => {
      await expect(storage.get(at)).rejects.toThrow("two UUIDs");
      await expect(storage.put(at, stream("x"), 10)).rejects.toThrow("two UUIDs");
      await expect(storage.remove(at)).rejects.toThrow("two UUIDs");
    },
  );
});
