import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ImportFailure } from "@/lib/imports/failure";
import { readFiles } from "@/lib/imports/read";
import { openSources } from "@/lib/imports/sources";
import { printFile } from "@/prisma/demo/print";
import { anElevesFile, anStsFile, aPupilRecord, zipOf } from "@/tests/factories/imports";

let folder: string;
const eleves = printFile(anElevesFile([aPupilRecord({ eleveId: "1" })]));
const sts = printFile(anStsFile());

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "preau-sources-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function kindsIn(...paths: string[]): Promise<{ kinds: string[]; skipped: string[] }> {
  const opened = await openSources(paths);
  try {
    const { files, skipped } = await readFiles(opened.sources);
    return { kinds: files.map((file) => `${file.file} ${file.kind}`), skipped: [...opened.skipped, ...skipped] };
  } finally {
    opened.close();
  }
}

async function failureOf(path: string): Promise<string> {
  const error: unknown = await kindsIn(path).catch((caught: unknown) => caught);
  if (error instanceof ImportFailure) return error.code;
  throw new Error(`not an ImportFailure: ${String(error)}`);
}

async function written(name: string, content: Uint8Array | string): Promise<string> {
  await writeFile(join(folder, name), content);
  return join(folder, name);
}

describe("sources", () => {
  it("are files, archives and folders of both; only the content tells", async () => {
    const inside = join(folder, "export");
    await mkdir(inside);
    await writeFile(join(inside, "a.xml"), sts);
    await writeFile(join(inside, "b.zip"), zipOf({ "x/eleves.dat": eleves, "lisez-moi.txt": Buffer.from("bonjour") }));
    await writeFile(join(inside, "c.txt"), "rien pour nous");
    await writeFile(join(inside, "d.xml"), "<AUTRE/>");
    expect(await kindsIn(inside)).toEqual({
      kinds: ["a.xml STS", "b.zip/x/eleves.dat ELEVES"],
      skipped: ["c.txt", "b.zip/lisez-moi.txt", "d.xml"].sort((a, b) =>
        a === "d.xml" ? 1 : b === "d.xml" ? -1 : a < b ? -1 : 1,
      ),
    });
  });

  it("named by the caller must be ours", async () => {
    expect(await failureOf(await written("texte.txt", "bonjour"))).toBe("UNREADABLE");
    expect(await failureOf(await written("autre.xml", "<AUTRE/>"))).toBe("UNKNOWN_KIND");
    expect(await failureOf(join(folder, "absent.xml"))).toBe("UNREADABLE");
  });

  it("may not be a trap: too many entries, too well compressed, damaged, encrypted", async () => {
    const many = Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`${index}.xml`, eleves]));
    expect(await failureOf(await written("many.zip", zipOf(many)))).toBe("TOO_LARGE");
    const bomb = zipOf({ "bomb.xml": Buffer.alloc(8 * 1024 * 1024, " ") });
    expect(await failureOf(await written("bomb.zip", bomb))).toBe("TOO_LARGE");
    const good = zipOf({ "eleves.xml": eleves });
    expect(await failureOf(await written("cut.zip", good.subarray(0, good.length - 30)))).toBe("UNREADABLE");
    const lying = Buffer.from(good);
    lying.fill(0x55, 60, 90);
    expect(await failureOf(await written("lying.zip", lying))).toBe("UNREADABLE");
    const encrypted = Buffer.from(good);
    encrypted.writeUInt16LE(0x801, encrypted.lastIndexOf("PK\x01\x02", undefined, "latin1") + 8);
    expect(await failureOf(await written("secret.zip", encrypted))).toBe("UNREADABLE");
  });
});
