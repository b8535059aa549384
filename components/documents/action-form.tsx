"use client";

import { type ReactNode, useActionState } from "react";
import { failureOf } from "@/components/auth/form-state";
import { useSending } from "@/components/cahier-de-texte/editor/use-sending";
import { FormErrors } from "@/components/ui/form-errors";
import type { IconName } from "@/components/ui/icons/names";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { toast } from "@/components/ui/toast";
import { type ActionState, IDLE } from "@/lib/actions/form";

/** What the fields of a form show of its last sending. */
export type Shown = Pick<ReturnType<typeof failureOf>, "fields" | "typed">;

/**
 * A small form of the module: sent by the browser itself without script, and kept as it stands whatever happens with one.
 * `ids` tells the fields' ids to the summary of errors.
 */
export function ActionForm<Value>({
  action,
  hidden,
  submit,
  icon,
  variant = "primary",
  done,
  ids = {},
  className = "doc-form",
  children,
}: {
  action: (previous: ActionState<Value>, form: FormData) => Promise<ActionState<Value>>;
  hidden: Readonly<Record<string, string | number>>;
  submit: string;
  icon?: IconName;
  variant?: "primary" | "secondary";
  /** What was done, in a sentence. */
  done: string;
  ids?: Readonly<Record<string, string>>;
  className?: string;
  children: (shown: Shown) => ReactNode;
}) {
  const [state, formAction] = useActionState<ActionState<Value>, FormData>(action, IDLE);
  const { isSending, failure, send } = useSending<Value>(action);
  const { message, fields, typed } = failureOf(failure ?? state);
  return (
    <form
      action={formAction}
      className={className}
      onSubmit={(event) => {
        event.preventDefault();
        const form = event.currentTarget;
        if (!isSending) {
          send(new FormData(form), () => {
            form.reset();
            toast(done);
          });
        }
      }}
    >
      <FormErrors fields={fields} ids={ids} message={message} />
      {state.status === "done" && (
        <Notice live="polite" tone="success">
          {done}
        </Notice>
      )}
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} name={name} type="hidden" value={value} />
      ))}
      {children({ fields, typed })}
      <SubmitButton aria-disabled={isSending || undefined} variant={variant} {...(icon && { icon })}>
        {submit}
      </SubmitButton>
    </form>
  );
}
