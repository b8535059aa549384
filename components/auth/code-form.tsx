"use client";

import { useActionState, useEffect } from "react";
import { failureOf } from "@/components/forms/form-state";
import { FormErrors } from "@/components/ui/form-errors";
import { TextInput } from "@/components/ui/inputs";
import { SubmitButton } from "@/components/ui/submit-button";
import { IDLE } from "@/lib/actions/form";
import { enterCodeAction } from "@/lib/auth/actions";

/** The code of a printed sheet. */
export function CodeForm() {
  const [state, action] = useActionState(enterCodeAction, IDLE);
  useEffect(takeScannedCode, []);
  const { message, fields } = failureOf(state);
  return (
    <form action={action} className="grid gap-5">
      <FormErrors fields={fields} message={message} />
      <TextInput
        autoCapitalize="characters"
        autoComplete="off"
        autoCorrect="off"
        className="font-mono text-lg tracking-widest uppercase"
        error={fields.code}
        hint="Douze lettres et chiffres. Majuscules, espaces et tirets n’ont pas d’importance."
        label="Code de votre feuille"
        name="code"
        placeholder="XXXX-XXXX-XXXX"
        required
        spellCheck={false}
      />
      <SubmitButton className="w-full" pendingLabel="Vérification…" size="large">
        Continuer
      </SubmitButton>
    </form>
  );
}

/** A scanned sheet brings its code after the sign #, which is not sent to any server: into the field, and out of the address. */
function takeScannedCode(): void {
  const code = window.location.hash.slice(1);
  const field = document.querySelector<HTMLInputElement>("input[name=code]");
  if (!field || !/^[\w-]{12,20}$/.test(code)) return;
  field.value = code;
  window.history.replaceState(window.history.state, "", window.location.pathname);
}
