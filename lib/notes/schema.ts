import { z } from "zod";

/** A decimal as it is typed, with a comma or a point and at most two decimals; stored with a point. */
const decimal = (message: string) =>
  z
    .string()
    .trim()
    .regex(/^\d{1,4}([.,]\d{1,2})?$/, message)
    .transform((text) => text.replace(",", "."));

/** An id, or nothing chosen. */
const optionalId = z
  .literal("")
  .transform(() => null)
  .or(z.uuid())
  .default(null);

/** An assessment: a new one of a service, or a change of one. */
export const saveAssessmentInput = z.object({
  operationId: z.uuid(),
  serviceId: z.uuid(),
  assessmentId: optionalId,
  /** As the form was opened with; without meaning for a new one. */
  version: z.coerce.number().int().min(0).default(0),
  periodId: z.uuid({ error: "Choisissez une période." }),
  partId: optionalId,
  title: z.string().trim().min(1, "Donnez un titre.").max(120, "120 caractères au plus."),
  heldOn: z.iso.date({ error: "Choisissez une date." }),
  outOf: decimal("Indiquez un nombre, par exemple 20.").refine((text) => Number(text) > 0, "Plus de zéro."),
  coefficient: decimal("Indiquez un nombre, par exemple 1 ou 0,5."),
  broughtToScale: z.literal("on").optional(),
  kind: z.enum(["NORMAL", "BONUS", "OPTIONAL"], { error: "Choisissez comment elle compte." }),
  comment: z.string().trim().max(500, "500 caractères au plus.").default(""),
});

/** One assessment, as the form was opened with. */
const onAssessment = {
  operationId: z.uuid(),
  assessmentId: z.uuid(),
  version: z.coerce.number().int().min(1),
};

/** An assessment and all its grades, deleted. */
export const deleteAssessmentInput = z.object(onAssessment);

/** Grades given back to the class, or taken back. */
export const returnAssessmentInput = z.object({ ...onAssessment, returned: z.enum(["yes", "no"]) });

/** Sous-services of one service: écrit, oral, pratique… */
const MOST_PARTS = 8;

/**
 * How a service counts. Its parts are parallel lists: a part without id is new, one whose name was emptied is removed; a line without either
 * is none.
 */
export const saveServiceInput = z
  .object({
    operationId: z.uuid(),
    serviceId: z.uuid(),
    /** As the form was opened with; 0 when nothing was ever set. */
    version: z.coerce.number().int().min(0),
    scale: decimal("Indiquez un nombre, par exemple 20.").refine((text) => Number(text) > 0, "Plus de zéro."),
    roundingMode: z.enum(["NONE", "NEAREST", "UP"], { error: "Choisissez un arrondi." }),
    roundingStep: z.enum(["0.01", "0.1", "0.5", "1"], { error: "Choisissez un pas." }),
    partId: z.array(z.literal("").or(z.uuid())).max(MOST_PARTS).default([]),
    partName: z.array(z.string().trim().max(40, "40 caractères au plus.")).max(MOST_PARTS).default([]),
    partCoefficient: z
      .array(decimal("Indiquez un nombre, par exemple 1 ou 0,5.").or(z.literal("")))
      .max(MOST_PARTS)
      .default([]),
  })
  .refine(({ partId, partName, partCoefficient }) =>
    [partName, partCoefficient].every((list) => list.length === partId.length),
  )
  .transform(({ partId, partName, partCoefficient, ...settings }) => ({
    ...settings,
    parts: partId
      .map((id, index) => ({ id, name: partName[index] ?? "", coefficient: partCoefficient[index] || "1" }))
      .filter(({ name }) => name !== ""),
  }))
  .refine(({ parts }) => new Set(parts.map(({ name }) => name.toLocaleLowerCase("fr"))).size === parts.length, {
    path: ["partName"],
    message: "Deux parties portent le même nom.",
  });

/** A grid of 35 pupils and 20 assessments, pasted whole. */
const MOST_CELLS = 700;

/**
 * Cells of one service: parallel lists, so that a plain form sends the same as the grid. `value` is what stands in the cell,
 * `was` what stood there when the page was made: equal, the cell was not touched.
 */
export const saveGradesInput = z
  .object({
    serviceId: z.uuid(),
    assessment: z.array(z.uuid()).max(MOST_CELLS),
    student: z.array(z.uuid()).max(MOST_CELLS),
    version: z.array(z.coerce.number().int().min(0)).max(MOST_CELLS),
    was: z.array(z.string().max(20)).max(MOST_CELLS),
    value: z.array(z.string().max(20)).max(MOST_CELLS),
  })
  .refine(
    ({ assessment, student, version, was, value }) =>
      [student, version, was, value].every((list) => list.length === assessment.length),
    "Rechargez la page\u202F: la liste est incomplète.",
  )
  .transform(({ serviceId, assessment, student, version, was, value }) => ({
    serviceId,
    cells: assessment.map((assessmentId, index) => ({
      assessmentId,
      studentId: student[index] ?? "",
      version: version[index] ?? 0,
      was: was[index] ?? "",
      value: value[index] ?? "",
    })),
  }));
