"use client";

import { useActionState } from "react";
import { failureOf } from "@/components/forms/form-state";
import { Hidden, Outcome } from "@/components/forms/form-parts";
import { TextInput } from "@/components/ui/inputs";
import { SubmitButton } from "@/components/ui/submit-button";
import { IDLE } from "@/lib/actions/form";
import { askCopyAction, askErasureAction } from "@/lib/departs/actions";

interface Acting {
  actingId: string;
  personId: string;
  operationId: string;
}

/** Asks for a copy. What comes then is the card around it. */
export function CopyForm({ actingId, personId, operationId, isAgain }: Acting & { isAgain: boolean }) {
  const [state, action] = useActionState(askCopyAction, IDLE);
  return (
    <form action={action} className="copy-form">
      {state.status === "failed" && <Outcome done="" state={state} />}
      <Hidden values={{ personne: actingId, personId, operationId }} />
      <SubmitButton pendingLabel="Demande en cours…" variant="secondary">
        {isAgain ? "Demander une nouvelle copie" : "Demander une copie"}
      </SubmitButton>
    </form>
  );
}

/** Erases somebody, once its name is written. */
export function ErasureForm({ actingId, personId, operationId, name }: Acting & { name: string }) {
  const [state, action] = useActionState(askErasureAction, IDLE);
  const { fields, typed } = failureOf(state);
  return (
    <form action={action} className="copy-form">
      <Outcome done="L’effacement est demandé. Il se fait dans la minute." state={state} />
      <Hidden values={{ personne: actingId, personId, operationId }} />
      <TextInput
        autoComplete="off"
        defaultValue={typed("name") ?? ""}
        error={fields["name"]}
        hint={`Pour confirmer, écrivez «\u00A0${name}\u00A0».`}
        label="Nom de la personne à effacer"
        name="name"
        required
      />
      <SubmitButton pendingLabel="Demande en cours…" variant="danger">
        Effacer définitivement
      </SubmitButton>
    </form>
  );
}
