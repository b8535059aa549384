import type { ReactNode } from "react";
import { failureOf } from "@/components/auth/form-state";
import { FormErrors } from "@/components/ui/form-errors";
import { Notice } from "@/components/ui/notice";
import type { ActionState } from "@/lib/actions/form";

/** Who acts, on what, as the form was opened. */
export function Hidden({ values }: { values: Readonly<Record<string, string | number>> }) {
  return Object.entries(values).map(([name, value]) => <input key={name} name={name} type="hidden" value={value} />);
}

/** What became of a sending: what stopped it, or what it did. */
export function Outcome({ state, done }: { state: ActionState; done: ReactNode }) {
  const { message, fields } = failureOf(state);
  if (state.status === "done") {
    return (
      <Notice live="polite" tone="success">
        {done}
      </Notice>
    );
  }
  return (
    <>
      <FormErrors fields={fields} message={message} />
      {state.status === "failed" && state.code === "CONFLICT" && (
        <p>Rechargez la page pour voir la séance telle qu’elle est maintenant.</p>
      )}
    </>
  );
}

/** Minutes since midnight as `<input type="time">` takes them. */
export function timeValue(minutes: number): string {
  const two = (part: number) => String(part).padStart(2, "0");
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
