import type { ReactNode } from "react";
import { failureOf } from "@/components/forms/form-state";
import { FormErrors } from "@/components/ui/form-errors";
import { Notice } from "@/components/ui/notice";
import type { ActionState } from "@/lib/actions/form";

/** Who acts, on what, as the form was opened. */
export function Hidden({ values }: { values: Readonly<Record<string, string | number>> }) {
  return Object.entries(values).map(([name, value]) => <input key={name} name={name} type="hidden" value={value} />);
}

/** What became of a sending: what it did, or what stopped it and what to do then. */
export function Outcome({
  state,
  done,
  ids,
}: {
  state: ActionState;
  done: ReactNode;
  ids?: Readonly<Record<string, string>>;
}) {
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
      <FormErrors fields={fields} message={message} {...(ids && { ids })} />
      {state.status === "failed" && state.code === "CONFLICT" && (
        <p>Rechargez la page pour voir ce qui est enregistré maintenant.</p>
      )}
    </>
  );
}
