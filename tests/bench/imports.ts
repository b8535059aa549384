import { execFile } from "node:child_process";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import type { ImportOptions } from "@/lib/imports/run";
import { uaiCheckLetter } from "@/lib/imports/uai";
import { printFile } from "@/prisma/demo/print";
import { FRUGAL_FLAGS } from "@/scripts/platform/frugal";
import { NODE_FLAGS } from "@/scripts/platform/service";
import {
  aFedGuardian,
  aFedPupil,
  aFedSchool,
  aFedTeacher,
  FED_MEFS,
  FED_SUBJECTS,
  feedDocument,
} from "@/tests/factories/feed";
import {
  aGuardianRecord,
  aLink,
  anElevesFile,
  anStsFile,
  aPupilRecord,
  aResponsablesFile,
  aStaffRecord,
} from "@/tests/factories/imports";

/** What an import costs in a process of its own. */
export interface ImportCost {
  name: string;
  /** Megabytes read, once unzipped. */
  size: number;
  people: number;
  seconds: number;
  /** Megabytes of memory at the most, and before anything was read. */
  peak: number;
  idle: number;
  goal: string;
  /** Megabytes that the peak must stay below. */
  limit?: number;
}

const LARGE_FILE_LIMIT = 300;

const run = promisify(execFile);
const uaiOf = (serial: number): string => {
  const digits = `0779${String(serial).padStart(3, "0")}`;
  return `${digits}${uaiCheckLetter(digits)}`;
};

