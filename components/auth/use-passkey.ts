"use client";

import { useState } from "react";
import { IDLE } from "@/lib/actions/form";
import type { ActionState } from "@/lib/actions/form";

/** What a browser says when the person closed its window, or the device has no key: not an error of ours. */
const GIVEN_UP = "La clé d’accès n’a pas été utilisée. Réessayez, ou choisissez un autre moyen.";

/**
 * A gesture with a passkey: asks our server for the question, has the browser answer it (`answer`, loaded when it is needed), and sends the
 * answer back.
 */
export function usePasskey<Question, Value>(gesture: {
  ask: (form: FormData) => Promise<ActionState<Question>>;
  answer: (question: Question) => Promise<unknown>;
  send: (form: FormData) => Promise<ActionState<Value>>;
}): {
  isBusy: boolean;
  state: ActionState<Value>;
  start: (form: FormData) => Promise<void>;
} {
  const [isBusy, setBusy] = useState(false);
  const [state, setState] = useState<ActionState<Value>>(IDLE);

  async function run(form: FormData): Promise<ActionState<Value>> {
    const asked = await gesture.ask(form);
    if (asked.status !== "done") return asked.status === "failed" ? asked : IDLE;
    let response: unknown;
    try {
      response = await gesture.answer(asked.value);
    } catch {
      return { status: "failed", code: "INVALID", message: GIVEN_UP, fields: {}, values: {} };
    }
    form.set("response", JSON.stringify(response));
    return gesture.send(form);
  }

  async function start(form: FormData): Promise<void> {
    if (isBusy) return;
    setBusy(true);
    try {
      setState(await run(form));
    } finally {
      setBusy(false);
    }
  }

  return { isBusy, state, start };
}
