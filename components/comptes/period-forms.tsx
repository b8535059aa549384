"use client";

import { useActionState } from "react";
import { failureOf } from "@/components/forms/form-state";
import { Hidden, Outcome } from "@/components/forms/form-parts";
import { Badge } from "@/components/ui/badge";
import { ChoiceGroup, DateInput, TextInput } from "@/components/ui/inputs";
import { SubmitButton } from "@/components/ui/submit-button";
import { IDLE } from "@/lib/actions/form";
import { closePeriodAction, createSchemeAction, savePeriodsAction } from "@/lib/comptes/actions";
import type { Scheme } from "@/lib/comptes/types";

/** Who acts, and the operation of the form as it was opened. */
interface Acting {
  personId: string;
  operationId: string;
}

/** The dates of a scheme's periods, saved together. */
export function PeriodsForm({ personId, operationId, scheme }: Acting & { scheme: Scheme }) {
  const [state, action] = useActionState(savePeriodsAction, IDLE);
  const { fields, typed } = failureOf(state);
  return (
    <form action={action} className="account-form">
      <Outcome done="C’est enregistré." state={state} />
      <Hidden values={{ personne: personId, operationId, schemeId: scheme.id, version: scheme.version }} />
      {scheme.periods.map(({ id, name, firstDay, lastDay }) => (
        <fieldset className="period" key={id}>
          <legend className="field-label">{name}</legend>
          <div className="account-row">
            <DateInput
              defaultValue={typed(`debut.${id}`) ?? firstDay}
              error={fields[`debut.${id}`]}
              label="Du"
              name={`debut.${id}`}
              required
            />
            <DateInput
              defaultValue={typed(`fin.${id}`) ?? lastDay}
              error={fields[`fin.${id}`]}
              label="Au"
              name={`fin.${id}`}
              required
            />
          </div>
        </fieldset>
      ))}
      <SubmitButton aria-label={`Enregistrer les dates, ${scheme.name}`} variant="secondary">
        Enregistrer les dates
      </SubmitButton>
    </form>
  );
}

/** Which periods take grades, and the button that closes or opens each. */
export function PeriodStates({ personId, operationId, scheme }: Acting & { scheme: Scheme }) {
  const [state, action] = useActionState(closePeriodAction, IDLE);
  if (scheme.year.isClosed || scheme.divisions === 0) return null;
  return (
    <div className="period-states">
      <h4 className="field-label">Saisie des notes</h4>
      <p className="field-hint">
        Une période close ne reçoit plus ni note ni évaluation. Les appréciations s’écrivent jusqu’à la publication des
        bulletins.
      </p>
      <Outcome done="C’est enregistré." state={state} />
      <ul className="rows">
        {scheme.periods.map(({ id, name, closed }) => {
          const isClosed = closed === scheme.divisions;
          const words = isClosed ? "Close" : closed > 0 ? `Close pour ${closed} sur ${scheme.divisions}` : "Ouverte";
          return (
            <li className="row" key={id}>
              <div className="row-body">
                <div className="row-title">{name}</div>
              </div>
              <form action={action} className="row-aside">
                <Badge icon={isClosed ? "lock" : "pencil"} tone={isClosed ? "neutral" : "success"}>
                  {words}
                </Badge>
                <Hidden values={{ personne: personId, operationId, periodId: id }} />
                <input name="closed" type="hidden" value={isClosed ? "no" : "yes"} />
                <SubmitButton
                  aria-label={`${isClosed ? "Rouvrir" : "Clore"}, ${name}`}
                  size="small"
                  variant="secondary"
                >
                  {isClosed ? "Rouvrir" : "Clore"}
                </SubmitButton>
              </form>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** Divides the year in periods, for the classes that have none. */
export function SchemeForm({
  personId,
  operationId,
  divisions,
}: Acting & { divisions: readonly { id: string; name: string }[] }) {
  const [state, action] = useActionState(createSchemeAction, IDLE);
  const { fields, typed } = failureOf(state);
  const kind = typed("kind") ?? "TRIMESTRE";
  const sent = state.status === "failed" ? (state.values["divisionIds"] ?? []) : divisions.map(({ id }) => id);
  return (
    <form action={action} className="account-form">
      <Outcome done="L’année est découpée : ajustez les dates." state={state} />
      <Hidden values={{ personne: personId, operationId }} />
      <ChoiceGroup
        choices={[
          { value: "TRIMESTRE", label: "Trimestres" },
          { value: "SEMESTRE", label: "Semestres" },
          { value: "CUSTOM", label: "Autre" },
        ]}
        defaultValue={kind}
        error={fields["kind"]}
        key={kind}
        label="Découpage"
        layout="inline"
        name="kind"
        required
      />
      <div className="account-row">
        <TextInput
          defaultValue={typed("count") ?? "4"}
          error={fields["count"]}
          hint="Pour un autre découpage."
          inputMode="numeric"
          label="Nombre de périodes"
          max={8}
          min={2}
          name="count"
          type="number"
        />
        <TextInput
          defaultValue={typed("name") ?? ""}
          error={fields["name"]}
          hint="Pour distinguer deux découpages."
          label="Nom"
          maxLength={60}
          name="name"
        />
      </div>
      <ChoiceGroup
        choices={divisions.map(({ id, name }) => ({ value: id, label: name }))}
        defaultValue={sent}
        error={fields["divisionIds"]}
        hint="Une classe garde ses périodes toute l’année."
        key={String(sent)}
        label="Classes"
        layout="inline"
        name="divisionIds[]"
        type="checkbox"
      />
      <SubmitButton variant="secondary">Découper l’année</SubmitButton>
    </form>
  );
}
