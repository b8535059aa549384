import { describe, expect, test } from "vitest";
import { currentPupil, isWithin, pupilHref, withPerson } from "@/components/shell/address";

const all = { id: "tous", name: "Tous mes enfants", query: {} };
const ines = { id: "ines", name: "Inès", query: { eleve: "i" } };
const malo = { id: "malo", name: "Malo", query: { eleve: "m" } };
const pupils = [all, ines, malo];

function parameters(text: string): URLSearchParams {
  return new URLSearchParams(text);
}

test("a page stands within its module, not within one whose name begins alike", () => {
  expect(isWithin("/notes", "/notes")).toBe(true);
  expect(isWithin("/notes/bulletin", "/notes?personne=a")).toBe(true);
  expect(isWithin("/notes-de-service", "/notes")).toBe(false);
});

describe("the person that this tab acts as", () => {
  test("follows from page to page", () => {
    expect(withPerson("/notes", parameters("personne=a&eleve=i"))).toBe("/notes?personne=a");
    expect(withPerson("/notes?vue=jour", parameters("personne=a"))).toBe("/notes?vue=jour&personne=a");
  });

  test("is added neither twice nor when the address names nobody", () => {
    expect(withPerson("/notes?personne=b", parameters("personne=a"))).toBe("/notes?personne=b");
    expect(withPerson("/notes", parameters("eleve=i"))).toBe("/notes");
  });
});

describe("the pupil shown", () => {
  test("is the one that the address names, else all", () => {
    expect(currentPupil(pupils, parameters("eleve=m"))).toBe(malo);
    expect(currentPupil(pupils, parameters(""))).toBe(all);
    expect(currentPupil([ines, malo], parameters("eleve=x"))).toBeUndefined();
  });

  test("is changed on the first page of the module, and keeps the person", () => {
    const current = parameters("personne=a&eleve=m&page=3");
    expect(pupilHref(ines, pupils, "/notes/bulletin", current)).toBe("/notes?personne=a&eleve=i");
    expect(pupilHref(all, pupils, "/notes", current)).toBe("/notes?personne=a");
    expect(pupilHref(all, pupils, "/notes", parameters("eleve=i"))).toBe("/notes");
  });

  test("in another school brings the person that speaks for it", () => {
    const elsewhere = { id: "zoe", name: "Zoé", query: { personne: "b", eleve: "z" } };
    const here = { ...ines, query: { personne: "a", eleve: "i" } };
    const both = [here, elsewhere];
    expect(currentPupil(both, parameters("personne=b&eleve=z"))).toBe(elsewhere);
    expect(pupilHref(elsewhere, both, "/notes", parameters("personne=a&eleve=i"))).toBe("/notes?personne=b&eleve=z");
  });
});
