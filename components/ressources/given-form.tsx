"use client";

import { useActionState } from "react";
import { failureOf } from "@/components/forms/form-state";
import { FormErrors } from "@/components/ui/form-errors";
import { SubmitButton } from "@/components/ui/submit-button";
import { IDLE } from "@/lib/actions/form";
import { restoreGivenAction, withdrawGivenAction } from "@/lib/ressources/actions";

/** Takes a resource back from a class, and gives it again: one gesture undoes the other. */
export function GivenForm({
  assignmentId,
  personId,
  what,
  isWithdrawn,
}: {
  assignmentId: string;
  personId: string;
  /** The resource and the class, for who does not see the row. */
  what: string;
  isWithdrawn: boolean;
}) {
  const [withdrawn, withdraw] = useActionState(withdrawGivenAction, IDLE);
  const [restored, restore] = useActionState(restoreGivenAction, IDLE);
  const message = failureOf(isWithdrawn ? restored : withdrawn).message;
  return (
    <form action={isWithdrawn ? restore : withdraw}>
      <FormErrors message={message} />
      <input name="personne" type="hidden" value={personId} />
      <input name="assignmentId" type="hidden" value={assignmentId} />
      <SubmitButton
        aria-label={`${isWithdrawn ? "Redonner" : "Retirer"} ${what}`}
        icon={isWithdrawn ? "undo-2" : "x"}
        pendingLabel="Un instant…"
        size="small"
        variant="quiet"
      >
        {isWithdrawn ? "Redonner" : "Retirer"}
      </SubmitButton>
    </form>
  );
}
