import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mayActivate, mayReset } from "@/lib/auth/rules";
import { holdsRight } from "@/lib/auth/viewer";
import type { DelegatedRight, Duty, Profile } from "@/lib/db/types";
import { abilities, holdsAbility, type Office } from "@/lib/droits/registry";
import { delegationProblems, rightsOf, stateOf } from "@/lib/droits/rules";
import { modules } from "@/lib/modules";
import { daysAfter } from "@/lib/time/day";
import { sourcesIn } from "@/tests/architecture/sources";

const RIGHTS = ["LOCAL_ADMIN", "ACTIVATION", "IMPORTS", "SETTINGS"] as const;
const PROFILES = ["STUDENT", "GUARDIAN", "TEACHER", "VIE_SCOLAIRE", "STAFF", "HEAD", "ADMIN"] as const;

const office = (profile: Profile, duty: Duty | null = null, rights: DelegatedRight[] = []): Office => ({
  profile,
  duty,
  rights,
});
const canDo = (who: Office): string[] => abilities.filter((each) => holdsAbility(each, who)).map(({ words }) => words);

describe("what each office can do", () => {
  it("is told by the modules' own rules: nobody but those who run the school lends rights or sees as another", () => {
    const holding = (start: string) =>
      PROFILES.filter((profile) => canDo(office(profile)).some((words) => words.startsWith(start)));
    expect(holding("déléguer")).toEqual(["HEAD", "ADMIN"]);
    expect(holding("voir le portail")).toEqual(["HEAD", "ADMIN"]);
    expect(holding("publier les bulletins")).toEqual(["HEAD"]);
    expect(holding("lire toutes les notes")).toEqual(["HEAD"]);
    expect(canDo(office("VIE_SCOLAIRE", "CPE"))).toContain("lire toutes les notes");
    expect(canDo(office("STUDENT")).toSorted()).toEqual([
      "lire le cahier de textes de sa classe, ou de la classe de ses enfants",
      "lire ses notes, ou celles de ses enfants, une fois publiées",
      "ranger ses propres documents",
    ]);
  });

  it("grows by what a right says, and nothing else", () => {
    const added = (right: DelegatedRight) => {
      const before = canDo(office("TEACHER"));
      return canDo(office("TEACHER", null, [right])).filter((words) => !before.includes(words));
    };
    expect(added("ACTIVATION")).toEqual(["imprimer les codes et suivre l’activation des comptes"]);
    expect(added("IMPORTS")).toEqual(["importer les fichiers de l’établissement"]);
    expect(added("SETTINGS")).toEqual(["régler les modules, les périodes et les règles de l’établissement"]);
    expect(added("LOCAL_ADMIN")).toEqual([
      "tenir l’annuaire et les accès",
      "imprimer les codes et suivre l’activation des comptes",
      "nommer des remplaçants",
    ]);
  });

  it("has something to say of every module that tells people apart", () => {
    const told = new Set(abilities.map(({ module }) => module));
    const plain = ["accueil", "notifications"];
    expect(modules.map(({ slug }) => slug).filter((slug) => !told.has(slug))).toEqual(plain);
    // Somebody of each can do it: a rule that nobody passes would be a sentence about nobody.
    const everybody = [
      ...PROFILES.map((profile) => office(profile)),
      office("VIE_SCOLAIRE", "CPE"),
      office("STAFF", "AESH"),
      office("STAFF", "SECRETARY"),
    ];
    expect(abilities.filter((ability) => !everybody.some((who) => holdsAbility(ability, who)))).toEqual([]);
  });

  it("asks the access functions, and repeats none of their conditions", () => {
    const [registry] = sourcesIn("lib/droits", /registry\.ts$/);
    const compared = registry?.text.match(/(?:profile|duty) === "\w+"/g);
    // Calling the roll is asked of lessons, not of a person: its profile is all that can be said of it.
    expect(compared).toEqual(['profile === "TEACHER"']);
  });
});

