"use client";

import { useActionState, useState } from "react";
import { failureOf } from "@/components/forms/form-state";
import { Hidden, Outcome } from "@/components/forms/form-parts";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icons/icon";
import { Checkbox, DateInput, Select } from "@/components/ui/inputs";
import { SubmitButton } from "@/components/ui/submit-button";
import { IDLE } from "@/lib/actions/form";
import { endAccessAction, printCodeAction, restoreAccessAction, signOutDeviceAction } from "@/lib/comptes/actions";
import { reasonWords } from "@/lib/comptes/wording";
import { formatCount, formatDay } from "@/lib/time/format";

/** Who acts, on whom. */
interface Acting {
  actingId: string;
  personId: string;
}

/** Makes a code and shows it, once. */
export function CodeForm({
  actingId,
  personId,
  label,
  help,
  hasFactors,
}: Acting & {
  label: string;
  help: string;
  /** The account asks for a second factor, which who lost everything cannot show. */
  hasFactors: boolean;
}) {
  const [state, action] = useActionState(printCodeAction, IDLE);
  const [isCopied, setCopied] = useState(false);
  return (
    <form action={action} className="account-form">
      <Hidden values={{ personne: actingId, personId }} />
      {state.status === "done" ? (
        <div className="new-code" role="status">
          <p className="text-soft">
            {state.value.purpose === "RESET" ? "Code de mot de passe" : "Code d’activation"}, affiché une seule fois
          </p>
          <p className="new-code-text">{state.value.code}</p>
          <p>
            Valable jusqu’au {state.value.until}, une seule fois, à la page «{"\u00A0"}J’ai reçu un code{"\u00A0"}».
            Remettez-le en main propre.
          </p>
          <Button
            className="needs-script"
            icon={isCopied ? "check" : "copy"}
            onClick={() => {
              navigator.clipboard.writeText(state.value.code).then(
                () => setCopied(true),
                () => setCopied(false),
              );
            }}
            size="small"
          >
            {isCopied ? "Copié" : "Copier"}
          </Button>
        </div>
      ) : (
        <Outcome done="" state={state} />
      )}
      <p className="text-soft">{help}</p>
      {hasFactors && (
        <Checkbox
          hint="Pour qui a perdu son téléphone ou sa clé, et ses codes de secours. La personne en est avertie par e-mail."
          label="Retirer aussi la double vérification"
          name="removesFactors"
        />
      )}
      <SubmitButton icon="key-round" pendingLabel="Un instant…" variant="secondary">
        {label}
      </SubmitButton>
    </form>
  );
}

/** Ends an access, from a day on, with the reason; behind a fold, since it is rare. */
export function EndAccessForm({
  actingId,
  personId,
  operationId,
  today,
}: Acting & { operationId: string; today: string }) {
  const [state, action] = useActionState(endAccessAction, IDLE);
  const { fields, typed } = failureOf(state);
  return (
    <details className="fold" open={state.status === "failed" || undefined}>
      <summary>
        <Icon name="user-round-x" />
        Mettre fin à l’accès
      </summary>
      <form action={action} className="account-form">
        <Outcome done="" state={state} />
        <Hidden values={{ personne: actingId, personId, operationId, expected: "" }} />
        <p className="text-soft">
          La personne ne se connecte plus à partir de ce jour, sur aucun appareil, même si un import la mentionne
          encore. Rien n’est effacé, et l’accès peut être rétabli.
        </p>
        <div className="account-row">
          <DateInput
            defaultValue={typed("endsOn") ?? today}
            error={fields["endsOn"]}
            label="À partir du"
            min={today}
            name="endsOn"
            required
          />
          <Select
            defaultValue={typed("reason") ?? ""}
            error={fields["reason"]}
            key={typed("reason")}
            label="Raison"
            name="reason"
            required
          >
            <option disabled value="">
              Choisir…
            </option>
            {Object.entries(reasonWords).map(([reason, words]) => (
              <option key={reason} value={reason}>
                {words}
              </option>
            ))}
          </Select>
        </div>
        <SubmitButton variant="danger">Mettre fin à l’accès</SubmitButton>
      </form>
    </details>
  );
}

/** Gives an ended access back: the undo of the form above. */
export function RestoreAccessForm({
  actingId,
  personId,
  operationId,
  endsOn,
  today,
}: Acting & { operationId: string; endsOn: string; today: string }) {
  const [state, action] = useActionState(restoreAccessAction, IDLE);
  const words = formatDay(endsOn, { long: true, today });
  return (
    <form action={action} className="account-form">
      <Outcome done="L’accès est rétabli." state={state} />
      <Hidden values={{ personne: actingId, personId, operationId, expected: endsOn }} />
      <p role="status">
        {endsOn <= today ? `L’accès a été fermé à partir du ${words}.` : `L’accès sera fermé à partir du ${words}.`}
      </p>
      <SubmitButton icon="undo-2" variant="secondary">
        {endsOn <= today ? "Rétablir l’accès" : "Annuler cette fin d’accès"}
      </SubmitButton>
    </form>
  );
}

/** Signs out one device, or all. */
export function SignOutForm({ actingId, personId, signInId, name }: Acting & { signInId: string; name: string }) {
  const [state, action] = useActionState(signOutDeviceAction, IDLE);
  return (
    <form action={action}>
      <Outcome
        done={
          state.status === "done"
            ? `${formatCount(state.value.devices, "appareil déconnecté", "appareils déconnectés")}.`
            : ""
        }
        state={state}
      />
      <Hidden values={{ personne: actingId, personId, signInId }} />
      <SubmitButton
        aria-label={signInId ? `Déconnecter ${name}` : undefined}
        pendingLabel="Un instant…"
        size="small"
        variant="secondary"
      >
        {signInId ? "Déconnecter" : name}
      </SubmitButton>
    </form>
  );
}
