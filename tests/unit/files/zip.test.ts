import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { fromBuffer, type Entry } from "yauzl";
import { zipped, type ZipEntry } from "@/lib/files/zip";

const AT = Temporal.PlainDateTime.from("2026-11-19T08:05:30");

async function archive(entries: readonly (readonly [name: string, bytes: Uint8Array])[]): Promise<Buffer> {
  const each = async function* (): AsyncGenerator<ZipEntry> {
    for (const [name, bytes] of entries) yield await Promise.resolve({ name, body: [bytes] });
  };
  const parts: Uint8Array[] = [];
  for await (const part of zipped(each(), AT)) parts.push(part);
  return Buffer.concat(parts);
}

/** What another program reads in it: sizes and checksums verified. */
function read(bytes: Buffer): Promise<{ name: string; bytes: Buffer; at: Date }[]> {
  return new Promise((resolve, reject) => {
    const found: { name: string; bytes: Buffer; at: Date }[] = [];
    fromBuffer(bytes, { lazyEntries: true, validateEntrySizes: true }, (error, zip) => {
      if (error) return reject(error);
      zip.on("entry", (entry: Entry) => {
        zip.openReadStream(entry, (failure, stream) => {
          if (failure) return reject(failure);
          const parts: Buffer[] = [];
          stream.on("data", (part: Buffer) => parts.push(part));
          stream.on("end", () => {
            found.push({ name: entry.fileName, bytes: Buffer.concat(parts), at: entry.getLastModDate() });
            zip.readEntry();
          });
        });
      });
      zip.on("error", reject);
      zip.on("end", () => resolve(found));
      zip.readEntry();
    });
  });
}

describe("archives", () => {
  test("hold what was put in, under its name, at the time told", async () => {
    const [entry] = await read(await archive([["dossier/Été à Noël.txt", Buffer.from("bonjour")]]));
    expect(entry?.name).toBe("dossier/Été à Noël.txt");
    expect(entry?.bytes.toString()).toBe("bonjour");
    expect(entry?.at).toEqual(new Date(2026, 10, 19, 8, 5, 30));
    expect(await read(await archive([]))).toEqual([]);
  });

  test("whatever the bytes and their number", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 3_000 }), { maxLength: 6 }), async (bodies) => {
        const entries = bodies.map((bytes, index) => [`f${index}`, bytes] as const);
        const found = await read(await archive(entries));
        expect(found.map(({ name, bytes }) => [name, [...bytes]])).toEqual(
          entries.map(([name, bytes]) => [name, [...bytes]]),
        );
      }),
      { numRuns: 40 },
    );
  });
});