describe("the persons behind an ability", () => {
  const person = (id: string, who: Office) => ({ id, firstName: id, lastName: id, ...who });

  it("are named when they are few, counted when they are many, and told apart when it was lent", () => {
    const staff = [
      person("head", office("HEAD")),
      ...["a", "b", "c", "d", "e"].map((id) => person(id, office("TEACHER"))),
      person("z", office("TEACHER", null, ["IMPORTS"])),
    ];
    const of = (module: string, start: string) =>
      rightsOf(staff, ["notes"])
        .find((each) => each.module === module)
        ?.abilities.find(({ words }) => words.startsWith(start));
    expect(of("comptes", "importer")).toMatchObject({
      offices: [{ label: "Direction", count: 1, persons: [{ id: "head" }] }],
      delegates: [{ id: "z" }],
    });
    expect(of("notes", "noter")?.offices).toEqual([{ label: "Enseignement", count: 6, persons: [] }]);
    expect(rightsOf(staff, ["notes"]).find(({ module }) => module === "notes")?.isClosed).toBe(true);
  });
});

describe("the codes that a delegate may print", () => {
  const giver = fc.record({ profile: fc.constantFrom(...PROFILES), rights: fc.subarray([...RIGHTS]) });
  const holders = fc.array(giver, { minLength: 1, maxLength: 3 });

  it("never open an account that can do what the delegate cannot", () => {
    fc.assert(
      fc.property(giver, holders, (viewer, account) => {
        fc.pre(viewer.profile !== "HEAD" && viewer.profile !== "ADMIN");
        fc.pre(holdsRight(viewer, "ACTIVATION") && mayReset(viewer, account));
        const isBelow = (holder: (typeof account)[number]) =>
          !["HEAD", "ADMIN"].includes(holder.profile) &&
          (viewer.rights.includes("LOCAL_ADMIN")
            ? holder.rights.every((right) => holdsRight(viewer, right))
            : ["STUDENT", "GUARDIAN"].includes(holder.profile));
        expect(account.filter((holder) => !isBelow(holder))).toEqual([]);
      }),
    );
  });

  it("are the head's for everybody, an administrator's for all but the heads", () => {
    const head = office("HEAD");
    const admin = office("ADMIN");
    expect(mayReset(head, [head])).toBe(true);
    expect(mayReset(admin, [head])).toBe(false);
    expect(mayReset(admin, [admin])).toBe(true);
    expect(PROFILES.filter((profile) => !mayActivate(admin, office(profile)))).toEqual(["HEAD"]);
    expect(PROFILES.filter((profile) => !mayActivate(head, office(profile)))).toEqual([]);
    const clerk = office("STAFF", "SECRETARY", ["ACTIVATION"]);
    for (const profile of PROFILES) {
      expect([profile, mayActivate(clerk, office(profile))]).toEqual([profile, !["HEAD", "ADMIN"].includes(profile)]);
    }
  });
});

describe("the days of a delegation", () => {
  const TODAY = "2026-11-19";

  it("begin today at the earliest, end after they begin, and last a year at most", () => {
    const of = (startsOn: string, lastDay: string) => Object.keys(delegationProblems({ startsOn, lastDay }, TODAY));
    expect(of("2026-11-18", "2026-11-30")).toEqual(["startsOn"]);
    expect(of(TODAY, TODAY)).toEqual([]);
    expect(of("2026-11-20", TODAY)).toEqual(["lastDay"]);
    expect(of(TODAY, daysAfter(TODAY, 365))).toEqual([]);
    expect(of(TODAY, daysAfter(TODAY, 366))).toEqual(["lastDay"]);
  });

  it("are running from the first to the day before the end, exclusive; ended before it began, it is over", () => {
    const span = { startsOn: "2026-11-19", endsOn: "2026-11-21" };
    expect(["2026-11-18", "2026-11-19", "2026-11-20", "2026-11-21"].map((day) => stateOf(span, day))).toEqual([
      "COMING",
      "RUNNING",
      "RUNNING",
      "OVER",
    ]);
    expect(stateOf({ startsOn: "2026-11-25", endsOn: "2026-11-25" }, "2026-11-19")).toBe("COMING");
  });
});
