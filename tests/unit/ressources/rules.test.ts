import { describe, expect, it } from "vitest";
import { givesResources, managesCatalogue, resourceAbilities } from "@/lib/ressources/access";
import { FREE_CATALOGUE, freeCatalogueFor } from "@/lib/ressources/free-catalogue";
import {
  domainsNamed,
  kindsNamed,
  levelsOf,
  levelWords,
  MAX_DESCRIPTION,
  MAX_PUBLISHER,
  MAX_TITLE,
  siteAddress,
  siteName,
} from "@/lib/ressources/rules";
import { addResourceInput, giveResourceInput } from "@/lib/ressources/schema";

describe("the address of a site", () => {
  it.each([
    ["https://www.lumni.fr/", "https://www.lumni.fr/"],
    ["https://fr.vikidia.org/wiki/Été?action=raw#bas", "https://fr.vikidia.org/wiki/%C3%89t%C3%A9?action=raw#bas"],
    ["https://phet.colorado.edu:8443/fr", "https://phet.colorado.edu:8443/fr"],
    ["HTTPS://GALLICA.BNF.FR", "https://gallica.bnf.fr/"],
  ])("%s is kept", (text, address) => {
    expect(siteAddress(text)).toBe(address);
  });

  it.each([
    "http://www.lumni.fr/",
    "javascript:alert(1)",
    "data:text/html,<script>",
    "ftp://lumni.fr/",
    "//lumni.fr/",
    "lumni.fr",
    "",
    "https://",
    "https://user@lumni.fr/",
    "https://user:word@lumni.fr/",
    "https://localhost/",
    "https://192.168.1.1/",
    "https://[::1]/",
    `https://lumni.fr/${"a".repeat(500)}`,
    // Short as typed, too long once it is written.
    `https://lumni.fr/${"é".repeat(200)}`,
  ])("%s is refused", (text) => {
    expect(siteAddress(text)).toBeNull();
  });

  it("is told by the name of its site", () => {
    expect(siteName("https://www.lumni.fr/video")).toBe("lumni.fr");
    expect(siteName("https://fr.vikidia.org/")).toBe("fr.vikidia.org");
  });
});

describe("levels", () => {
  it.each([
    [["6e", "5e", "4e", "3e"], null],
    [["6e", "5e", "4e"], "6e à 4e"],
    [["5e", "4e"], "5e, 4e"],
    [["3e", "6e"], "6e, 3e"],
    [["3e"], "3e"],
    [["CM2"], null],
    [[], null],
  ])("of a collège, %s are told as %s", (levels, words) => {
    expect(levelWords(levels, "COLLEGE")).toBe(words);
  });
});

describe("words", () => {
  it("name a domain, or a kind, by their beginnings", () => {
    expect(domainsNamed("maths")).toEqual(["MATHS"]);
    expect(domainsNamed("anglais")).toEqual(["LANGUAGES"]);
    expect(domainsNamed("geo")).toEqual(["MATHS", "HISTORY"]);
    expect(domainsNamed("ma")).toEqual([]);
    expect(kindsNamed("video")).toEqual(["VIDEO"]);
    expect(kindsNamed("pour")).toEqual(["CREATION"]);
    expect(kindsNamed("et")).toEqual([]);
  });
});

describe("the catalogue", () => {
  it("is kept by the head, the administrator and the documentaliste", () => {
    expect(managesCatalogue({ profile: "HEAD", duty: "DEPUTY_HEAD" })).toBe(true);
    expect(managesCatalogue({ profile: "ADMIN", duty: null })).toBe(true);
    expect(managesCatalogue({ profile: "TEACHER", duty: "LIBRARIAN" })).toBe(true);
    expect(managesCatalogue({ profile: "STAFF", duty: "LIBRARIAN" })).toBe(true);
    expect(managesCatalogue({ profile: "TEACHER", duty: null })).toBe(false);
    expect(managesCatalogue({ profile: "VIE_SCOLAIRE", duty: "CPE" })).toBe(false);
  });

  it("is given from by teachers, but what is for adults alone or withdrawn", () => {
    const teacher = { profile: "TEACHER", duty: null } as const;
    expect(givesResources({ profile: "HEAD" })).toBe(false);
    expect(resourceAbilities(teacher, { isForPupils: true, withdrawnAt: null })).toEqual({ edit: false, give: true });
    expect(resourceAbilities(teacher, { isForPupils: false, withdrawnAt: null }).give).toBe(false);
    expect(resourceAbilities(teacher, { isForPupils: true, withdrawnAt: new Date(0) }).give).toBe(false);
  });
});

describe("the free catalogue", () => {
  it("is told once each, shortly, by addresses that the form would take", () => {
    const unique = (values: string[]) => expect(new Set(values).size).toBe(values.length);
    unique(FREE_CATALOGUE.map(({ id }) => id));
    unique(FREE_CATALOGUE.map(({ url }) => url));
    for (const { url, title, publisher, description, domains } of FREE_CATALOGUE) {
      expect(siteAddress(url)).toBe(url);
      expect(title.length).toBeLessThanOrEqual(MAX_TITLE);
      expect(publisher.length).toBeLessThanOrEqual(MAX_PUBLISHER);
      expect(description.length).toBeLessThanOrEqual(MAX_DESCRIPTION);
      expect(description).not.toMatch(/ [:;?!]/);
      expect(domains.length).toBeGreaterThan(0);
    }
  });

  it.each(["ECOLE", "COLLEGE", "LYCEE"] as const)("has something for each level of a school of kind %s", (kind) => {
    const rows = freeCatalogueFor(kind);
    for (const level of levelsOf(kind)) {
      expect(rows.filter(({ levels }) => levels.includes(level)).length).toBeGreaterThanOrEqual(10);
    }
    for (const { levels } of rows) expect(levels.every((level) => levelsOf(kind).includes(level))).toBe(true);
  });
});

describe("the forms", () => {
  it("say what is missing, in each field", () => {
    const answer = addResourceInput.safeParse({ operationId: "", url: "javascript:alert(1)", title: " " });
    const wrong = new Set(answer.error?.issues.map(({ path }) => path.join(".")));
    expect([...wrong].toSorted()).toEqual(
      "audience description domains kind levels operationId publisher title url".split(" "),
    );
  });

  it("take neither instruction nor day for something, when they are empty", () => {
    const id = "01985f5e-7c00-7000-8000-000000000001";
    const given = giveResourceInput.parse({
      operationId: id,
      resourceId: id,
      groups: [id],
      instruction: " ",
      dueOn: "",
    });
    expect(given).toMatchObject({ instruction: null, dueOn: null });
  });
});
