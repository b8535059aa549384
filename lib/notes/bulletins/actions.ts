"use server";
import { defineAction } from "@/lib/actions/define-action";
import { publishBulletins, saveAppreciation, saveAttendance, saveCouncil, withdrawBulletins } from "./commands";
import { publicationInput, saveAppreciationInput, saveAttendanceInput, saveCouncilInput } from "./schema";

const module = "notes";

export const saveAppreciationAction = defineAction({
  name: "notes.appreciation.save",
  module,
  input: saveAppreciationInput,
  run: saveAppreciation,
});

export const saveCouncilAction = defineAction({
  name: "notes.council.save",
  module,
  input: saveCouncilInput,
  run: saveCouncil,
});

export const saveAttendanceAction = defineAction({
  name: "notes.attendance.save",
  module,
  input: saveAttendanceInput,
  run: saveAttendance,
});

export const publishBulletinsAction = defineAction({
  name: "notes.bulletin.publish",
  module,
  input: publicationInput,
  run: publishBulletins,
});

export const withdrawBulletinsAction = defineAction({
  name: "notes.bulletin.withdraw",
  module,
  input: publicationInput,
  run: withdrawBulletins,
});
