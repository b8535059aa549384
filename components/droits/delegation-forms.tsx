"use client";

import { ActionForm } from "@/components/forms/action-form";
import { Hidden, Outcome } from "@/components/forms/form-parts";
import { useForm } from "@/components/forms/use-form";
import { ChoiceGroup, DateInput, Select, TextInput } from "@/components/ui/inputs";
import { SubmitButton } from "@/components/ui/submit-button";
import { toast } from "@/components/ui/toast";
import { endDelegationAction, giveDelegationAction } from "@/lib/droits/actions";
import type { Named } from "@/lib/droits/types";
import { rightWords } from "@/lib/auth/right-words";
import { formatName } from "@/lib/time/format";

/** Lends a right to a colleague, from a day to a last day. */
export function DelegationForm({
  actingId,
  operationId,
  today,
  delegates,
}: {
  actingId: string;
  operationId: string;
  today: string;
  delegates: readonly Named[];
}) {
  return (
    <ActionForm
      action={giveDelegationAction}
      className="account-form"
      done="Le droit est délégué."
      hidden={{ personne: actingId, operationId }}
      icon="plus"
      key={operationId}
      submit="Déléguer ce droit"
    >
      {({ fields, typed }) => (
        <>
          <Select
            defaultValue={typed("personId") ?? ""}
            error={fields["personId"]}
            hint="Un membre du personnel qui a activé son compte."
            key={typed("personId")}
            label="À qui"
            name="personId"
            required
          >
            <option disabled value="">
              Choisir…
            </option>
            {delegates.map((person) => (
              <option key={person.id} value={person.id}>
                {formatName(person, { sorted: true })}
              </option>
            ))}
          </Select>
          <ChoiceGroup
            choices={Object.entries(rightWords).map(([value, { label, help }]) => ({ value, label, hint: help }))}
            defaultValue={typed("right")}
            error={fields["right"]}
            key={typed("right")}
            label="Quel droit"
            name="right"
            required
          />
          <div className="account-row">
            <DateInput
              defaultValue={typed("startsOn") ?? today}
              error={fields["startsOn"]}
              label="Du"
              min={today}
              name="startsOn"
              required
            />
            <DateInput
              defaultValue={typed("lastDay")}
              error={fields["lastDay"]}
              label="Jusqu’au (compris)"
              min={today}
              name="lastDay"
              required
            />
          </div>
          <TextInput
            defaultValue={typed("reason")}
            error={fields["reason"]}
            label="Pourquoi"
            maxLength={200}
            name="reason"
            placeholder="Rentrée des 6e"
            required
          />
        </>
      )}
    </ActionForm>
  );
}

/** Ends a delegation at once. It ends only once: its id tells the operation. */
export function EndDelegationForm({
  actingId,
  delegationId,
  name,
}: {
  actingId: string;
  delegationId: string;
  /** Whose, and what, for who hears the buttons alone. */
  name: string;
}) {
  const { form, isSending, state } = useForm(endDelegationAction, () => toast("La délégation est terminée."));
  return (
    <form {...form}>
      {state.status === "failed" && <Outcome done="" state={state} />}
      <Hidden values={{ personne: actingId, operationId: delegationId, delegationId }} />
      <SubmitButton
        aria-disabled={isSending || undefined}
        aria-label={`Mettre fin\u202F: ${name}`}
        pendingLabel="Un instant…"
        size="small"
        variant="secondary"
      >
        Mettre fin
      </SubmitButton>
    </form>
  );
}
