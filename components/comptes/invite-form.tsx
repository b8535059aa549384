"use client";

import { useActionState } from "react";
import { Hidden, Outcome } from "@/components/forms/form-parts";
import { ChoiceGroup, type Choice } from "@/components/ui/inputs";
import { SubmitButton } from "@/components/ui/submit-button";
import { IDLE } from "@/lib/actions/form";
import { inviteAction } from "@/lib/comptes/actions";
import { invitedWords } from "@/lib/comptes/wording";

/**
 * Invites by mail: one person, a class, the staff, or all who wait. Pressed twice it sends once: the page's operation is one, and nobody is
 * invited again on the same day.
 */
export function InviteForm({
  actingId,
  operationId,
  to,
  id = "",
  who,
  choices,
  submit,
}: {
  actingId: string;
  operationId: string;
  to: "PERSON" | "CLASS" | "STAFF" | "EVERYONE";
  id?: string;
  who: string;
  /** Whom to choose among; without them, `who` it is. */
  choices?: readonly Choice[];
  submit: string;
}) {
  const [state, action] = useActionState(inviteAction, IDLE);
  return (
    <form action={action} className="account-form">
      <Outcome done={state.status === "done" ? invitedWords(state.value) : ""} state={state} />
      <Hidden values={{ personne: actingId, operationId, to, id, ...(!choices && { who }) }} />
      {choices && (
        <ChoiceGroup choices={choices} defaultValue={who} id={`inviter-${to}`} label="Qui inviter" name="who" />
      )}
      <SubmitButton icon="mail" pendingLabel="Un instant…" variant="secondary">
        {submit}
      </SubmitButton>
    </form>
  );
}
