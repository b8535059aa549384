import { newId } from "@/lib/db/id";
import { withSystem } from "@/lib/db/system";
import { processImports } from "@/lib/imports/jobs";
import type { ImportFile, PupilRecord } from "@/lib/imports/records";
import { storage } from "@/lib/storage/storage";
import { now } from "@/lib/time/clock";
import { dayIn, daysAfter, toDbInstant } from "@/lib/time/day";
import { SHOWCASED } from "@/prisma/demo/families";
import { printFile } from "@/prisma/demo/print";
import { COLLEGE_UAI } from "@/prisma/demo/schools";

const TIME_ZONE = "Europe/Paris";
/** What SIECLE has of a new pupil: beyond the numbers of all the others. */
const NEWCOMER = {
  eleveId: "919901",
  elenoet: "9199",
  ine: "919901001ZZ",
  lastName: "BELHADJ",
  firstName: "Inès",
  sex: "F" as const,
};

/**
 * An import that waits to be read: this week's export of SIECLE, in which a pupil came, one left, one changed class, some
 * telephone numbers changed, and a record makes no sense. Whoever looks at the demo may apply it, then undo it.
 * @param files of both schools, as they were imported.
 */
export async function importStory(schoolId: string, files: readonly ImportFile[]): Promise<void> {
  const eleves = files.find((file) => file.kind === "ELEVES" && file.header.uai === COLLEGE_UAI);
  if (eleves?.kind !== "ELEVES") throw new Error("The collège has no file of pupils.");
  const today = dayIn(TIME_ZONE, now()).toString();
  const pupils = changed(eleves.pupils, today);
  const name = "ElevesAvecAdresses.xml";
  const bytes = printFile({ ...eleves, pupils });
  const stored = await storage().put(`${newId()}/${newId()}`, new Blob([bytes as BlobPart]).stream(), bytes.byteLength);
  await withSystem("demo: an import", async (db) => {
    const { id: personId } = await db.person.findFirstOrThrow({
      where: { schoolId, profile: "ADMIN" },
      select: { id: true },
      orderBy: { id: "asc" },
    });
    const at = toDbInstant(now().subtract({ minutes: 50 }));
    const run = { schoolId, id: newId(), personId, createdAt: at, updatedAt: at };
    await db.importRun.create({ data: run });
    const { key: storageKey, size, sha256 } = stored;
    await db.importedFile.create({
      data: { schoolId, id: newId(), runId: run.id, position: 0, name, size, sha256, storageKey },
    });
  });
  await processImports();
}

/** The pupils of the collège a little later; those whom the demo follows stay as they are. */
function changed(pupils: readonly PupilRecord[], today: string): PupilRecord[] {
  const shown = new Set<string>([SHOWCASED.lina, SHOWCASED.hugo, SHOWCASED.zoe].map(({ division }) => division));
  const divisionOf = (pupil: PupilRecord) => pupil.structures.find(({ kind }) => kind === "DIVISION")?.code ?? "";
  const others = pupils.filter((pupil) => !shown.has(divisionOf(pupil)));
  const [leaver, mover, absurd, ...rest] = others.filter((_, index) => index % 29 === 0);
  const called = new Set(rest.slice(0, 6));
  const division =
    mover && others.map(divisionOf).find((code) => code !== divisionOf(mover) && code[0] === divisionOf(mover)[0]);
  const model = rest[7] ?? pupils[0];
  return [
    ...pupils.map((pupil, index) => {
      if (pupil === leaver) return { ...pupil, leavesOn: today };
      if (pupil === mover && division) {
        return {
          ...pupil,
          structures: pupil.structures.map((ref) => (ref.kind === "DIVISION" ? { ...ref, code: division } : ref)),
        };
      }
      if (pupil === absurd) return { ...pupil, entersOn: today, leavesOn: daysAfter(today, -7) };
      if (!called.has(pupil)) return pupil;
      const mobile = `06399${String(80_000 + index).padStart(5, "0")}`;
      return { ...pupil, contacts: { ...pupil.contacts, mobile } };
    }),
    ...(model ? [{ ...model, ...NEWCOMER, familyName: NEWCOMER.lastName, entersOn: today }] : []),
  ];
}