/** Imports generated files: a collège, an académie's feed whole and for one of its schools, and a file ten times too large. */
export async function importCosts(env: NodeJS.ProcessEnv): Promise<ImportCost[]> {
  const folder = await mkdtemp(join(tmpdir(), "preau-bench-imports-"));
  try {
    const college = await writeCollege(join(folder, "college-"), uaiOf(1));
    const feed = await writeFeed(join(folder, "feed-"), 100);
    const large = await writeLargeFile(join(folder, "large.xml"), uaiOf(2));
    return [
      await costOf(env, "SIECLE and STS of a collège", college, {}, "< 10 s"),
      await costOf(env, "AAF, one school of twenty", feed, { school: uaiOf(100), createSchool: true }, "bounded"),
      await costOf(env, "AAF, all of its twenty schools", feed, { createSchool: true }, "bounded"),
      await costOf(env, "AAF, the same again", feed, {}, "bounded"),
      {
        ...(await costOf(env, "SIECLE of 20 MB, dry run", large, { createSchool: true, dryRun: true }, "< 300 MB")),
        limit: LARGE_FILE_LIMIT,
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function costOf(
  env: NodeJS.ProcessEnv,
  name: string,
  paths: readonly string[],
  options: ImportOptions,
  goal: string,
): Promise<ImportCost> {
  const node = [...NODE_FLAGS, ...FRUGAL_FLAGS, "tests/bench/import-child.ts"];
  const { stdout } = await run(process.execPath, [...node, JSON.stringify(options), ...paths], { env });
  const cost = JSON.parse(stdout) as { milliseconds: number; people: number; peak: number; idle: number };
  const sizes = await Promise.all(paths.map(async (path) => (await stat(path)).size));
  return {
    name,
    size: sizes.reduce((sum, size) => sum + size, 0) / 1e6,
    people: cost.people,
    seconds: cost.milliseconds / 1000,
    peak: cost.peak / 1024,
    idle: cost.idle / 1024,
    goal,
  };
}

const CLASSES = Array.from({ length: 24 }, (_, index) => `${6 - Math.floor(index / 6)}${"ABCDEF".charAt(index % 6)}`);
const classOf = (index: number): string => CLASSES[index % CLASSES.length] ?? "6A";

/** 1,750 people: 600 pupils of 24 classes, 1,080 guardians, 70 members of staff with 480 services. */
async function writeCollege(prefix: string, uai: string): Promise<string[]> {
  const header = { uai, year: 2026 };
  const staff = Array.from({ length: 70 }, (_, index) => aStaffRecord({ id: String(index + 1) }));
  const divisions = CLASSES.map((code) => ({ line: 0, code, name: code, mefs: ["10010012110"] }));
  const services = CLASSES.flatMap((code, index) =>
    Array.from({ length: 20 }, (_, lesson) => ({
      line: 0,
      subject: lesson % 2 === 0 ? "020700" : "061300",
      modality: `M${lesson}`,
      group: { kind: "DIVISION" as const, code },
      teachers: [{ type: "epp" as const, id: String(((index + lesson) % 70) + 1) }],
    })),
  );
  const pupils = Array.from({ length: 600 }, (_, index) =>
    aPupilRecord({
      eleveId: String(index + 1),
      ine: `I${index}`,
      structures: [{ kind: "DIVISION", code: classOf(index) }],
    }),
  );
  const guardians = Array.from({ length: 1_080 }, (_, index) => {
    const guardian = aGuardianRecord({ personneId: String(index + 1) });
    const address = { lines: ["3 rue des Lilas"], postalCode: "77200", city: "TORCY", country: "FRANCE" };
    const contacts = { email: `p${index}@courriel.example`, mobile: "0639980011", address };
    return { ...guardian, contacts: { ...guardian.contacts, ...contacts } };
  });
  const links = guardians.map(({ personneId }, index) => aLink(String((index % 600) + 1), personneId));
  const files = [
    anStsFile({ header, staff, divisions, services }),
    anElevesFile(pupils, { header }),
    { ...aResponsablesFile(guardians, links), header },
  ];
  const paths = files.map(({ file }) => prefix + file);
  for (const [index, file] of files.entries()) await writeFile(paths[index] ?? "", printFile(file));
  return paths;
}

const SCHOOLS = 20;
const PUPILS = 700;
const GUARDIANS = 1_240;
const STAFF = 60;

/** 40,000 people of twenty schools, as the documents of an académie. */
async function writeFeed(prefix: string, firstSchool: number): Promise<string[]> {
  const schools = Array.from({ length: SCHOOLS }, (_, index) => ({
    id: String(index + 1),
    uai: uaiOf(firstSchool + index),
  }));
  const classes = CLASSES.map((code) => `${code}$${code}$10010012110`);
  // Schools are mixed, as in the files of an académie.
  const each = function* (count: number, print: (school: string, index: number) => string): Generator<string> {
    for (let index = 0; index < count; index += 1) for (const { id } of schools) yield print(id, index);
  };
  const idOf = (school: string, index: number): string => `${school}${String(index).padStart(5, "0")}`;
  const documents: Record<string, Iterable<string>> = {
    EtabEducNat: schools.map(({ id, uai }) =>
      aFedSchool(id, uai, { ENTStructureClasses: classes, ENTStructureGroupes: [] }),
    ),
    MefEducNat: FED_MEFS,
    MatiereEducNat: FED_SUBJECTS,
    PersEducNat: each(STAFF, (school, index) => {
      const taught = Array.from({ length: 8 }, (_, lesson) => `${school}$${classOf(index + lesson)}$061300`);
      return aFedTeacher(idOf(school, index), { ENTAuxEnsClassesMatieres: taught }, school);
    }),
    Eleve: each(PUPILS, (school, index) => {
      const guardians = [index, index + PUPILS].filter((guardian) => guardian < GUARDIANS);
      const relations = guardians.map((guardian, rank) => `${idOf(school, guardian)}$${rank === 0 ? 10 : 20}$0$1$1$0`);
      const values = {
        ENTEleveINE: `I${idOf(school, index)}`,
        ENTElevePersRelEleve: relations,
        ENTEleveClasses: [`${school}$${classOf(index)}`],
      };
      return aFedPupil(idOf(school, index), values, school);
    }),
    PersRelEleve: each(GUARDIANS, (school, index) => aFedGuardian(idOf(school, index))),
  };
  const [head = "", tail = ""] = feedDocument(["\n@\n"]).split("@");
  const paths: string[] = [];
  for (const [category, requests] of Object.entries(documents)) {
    const path = `${prefix}ENT_Complet_20261116_${category}_0000.xml`;
    const lines = function* (): Generator<string> {
      yield head;
      for (const request of requests) yield `${request}\n`;
      yield tail;
    };
    await pipeline(Readable.from(lines()), createWriteStream(path));
    paths.push(path);
  }
  return paths;
}

/** What SIECLE says of a pupil that is not read here: most of the file. */
const UNREAD = Array.from(
  { length: 36 },
  (_, index) =>
    `<RENSEIGNEMENT_${index}><CODE>${index}</CODE><LIBELLE_LONG>COMME SIECLE L ECRIT</LIBELLE_LONG></RENSEIGNEMENT_${index}>`,
).join("");

/** A file of pupils of 20 MB: twice as many pupils as the largest lycée. */
async function writeLargeFile(path: string, uai: string): Promise<string[]> {
  const pupils = Array.from({ length: 5_000 }, (_, index) => {
    const address = { lines: ["3 rue des Lilas"], postalCode: "77200", city: "TORCY", country: "FRANCE" };
    const contacts = { email: null, mobile: "0639980011", home: null, work: null, acceptsSms: true, address };
    const structures = [{ kind: "DIVISION" as const, code: classOf(index) }];
    return aPupilRecord({ eleveId: String(index + 1), ine: `I${index}`, contacts, structures });
  });
  const printed = Buffer.from(printFile(anElevesFile(pupils, { header: { uai, year: 2026 } }))).toString("latin1");
  await writeFile(path, printed.replaceAll("</ELEVE>", `${UNREAD}</ELEVE>`), "latin1");
  return [path];
}
