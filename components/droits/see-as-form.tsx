"use client";

import { useActionState } from "react";
import { Hidden, Outcome } from "@/components/forms/form-parts";
import { SubmitButton } from "@/components/ui/submit-button";
import { IDLE } from "@/lib/actions/form";
import { startSeeingAction } from "@/lib/auth/seeing-actions";

/** «Voir comme»: what this person sees, to help it. */
export function SeeAsForm({ actingId, personId }: { actingId: string; personId: string }) {
  const [state, action] = useActionState(startSeeingAction, IDLE);
  return (
    <form action={action} className="account-form">
      <Outcome done="" state={state} />
      <Hidden values={{ personne: actingId, personId }} />
      <p className="text-soft">
        Pour aider cette personne{"\u202F"}: vous voyez ses pages, sans rien pouvoir y changer, pendant une demi-heure
        au plus. Sa messagerie, ses documents et ses notifications restent fermés. Cette visite s’inscrit dans son
        historique.
      </p>
      <SubmitButton icon="eye" pendingLabel="Un instant…" variant="secondary">
        Voir le portail comme cette personne
      </SubmitButton>
    </form>
  );
}
