import type { Audience, EditableHomework, LessonEditor } from "@/lib/cahier-de-texte/types";
import type { Attachment } from "@/lib/files/types";
import { HEAVY_DAY_MINUTES } from "@/lib/cahier-de-texte/rules";
import { EMPTY_RICH_TEXT, type RichText } from "@/lib/rich-text/types";
import type { IsoDay } from "@/lib/time/day";

/** A piece of homework while it is written. */
export interface WrittenHomework {
  content: RichText;
  dueOn: IsoDay;
  /** As the list of durations says it: empty when it is not said. */
  minutes: string;
  audience: Audience;
  groupId: string;
  students: string[];
  files: Attachment[];
  /** What it started from; 0 for a new one. */
  version: number;
}

/** What a form of the lesson chooses from. */
export type HomeworkChoices = Pick<
  LessonEditor,
  "nextSessions" | "groups" | "students" | "workload" | "dueFrom" | "dueUntil"
>;

/** A new piece of homework, due in the next lesson; or one as it is stored. */
export function startHomework(homework: EditableHomework | null, choices: HomeworkChoices): WrittenHomework {
  return {
    content: homework?.content ?? EMPTY_RICH_TEXT,
    dueOn: homework?.dueOn ?? choices.nextSessions[0]?.day ?? "",
    minutes: homework?.minutes?.toString() ?? "",
    audience: homework?.audience ?? "ALL",
    groupId: homework?.groupId ?? "",
    students: homework?.studentIds ?? [],
    files: homework?.attachments ?? [],
    version: homework?.version ?? 0,
  };
}

/** The form that the action reads: see lib/cahier-de-texte/schema.ts. */
export function homeworkForm(
  written: WrittenHomework,
  target: { personId: string; sessionId: string; homeworkId: string | null },
): FormData {
  const form = new FormData();
  form.set("personne", target.personId);
  if (target.homeworkId) {
    form.set("homeworkId", target.homeworkId);
    form.set("version", String(written.version));
  } else {
    form.set("sessionId", target.sessionId);
  }
  form.set("content", JSON.stringify(written.content));
  form.set("dueOn", written.dueOn);
  form.set("minutes", written.minutes);
  form.set("audience", written.audience);
  if (written.audience === "GROUP") form.set("groupId", written.groupId);
  if (written.audience === "STUDENTS") for (const id of written.students) form.append("students[]", id);
  for (const file of written.files) form.append("files[]", file.id);
  return form;
}

/** What is already given for a day, without the piece at hand, and what this one makes of it. */
export interface DayLoad {
  minutes: number;
  count: number;
  /** With the piece at hand. */
  total: number;
  isHeavy: boolean;
}

/** The load of a day, for the form that adds to it. `stored` is the piece being changed, which is not counted twice. */
export function dayLoad(
  workload: LessonEditor["workload"],
  day: IsoDay,
  minutes: number,
  stored: Pick<EditableHomework, "dueOn" | "minutes"> | null,
): DayLoad {
  const given = workload.find((entry) => entry.day === day) ?? { minutes: 0, count: 0 };
  const isOwn = stored?.dueOn === day && given.count > 0;
  const others = {
    minutes: given.minutes - (isOwn ? (stored.minutes ?? 0) : 0),
    count: given.count - (isOwn ? 1 : 0),
  };
  const total = others.minutes + minutes;
  return { ...others, total, isHeavy: total > HEAVY_DAY_MINUTES };
}
