import "server-only";
import { refresh } from "next/cache";
import { redirect, unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import { currentAccount } from "@/lib/auth/context";
import { administratorOf, openPlatform, type PlatformAdministrator, type PlatformContext } from "@/lib/auth/platform";
import { type Failure, fail, type Result } from "@/lib/errors/codes";
import { logger } from "@/lib/logger";
import { failedState } from "./define-action";
import { type ActionState, formValues } from "./form";
import { fieldErrors } from "./run";

const log = logger("actions");

/** A named write above the schools. */
export interface PlatformOperation<Schema extends z.ZodType, Value> {
  /** «plateforme.thing.verb». */
  name: string;
  input: Schema;
  run: (ctx: PlatformContext, input: z.output<Schema>) => Promise<Result<Value>>;
}

/** Carries a failure out of the transaction, so that whatever was written before it is rolled back. */
class Rollback extends Error {
  constructor(readonly failure: Failure) {
    super(failure.code);
  }
}

/**
 * The only way to make a server action above the schools: signed-in account, administrator, parse, one transaction of the role
 * preau_platform, typed result. Who administers nothing gets NOT_FOUND, before anything is read.
 */
export function definePlatformAction<Schema extends z.ZodType, Value>(
  definition: PlatformOperation<Schema, Value> & { to?: (value: Value) => string },
): (previous: ActionState<Value>, form: FormData) => Promise<ActionState<Value>> {
  return async (_previous, form) => {
    const values = formValues(form);
    const account = await currentAccount();
    if (!account) return failedState(fail("SIGNED_OUT"), values);
    const administrator = await administratorOf(account);
    if (!administrator) return failedState(fail("NOT_FOUND"), values);
    const result = await runPlatformOperation(definition, administrator, values);
    if (!result.ok) return failedState(result, values);
    if (definition.to) redirect(definition.to(result.value));
    refresh();
    return { status: "done", value: result.value };
  };
}

/** The one path of every write above the schools, as runOperation is within one. */
export async function runPlatformOperation<Schema extends z.ZodType, Value>(
  operation: PlatformOperation<Schema, Value>,
  administrator: PlatformAdministrator,
  raw: unknown,
): Promise<Result<Value>> {
  const parsed = operation.input.safeParse(raw);
  if (!parsed.success) return fail("INVALID", { fields: fieldErrors(parsed.error) });
  try {
    return await openPlatform(administrator, { readOnly: false }, async (ctx) => {
      const result = await operation.run(ctx, parsed.data);
      if (!result.ok) throw new Rollback(result);
      return result;
    });
  } catch (error) {
    if (error instanceof Rollback) return error.failure;
    unstable_rethrow(error);
    log.error(
      { err: error, operation: operation.name, accountId: administrator.account.id },
      "platform operation failed",
    );
    return fail("UNEXPECTED");
  }
}
