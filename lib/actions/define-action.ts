import "server-only";
import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import type { z } from "zod";
import { currentAccount } from "@/lib/auth/context";
import { type Viewer, viewerOf } from "@/lib/auth/viewer";
import { isId } from "@/lib/db/id";
import { fail, type Result } from "@/lib/errors/codes";
import { type ActionState, formValues, withoutSecrets } from "./form";
import { type Operation, runOperation } from "./run";

/**
 * The only way to make a server action. The form's hidden field `personne` names the person who acts and is checked
 * against the signed-in account; without it an account with several persons is asked again rather than guessed.
 * @param definition name, module, zod input, `run(ctx, input)`; `to` gives the address to go to after a success, else the page shows
 * what changed.
 */
export function defineAction<Schema extends z.ZodType, Value>(
  definition: Operation<Schema, Value> & { to?: (value: Value, viewer: Viewer) => string },
): (previous: ActionState<Value>, form: FormData) => Promise<ActionState<Value>> {
  return async (_previous, form) => {
    const { personne, ...values } = formValues(form);
    const acting = await actingViewer(typeof personne === "string" ? personne : undefined);
    const result: Result<Value> = acting.ok ? await runOperation(definition, acting.value, values) : acting;
    if (!result.ok || !acting.ok) return failedState(result.ok ? fail("SIGNED_OUT") : result, values);
    if (definition.to) redirect(definition.to(result.value, acting.value));
    refresh();
    return { status: "done", value: result.value };
  };
}

/** What somebody is told who would write while seeing the portal as somebody else. */
const READ_ONLY = "Vous voyez le portail comme quelqu’un d’autre\u202F: rien ne peut y être modifié.";

/**
 * The person who acts, by the id that a form or an offline item carries. Every write comes this way: nobody acts while the portal is seen as
 * somebody else (lib/auth/seeing.ts). UNAVAILABLE then, so that what an offline queue still holds is sent later.
 */
export async function actingViewer(personId: string | undefined): Promise<Result<Viewer>> {
  const account = await currentAccount();
  if (!account) return fail("SIGNED_OUT");
  if (account.seeing) return fail("UNAVAILABLE", { message: READ_ONLY });
  if (!personId && account.persons.length > 1) return fail("PERSON_REQUIRED");
  const viewer = viewerOf(account, isId(personId) ? personId : null);
  return viewer && (!personId || viewer.person.id === personId) ? { ok: true, value: viewer } : fail("NOT_FOUND");
}

/** The state of a form that failed: the message, the fields, and all that was typed. */
export function failedState(
  failure: Exclude<Result<never>, { ok: true }>,
  values: Record<string, string | string[]>,
): Extract<ActionState, { status: "failed" }> {
  return {
    status: "failed",
    code: failure.code,
    message: failure.message,
    fields: failure.fields ?? {},
    values: withoutSecrets(values),
    current: failure.current,
  };
}
