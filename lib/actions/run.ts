import "server-only";
import { z } from "zod";
import { type Context, openContext } from "@/lib/auth/context";
import { canOpen, type Viewer } from "@/lib/auth/viewer";
import { isOfClosedYear } from "@/lib/db/closed-years";
import { type Failure, fail, type FieldErrors, type Result } from "@/lib/errors/codes";
import { logger } from "@/lib/logger";
import type { ModuleSlug } from "@/lib/modules";
import { once } from "./once";

const log = logger("actions");

/** What defineAction and defineRoute share: a named write of a module. */
export interface Operation<Schema extends z.ZodType, Value> {
  /** «module.thing.verb»; also the name under which a repeated operation is recognised. */
  name: string;
  module: ModuleSlug;
  /** With an `operationId` (a UUID) in it, the operation is carried out once however often it is sent. */
  input: Schema;
  run: (ctx: Context, input: z.output<Schema>) => Promise<Result<Value>>;
}

/** Carries a failure out of the transaction, so that whatever was written before it is rolled back. */
class Rollback extends Error {
  constructor(readonly failure: Failure) {
    super(failure.code);
  }
}

/**
 * The one path of every write: module gate, parse, one transaction, typed result. A failure rolls everything back; an
 * exception is logged and told as UNEXPECTED, never by its own text. What the database refuses of a closed year is YEAR_CLOSED.
 */
export async function runOperation<Schema extends z.ZodType, Value>(
  operation: Operation<Schema, Value>,
  viewer: Viewer,
  raw: unknown,
): Promise<Result<Value>> {
  if (viewer.seenBy || !canOpen(viewer, operation.module)) return fail("NOT_FOUND");
  const parsed = operation.input.safeParse(raw);
  if (!parsed.success) return fail("INVALID", { fields: fieldErrors(parsed.error) });
  try {
    return await openContext(viewer, operation.module, { readOnly: false }, async (ctx) => {
      const operationId = operationIdOf(parsed.data);
      const result = operationId
        ? await once(ctx, operation.name, operationId, () => operation.run(ctx, parsed.data))
        : await operation.run(ctx, parsed.data);
      if (!result.ok) throw new Rollback(result);
      return result;
    });
  } catch (error) {
    if (error instanceof Rollback) return error.failure;
    if (isOfClosedYear(error)) return fail("YEAR_CLOSED");
    log.error({ err: error, operation: operation.name, personId: viewer.person.id }, "operation failed");
    return fail("UNEXPECTED");
  }
}

/** zod's issues by dotted path, the form's own under "". */
export function fieldErrors(error: z.ZodError): FieldErrors {
  const fields: FieldErrors = {};
  for (const issue of error.issues) (fields[issue.path.join(".")] ??= []).push(issue.message);
  return fields;
}

function operationIdOf(input: unknown): string | null {
  const parsed = z.object({ operationId: z.uuid() }).safeParse(input);
  return parsed.success ? parsed.data.operationId : null;
}
