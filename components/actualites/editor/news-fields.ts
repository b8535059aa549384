import type { EditableNews, Places, Readers } from "@/lib/actualites/types";
import type { Attachment } from "@/lib/files/types";
import { EMPTY_RICH_TEXT, type RichText } from "@/lib/rich-text/types";
import { timeInputValue } from "@/lib/time/format";

/** A piece of news while it is written. */
export interface WrittenNews {
  title: string;
  content: RichText;
  readers: Readers[];
  scope: "SCHOOL" | "PLACES";
  levels: string[];
  groups: string[];
  files: Attachment[];
  timing: "NOW" | "LATER";
  /** As their fields have them: empty when not said. */
  fromDay: string;
  fromTime: string;
  untilDay: string;
  pinnedDay: string;
  needsAcknowledgement: boolean;
  /** What it started from; 0 for a new one. */
  version: number;
}

/** A new piece of news, for pupils and parents; or one as it is stored. */
export function startNews(news: EditableNews | null, places: Pick<Places, "isSchoolAllowed" | "groups">): WrittenNews {
  const only = places.isSchoolAllowed || places.groups.length !== 1 ? [] : places.groups.map(({ id }) => id);
  const isLater = news?.state === "scheduled";
  return {
    title: news?.title ?? "",
    content: news?.content ?? EMPTY_RICH_TEXT,
    readers: news?.readers ?? ["STUDENT", "GUARDIAN"],
    scope: (news ? news.isSchoolWide : places.isSchoolAllowed) ? "SCHOOL" : "PLACES",
    levels: news?.levels ?? [],
    groups: news?.groupIds ?? only,
    files: news?.attachments ?? [],
    timing: isLater ? "LATER" : "NOW",
    fromDay: (isLater && news.fromDay) || "",
    fromTime: isLater && news.fromMinute !== null ? timeInputValue(news.fromMinute) : "",
    untilDay: news?.untilDay ?? "",
    pinnedDay: news?.pinnedDay ?? "",
    needsAcknowledgement: news?.needsAcknowledgement ?? false,
    version: news?.version ?? 0,
  };
}

/** The form that the action reads: see lib/actualites/schema.ts. */
export function newsForm(
  written: WrittenNews,
  target: { personId: string; newsId: string | null; isDraft: boolean },
): FormData {
  const form = new FormData();
  form.set("personne", target.personId);
  if (target.newsId) {
    form.set("newsId", target.newsId);
    form.set("version", String(written.version));
  }
  form.set("title", written.title);
  form.set("content", JSON.stringify(written.content));
  for (const each of written.readers) form.append("readers[]", each);
  form.set("scope", written.scope);
  if (written.scope === "PLACES") {
    for (const level of written.levels) form.append("levels[]", level);
    for (const id of written.groups) form.append("groups[]", id);
  }
  for (const file of written.files) form.append("files[]", file.id);
  form.set("timing", target.isDraft ? "DRAFT" : written.timing);
  form.set("fromDay", written.fromDay);
  form.set("fromMinute", written.fromTime);
  form.set("untilDay", written.untilDay);
  form.set("pinnedDay", written.pinnedDay);
  if (written.needsAcknowledgement) form.set("needsAcknowledgement", "on");
  return form;
}

/** A title above its text, as one document: two of them are compared when somebody else saved meanwhile. */
export function withTitle(title: string, content: RichText): RichText {
  if (!title) return content;
  const heading = { type: "heading", attrs: { level: 2 }, content: [{ type: "text", text: title }] };
  return { type: "doc", content: [heading, ...(content.content ?? [])] };
}

/** The list with a value put in or taken out. */
export function toggled<Value>(list: readonly Value[], value: Value, isIn: boolean): Value[] {
  const others = list.filter((each) => each !== value);
  return isIn ? [...others, value] : others;
}
