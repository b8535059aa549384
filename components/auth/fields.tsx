"use client";

import { Checkbox, TextInput } from "@/components/ui/inputs";
import { PasswordInput } from "@/components/ui/password-input";
import type { FieldErrors } from "@/lib/errors/codes";

/** «Identifiant», as browsers and password managers know it. */
export function LoginField({
  fields,
  value,
  hint,
  id,
}: {
  fields: FieldErrors;
  value: string | undefined;
  hint?: string;
  id?: string;
}) {
  return (
    <TextInput
      autoCapitalize="none"
      autoComplete="username"
      autoCorrect="off"
      defaultValue={value}
      error={fields.login}
      label="Identifiant"
      name="login"
      required
      spellCheck={false}
      {...(hint && { hint })}
      {...(id && { id })}
    />
  );
}

/** A password that is being chosen, with what makes a good one said before any mistake. */
export function NewPasswordField({ fields, label = "Nouveau mot de passe" }: { fields: FieldErrors; label?: string }) {
  return (
    <PasswordInput
      autoComplete="new-password"
      error={fields.password}
      hint="12 caractères ou plus. Quatre mots au hasard se retiennent bien : « trottoir mauve caillou neige »."
      label={label}
      name="password"
    />
  );
}

/** Signs out by itself, soon: for the computers of the library, of a hall, of a family. */
export function SharedDeviceField({ checked, id }: { checked: boolean; id?: string }) {
  return (
    <Checkbox
      defaultChecked={checked}
      hint="La connexion prend fin avec le navigateur, ou après 30 minutes sans activité."
      label="Cet appareil est partagé"
      name="shared"
      {...(id && { id })}
    />
  );
}
