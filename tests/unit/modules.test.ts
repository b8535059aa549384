import { describe, expect, it } from "vitest";
import { guardianLevelsOf, isModuleOpen, modules, type ModuleSlug, navigationModules } from "@/lib/modules";
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
      notifications: KINDS.map(nameOf).join(" "),
      absences: "STUDENT GUARDIAN TEACHER VIE_SCOLAIRE AED CPE HEAD",
      comptes: "HEAD ADMIN",
      messagerie: KINDS.map(nameOf).join(" "),
      actualites: KINDS.map(nameOf).join(" "),
      ressources: KINDS.map(nameOf).join(" "),
      documents: KINDS.filter(([profile]) => profile !== "GUARDIAN")
        .map(nameOf)
        .join(" "),
      notes: "STUDENT GUARDIAN TEACHER CPE HEAD",
    });
  });

  it("are switched off by a school, except those that cannot be", () => {
    const everything = modules.map(({ slug }) => slug);
    expect(openTo("cahier-de-texte", everything)).toBe("");
    expect(openTo("accueil", everything)).toBe(KINDS.map(nameOf).join(" "));
  });

  const PROFILES = ["STUDENT", "GUARDIAN", "TEACHER", "HEAD", "ADMIN"] as const;

  it.each(PROFILES)("stand in the navigation of a %s once, those used most first, and these are open", (profile) => {
    const slugs = navigationModules(profile).map(({ slug }) => slug);
    const listed = modules.map(({ slug }) => slug).filter((slug) => slug !== "notifications");
    expect(slugs.toSorted()).toEqual(listed.toSorted());
    const first = slugs.slice(0, 4);
    expect(first.filter((slug) => !isModuleOpen(slug, { profile, duty: null }, []))).toEqual([]);
  });

  it("lead a pupil to lessons first", () => {
    expect(navigationModules("STUDENT").map(({ slug }) => slug)).toEqual(
      "accueil cahier-de-texte emploi-du-temps notes absences messagerie actualites ressources documents comptes".split(
        " ",
      ),
    );
  });

  it("are closed when there is no such module", () => {
    expect(isModuleOpen("cantine" as ModuleSlug, { profile: "HEAD", duty: null }, [])).toBe(false);
    expect(guardianLevelsOf("cantine" as ModuleSlug)).toEqual([]);
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
