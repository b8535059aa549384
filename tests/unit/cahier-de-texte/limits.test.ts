import { describe, expect, it } from "vitest";
import { dueDayProblem } from "@/lib/cahier-de-texte/rules";
import { giveHomeworkInput, saveLessonInput, tickHomeworkInput } from "@/lib/cahier-de-texte/schema";
import { newId } from "@/lib/db/id";
import { MAX_FILES } from "@/lib/files/rules";
import { paragraph } from "@/tests/factories/builders";

describe("a due day", () => {
  const editor = { dueFrom: "2026-11-19", dueUntil: "2027-08-31" };
  it.each([
    ["2026-11-18", "La date de remise doit suivre la séance."],
    ["2026-11-19", null],
    ["2027-08-31", null],
    ["2027-09-01", "La date de remise dépasse l’année scolaire."],
  ])("%s: %s", (day, problem) => {
    expect(dueDayProblem(day, editor)).toBe(problem);
  });
});

describe("a form of homework", () => {
  const fields = {
    operationId: newId(),
    sessionId: newId(),
    content: JSON.stringify(paragraph("Lire.")),
    dueOn: "2026-11-23",
    audience: "ALL",
  };
  const problems = (values: Record<string, unknown>): string[] => {
    const parsed = giveHomeworkInput.safeParse({ ...fields, ...values });
    return parsed.success ? [] : parsed.error.issues.map((issue) => issue.path.join("."));
  };

  it.each([
    [{ minutes: "1" }, []],
    [{ minutes: "600" }, []],
    [{ minutes: "0" }, ["minutes"]],
    [{ minutes: "601" }, ["minutes"]],
    [{ minutes: "1.5" }, ["minutes"]],
    [{ minutes: "vingt" }, ["minutes"]],
    [{ minutes: "" }, []],
    [{}, []],
    [{ dueOn: "2026-02-29" }, ["dueOn"]],
    [{ dueOn: "23/11/2026" }, ["dueOn"]],
    [{ groupId: "" }, []],
    [{ groupId: "6A" }, ["groupId"]],
    [{ audience: undefined }, ["audience"]],
    [{ students: ["alice"] }, ["students.0"]],
    [{ files: Array.from({ length: MAX_FILES }, newId) }, []],
    [{ files: Array.from({ length: MAX_FILES + 1 }, newId) }, ["files"]],
    [{ operationId: undefined }, ["operationId"]],
    [{ content: undefined }, ["content"]],
  ])("%j is wrong in %j", (values, wrong) => {
    expect(problems(values)).toEqual(wrong);
  });

  it("reads an empty field of minutes as none", () => {
    expect(giveHomeworkInput.parse({ ...fields, minutes: "", groupId: "" })).toMatchObject({
      minutes: null,
      groupId: null,
      students: [],
      files: [],
    });
  });
});

describe("other forms", () => {
  it("take a version of 0 or more, and a tick of 0 or 1", () => {
    const lesson = { operationId: newId(), sessionId: newId(), content: JSON.stringify(paragraph("x")) };
    expect(saveLessonInput.safeParse({ ...lesson, version: "0" }).success).toBe(true);
    for (const version of ["-1", "1.5", "un", undefined]) {
      expect(saveLessonInput.safeParse({ ...lesson, version }).success).toBe(false);
    }
    const tick = (done: unknown) => tickHomeworkInput.safeParse({ homeworkId: newId(), done });
    expect([tick("1").data?.done, tick("0").data?.done]).toEqual([true, false]);
    for (const done of ["2", "true", "", undefined]) expect(tick(done).success).toBe(false);
  });
});
