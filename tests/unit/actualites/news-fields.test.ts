import { describe, expect, it } from "vitest";
import { newsForm, startNews, toggled, withTitle } from "@/components/actualites/editor/news-fields";
import { audienceWords, reachWords } from "@/components/actualites/words";
import { formValues } from "@/lib/actions/form";
import { profilesOf } from "@/lib/actualites/rules";
import { writeNewsInput } from "@/lib/actualites/schema";
import type { EditableNews } from "@/lib/actualites/types";
import { newId } from "@/lib/db/id";
import { EMPTY_RICH_TEXT } from "@/lib/rich-text/types";

const group = { id: newId(), name: "6e A", level: "6e", kind: "DIVISION" } as const;
const school = { isSchoolAllowed: true, groups: [group] };
const target = { personId: "marchand", newsId: null, isDraft: false };

const stored: EditableNews = {
  id: newId(),
  version: 3,
  title: "Sortie",
  content: EMPTY_RICH_TEXT,
  attachments: [],
  readers: ["GUARDIAN"],
  isSchoolWide: false,
  levels: ["6e"],
  groupIds: [group.id],
  state: "scheduled",
  fromDay: "2026-11-20",
  fromMinute: 485,
  untilDay: "2026-11-30",
  pinnedDay: null,
  needsAcknowledgement: true,
};

describe("startNews", () => {
  it("is for the families of the whole school, at once, for who may", () => {
    expect(startNews(null, school)).toMatchObject({ readers: ["STUDENT", "GUARDIAN"], scope: "SCHOOL", timing: "NOW" });
  });

  it("is for the only class of who has one", () => {
    const taught = startNews(null, { isSchoolAllowed: false, groups: [group] });
    expect(taught).toMatchObject({ scope: "PLACES", groups: [group.id] });
  });

  it("keeps the moment of what is scheduled", () => {
    expect(startNews(stored, school)).toMatchObject({ timing: "LATER", fromDay: "2026-11-20", fromTime: "08:05" });
  });
});

describe("newsForm", () => {
  it("is what the action reads", () => {
    const values = formValues(newsForm(startNews(stored, school), target));
    const parsed = writeNewsInput.parse({ ...values, operationId: newId() });
    expect(parsed).toMatchObject({
      title: "Sortie",
      readers: ["GUARDIAN"],
      scope: "PLACES",
      levels: ["6e"],
      groups: [group.id],
      timing: "LATER",
      fromDay: "2026-11-20",
      fromMinute: 485,
      untilDay: "2026-11-30",
      pinnedDay: null,
      needsAcknowledgement: true,
    });
  });

  it("leaves the places out of what is for the whole school, and the moment out of a draft", () => {
    const written = { ...startNews(stored, school), scope: "SCHOOL" as const };
    const values = formValues(newsForm(written, { ...target, newsId: stored.id, isDraft: true }));
    expect(values).toMatchObject({ newsId: stored.id, version: "3", timing: "DRAFT" });
    expect(values).not.toHaveProperty("groups");
  });
});

describe("words", () => {
  it("say to whom", () => {
    expect(audienceWords(profilesOf(["STUDENT", "GUARDIAN"]), ["5e", "6e A"])).toBe("Élèves et parents, 5e et 6e A");
    expect(audienceWords(profilesOf(["STAFF"]), [])).toBe("Personnels, tout l’établissement");
    expect(audienceWords([], [])).toBe("Public à choisir");
  });

  it("say how many", () => {
    const byReaders = { STUDENT: 198, GUARDIAN: 1, TEACHER: 0, STAFF: 0 };
    expect(reachWords({ total: 199, byReaders })).toBe("199\u00A0personnes\u202F: 198\u00A0élèves et 1\u00A0parent");
    expect(reachWords({ total: 0, byReaders: { ...byReaders, STUDENT: 0, GUARDIAN: 0 } })).toBe(
      "Personne pour le moment",
    );
  });
});

describe("small parts", () => {
  it("put a title above a text, and none where there is none", () => {
    expect(withTitle("Sortie", EMPTY_RICH_TEXT).content?.map(({ type }) => type)).toEqual(["heading", "paragraph"]);
    expect(withTitle("", EMPTY_RICH_TEXT)).toBe(EMPTY_RICH_TEXT);
  });

  it("put in and take out", () => {
    expect(toggled(["a"], "b", true)).toEqual(["a", "b"]);
    expect(toggled(["a", "b"], "a", false)).toEqual(["b"]);
    expect(toggled(["a"], "a", true)).toEqual(["a"]);
  });
});
