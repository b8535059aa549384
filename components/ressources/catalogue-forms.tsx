"use client";

import { useActionState } from "react";
import { failureOf } from "@/components/forms/form-state";
import { FormErrors } from "@/components/ui/form-errors";
import { SubmitButton } from "@/components/ui/submit-button";
import { IDLE } from "@/lib/actions/form";
import { addFreeCatalogueAction, restoreResourceAction, withdrawResourceAction } from "@/lib/ressources/actions";

/** Starts the catalogue from the free one. */
export function FreeCatalogueForm({ personId }: { personId: string }) {
  const [state, action] = useActionState(addFreeCatalogueAction, IDLE);
  return (
    <form action={action}>
      <FormErrors message={failureOf(state).message} />
      <input name="personne" type="hidden" value={personId} />
      <SubmitButton icon="library" pendingLabel="Ajout du catalogue…">
        Ajouter le catalogue libre
      </SubmitButton>
    </form>
  );
}

/** Takes a resource out of the catalogue, and puts it back: one gesture undoes the other. */
export function WithdrawForm({
  resourceId,
  personId,
  isWithdrawn,
}: {
  resourceId: string;
  personId: string;
  isWithdrawn: boolean;
}) {
  const [withdrawn, withdraw] = useActionState(withdrawResourceAction, IDLE);
  const [restored, restore] = useActionState(restoreResourceAction, IDLE);
  return (
    <form action={isWithdrawn ? restore : withdraw}>
      <FormErrors message={failureOf(isWithdrawn ? restored : withdrawn).message} />
      <input name="personne" type="hidden" value={personId} />
      <input name="resourceId" type="hidden" value={resourceId} />
      <SubmitButton icon={isWithdrawn ? "undo-2" : "trash"} pendingLabel="Un instant…" variant="secondary">
        {isWithdrawn ? "Remettre au catalogue" : "Retirer du catalogue"}
      </SubmitButton>
    </form>
  );
}
