"use client";

import "@/components/auth/auth.css";
import { useState } from "react";
import { Checkbox, TextInput } from "@/components/ui/inputs";
import { PasswordInput } from "@/components/ui/password-input";
import { PASSWORD_MIN, passwordStrength } from "@/lib/auth/password-strength";
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

/**
 * A password that is being chosen: what makes a good one is said before any mistake, with an example that chance has made, and how good it
 * is while it is typed.
 */
export function NewPasswordField({
  fields,
  example,
  label = "Nouveau mot de passe",
}: {
  fields: FieldErrors;
  /** Of passphrase(): the one that the form was opened with stays. */
  example: string;
  label?: string;
}) {
  const [shown] = useState(example);
  const [typed, setTyped] = useState("");
  return (
    <div>
      <PasswordInput
        autoComplete="new-password"
        error={fields.password}
        hint={
          <>
            {PASSWORD_MIN} caractères ou plus, sans autre règle. Quatre mots au hasard se retiennent bien. En voici
            quatre, tirés au sort{"\u202F"}: «{"\u00A0"}
            <strong>{shown}</strong>
            {"\u00A0"}».
          </>
        }
        label={label}
        name="password"
        onChange={(event) => setTyped(event.target.value)}
      />
      <div className="strength" role="status">
        {typed !== "" && <StrengthWords typed={typed} />}
      </div>
    </div>
  );
}

/** How good it is, in words: the bar beside them repeats it, and no colour says anything. */
function StrengthWords({ typed }: { typed: string }) {
  const strength = passwordStrength(typed);
  const { step, words } =
    strength.level === "SHORT"
      ? { step: 0, words: `Trop court\u202F: encore ${strength.missing} caractère${strength.missing > 1 ? "s" : ""}.` }
      : strengths[strength.level];
  return (
    <>
      <progress aria-hidden="true" className="progress" max={3} value={step} />
      <p>{words}</p>
    </>
  );
}

const strengths = {
  WEAK: { step: 1, words: "Assez long, mais facile à deviner\u202F: il y manque des mots sans rapport." },
  GOOD: { step: 2, words: "Bon mot de passe. Un mot de plus le rendrait très solide." },
  STRONG: { step: 3, words: "Très solide." },
} as const;

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
