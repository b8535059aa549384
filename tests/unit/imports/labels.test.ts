import { describe, expect, it } from "vitest";
import { academyOf } from "@/lib/imports/academies";
import { inSmallLetters, levelOf, positionOf, schoolKindOf } from "@/lib/imports/labels";
import { isUai, uaiCheckLetter } from "@/lib/imports/uai";

describe("UAI", () => {
  it("ends with a check letter", () => {
    expect(uaiCheckLetter("0771991")).toBe("W");
    expect(isUai("0771991W")).toBe(true);
    expect(isUai("0771991X")).toBe(false);
    expect(isUai("123ABC")).toBe(false);
    expect(() => uaiCheckLetter("123")).toThrow(RangeError);
  });
});

describe("levels", () => {
  it.each([
    [["6EME"], [], "X", "6e"],
    [["3ème"], [], "X", "3e"],
    [["2NDE GT"], [], "X", "2de"],
    [["1ERE"], [], "X", "1re"],
    [["TERM G"], [], "X", "Tle"],
    [[], ["10210001110"], "X", "4e"],
    [[], [], "5B", "5e"],
    [[], [], "CM2A", "CM2"],
    [[], [], "ULIS", null],
    [["6EME", "5EME"], [], "6A", null],
  ])("of formations %j, MEFs %j and code %s is %s", (formations, mefs, code, level) => {
    expect(levelOf(formations, mefs, code)).toBe(level);
  });
});

describe("names of schools", () => {
  it("are put in small letters unless they already have some", () => {
    expect(inSmallLetters("COLLEGE LOUIS ARAGON")).toBe("Collège Louis Aragon");
    expect(inSmallLetters("LYCEE GENERAL ET TECHNOLOGIQUE DE LA PLAINE")).toBe(
      "Lycée général et technologique de la Plaine",
    );
    expect(inSmallLetters("École des Tilleuls")).toBe("École des Tilleuls");
  });
  it("tell the kind when the nature does not", () => {
    expect(schoolKindOf("340", "")).toBe("COLLEGE");
    expect(schoolKindOf("151", "")).toBe("ECOLE");
    expect(schoolKindOf(null, "Collège X")).toBe("COLLEGE");
    expect(schoolKindOf("300", "Lycée X")).toBe("LYCEE");
  });
});

describe("académies", () => {
  it("are found by their name in STS, else by the département of the UAI", () => {
    expect(academyOf("0771991W", "CRETEIL")?.zone).toBe("C");
    expect(academyOf("0771991W", null)?.name).toBe("Créteil");
    expect(academyOf("9830001A", null)?.timeZone).toBe("Pacific/Noumea");
    expect(academyOf("123ABC", null)).toBeNull();
  });
});

describe("functions of STS", () => {
  it("give profile and duty, or nothing", () => {
    expect(positionOf("EDU")).toEqual({ profile: "VIE_SCOLAIRE", duty: "CPE" });
    expect(positionOf("XYZ")).toBeNull();
    expect(positionOf("toString")).toBeNull();
  });
});
