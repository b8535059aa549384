"use server";
import { defineAction } from "@/lib/actions/define-action";
import { giveHomework, restoreHomework, saveLesson, tickHomework, updateHomework, withdrawHomework } from "./commands";
import {
  giveHomeworkInput,
  saveLessonInput,
  tickHomeworkInput,
  updateHomeworkInput,
  withdrawHomeworkInput,
} from "./schema";

const module = "cahier-de-texte";

export const saveLessonAction = defineAction({
  name: "cahier-de-texte.lesson.save",
  module,
  input: saveLessonInput,
  run: saveLesson,
});

export const giveHomeworkAction = defineAction({
  name: "cahier-de-texte.homework.give",
  module,
  input: giveHomeworkInput,
  run: giveHomework,
});

export const updateHomeworkAction = defineAction({
  name: "cahier-de-texte.homework.update",
  module,
  input: updateHomeworkInput,
  run: updateHomework,
});

export const withdrawHomeworkAction = defineAction({
  name: "cahier-de-texte.homework.withdraw",
  module,
  input: withdrawHomeworkInput,
  run: withdrawHomework,
});

export const restoreHomeworkAction = defineAction({
  name: "cahier-de-texte.homework.restore",
  module,
  input: withdrawHomeworkInput,
  run: restoreHomework,
});

export const tickHomeworkAction = defineAction({
  name: "cahier-de-texte.homework.tick",
  module,
  input: tickHomeworkInput,
  run: tickHomework,
});
