"use client";

import { useActionState } from "react";
import { NewPasswordField } from "@/components/auth/fields";
import { failureOf } from "@/components/forms/form-state";
import { FormErrors } from "@/components/ui/form-errors";
import { TextInput } from "@/components/ui/inputs";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { IDLE } from "@/lib/actions/form";
import { forgottenAction, resetByMailAction } from "@/lib/auth/actions";

/** Asks for a reset mail. The answer never tells whether an account exists. */
export function ForgottenForm() {
  const [state, action] = useActionState(forgottenAction, IDLE);
  const { message, fields, typed } = failureOf(state);
  if (state.status === "done") {
    return (
      <Notice live="polite" title="C’est noté." tone="success">
        Si un compte correspond et qu’une adresse e-mail y est enregistrée, un message part dans les prochaines minutes.
        Pensez à regarder dans les indésirables.
      </Notice>
    );
  }
  return (
    <form action={action} className="grid gap-5">
      <FormErrors fields={fields} message={message} />
      <TextInput
        autoCapitalize="none"
        autoComplete="username"
        autoCorrect="off"
        defaultValue={typed("identifier")}
        error={fields.identifier}
        label="Identifiant ou adresse e-mail"
        name="identifier"
        required
        spellCheck={false}
      />
      <SubmitButton className="w-full" icon="mail" pendingLabel="Envoi…" size="large">
        Recevoir un lien
      </SubmitButton>
    </form>
  );
}

/** A new password, by the link of a mail. */
export function ResetByMailForm({ token, example }: { token: string; example: string }) {
  const [state, action] = useActionState(resetByMailAction, IDLE);
  const { message, fields } = failureOf(state);
  return (
    <form action={action} className="grid gap-5">
      <FormErrors fields={fields} message={message} />
      <input name="jeton" type="hidden" value={token} />
      <NewPasswordField example={example} fields={fields} />
      <SubmitButton className="w-full" size="large">
        Enregistrer
      </SubmitButton>
    </form>
  );
}
