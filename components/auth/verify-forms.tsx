"use client";

import { useActionState } from "react";
import { usePasskey } from "@/components/auth/use-passkey";
import { failureOf } from "@/components/forms/form-state";
import { Button } from "@/components/ui/button";
import { FormErrors } from "@/components/ui/form-errors";
import { TextInput } from "@/components/ui/inputs";
import { SubmitButton } from "@/components/ui/submit-button";
import { IDLE } from "@/lib/actions/form";
import { askForPasskeyAction, passByCodeAction, passByPasskeyAction } from "@/lib/auth/factor-actions";

/** The second step, by six digits or a recovery code. */
export function VerifyCodeForm({ retour }: { retour: string | undefined }) {
  const [state, action] = useActionState(passByCodeAction, IDLE);
  const { message, fields } = failureOf(state);
  return (
    <form action={action} className="grid gap-5">
      <FormErrors fields={fields} message={message} />
      {retour && <input name="retour" type="hidden" value={retour} />}
      <TextInput
        autoCapitalize="characters"
        autoComplete="one-time-code"
        autoCorrect="off"
        className="font-mono text-lg tracking-widest"
        error={fields.code}
        hint="Les six chiffres de l’application, ou l’un des codes de secours."
        label="Code de vérification"
        name="code"
        required
        spellCheck={false}
      />
      <SubmitButton className="w-full" icon="log-in" pendingLabel="Vérification…" size="large">
        Continuer
      </SubmitButton>
    </form>
  );
}

/** The second step, by a passkey of this device or of one nearby. */
export function VerifyPasskeyForm({ retour }: { retour: string | undefined }) {
  const { isBusy, state, start } = usePasskey({
    ask: (form) => askForPasskeyAction(IDLE, form),
    answer: async (optionsJSON) => (await import("@simplewebauthn/browser")).startAuthentication({ optionsJSON }),
    send: (form) => passByPasskeyAction(IDLE, form),
  });
  const { message } = failureOf(state);
  return (
    <div className="needs-script mb-6 grid gap-4">
      <FormErrors message={message} />
      <Button
        aria-disabled={isBusy || undefined}
        className="w-full"
        icon="key-round"
        onClick={() => {
          const form = new FormData();
          if (retour) form.set("retour", retour);
          void start(form);
        }}
        size="large"
        variant="primary"
      >
        Utiliser ma clé d’accès
      </Button>
      <p className="text-center text-soft">ou bien</p>
    </div>
  );
}
