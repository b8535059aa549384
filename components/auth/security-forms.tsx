"use client";

import { useActionState } from "react";
import { CodeList } from "@/components/auth/recovery-codes";
import { failureOf } from "@/components/forms/form-state";
import { FormErrors } from "@/components/ui/form-errors";
import { PasswordInput } from "@/components/ui/password-input";
import { SubmitButton } from "@/components/ui/submit-button";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { IDLE } from "@/lib/actions/form";
import { removeFactorAction, renewCodesAction } from "@/lib/auth/factor-actions";

/** Removes a second factor, behind a fold and the password. */
export function RemoveFactorForm({ factorId, name }: { factorId: string; name: string }) {
  const [state, action] = useActionState(removeFactorAction, IDLE);
  const { message, fields } = failureOf(state);
  const id = `retirer-${factorId}`;
  return (
    <details className="factor-fold" open={state.status === "failed" || undefined}>
      <summary>
        Retirer<VisuallyHidden> {name}</VisuallyHidden>
      </summary>
      <form action={action}>
        <FormErrors fields={fields} ids={{ currentPassword: id }} message={message} />
        <input name="factorId" type="hidden" value={factorId} />
        <PasswordInput
          autoComplete="current-password"
          error={fields.currentPassword}
          id={id}
          label="Mot de passe actuel"
          name="currentPassword"
        />
        <div>
          <SubmitButton pendingLabel="Un instant…" variant="danger">
            Retirer ce moyen
          </SubmitButton>
        </div>
      </form>
    </details>
  );
}

/** Makes new recovery codes and shows them, once. */
export function RenewCodesForm({ isPupil }: { isPupil: boolean }) {
  const [state, action] = useActionState(renewCodesAction, IDLE);
  const { message, fields } = failureOf(state);
  if (state.status === "done") {
    return (
      <div className="mt-4" role="status">
        <CodeList codes={state.value.codes} isPupil={isPupil} level={3} />
      </div>
    );
  }
  return (
    <details className="factor-fold" open={state.status === "failed" || undefined}>
      <summary>Créer de nouveaux codes de secours</summary>
      <form action={action}>
        <FormErrors fields={fields} ids={{ currentPassword: "codes-passe" }} message={message} />
        <p className="text-soft">Les anciens cesseront de fonctionner.</p>
        <PasswordInput
          autoComplete="current-password"
          error={fields.currentPassword}
          id="codes-passe"
          label="Mot de passe actuel"
          name="currentPassword"
        />
        <div>
          <SubmitButton pendingLabel="Un instant…" variant="secondary">
            Créer dix codes
          </SubmitButton>
        </div>
      </form>
    </details>
  );
}
