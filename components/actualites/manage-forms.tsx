"use client";

import { useActionState } from "react";
import { Hidden, Outcome } from "@/components/forms/form-parts";
import { SubmitButton } from "@/components/ui/submit-button";
import { remindReadersAction, restoreNewsAction, withdrawNewsAction } from "@/lib/actualites/actions";
import { IDLE } from "@/lib/actions/form";

interface ManagedProps {
  newsId: string;
  personId: string;
  operationId: string;
}

/** Takes a piece of news back; the page then offers to undo it. */
export function WithdrawForm({ newsId, personId, operationId, isDraft }: ManagedProps & { isDraft: boolean }) {
  const [state, action] = useActionState(withdrawNewsAction, IDLE);
  return (
    <form action={action}>
      {state.status === "failed" && <Outcome done={null} state={state} />}
      <Hidden values={{ personne: personId, operationId, newsId }} />
      <SubmitButton icon="trash" pendingLabel="Retrait…" variant="quiet">
        {isDraft ? "Jeter le brouillon" : "Retirer"}
      </SubmitButton>
    </form>
  );
}

/** Shows a withdrawn piece of news again, as it was. */
export function RestoreForm({ newsId, personId, operationId }: ManagedProps) {
  const [state, action] = useActionState(restoreNewsAction, IDLE);
  return (
    <form action={action}>
      {state.status === "failed" && <Outcome done={null} state={state} />}
      <Hidden values={{ personne: personId, operationId, newsId }} />
      <SubmitButton icon="undo-2" size="small" variant="secondary">
        Annuler le retrait
      </SubmitButton>
    </form>
  );
}

/** Reminds those who have not confirmed. */
export function RemindForm({ newsId, personId, operationId }: ManagedProps) {
  const [state, action] = useActionState(remindReadersAction, IDLE);
  return (
    <form action={action} className="news-remind">
      {state.status === "failed" && <Outcome done={null} state={state} />}
      <Hidden values={{ personne: personId, operationId, newsId }} />
      <SubmitButton icon="bell" pendingLabel="Envoi…" variant="secondary">
        Relancer ceux qui n’ont pas confirmé
      </SubmitButton>
    </form>
  );
}
