"use server";
import { defineAction } from "@/lib/actions/define-action";
import {
  cancelSession,
  changeRoom,
  closeFeed,
  declareAbsence,
  moveSession,
  openFeed,
  replaceTeacher,
  restoreSession,
  withdrawAbsence,
} from "./commands";
import {
  cancelSessionInput,
  changeRoomInput,
  closeFeedInput,
  declareAbsenceInput,
  moveSessionInput,
  openFeedInput,
  replaceTeacherInput,
  restoreSessionInput,
  withdrawAbsenceInput,
} from "./schema";

const module = "emploi-du-temps";

export const cancelSessionAction = defineAction({
  name: "emploi-du-temps.session.cancel",
  module,
  input: cancelSessionInput,
  run: cancelSession,
});

export const restoreSessionAction = defineAction({
  name: "emploi-du-temps.session.restore",
  module,
  input: restoreSessionInput,
  run: restoreSession,
});

export const changeRoomAction = defineAction({
  name: "emploi-du-temps.session.room",
  module,
  input: changeRoomInput,
  run: changeRoom,
});

export const moveSessionAction = defineAction({
  name: "emploi-du-temps.session.move",
  module,
  input: moveSessionInput,
  run: moveSession,
});

export const replaceTeacherAction = defineAction({
  name: "emploi-du-temps.session.replace",
  module,
  input: replaceTeacherInput,
  run: replaceTeacher,
});

export const declareAbsenceAction = defineAction({
  name: "emploi-du-temps.absence.declare",
  module,
  input: declareAbsenceInput,
  run: declareAbsence,
});

export const withdrawAbsenceAction = defineAction({
  name: "emploi-du-temps.absence.withdraw",
  module,
  input: withdrawAbsenceInput,
  run: withdrawAbsence,
});

export const openFeedAction = defineAction({
  name: "emploi-du-temps.feed.open",
  module,
  input: openFeedInput,
  run: openFeed,
});

export const closeFeedAction = defineAction({
  name: "emploi-du-temps.feed.close",
  module,
  input: closeFeedInput,
  run: closeFeed,
});
