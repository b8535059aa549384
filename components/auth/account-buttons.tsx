"use client";

import { useActionState } from "react";
import { failureOf } from "@/components/forms/form-state";
import { FormErrors } from "@/components/ui/form-errors";
import { SubmitButton } from "@/components/ui/submit-button";
import { IDLE } from "@/lib/actions/form";
import { revokeDeviceAction, revokeOtherDevicesAction, switchPersonAction } from "@/lib/auth/actions";

/** Signs one of my devices out. */
export function RevokeDeviceForm({ signInId, name }: { signInId: string; name: string }) {
  const [state, action] = useActionState(revokeDeviceAction, IDLE);
  return (
    <form action={action}>
      <FormErrors message={failureOf(state).message} />
      <input name="signInId" type="hidden" value={signInId} />
      <SubmitButton aria-label={`Déconnecter ${name}`} pendingLabel="Un instant…" size="small" variant="secondary">
        Déconnecter
      </SubmitButton>
    </form>
  );
}

/** Signs all my devices out but this one. */
export function RevokeOthersForm() {
  const [state, action] = useActionState(revokeOtherDevicesAction, IDLE);
  return (
    <form action={action}>
      <FormErrors message={failureOf(state).message} />
      <SubmitButton icon="log-out" pendingLabel="Un instant…" variant="secondary">
        Déconnecter les autres appareils
      </SubmitButton>
    </form>
  );
}

/** Acts with another of my persons, now and whenever an address names none. */
export function SwitchPersonForm({ personId, label }: { personId: string; label: string }) {
  const [state, action] = useActionState(switchPersonAction, IDLE);
  return (
    <form action={action}>
      <FormErrors message={failureOf(state).message} />
      <input name="personId" type="hidden" value={personId} />
      <SubmitButton
        aria-label={`Utiliser le profil ${label}`}
        pendingLabel="Un instant…"
        size="small"
        variant="secondary"
      >
        Utiliser
      </SubmitButton>
    </form>
  );
}
