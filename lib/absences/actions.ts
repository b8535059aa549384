"use server";
import { defineAction } from "@/lib/actions/define-action";
import {
  answerJustification,
  handleAlert,
  recordAbsence,
  recordArrival,
  saveRollCall,
  sendJustification,
  settleAbsence,
  withdrawAbsence,
} from "./commands";
import {
  answerJustificationInput,
  handleAlertInput,
  recordAbsenceInput,
  recordArrivalInput,
  saveRollCallInput,
  sendJustificationInput,
  settleAbsenceInput,
  withdrawAbsenceInput,
} from "./schema";

const module = "absences";

export const saveRollCallAction = defineAction({
  name: "absences.roll-call.save",
  module,
  input: saveRollCallInput,
  run: saveRollCall,
});

export const recordArrivalAction = defineAction({
  name: "absences.arrival.record",
  module,
  input: recordArrivalInput,
  run: recordArrival,
});

export const recordAbsenceAction = defineAction({
  name: "absences.absence.record",
  module,
  input: recordAbsenceInput,
  run: recordAbsence,
});

export const settleAbsenceAction = defineAction({
  name: "absences.absence.settle",
  module,
  input: settleAbsenceInput,
  run: settleAbsence,
});

export const withdrawAbsenceAction = defineAction({
  name: "absences.absence.withdraw",
  module,
  input: withdrawAbsenceInput,
  run: withdrawAbsence,
});

export const sendJustificationAction = defineAction({
  name: "absences.justification.send",
  module,
  input: sendJustificationInput,
  run: sendJustification,
});

export const answerJustificationAction = defineAction({
  name: "absences.justification.answer",
  module,
  input: answerJustificationInput,
  run: answerJustification,
});

export const handleAlertAction = defineAction({
  name: "absences.alert.handle",
  module,
  input: handleAlertInput,
  run: handleAlert,
});
