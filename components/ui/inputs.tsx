import type { ComponentProps, ReactNode } from "react";
import { clsx } from "clsx";
import { describeField, Field, FieldError, fieldId, type FieldProps } from "@/components/ui/field";
import { Icon } from "@/components/ui/icons/icon";

type Own = FieldProps & { fieldClassName?: string };
type InputProps = Omit<ComponentProps<"input">, keyof FieldProps> & Own;

/** A line of text. */
export function TextInput({
  name,
  label,
  hint,
  error,
  id,
  fieldClassName,
  className,
  type = "text",
  ...rest
}: InputProps) {
  const field = { name, label, hint, error, ...(id && { id }) };
  return (
    <Field className={fieldClassName} field={field} optional={!rest.required && !rest.readOnly && type !== "search"}>
      <input className={clsx("control", className)} type={type} {...describeField(field)} {...rest} />
    </Field>
  );
}

/** A day, by the browser's own calendar: it speaks the language of the device and works by keyboard. Value `YYYY-MM-DD`. */
export function DateInput(props: Omit<InputProps, "type">) {
  return <TextInput type="date" {...props} />;
}

/** One or several files. What is accepted is checked on the server; `accept` only helps to choose. */
export function FileInput(props: Omit<InputProps, "type">) {
  return <TextInput type="file" {...props} />;
}

/** Several lines of text; grows with its content where the browser can. */
export function TextArea({
  name,
  label,
  hint,
  error,
  id,
  fieldClassName,
  className,
  ...rest
}: Omit<ComponentProps<"textarea">, keyof FieldProps> & Own) {
  const field = { name, label, hint, error, ...(id && { id }) };
  return (
    <Field className={fieldClassName} field={field} optional={!rest.required && !rest.readOnly}>
      <textarea className={clsx("control", className)} rows={4} {...describeField(field)} {...rest} />
    </Field>
  );
}

/**
 * One value among a list, with the native `<option>` and `<optgroup>` as children. There always is an answer, so it never says that it is
 * optional: an empty option says what leaving it means («Aucune», «Toutes»).
 */
export function Select({
  name,
  label,
  hint,
  error,
  id,
  fieldClassName,
  className,
  children,
  ...rest
}: Omit<ComponentProps<"select">, keyof FieldProps> & Own) {
  const field = { name, label, hint, error, ...(id && { id }) };
  return (
    <Field className={fieldClassName} field={field}>
      <span className="control-frame">
        <select className={clsx("control", className)} {...describeField(field)} {...rest}>
          {children}
        </select>
        <Icon name="chevron-down" />
      </span>
    </Field>
  );
}

/** A box to tick. Unticked, it sends nothing. */
export function Checkbox({ name, label, hint, error, id = fieldId(name), className, ...rest }: InputProps) {
  return (
    <div className={clsx("field", className)}>
      <label className="choice">
        <input type="checkbox" {...describeField({ name, label, hint, error, id })} {...rest} />
        <span>
          {label}
          {hint && (
            <span className="field-hint block" id={`${id}-aide`}>
              {hint}
            </span>
          )}
        </span>
      </label>
      <FieldError error={error} id={id} />
    </div>
  );
}

/** One answer of a {@link ChoiceGroup}. */
export type Choice = { value: string; label: ReactNode; hint?: ReactNode; disabled?: boolean };

/**
 * A question with its answers: one among several (`type="radio"`, the default) or any number (`type="checkbox"`, all
 * sent under the same name). `layout`: in line, stacked, or as tiles with a border.
 */
export function ChoiceGroup({
  name,
  label,
  hint,
  error,
  id = fieldId(name),
  type = "radio",
  layout = "stack",
  choices,
  defaultValue,
  required,
  className,
  ...rest
}: Omit<ComponentProps<"fieldset">, keyof FieldProps | "defaultValue"> &
  FieldProps & {
    type?: "radio" | "checkbox";
    layout?: "inline" | "stack" | "tiles";
    choices: readonly Choice[];
    defaultValue?: string | readonly string[] | undefined;
    required?: boolean;
  }) {
  const chosen = typeof defaultValue === "string" ? [defaultValue] : (defaultValue ?? []);
  const { "aria-describedby": describedBy } = describeField({ name, label, hint, error, id });
  return (
    <fieldset aria-describedby={describedBy} className={clsx("field", className)} {...rest}>
      <legend className="field-label">{label}</legend>
      {hint && (
        <p className="field-hint" id={`${id}-aide`}>
          {hint}
        </p>
      )}
      <div className="choices" data-layout={layout}>
        {choices.map(({ value, label: answer, hint: help, disabled }, index) => (
          <label className="choice" key={value}>
            <input
              defaultChecked={chosen.includes(value)}
              disabled={disabled}
              // The first answer carries the id of the field, so that links of the error summary land on it.
              id={index === 0 ? id : `${id}-${value}`}
              name={name}
              required={type === "radio" && required}
              type={type}
              value={value}
            />
            <span>
              {answer}
              {help && <span className="field-hint block">{help}</span>}
            </span>
          </label>
        ))}
      </div>
      <FieldError error={error} id={id} />
    </fieldset>
  );
}
