import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ancestorsOf,
  mayInvite,
  mayRenewCode,
  organizationChoices,
  organizationTree,
  pagesOf,
  PLATFORM_PAGE,
  type StoredOrganization,
  wouldCircle,
} from "@/lib/plateforme/rules";
import { createOrganizationInput, createSchoolInput } from "@/lib/plateforme/schema";

const stored = (id: string, name: string, parentId: string | null = null): StoredOrganization => ({
  id,
  name,
  parentId,
  code: id.toUpperCase(),
  kind: "ACADEMIE",
});

describe("the tree of organisations", () => {
  const all = [stored("b", "Béta"), stored("a", "Alpha"), stored("c", "Céleste", "a"), stored("d", "Delta", "c")];

  it("reads parents before children, siblings by name, with the schools of everything below", () => {
    const nodes = organizationTree(
      all,
      new Map([
        ["d", 3],
        ["a", 1],
      ]),
      new Set(["a"]),
    );
    expect(
      nodes.map(({ id, depth, schools, schoolsBelow, canEdit }) => [id, depth, schools, schoolsBelow, canEdit]),
    ).toEqual([
      ["a", 0, 1, 4, false],
      ["c", 1, 0, 3, true],
      ["d", 2, 3, 3, true],
      ["b", 0, 0, 0, true],
    ]);
    expect(organizationChoices(nodes).map(({ label }) => label)).toEqual([
      "Alpha",
      "Alpha › Céleste",
      "Alpha › Céleste › Delta",
      "Béta",
    ]);
  });

  it("takes for a root what stands under something unseen", () => {
    const [node] = organizationTree([stored("d", "Delta", "elsewhere")], new Map(), new Set());
    expect(node?.depth).toBe(0);
  });

  it("knows a circle before it is closed", () => {
    const parents = new Map(all.map(({ id, parentId }) => [id, parentId]));
    expect(ancestorsOf(parents, "d")).toEqual(["c", "a"]);
    expect(wouldCircle(parents, "a", "a")).toBe(true);
    expect(wouldCircle(parents, "a", "d")).toBe(true);
    expect(wouldCircle(parents, "d", "b")).toBe(false);
    expect(wouldCircle(parents, "a", null)).toBe(false);
  });

  it("stays a tree through any moves that are allowed", () => {
    const ids = ["a", "b", "c", "d", "e", "f"];
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...ids), fc.option(fc.constantFrom(...ids)))), (moves) => {
        const parents = new Map<string, string | null>(ids.map((id) => [id, null]));
        for (const [id, parentId] of moves) if (!wouldCircle(parents, id, parentId)) parents.set(id, parentId);
        for (const id of ids) expect(ancestorsOf(parents, id)).not.toContain(id);
        const nodes = organizationTree(
          ids.map((id) => stored(id, id, parents.get(id))),
          new Map(ids.map((id) => [id, 1])),
          new Set(),
        );
        expect(nodes.map(({ id }) => id).toSorted()).toEqual(ids);
        expect(nodes.filter(({ depth }) => depth === 0).reduce((sum, node) => sum + node.schoolsBelow, 0)).toBe(
          ids.length,
        );
      }),
    );
  });
});

describe("the first account of a school", () => {
  it("is made here until somebody has signed in", () => {
    expect(mayInvite([])).toBe(true);
    expect(mayInvite([{ hasAccount: false }, { hasAccount: false }])).toBe(true);
    expect(mayInvite([{ hasAccount: false }, { hasAccount: true }])).toBe(false);
  });

  it("gives a code to a head of the files while no head has an account, and to nobody else once somebody has", () => {
    const one = (profile: "HEAD" | "ADMIN", hasAccount: boolean) => ({ entry: { profile }, hasAccount });
    const [head, admin] = [one("HEAD", false), one("ADMIN", false)];
    expect(mayRenewCode([head, admin], admin)).toBe(true);
    expect(mayRenewCode([head, one("ADMIN", true)], head)).toBe(true);
    expect(mayRenewCode([head, admin, one("ADMIN", true)], admin)).toBe(false);
    expect(mayRenewCode([head, one("HEAD", true)], head)).toBe(false);
  });
});

describe("pages", () => {
  it("are one at least, and one more from the first entry too many", () => {
    expect([0, 1, PLATFORM_PAGE, PLATFORM_PAGE + 1].map((total) => pagesOf(total))).toEqual([1, 1, 1, 2]);
  });
});

describe("what is typed", () => {
  const school = { name: "Collège", kind: "COLLEGE", city: "Évry", organizationId: "", zone: "", timeZone: "" };

  it("takes a UAI as it is written anywhere, and refuses a wrong key letter", () => {
    const parsed = createSchoolInput.parse({ ...school, uai: " 0910632t " });
    expect(parsed).toMatchObject({ uai: "0910632T", zone: null, timeZone: null, organizationId: null });
    const wrong = createSchoolInput.safeParse({ ...school, uai: "0910632X" });
    expect(wrong.error?.issues[0]?.message).toContain("vérifiez l’UAI");
    expect(createSchoolInput.safeParse({ ...school, uai: "0910632T", zone: "Z" }).success).toBe(false);
  });

  it("writes codes of organisations in capitals", () => {
    const input = { kind: "ACADEMIE", code: "cd-91", name: "Essonne", parentId: "" };
    expect(createOrganizationInput.parse(input).code).toBe("CD-91");
    expect(createOrganizationInput.safeParse({ ...input, code: "c" }).success).toBe(false);
    expect(createOrganizationInput.safeParse({ ...input, code: "c d" }).success).toBe(false);
  });
});
