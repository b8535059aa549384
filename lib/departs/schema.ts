import { z } from "zod";

/** A copy of a person's data. */
export const askCopyInput = z.object({ operationId: z.uuid(), personId: z.uuid() });

/** The archive of a copy, once. */
export const fetchCopyInput = z.object({ copyId: z.uuid() });

/** A person erased, its name written to confirm it. */
export const askErasureInput = z.object({
  operationId: z.uuid(),
  personId: z.uuid(),
  name: z.string().trim().min(1, "Écrivez le nom de la personne.").max(200),
});
