"use client";

import { type ComponentProps, useActionState } from "react";
import { failureOf } from "@/components/forms/form-state";
import { type SendingFailure, useSending } from "@/components/forms/use-sending";
import { type ActionState, IDLE } from "@/lib/actions/form";

/**
 * A form that works before the page is alive, by its action, and then keeps the page whatever happens to the network (useSending).
 * @param onDone told of what a living page has sent, and by which form.
 * @param onFailed told of what it has not, and why.
 */
export function useForm<Value>(
  action: (previous: ActionState<Value>, form: FormData) => Promise<ActionState<Value>>,
  onDone: (value: Value, form: HTMLFormElement) => void = () => undefined,
  onFailed?: (failure: SendingFailure, form: FormData) => void,
): {
  form: Pick<ComponentProps<"form">, "action" | "onSubmit">;
  isSending: boolean;
  /** Of the last sending; but what a living page has done is told to `onDone` alone. */
  state: ActionState<Value>;
  failure: ReturnType<typeof failureOf>;
} {
  const [before, formAction] = useActionState(action, IDLE);
  const { isSending, failure, send } = useSending<Value>(action);
  const state = failure ?? before;
  return {
    form: {
      action: formAction,
      onSubmit: (event) => {
        event.preventDefault();
        const sent = event.currentTarget;
        const { submitter } = event.nativeEvent;
        if (!isSending) send(new FormData(sent, submitter), (value) => onDone(value, sent), onFailed);
      },
    },
    isSending,
    state,
    failure: failureOf(state),
  };
}
