import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ImportFailure } from "@/lib/imports/failure";
import { readFile } from "@/lib/imports/read";
import { printFile } from "@/prisma/demo/print";
import { aOneRosterSet, printedSource, sourceOf } from "@/tests/factories/imports";
import { anyFile } from "@/tests/unit/imports/arbitraries";

/** Lines are what printing cannot know. */
function withoutLines(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, inside: unknown) => (key === "line" ? undefined : inside)));
}

const ONDE = `"Nom Elève";"Nom d'usage Elève";"Prénom Elève";"Date naissance";"Classe"\r\n"BRUNE";;"Éléa";"2018-03-04";"CE1"\r\n`;

describe("what is printed", () => {
  it("is read back as it was", async () => {
    await fc.assert(
      fc.asyncProperty(anyFile, async (file) => {
        expect(withoutLines(await readFile(printedSource(file)))).toEqual(withoutLines(file));
      }),
      { numRuns: 300 },
    );
  });

  it("is read back whatever the size of the chunks", async () => {
    await fc.assert(
      fc.asyncProperty(anyFile, fc.integer({ min: 1, max: 50 }), async (file, chunk) => {
        const bytes = printFile(file);
        expect(await readFile(sourceOf(bytes, file.file, chunk))).toEqual(await readFile(sourceOf(bytes, file.file)));
      }),
      { numRuns: 60 },
    );
  });
});

describe("what is broken", () => {
  const outcome = async (bytes: Uint8Array): Promise<string> => {
    try {
      return (await readFile(sourceOf(bytes))).kind;
    } catch (error) {
      if (error instanceof ImportFailure) return error.code;
      throw error;
    }
  };

  it("is read or refused, never anything else: bytes changed, cut and repeated", async () => {
    const damage = fc.array(
      fc.tuple(fc.nat(), fc.constantFrom("change", "cut", "repeat"), fc.integer({ min: 0, max: 255 })),
      { minLength: 1, maxLength: 4 },
    );
    const anyBytes = fc.oneof(
      anyFile.map((file) => Buffer.from(printFile(file))),
      fc.constantFrom(...Object.values(aOneRosterSet("0771991W")), ONDE).map((text) => Buffer.from(text, "latin1")),
    );
    await fc.assert(
      fc.asyncProperty(anyBytes, damage, async (whole, damages) => {
        let bytes = Buffer.from(whole);
        for (const [seed, kind, byte] of damages) {
          const at = seed % (bytes.length + 1);
          if (kind === "change") bytes[at] = byte;
          else if (kind === "cut") bytes = bytes.subarray(0, at);
          else bytes = Buffer.concat([bytes, bytes.subarray(at, at + byte)]);
        }
        await expect(outcome(bytes)).resolves.toEqual(expect.any(String));
      }),
      { numRuns: 400 },
    );
  });

  it("is refused when it is noise", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        expect(await outcome(bytes)).toMatch(/^(MALFORMED|ENCODING|UNKNOWN_KIND|DOCTYPE)$/);
      }),
    );
  });
});
