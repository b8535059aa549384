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
  council: z.string(),
});
