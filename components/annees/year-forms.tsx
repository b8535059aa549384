"use client";

import { useActionState } from "react";
import { Hidden, Outcome } from "@/components/forms/form-parts";
import { failureOf } from "@/components/forms/form-state";
import { Icon } from "@/components/ui/icons/icon";
import { Checkbox, DateInput, TextArea } from "@/components/ui/inputs";
import { SubmitButton } from "@/components/ui/submit-button";
import { IDLE } from "@/lib/actions/form";
import { closeYearAction, prepareYearAction, reopenYearAction } from "@/lib/comptes/annees/actions";

/** Who acts, and the operation of the form as it was opened. */
interface Acting {
  personId: string;
  operationId: string;
}

/** The days of the year that comes. */
export function PrepareForm({
  personId,
  operationId,
  year,
}: Acting & { year: { label: string; firstDay: string; lastDay: string } }) {
  const [state, action] = useActionState(prepareYearAction, IDLE);
  const { fields, typed } = failureOf(state);
  return (
    <form action={action} className="account-form">
      <Outcome done={`L’année ${year.label} est prête.`} state={state} />
      <Hidden values={{ personne: personId, operationId }} />
      <div className="account-row">
        <DateInput
          defaultValue={typed("firstDay") ?? year.firstDay}
          error={fields["firstDay"]}
          label="Premier jour"
          name="firstDay"
          required
        />
        <DateInput
          defaultValue={typed("lastDay") ?? year.lastDay}
          error={fields["lastDay"]}
          label="Dernier jour"
          name="lastDay"
          required
        />
      </div>
      <SubmitButton icon="calendar-days" pendingLabel="Préparation en cours…">
        {`Préparer l’année ${year.label}`}
      </SubmitButton>
    </form>
  );
}

/** Makes an archive of a year; a box to tick when something stays open. */
export function CloseForm({
  personId,
  operationId,
  year,
  mustConfirm,
}: Acting & { year: { id: string; label: string; version: number }; mustConfirm: boolean }) {
  const [state, action] = useActionState(closeYearAction, IDLE);
  const { fields } = failureOf(state);
  return (
    <form action={action} className="account-form">
      <Outcome done="" state={state} />
      <Hidden values={{ personne: personId, operationId, yearId: year.id, version: year.version }} />
      {mustConfirm && (
        <Checkbox
          error={fields["confirmed"]}
          label="J’ai lu ce qui précède, et je clos l’année telle qu’elle est."
          name="confirmed"
          required
        />
      )}
      <SubmitButton icon="lock" pendingLabel="Clôture en cours…">
        {`Clore l’année ${year.label}`}
      </SubmitButton>
    </form>
  );
}

/** Opens a closed year again, with the reason; behind a fold, since it is rare. */
export function ReopenForm({
  personId,
  operationId,
  year,
  until,
}: Acting & { year: { id: string; label: string; version: number }; until: string }) {
  const [state, action] = useActionState(reopenYearAction, IDLE);
  const { fields, typed } = failureOf(state);
  const id = `motif-${year.id}`;
  return (
    <details className="fold" open={state.status === "failed" || undefined}>
      <summary>
        <Icon name="undo-2" />
        {`Rouvrir l’année ${year.label}`}
      </summary>
      <form action={action} className="account-form">
        <Outcome done="" ids={{ motive: id }} state={state} />
        <Hidden values={{ personne: personId, operationId, yearId: year.id, version: year.version }} />
        <TextArea
          defaultValue={typed("motive") ?? ""}
          error={fields["motive"]}
          hint="Le motif reste au journal, avec votre nom."
          id={id}
          label="Pourquoi la rouvrir"
          maxLength={300}
          name="motive"
          required
          rows={2}
        />
        <p className="text-soft">{`Possible jusqu’au ${until}. Refermez-la dès que la correction est faite.`}</p>
        <SubmitButton pendingLabel="Ouverture en cours…" variant="secondary">
          Rouvrir cette année
        </SubmitButton>
      </form>
    </details>
  );
}
