"use client";

import { useActionState } from "react";
import { LoginField, NewPasswordField, SharedDeviceField } from "@/components/auth/fields";
import { failureOf } from "@/components/forms/form-state";
import { FormErrors } from "@/components/ui/form-errors";
import { PasswordInput } from "@/components/ui/password-input";
import { SubmitButton } from "@/components/ui/submit-button";
import { IDLE } from "@/lib/actions/form";
import { activateAction, linkAction, resetByCodeAction } from "@/lib/auth/actions";

/** A first account: a login, proposed, and a password. */
export function ActivateForm({ login, example }: { login: string; example: string }) {
  const [state, action] = useActionState(activateAction, IDLE);
  const { message, fields, typed } = failureOf(state);
  return (
    <form action={action} className="grid gap-5">
      <FormErrors fields={fields} message={message} />
      <LoginField
        fields={fields}
        hint="C’est une proposition : un autre convient aussi. Il sert à chaque connexion."
        value={typed("login") ?? login}
      />
      <NewPasswordField example={example} fields={fields} label="Mot de passe" />
      <SharedDeviceField checked={typed("shared") === "on"} />
      <SubmitButton className="w-full" pendingLabel="Création…" size="large">
        Créer mon compte
      </SubmitButton>
    </form>
  );
}

/** The account that one already has, for one more school or profile. */
export function LinkForm() {
  const [state, action] = useActionState(linkAction, IDLE);
  const { message, fields, typed } = failureOf(state);
  return (
    <form action={action} className="grid gap-5">
      <FormErrors fields={fields} ids={{ login: "lier-login", password: "lier-password" }} message={message} />
      <LoginField fields={fields} id="lier-login" value={typed("login")} />
      <PasswordInput
        autoComplete="current-password"
        error={fields.password}
        id="lier-password"
        label="Mot de passe"
        name="password"
      />
      <SharedDeviceField checked={typed("shared") === "on"} id="lier-shared" />
      <SubmitButton className="w-full" pendingLabel="Connexion…" variant="secondary">
        Ajouter à ce compte
      </SubmitButton>
    </form>
  );
}

/** A new password, by a reset code. */
export function ResetByCodeForm({ login, example }: { login: string; example: string }) {
  const [state, action] = useActionState(resetByCodeAction, IDLE);
  const { message, fields, typed } = failureOf(state);
  return (
    <form action={action} className="grid gap-5">
      <FormErrors fields={fields} message={message} />
      <input autoComplete="username" defaultValue={login} hidden name="login" readOnly />
      <NewPasswordField example={example} fields={fields} />
      <SharedDeviceField checked={typed("shared") === "on"} />
      <SubmitButton className="w-full" size="large">
        Enregistrer et me connecter
      </SubmitButton>
    </form>
  );
}
