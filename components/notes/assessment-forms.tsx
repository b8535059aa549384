"use client";

import { useActionState } from "react";
import { failureOf } from "@/components/forms/form-state";
import { Hidden } from "@/components/forms/form-parts";
import { FormErrors } from "@/components/ui/form-errors";
import { SubmitButton } from "@/components/ui/submit-button";
import { IDLE } from "@/lib/actions/form";
import { deleteAssessmentAction, returnAssessmentAction } from "@/lib/notes/actions";

/** Who acts, on which assessment, as the page was opened. */
type Hiddens = Readonly<Record<string, string | number>>;

/** Gives the grades back to pupils and families, or takes that back. */
export function ReturnForm({ hidden, isReturned }: { hidden: Hiddens; isReturned: boolean }) {
  const [state, action] = useActionState(returnAssessmentAction, IDLE);
  const { message } = failureOf(state);
  return (
    <form action={action} className="grade-form">
      <FormErrors message={message} />
      <Hidden values={hidden} />
      <input name="returned" type="hidden" value={isReturned ? "no" : "yes"} />
      <SubmitButton icon={isReturned ? "eye-off" : "eye"} variant={isReturned ? "secondary" : "primary"}>
        {isReturned ? "Ne plus montrer aux familles" : "Rendre les notes"}
      </SubmitButton>
    </form>
  );
}

/** Deletes an assessment; the sentence before the button says what goes with it. */
export function DeleteForm({ hidden }: { hidden: Hiddens }) {
  const [state, action] = useActionState(deleteAssessmentAction, IDLE);
  const { message } = failureOf(state);
  return (
    <form action={action} className="grade-form">
      <FormErrors message={message} />
      <Hidden values={hidden} />
      <SubmitButton icon="trash" variant="danger">
        Supprimer l’évaluation
      </SubmitButton>
    </form>
  );
}
