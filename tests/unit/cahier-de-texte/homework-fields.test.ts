import { describe, expect, it } from "vitest";
import {
  dayLoad,
  type HomeworkChoices,
  homeworkForm,
  startHomework,
} from "@/components/cahier-de-texte/editor/homework-fields";
import { formValues } from "@/lib/actions/form";
import type { EditableHomework } from "@/lib/cahier-de-texte/types";
import { EMPTY_RICH_TEXT } from "@/lib/rich-text/types";

const choices: HomeworkChoices = {
  nextSessions: [{ id: "s2", day: "2026-11-23", startMinute: 480 }],
  groups: [],
  students: [],
  workload: [{ day: "2026-11-23", minutes: 100, count: 3 }],
  dueFrom: "2026-11-19",
  dueUntil: "2027-08-31",
};

const stored: EditableHomework = {
  id: "h1",
  version: 2,
  dueOn: "2026-11-23",
  dueSessionId: "s2",
  minutes: 25,
  audience: "STUDENTS",
  groupId: null,
  studentIds: ["alice"],
  content: EMPTY_RICH_TEXT,
  attachments: [{ id: "f1", name: "fiche.pdf", mediaType: "application/pdf", size: 1000 }],
  doneCount: 0,
};

const target = { personId: "marchand", sessionId: "s1", homeworkId: null };

describe("startHomework", () => {
  it("is for everybody, for the next lesson", () => {
    expect(startHomework(null, choices)).toMatchObject({
      dueOn: "2026-11-23",
      audience: "ALL",
      minutes: "",
      version: 0,
    });
  });

  it("waits for a day when no lesson is planned any more", () => {
    expect(startHomework(null, { ...choices, nextSessions: [] }).dueOn).toBe("");
  });

  it("starts from what is stored", () => {
    expect(startHomework(stored, choices)).toMatchObject({ minutes: "25", students: ["alice"], version: 2 });
  });
});

describe("homeworkForm", () => {
  it("names the lesson of a new piece, and nobody when it is for all", () => {
    const values = formValues(homeworkForm({ ...startHomework(null, choices), students: ["alice"] }, target));
    expect(values).toMatchObject({ personne: "marchand", sessionId: "s1", audience: "ALL" });
    expect(values).not.toHaveProperty("students");
    expect(values).not.toHaveProperty("version");
  });

  it("names the piece that it changes, its version, its pupils and its files in order", () => {
    const values = formValues(homeworkForm(startHomework(stored, choices), { ...target, homeworkId: "h1" }));
    expect(values).toMatchObject({ homeworkId: "h1", version: "2", students: ["alice"], files: ["f1"] });
    expect(values).not.toHaveProperty("sessionId");
  });
});

describe("dayLoad", () => {
  it("adds the piece at hand to what is already given", () => {
    expect(dayLoad(choices.workload, "2026-11-23", 15, null)).toEqual({
      minutes: 100,
      count: 3,
      total: 115,
      isHeavy: false,
    });
    expect(dayLoad(choices.workload, "2026-11-23", 30, null).isHeavy).toBe(true);
  });

  it("does not count twice the piece that is being changed", () => {
    expect(dayLoad(choices.workload, "2026-11-23", 30, stored)).toMatchObject({ minutes: 75, count: 2, total: 105 });
  });

  it("knows nothing of a day without work", () => {
    expect(dayLoad(choices.workload, "2026-11-24", 10, stored)).toMatchObject({ minutes: 0, count: 0, total: 10 });
  });
});
