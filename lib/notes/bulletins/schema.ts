import { z } from "zod";
import { COUNCIL_LENGTH, SERVICE_LENGTH } from "./rules";

const version = z.coerce.number().int().min(0);
const operationId = z.uuid();

/** A browser sends the ends of lines as two signs; the counter, and the LSU, count one. */
function text(most: number) {
  return z
    .string()
    .transform((typed) => typed.replaceAll("\r\n", "\n").trim())
    .pipe(z.string().max(most, `${most} caractères au plus.`));
}

/** What a teacher writes of a pupil. `version` is what the form was opened with, 0 when nothing was written. */
export const saveAppreciationInput = z.object({
  operationId,
  serviceId: z.uuid(),
  studentId: z.uuid(),
  periodId: z.uuid(),
  version,
  text: text(SERVICE_LENGTH),
});

/** What the council says of a pupil. */
export const saveCouncilInput = z.object({
  operationId,
  divisionId: z.uuid(),
  studentId: z.uuid(),
  periodId: z.uuid(),
  version,
  text: text(COUNCIL_LENGTH),
});

/** A figure of half-days or latenesses; blank: not corrected. */
const figure = (pattern: RegExp, message: string) =>
  z
    .string()
    .trim()
    .default("")
    .refine((typed) => typed === "" || pattern.test(typed), message)
    .transform((typed) => (typed === "" ? null : typed.replace(",", ".")));
const halfDays = () => figure(/^\d{1,3}([.,]\d)?$/, "Indiquez un nombre, par exemple 2 ou 1,5.");

/** Half-days and latenesses of a pupil as the bulletin says them; all blank, those that are counted. */
export const saveAttendanceInput = z
  .object({
    operationId,
    divisionId: z.uuid(),
    studentId: z.uuid(),
    periodId: z.uuid(),
    version,
    justified: halfDays(),
    unjustified: halfDays(),
    lates: figure(/^\d{1,3}$/, "Indiquez un nombre entier."),
  })
  .superRefine(({ justified, unjustified, lates }, check) => {
    const figures = { justified, unjustified, lates };
    if (Object.values(figures).every((value) => value === null)) return;
    for (const [name, value] of Object.entries(figures)) {
      const message = "Indiquez les trois nombres, ou aucun.";
      if (value === null) check.addIssue({ code: "custom", path: [name], message });
    }
  });

/** The bulletins of a class, published or taken back. */
export const publicationInput = z.object({ operationId, divisionId: z.uuid(), periodId: z.uuid() });

/** What is kept of a bulletin when it is published. */
export const storedBulletin = z.object({
  school: z.string(),
  year: z.string(),
  period: z.string(),
  division: z.string(),
  mainTeachers: z.array(z.string()),
  student: z.object({ id: z.string(), firstName: z.string(), lastName: z.string() }),
  lines: z.array(
    z.object({
      subject: z.string(),
      teachers: z.array(z.string()),
      average: z.string(),
      classAverage: z.string(),
      appreciation: z.string(),
    }),
  ),
  general: z.object({ average: z.string(), classAverage: z.string() }),
  /** Half-days and latenesses, «2» or «1.5»; null on a bulletin from before they were told. */
  attendance: z.object({ justified: z.string(), unjustified: z.string(), lates: z.string() }).nullable().default(null),
  council: z.string(),
});
