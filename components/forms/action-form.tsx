"use client";

import type { ReactNode } from "react";
import { Hidden } from "@/components/forms/form-parts";
import type { failureOf } from "@/components/forms/form-state";
import { useForm } from "@/components/forms/use-form";
import { FormErrors } from "@/components/ui/form-errors";
import type { IconName } from "@/components/ui/icons/names";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { toast } from "@/components/ui/toast";
import type { ActionState } from "@/lib/actions/form";

/** What the fields of a form show of its last sending. */
export type Shown = Pick<ReturnType<typeof failureOf>, "fields" | "typed" | "typedList">;

/**
 * A small form: sent by the browser itself without script, and kept as it stands whatever happens with one.
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
  className,
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
  className: string;
  children: (shown: Shown) => ReactNode;
}) {
  const { form, isSending, state, failure } = useForm<Value>(action, (_value, sent) => {
    sent.reset();
    toast(done);
  });
  return (
    <form className={className} {...form}>
      <FormErrors fields={failure.fields} ids={ids} message={failure.message} />
      {state.status === "done" && (
        <Notice live="polite" tone="success">
          {done}
        </Notice>
      )}
      <Hidden values={hidden} />
      {children(failure)}
      <SubmitButton aria-disabled={isSending || undefined} variant={variant} {...(icon && { icon })}>
        {submit}
      </SubmitButton>
    </form>
  );
}
