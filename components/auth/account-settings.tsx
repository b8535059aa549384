"use client";

import { useActionState } from "react";
import { NewPasswordField } from "@/components/auth/fields";
import { failureOf } from "@/components/forms/form-state";
import { FormErrors } from "@/components/ui/form-errors";
import { TextInput } from "@/components/ui/inputs";
import { Notice } from "@/components/ui/notice";
import { PasswordInput } from "@/components/ui/password-input";
import { SubmitButton } from "@/components/ui/submit-button";
import { IDLE } from "@/lib/actions/form";
import { changeEmailAction, changePasswordAction } from "@/lib/auth/actions";

/** Changes my password; my other devices are signed out. */
export function PasswordForm({ login, example }: { login: string; example: string }) {
  const [state, action] = useActionState(changePasswordAction, IDLE);
  const { message, fields } = failureOf(state);
  return (
    <form action={action} className="grid max-w-md gap-5">
      <FormErrors fields={fields} ids={{ currentPassword: "passe-actuel" }} message={message} />
      <input autoComplete="username" defaultValue={login} hidden readOnly />
      <PasswordInput
        autoComplete="current-password"
        error={fields.currentPassword}
        id="passe-actuel"
        label="Mot de passe actuel"
        name="currentPassword"
      />
      <NewPasswordField example={example} fields={fields} />
      <div className="flex flex-wrap items-center gap-4">
        <SubmitButton variant="secondary">Changer mon mot de passe</SubmitButton>
        <div role="status">
          {state.status === "done" && (
            <Notice tone="success">Mot de passe changé. Les autres appareils sont déconnectés.</Notice>
          )}
        </div>
      </div>
    </form>
  );
}

/** Sets the address of reset links. The password is asked for: this address opens the account. */
export function EmailForm({ email }: { email: string | null }) {
  const [state, action] = useActionState(changeEmailAction, IDLE);
  const { message, fields, typed } = failureOf(state);
  return (
    <form action={action} className="grid max-w-md gap-5">
      <FormErrors fields={fields} ids={{ currentPassword: "email-passe" }} message={message} />
      <TextInput
        autoComplete="email"
        defaultValue={typed("email") ?? email ?? ""}
        error={fields.email}
        hint="Elle ne sert qu’à recevoir un lien en cas d’oubli du mot de passe. Laissée vide, aucune n’est gardée."
        label="Adresse e-mail"
        name="email"
        type="email"
      />
      <PasswordInput
        autoComplete="current-password"
        error={fields.currentPassword}
        id="email-passe"
        label="Mot de passe actuel"
        name="currentPassword"
      />
      <div className="flex flex-wrap items-center gap-4">
        <SubmitButton variant="secondary">Enregistrer l’adresse</SubmitButton>
        <div role="status">{state.status === "done" && <Notice tone="success">C’est enregistré.</Notice>}</div>
      </div>
    </form>
  );
}
