import type { ErrorCode, FieldErrors } from "@/lib/errors/codes";

/** What a form knows of its last sending: the first argument and the answer of every action (`useActionState`). */
export type ActionState<Value = unknown> =
  | { status: "idle" }
  | { status: "done"; value: Value }
  | {
      status: "failed";
      code: ErrorCode;
      message: string;
      fields: FieldErrors;
      /** What the person typed, to be shown again: nothing is lost, with or without JavaScript. */
      values: Record<string, string | string[]>;
      current?: unknown;
    };

/** The state of a form that was not sent yet. */
export const IDLE: ActionState<never> = { status: "idle" };

/** Names that never come back to the screen. */
const SECRET = /password|secret|code/i;

/** A form as a plain object: one text per name; names that end in `[]` become lists. Files are left out. */
export function formValues(form: FormData): Record<string, string | string[]> {
  // A map: a field called `__proto__` is a name like another.
  const values = new Map<string, string | string[]>();
  for (const [name, value] of form.entries()) {
    if (typeof value !== "string" || name.startsWith("$ACTION")) continue;
    if (name.endsWith("[]")) {
      const list = values.get(name.slice(0, -2));
      values.set(name.slice(0, -2), Array.isArray(list) ? [...list, value] : [value]);
    } else {
      values.set(name, value);
    }
  }
  return Object.fromEntries(values);
}

/** The same without secrets: what may be shown again. */
export function withoutSecrets(values: Record<string, string | string[]>): Record<string, string | string[]> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !SECRET.test(name)));
}
