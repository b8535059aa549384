"use client";

import { type ComponentProps, useState } from "react";
import { IconButton } from "@/components/ui/button";
import { describeField, Field, type FieldProps } from "@/components/ui/field";

/**
 * A password, which its owner may show to check it: on a phone that beats typing it twice. Paste and password managers
 * are welcome; give `autoComplete`. Without JavaScript it is a plain password field.
 */
export function PasswordInput({
  name,
  label,
  hint,
  error,
  id,
  ...rest
}: Omit<ComponentProps<"input">, keyof FieldProps | "type"> & FieldProps) {
  const [shown, setShown] = useState(false);
  const field = { name, label, hint, error, ...(id && { id }) };
  return (
    <Field field={field}>
      <span className="control-frame">
        <input
          autoCapitalize="none"
          autoCorrect="off"
          className="control"
          required
          spellCheck={false}
          type={shown ? "text" : "password"}
          {...describeField(field)}
          {...rest}
        />
        <IconButton
          icon={shown ? "eye-off" : "eye"}
          label={shown ? "Masquer le mot de passe" : "Afficher le mot de passe"}
          onClick={() => setShown(!shown)}
        />
      </span>
    </Field>
  );
}
