import type { ActionState } from "@/lib/actions/form";
import type { FieldErrors } from "@/lib/errors/codes";

/** What a form shows of its last sending: its message, its fields' messages and what was typed; empty unless it failed. */
export function failureOf(state: ActionState): {
  message: string | undefined;
  fields: FieldErrors;
  typed: (name: string) => string | undefined;
  /** The values of a name that may have several; none when nothing was ticked. */
  typedList: (name: string) => readonly string[] | undefined;
} {
  if (state.status !== "failed") {
    return { message: undefined, fields: {}, typed: () => undefined, typedList: () => undefined };
  }
  return {
    message: state.message,
    fields: state.fields,
    typed: (name) => {
      const value = state.values[name];
      return typeof value === "string" ? value : undefined;
    },
    typedList: (name) => {
      const value = state.values[name] ?? [];
      return typeof value === "string" ? [value] : value;
    },
  };
}
