"use client";

import { unstable_rethrow } from "next/navigation";
import { useRef, useState, useTransition } from "react";
import { type ActionState, IDLE } from "@/lib/actions/form";
import { newId } from "@/lib/db/id";
import { errorMessages } from "@/lib/errors/codes";

/** Why a sending failed. */
export type SendingFailure = Extract<ActionState, { status: "failed" }>;

/**
 * Sends a form to its action and keeps the page whatever happens: without network, React's own form action would replace the
 * page by an error. The same content sent again is the same operation; changed, it is another.
 */
export function useSending<Value>(
  action: (previous: ActionState<never>, form: FormData) => Promise<ActionState<Value>>,
): {
  isSending: boolean;
  failure: SendingFailure | null;
  clear: () => void;
  /** @param onFailed told why, with what was sent and its `operationId`. */
  send: (
    form: FormData,
    onDone: (value: Value) => void,
    onFailed?: (failure: SendingFailure, form: FormData) => void,
  ) => void;
} {
  const [isSending, startSending] = useTransition();
  const [failure, setFailure] = useState<SendingFailure | null>(null);
  const operation = useRef({ id: "", content: "" });

  function send(
    form: FormData,
    onDone: (value: Value) => void,
    onFailed?: (failure: SendingFailure, form: FormData) => void,
  ) {
    const content = JSON.stringify([...form.entries()]);
    if (operation.current.content !== content) operation.current = { id: newId(), content };
    form.set("operationId", operation.current.id);
    startSending(async () => {
      const answer = await answerOf(action(IDLE, form));
      if (answer.status === "failed") onFailed?.(answer, form);
      setFailure(answer.status === "failed" ? answer : null);
      if (answer.status !== "done") return;
      operation.current = { id: "", content: "" };
      onDone(answer.value);
    });
  }

  return { isSending, failure, clear: () => setFailure(null), send };
}

async function answerOf<Value>(sent: Promise<ActionState<Value>>): Promise<ActionState<Value>> {
  try {
    return await sent;
  } catch (error) {
    // An action that leads to another page says so by throwing.
    unstable_rethrow(error);
    return {
      status: "failed",
      code: "UNAVAILABLE",
      message: navigator.onLine
        ? errorMessages.UNAVAILABLE
        : "Pas de connexion. Ce que vous avez écrit reste ici : réessayez dès qu’elle revient.",
      fields: {},
      values: {},
    };
  }
}
