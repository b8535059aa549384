"use client";

import { useActionState } from "react";
import { failureOf } from "@/components/forms/form-state";
import { Hidden, Outcome } from "@/components/forms/form-parts";
import { Checkbox, ChoiceGroup, Select, TextInput } from "@/components/ui/inputs";
import { SubmitButton } from "@/components/ui/submit-button";
import { IDLE } from "@/lib/actions/form";
import { saveModulesAction, saveSettingsAction } from "@/lib/comptes/actions";
import type { SettingField, SettingGroup } from "@/lib/school/settings";

/** Who acts, and the operation of the form as it was opened. */
interface Acting {
  personId: string;
  operationId: string;
}

const SAVED = "C’est enregistré.";

/** Opens and closes the modules of the school. */
export function ModulesForm({
  personId,
  operationId,
  version,
  modules,
  closed,
}: Acting & {
  version: number;
  modules: readonly { slug: string; title: string }[];
  closed: readonly string[];
}) {
  const [state, action] = useActionState(saveModulesAction, IDLE);
  const typed = state.status === "failed" ? state.values["open"] : undefined;
  const open = modules.flatMap(({ slug }) => (closed.includes(slug) ? [] : [slug]));
  return (
    <form action={action} className="account-form">
      <Outcome done={SAVED} state={state} />
      <Hidden values={{ personne: personId, operationId, version }} />
      <ChoiceGroup
        choices={modules.map(({ slug, title }) => ({ value: slug, label: title }))}
        defaultValue={typed ?? open}
        hint="Un module fermé disparaît des menus et ne répond plus, pour tout le monde. Ses données restent."
        key={String(typed ?? open)}
        label="Modules ouverts"
        name="open[]"
        type="checkbox"
      />
      <SubmitButton variant="secondary">Enregistrer les modules</SubmitButton>
    </form>
  );
}

/** A group of settings. */
export function SettingsForm({
  personId,
  operationId,
  version,
  group,
}: Acting & { version: number; group: SettingGroup }) {
  const [state, action] = useActionState(saveSettingsAction, IDLE);
  const { fields, typed } = failureOf(state);
  const idOf = (name: string) => `reglage-${group.name}-${name}`;
  return (
    <form action={action} className="account-form">
      <Outcome
        done={SAVED}
        ids={Object.fromEntries(group.fields.map(({ name }) => [name, idOf(name)]))}
        state={state}
      />
      <Hidden values={{ personne: personId, operationId, version, group: group.name }} />
      {group.fields.map((field) => (
        <Setting
          error={fields[field.name]}
          field={field}
          id={idOf(field.name)}
          key={field.name}
          value={state.status === "failed" ? (typed(field.name) ?? "") : field.value}
        />
      ))}
      <SubmitButton aria-label={`Enregistrer, ${group.label}`} variant="secondary">
        Enregistrer
      </SubmitButton>
    </form>
  );
}

function Setting({
  id,
  field,
  value,
  error,
}: {
  id: string;
  field: SettingField;
  value: string;
  error: readonly string[] | undefined;
}) {
  const { name, label, help, kind, unit, min, max, choices } = field;
  const common = { id, name, error, hint: help, label: unit ? `${label} (${unit})` : label };
  if (kind === "switch") return <Checkbox {...common} defaultChecked={value === "on"} key={value} />;
  if (kind === "choice") {
    return (
      <Select {...common} defaultValue={value} key={value} required>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </Select>
    );
  }
  if (kind === "time") return <TextInput {...common} defaultValue={value} required type="time" />;
  return <TextInput {...common} defaultValue={value} inputMode="numeric" max={max} min={min} required type="number" />;
}
