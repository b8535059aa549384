import "server-only";
import { headers } from "next/headers";
import { redirect, unstable_rethrow } from "next/navigation";
import type { Temporal } from "temporal-polyfill";
import type { z } from "zod";
import { clientAddress } from "@/lib/auth/address";
import { fail, type Result } from "@/lib/errors/codes";
import { logger } from "@/lib/logger";
import { now } from "@/lib/time/clock";
import { failedState } from "./define-action";
import { type ActionState, formValues } from "./form";
import { fieldErrors } from "./run";

const log = logger("actions");

/** What is known of a visitor before any sign-in. */
export interface Visitor {
  now: Temporal.Instant;
  /** The client's address, from a trusted hop only. */
  address: string;
  userAgent: string;
}

/**
 * The only way to make a server action without a viewer: sign-in, activation, reset. No transaction is opened here, because
 * hashing a password inside one would hold a connection.
 */
export function definePublicAction<Schema extends z.ZodType, Value>(definition: {
  name: string;
  input: Schema;
  run: (visitor: Visitor, input: z.output<Schema>) => Promise<Result<Value>>;
  to?: (value: Value) => string;
}): (previous: ActionState<Value>, form: FormData) => Promise<ActionState<Value>> {
  return async (_previous, form) => {
    const values = formValues(form);
    const parsed = definition.input.safeParse(values);
    if (!parsed.success) return failedState(fail("INVALID", { fields: fieldErrors(parsed.error) }), values);
    const requestHeaders = await headers();
    const visitor = {
      now: now(),
      address: clientAddress(requestHeaders),
      userAgent: requestHeaders.get("user-agent") ?? "",
    };
    let result: Result<Value>;
    try {
      result = await definition.run(visitor, parsed.data);
    } catch (error) {
      unstable_rethrow(error);
      log.error({ err: error, operation: definition.name }, "public action failed");
      result = fail("UNEXPECTED");
    }
    if (!result.ok) return failedState(result, values);
    if (definition.to) redirect(definition.to(result.value));
    return { status: "done", value: result.value };
  };
}
