import { describe, expect, it } from "vitest";
import { guardianLevelsOf, isModuleOpen, modules, type ModuleSlug } from "@/lib/modules";
import type { Profile } from "@/lib/db/types";

const PROFILES: Profile[] = ["STUDENT", "GUARDIAN", "TEACHER", "VIE_SCOLAIRE", "STAFF", "HEAD", "ADMIN"];
const openTo = (slug: ModuleSlug, disabled: string[] = []): Profile[] =>
  PROFILES.filter((profile) => isModuleOpen(slug, profile, disabled));

describe("the modules", () => {
  it("are open to these profiles", () => {
    expect(Object.fromEntries(modules.map(({ slug }) => [slug, openTo(slug).join(" ")]))).toEqual({
      accueil: "STUDENT GUARDIAN TEACHER VIE_SCOLAIRE STAFF HEAD ADMIN",
      "cahier-de-texte": "STUDENT GUARDIAN TEACHER VIE_SCOLAIRE STAFF HEAD",
    });
  });

  it("are switched off by a school, except those that cannot be", () => {
    const everything = modules.map(({ slug }) => slug);
    expect(openTo("cahier-de-texte", everything)).toEqual([]);
    expect(openTo("accueil", everything)).toEqual(PROFILES);
  });

  it("are closed when there is no such module", () => {
    expect(isModuleOpen("notes" as ModuleSlug, "HEAD", [])).toBe(false);
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
