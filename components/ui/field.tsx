import type { ComponentProps, ReactNode } from "react";
import { clsx } from "clsx";
import { Icon } from "@/components/ui/icons/icon";

/** What every field says about itself. */
export type FieldProps = {
  /** Name of the value in the form. */
  name: string;
  label: ReactNode;
  /** What helps to fill it in, said before any mistake. */
  hint?: ReactNode;
  /** What is wrong with the value, in a sentence that says what to do; a list as actions give it. */
  error?: string | readonly string[] | undefined;
  /** Default `champ-<name>`. Give one when two forms of a page share a name, and the same one to `FormErrors`. */
  id?: string;
};

/** Id of the control of a field, for `FormErrors` and for links that jump to it. */
export function fieldId(name: string): string {
  return `champ-${name}`;
}

/**
 * What a control needs so that its label, hint and error are announced with it. For controls that are not in this
 * folder; those that are do it themselves.
 */
export function describeField({ name, id = fieldId(name), hint, error }: FieldProps): {
  id: string;
  name: string;
  "aria-invalid": true | undefined;
  "aria-describedby": string | undefined;
} {
  const wrong = hasError(error);
  const described = [hint ? `${id}-aide` : "", wrong ? `${id}-erreur` : ""].filter(Boolean).join(" ");
  return { id, name, "aria-invalid": wrong || undefined, "aria-describedby": described || undefined };
}

function hasError(error: FieldProps["error"]): boolean {
  return error !== undefined && error.length > 0;
}

/** The error of a field, beside it; nothing when there is none. `id` is that of the control. */
export function FieldError({ id, error }: { id: string; error: FieldProps["error"] }) {
  if (!hasError(error)) return null;
  return (
    <p className="field-error" id={`${id}-erreur`}>
      <Icon name="triangle-alert" />
      <span>{typeof error === "string" ? error : error?.join(" ")}</span>
    </p>
  );
}

/**
 * Label, hint and error around one control. Required is the rule in our forms, so what is optional says so:
 * where one writes, not where one chooses in a list or searches.
 * Wire the control with {@link describeField}.
 */
export function Field({
  field,
  optional,
  className,
  children,
  ...rest
}: ComponentProps<"div"> & { field: FieldProps; optional?: boolean | undefined }) {
  const { label, hint, error, name, id = fieldId(name) } = field;
  return (
    <div className={clsx("field", className)} {...rest}>
      <label className="field-label" htmlFor={id}>
        {label}
        {optional && <span className="field-optional"> (facultatif)</span>}
      </label>
      {hint && (
        <p className="field-hint" id={`${id}-aide`}>
          {hint}
        </p>
      )}
      {children}
      <FieldError error={error} id={id} />
    </div>
  );
}
