import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { isUai } from "@/lib/imports/uai";
import { demoAccounts } from "@/prisma/demo/accounts";
import { demoYearOf } from "@/prisma/demo/calendar";
import { SHOWCASED } from "@/prisma/demo/families";
import { addressName } from "@/prisma/demo/names";
import { Random } from "@/prisma/demo/random";
import { collegeFiles, primaryFiles } from "@/prisma/demo/schools";
import { buildTeaching } from "@/prisma/demo/teaching";

const year = demoYearOf(Temporal.PlainDate.from("2026-11-19"));
const teaching = buildTeaching();
const make = (seed: number) =>
  [collegeFiles(new Random(seed), year, teaching), primaryFiles(new Random(seed), year)] as const;
const [college, primary] = make(55);
const only = <Kind extends string, File extends { kind: string }>(files: readonly File[], kind: Kind) => {
  const file = files.find((other): other is File & { kind: Kind } => other.kind === kind);
  if (!file) throw new Error(`no ${kind}`);
  return file;
};

describe("the demo's files", () => {
  it("are the same for the same seed, and others for another", () => {
    expect(make(55)).toEqual([college, primary]);
    expect(make(56)).not.toEqual([college, primary]);
  });

  it("are of a collège of 24 divisions of 25, some thousand guardians and fifty teachers", () => {
    const eleves = only(college.files, "ELEVES");
    const responsables = only(college.files, "RESPONSABLES");
    const sts = only(college.files, "STS");
    if (eleves.kind !== "ELEVES" || responsables.kind !== "RESPONSABLES" || sts.kind !== "STS")
      throw new Error("kinds");
    expect(eleves.pupils).toHaveLength(600);
    const sizes = new Map<string, number>();
    for (const { structures } of eleves.pupils) {
      for (const { kind, code } of structures) if (kind === "DIVISION") sizes.set(code, (sizes.get(code) ?? 0) + 1);
    }
    expect([...sizes.values()]).toEqual(Array.from({ length: 24 }, () => 25));
    expect(responsables.guardians.length).toBeGreaterThan(900);
    expect(responsables.guardians.length).toBeLessThan(1100);
    expect(sts.staff.filter(({ position }) => position === "ENS" || position === "DOC")).toHaveLength(50);
    const perGuardian = new Map<string, number>();
    for (const { personneId } of responsables.guardianships)
      perGuardian.set(personneId, (perGuardian.get(personneId) ?? 0) + 1);
    expect([...perGuardian.values()].filter((children) => children > 1).length).toBeGreaterThan(100);
    expect(isUai(college.uai) && isUai(primary.uai)).toBe(true);
  });

  it("give each pupil from 5e one LV2, and every pupil of 6e one half-group", () => {
    const eleves = only(college.files, "ELEVES");
    if (eleves.kind !== "ELEVES") throw new Error("kind");
    for (const { structures, firstName } of eleves.pupils) {
      const division = structures.find(({ kind }) => kind === "DIVISION")?.code ?? "";
      const groups = structures.filter(({ kind, code }) => kind === "GROUP" && !code.includes("LATIN"));
      expect([firstName, groups.length]).toEqual([firstName, 1]);
      expect(groups[0]?.code.startsWith(division.charAt(0))).toBe(true);
    }
  });

  it("never show a number that could ring", () => {
    const text = JSON.stringify([college.files, primary.files]);
    for (const [, number] of text.matchAll(/"(?:mobile|home|work)":"(\d+)"/g)) {
      expect(number).toMatch(/^(063998|019900)\d{4}$/);
    }
    expect(text).not.toMatch(/@(?!courriel\.example)/);
  });

  it("separate Hugo's parents: two homes", () => {
    const responsables = only(college.files, "RESPONSABLES");
    if (responsables.kind !== "RESPONSABLES") throw new Error("kind");
    const home = (personneId: string) =>
      responsables.guardians.find((guardian) => guardian.personneId === personneId)?.contacts.address;
    expect(home(SHOWCASED.claire)).not.toEqual(home(SHOWCASED.thomas));
    expect(home(SHOWCASED.nadia)).toEqual(home(SHOWCASED.karim));
  });
});

describe("the persons who sign in", () => {
  it("have logins of their own, one per profile at least", () => {
    const accounts = demoAccounts();
    expect(new Set(accounts.map(({ login }) => login)).size).toBe(accounts.length);
    expect(new Set(accounts.map(({ profile }) => profile)).size).toBe(7);
    expect(accounts.length).toBeLessThanOrEqual(12);
    expect(addressName("Anne-Sophie", "LE GALL")).toBe("anne-sophie.legall");
  });
});
