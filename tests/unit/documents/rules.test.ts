import { describe, expect, it } from "vitest";
import {
  compareNames,
  destinationsFor,
  freeName,
  hasDepth,
  isSameName,
  lastDayOf,
  previewOf,
  quotaOf,
  renamed,
  trailTo,
  within,
} from "@/lib/documents/rules";
import type { Folder } from "@/lib/documents/types";
import { schoolSettings } from "@/lib/school/settings";

const tree: Folder[] = [
  { id: "sciences", name: "Sciences", parentId: null },
  { id: "controls", name: "Contrôles", parentId: "sciences" },
  { id: "october", name: "Octobre", parentId: "controls" },
  { id: "french", name: "Français", parentId: null },
];

describe("the tree of folders", () => {
  it("knows the way to a folder, and what is below it", () => {
    expect(trailTo(tree, "october").map(({ id }) => id)).toEqual(["sciences", "controls", "october"]);
    expect(trailTo(tree, "gone")).toEqual([]);
    expect(within(tree, "sciences").toSorted()).toEqual(["controls", "october", "sciences"]);
    expect(within(tree, "french")).toEqual(["french"]);
  });

  it("does not go round for ever in a tree that is none", () => {
    const ring: Folder[] = [
      { id: "a", name: "A", parentId: "b" },
      { id: "b", name: "B", parentId: "a" },
    ];
    expect(trailTo(ring, "a").length).toBeLessThanOrEqual(3);
    expect(within(ring, "a").toSorted()).toEqual(["a", "b"]);
  });

  it("moves a folder anywhere but where it is and into itself", () => {
    expect(destinationsFor(tree, "sciences", "controls")).toEqual([
      { id: "", label: "Racine de l’espace" },
      { id: "french", label: "Français" },
    ]);
    expect(destinationsFor(tree, null, null).map(({ label }) => label)).toEqual([
      "Français",
      "Sciences",
      "Sciences / Contrôles",
      "Sciences / Contrôles / Octobre",
    ]);
  });

  it("is eight levels deep at the most", () => {
    const deep = Array.from({ length: 8 }, (_, level): Folder => ({
      id: `${level}`,
      name: `${level}`,
      parentId: level === 0 ? null : `${level - 1}`,
    }));
    expect([hasDepth(deep, "6"), hasDepth(deep, "7"), hasDepth(deep, null, 8), hasDepth(deep, null, 9)]).toEqual([
      true,
      false,
      true,
      false,
    ]);
    // A folder with two levels below it does not fit into the sixth.
    expect(destinationsFor([...deep, ...tree], null, "sciences").map(({ id }) => id)).not.toContain("5");
    expect(destinationsFor([...deep, ...tree], null, "sciences").map(({ id }) => id)).toContain("4");
  });
});

describe("names", () => {
  it("are the same whatever their case", () => {
    expect(isSameName("Évaluations", "évaluations")).toBe(true);
    expect(isSameName("Evaluations", "Évaluations")).toBe(false);
  });

  it("are numbered when they are taken, before the extension", () => {
    expect(freeName("plan.pdf", [])).toBe("plan.pdf");
    expect(freeName("plan.pdf", ["Plan.PDF"])).toBe("plan (2).pdf");
    expect(freeName("plan.pdf", ["plan.pdf", "plan (2).pdf"])).toBe("plan (3).pdf");
    expect(freeName("Sciences", ["sciences"])).toBe("Sciences (2)");
    const long = `${"a".repeat(116)}.pdf`;
    expect(freeName(long, [long])).toBe(`${"a".repeat(112)} (2).pdf`);
  });

  it("keep the extension that says what the content is", () => {
    expect(renamed("plan.pdf", "Plan du chapitre")).toBe("Plan du chapitre.pdf");
    expect(renamed("plan.pdf", "Plan.PDF")).toBe("Plan.PDF");
    expect(renamed("plan.pdf", "plan.html")).toBe("plan.html.pdf");
    expect(renamed("plan.pdf", "a".repeat(120))).toHaveLength(120);
  });

  it("stand in the order of people", () => {
    expect(["Fiche 10", "École", "fiche 2", "Zoo"].toSorted(compareNames)).toEqual([
      "École",
      "fiche 2",
      "Fiche 10",
      "Zoo",
    ]);
  });
});

describe("the room of a space", () => {
  it("is the school's setting, else the default; a setting out of bounds counts as not set", () => {
    const byDefault = schoolSettings({});
    expect([
      quotaOf("PERSONAL", true, byDefault),
      quotaOf("PERSONAL", false, byDefault),
      quotaOf("CLASS", false, byDefault),
      quotaOf("TEAM", false, byDefault),
    ]).toEqual([200_000_000, 2_000_000_000, 2_000_000_000, 5_000_000_000]);
    expect(quotaOf("PERSONAL", true, schoolSettings({ documents: { pupilMegabytes: 50 } }))).toBe(50_000_000);
    expect(quotaOf("PERSONAL", true, schoolSettings({ documents: { pupilMegabytes: -1 } }))).toBe(200_000_000);
  });
});

it.each([
  ["image/png", "image"],
  ["text/plain", "text"],
  ["application/pdf", "viewer"],
  ["video/mp4", "viewer"],
  ["application/zip", "none"],
  ["image/svg+xml", "none"],
])("%s is shown as %s", (mediaType, preview) => {
  expect(previewOf(mediaType)).toBe(preview);
});

it("a share is said by its last day", () => {
  expect(lastDayOf("2026-12-01")).toBe("2026-11-30");
});
