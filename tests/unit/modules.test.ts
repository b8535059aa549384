import { describe, expect, it } from "vitest";
import { guardianLevelsOf, isModuleOpen, modules, type ModuleSlug } from "@/lib/modules";
import type { Duty, Profile } from "@/lib/db/types";

const KINDS: [Profile, Duty | null][] = [
  ["STUDENT", null],
  ["GUARDIAN", null],
  ["TEACHER", null],
  ["VIE_SCOLAIRE", null],
  ["VIE_SCOLAIRE", "AED"],
  ["VIE_SCOLAIRE", "CPE"],
  ["STAFF", null],
  ["STAFF", "SECRETARY"],
  ["STAFF", "AESH"],
  ["STAFF", "INSPECTOR"],
  ["HEAD", null],
  ["ADMIN", null],
];
const nameOf = ([profile, duty]: [Profile, Duty | null]): string => duty ?? profile;
const openTo = (slug: ModuleSlug, disabled: string[] = []): string =>
  KINDS.filter(([profile, duty]) => isModuleOpen(slug, { profile, duty }, disabled))
    .map(nameOf)
    .join(" ");

describe("the modules", () => {
  it("are open to these profiles and duties", () => {
    expect(Object.fromEntries(modules.map(({ slug }) => [slug, openTo(slug)]))).toEqual({
      accueil: KINDS.map(nameOf).join(" "),
      "cahier-de-texte": "STUDENT GUARDIAN TEACHER CPE AESH INSPECTOR HEAD",
      "emploi-du-temps": KINDS.filter(([profile]) => profile !== "ADMIN")
        .map(nameOf)
        .join(" "),
      comptes: "HEAD ADMIN",
    });
  });

  it("are switched off by a school, except those that cannot be", () => {
    const everything = modules.map(({ slug }) => slug);
    expect(openTo("cahier-de-texte", everything)).toBe("");
    expect(openTo("accueil", everything)).toBe(KINDS.map(nameOf).join(" "));
  });

  it("are closed when there is no such module", () => {
    expect(isModuleOpen("notes" as ModuleSlug, { profile: "HEAD", duty: null }, [])).toBe(false);
    expect(guardianLevelsOf("notes" as ModuleSlug)).toEqual([]);
  });

  it("show a guardian of level 3 no child", () => {
    for (const { slug } of modules) expect(guardianLevelsOf(slug)).not.toContain(3);
  });

  it("are named once, in unaccented French words", () => {
    const slugs = modules.map(({ slug }) => slug);
    expect(new Set(slugs).size).toBe(slugs.length);
    for (const slug of slugs) expect(slug).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });
});
