"use client";

import { type SyntheticEvent, useActionState, useState } from "react";
import { failureOf } from "@/components/forms/form-state";
import { Hidden, Outcome } from "@/components/forms/form-parts";
import { effectOf, type PreviewMarks, typedRules } from "@/components/notes/settings-preview";
import { FieldError } from "@/components/ui/field";
import { ChoiceGroup, Select, TextInput } from "@/components/ui/inputs";
import { SubmitButton } from "@/components/ui/submit-button";
import { IDLE } from "@/lib/actions/form";
import { saveServiceAction } from "@/lib/notes/actions";
import { inFrench } from "@/lib/notes/marks";
import { NO_ROUNDING } from "@/lib/notes/rounding";
import type { GradedService } from "@/lib/notes/types";
import { formatCount } from "@/lib/time/format";

/** Lines for parts that are still to be named. */
const BLANK_PARTS = 2;
const MOST_PARTS = 8;

/** Scale, rounding and parts of a service, with what they change in the averages of the running period. */
export function ServiceSettingsForm({
  hidden,
  rules,
  preview,
}: {
  /** Who acts, on which service, from which version. */
  hidden: Readonly<Record<string, string | number>>;
  rules: GradedService["rules"];
  preview: PreviewMarks & { period: string };
}) {
  const [state, action] = useActionState(saveServiceAction, IDLE);
  const { fields, typed } = failureOf(state);
  const [effect, setEffect] = useState<ReturnType<typeof effectOf>>(null);
  const { mode, step } = rules.rounding ?? NO_ROUNDING;
  const values = state.status === "failed" ? state.values : {};
  const listed = (name: string): readonly string[] => {
    const value = values[name];
    return Array.isArray(value) ? value : [];
  };
  const lines = Math.min(rules.parts.length + BLANK_PARTS, MOST_PARTS);
  const blank = { id: "", name: "", coefficient: "" };
  const parts = Array.from({ length: lines }, (_, index) => {
    const part = rules.parts[index] ?? blank;
    return {
      id: part.id,
      name: listed("partName")[index] ?? part.name,
      coefficient: listed("partCoefficient")[index] ?? (part.coefficient && inFrench(part.coefficient)),
    };
  });
  const roundingMode = typed("roundingMode") ?? mode;
  const roundingStep = typed("roundingStep") ?? step;

  function follow(event: SyntheticEvent<HTMLFormElement>) {
    const wanted = typedRules(new FormData(event.currentTarget));
    setEffect(wanted && effectOf(rules, wanted, preview));
  }

  return (
    <form action={action} className="grade-form assessment-form" onInput={follow}>
      <Outcome done="Les réglages sont enregistrés." state={state} />
      <Hidden values={hidden} />
      <TextInput
        defaultValue={typed("scale") ?? inFrench(rules.scale)}
        error={fields["scale"]}
        hint="Les notes ramenées et les moyennes s’entendent sur ce nombre."
        inputMode="decimal"
        label="Moyennes sur"
        name="scale"
        required
      />
      <ChoiceGroup
        choices={[
          { value: "NONE", label: "Aucun", hint: "Au centième, sur la valeur exacte." },
          { value: "NEAREST", label: "Au plus proche", hint: "La moitié monte." },
          { value: "UP", label: "Vers le haut", hint: "Toujours au pas suivant." },
        ]}
        defaultValue={roundingMode}
        error={fields["roundingMode"]}
        key={roundingMode}
        label="Arrondi des moyennes affichées"
        layout="tiles"
        name="roundingMode"
        required
      />
      <Select
        defaultValue={roundingStep}
        error={fields["roundingStep"]}
        key={`pas ${roundingStep}`}
        label="Pas de l’arrondi"
        name="roundingStep"
        required
      >
        {["0.01", "0.1", "0.5", "1"].map((value) => (
          <option key={value} value={value}>
            {inFrench(value)}
          </option>
        ))}
      </Select>
      <fieldset aria-describedby="parties-aide" className="service-parts">
        <legend className="field-label">Parties du service</legend>
        <p className="field-hint" id="parties-aide">
          Écrit, oral… La moyenne du service est celle de ses parties, selon leurs coefficients. Videz un nom pour
          retirer la partie.
        </p>
        <FieldError error={fields["partName"]} id="parties" />
        {parts.map((part, index) => (
          <div className="service-part" key={`${part.id || index} ${part.name}`}>
            <input name="partId[]" type="hidden" value={part.id} />
            <TextInput
              defaultValue={part.name}
              id={`partie-${index}`}
              label={`Partie ${index + 1}`}
              maxLength={40}
              name="partName[]"
            />
            <TextInput
              defaultValue={part.coefficient}
              error={index === 0 ? fields["partCoefficient"] : undefined}
              id={`coefficient-${index}`}
              inputMode="decimal"
              label={`Coefficient ${index + 1}`}
              name="partCoefficient[]"
            />
          </div>
        ))}
      </fieldset>
      <p className="settings-effect" role="status">
        {effect &&
          (effect.changed === 0
            ? `${preview.period}\u202F: aucune moyenne ne change.`
            : `${preview.period}\u202F: ${formatCount(effect.changed, "moyenne")} sur ${preview.pupilIds.length} changent. Classe\u202F: ${effect.before} → ${effect.after}.`)}
      </p>
      <SubmitButton>Enregistrer les réglages</SubmitButton>
    </form>
  );
}
