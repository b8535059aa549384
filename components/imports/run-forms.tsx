"use client";

import { useActionState } from "react";
import { Hidden, Outcome } from "@/components/forms/form-parts";
import type { ButtonVariant } from "@/components/ui/button";
import { SubmitButton } from "@/components/ui/submit-button";
import { IDLE } from "@/lib/actions/form";
import { allowDeparturesAction, applyImportAction, discardImportAction, undoImportAction } from "@/lib/imports/actions";

const gestures = {
  apply: { action: applyImportAction, label: "Appliquer cet import", variant: "primary" },
  undo: { action: undoImportAction, label: "Annuler tout cet import", variant: "secondary" },
  discard: { action: discardImportAction, label: "Abandonner", variant: "quiet" },
  allowDepartures: { action: allowDeparturesAction, label: "Ces départs sont voulus", variant: "secondary" },
} as const satisfies Record<string, { action: unknown; label: string; variant: ButtonVariant }>;

/** One gesture on an import, as the page was opened with it. */
export function RunForm({
  gesture,
  personId,
  runId,
  version,
  operationId,
}: {
  gesture: keyof typeof gestures;
  personId: string;
  runId: string;
  version: number;
  operationId: string;
}) {
  const { action, label, variant } = gestures[gesture];
  const [state, send] = useActionState(action, IDLE);
  return (
    <form action={send} className="run-form">
      {state.status === "failed" && <Outcome done="" state={state} />}
      <Hidden values={{ personne: personId, runId, version, operationId }} />
      <SubmitButton pendingLabel="Demande en cours…" variant={variant}>
        {label}
      </SubmitButton>
    </form>
  );
}
