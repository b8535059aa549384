"use server";
import { defineAction } from "@/lib/actions/define-action";
import { personHref } from "@/lib/auth/viewer";
import { deleteAssessment, returnAssessment, saveAssessment, saveGrades, saveService } from "./commands";
import {
  deleteAssessmentInput,
  returnAssessmentInput,
  saveAssessmentInput,
  saveGradesInput,
  saveServiceInput,
} from "./schema";

const module = "notes";

export const saveGradesAction = defineAction({
  name: "notes.grades.save",
  module,
  input: saveGradesInput,
  run: saveGrades,
});

export const saveAssessmentAction = defineAction({
  name: "notes.assessment.save",
  module,
  input: saveAssessmentInput,
  run: saveAssessment,
  to: ({ id }, viewer) => personHref(viewer, `/notes/evaluations/${id}`),
});

export const deleteAssessmentAction = defineAction({
  name: "notes.assessment.delete",
  module,
  input: deleteAssessmentInput,
  run: deleteAssessment,
  to: ({ serviceId }, viewer) => personHref(viewer, `/notes/services/${serviceId}`),
});

export const returnAssessmentAction = defineAction({
  name: "notes.assessment.return",
  module,
  input: returnAssessmentInput,
  run: returnAssessment,
});

export const saveServiceAction = defineAction({
  name: "notes.service.save",
  module,
  input: saveServiceInput,
  run: saveService,
});
