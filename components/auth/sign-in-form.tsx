"use client";

import { useActionState } from "react";
import { LoginField, SharedDeviceField } from "@/components/auth/fields";
import { failureOf } from "@/components/forms/form-state";
import { FormErrors } from "@/components/ui/form-errors";
import { PasswordInput } from "@/components/ui/password-input";
import { SubmitButton } from "@/components/ui/submit-button";
import { IDLE } from "@/lib/actions/form";
import { signInAction } from "@/lib/auth/actions";

/** Login and password; what was typed stays, except the password. */
export function SignInForm({ retour }: { retour: string | undefined }) {
  const [state, action] = useActionState(signInAction, IDLE);
  const { message, fields, typed } = failureOf(state);
  return (
    <form action={action} className="grid gap-5">
      <FormErrors fields={fields} message={message} />
      {retour && <input name="retour" type="hidden" value={retour} />}
      <LoginField fields={fields} value={typed("login")} />
      <PasswordInput autoComplete="current-password" error={fields.password} label="Mot de passe" name="password" />
      <SharedDeviceField checked={typed("shared") === "on"} />
      <SubmitButton className="w-full" icon="log-in" pendingLabel="Connexion…" size="large">
        Se connecter
      </SubmitButton>
    </form>
  );
}
