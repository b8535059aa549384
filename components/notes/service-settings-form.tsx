"use client";

import { type SyntheticEvent, useRef, useState } from "react";
import { Hidden, Outcome } from "@/components/forms/form-parts";
import { useForm } from "@/components/forms/use-form";
import { effectOf, type PreviewMarks, typedRules } from "@/components/notes/settings-preview";
import { FieldError } from "@/components/ui/field";
import { ChoiceGroup, Select, TextInput } from "@/components/ui/inputs";
import { SubmitButton } from "@/components/ui/submit-button";
import { toast } from "@/components/ui/toast";
import { saveServiceAction } from "@/lib/notes/actions";
import { inFrench } from "@/lib/notes/marks";
import { NO_ROUNDING } from "@/lib/notes/rounding";
import type { GradedService } from "@/lib/notes/types";
import { formatCount } from "@/lib/time/format";

/** Lines for parts that are still to be named. */
const BLANK_PARTS = 2;
const MOST_PARTS = 8;

const DONE = "Les réglages sont enregistrés.";

/** Scale, rounding and parts of a service, with what they change in the averages of the running period. */
export function ServiceSettingsForm({
  hidden,
  rules: stored,
  preview,
}: {
  /** Who acts, on which service, from which version. */
  hidden: Readonly<Record<string, string | number>>;
  rules: GradedService["rules"];
  preview: PreviewMarks & { period: string };
}) {
  const [effect, setEffect] = useState<ReturnType<typeof effectOf>>(null);
  const [sent, setSent] = useState<GradedService["rules"] | null>(null);
  // The fields begin anew with what was saved, and with nothing else: after a failure they stay as they are.
  const [round, setRound] = useState(0);
  const sentText = useRef("");
  const { form, isSending, state, failure } = useForm(saveServiceAction, (_done, element) => {
    toast(DONE);
    setEffect(null);
    // What was typed while the rest was on its way stays, over the rules that it was typed on.
    if (textOf(element) !== sentText.current) return;
    setSent(null);
    setRound((before) => before + 1);
  });
  const { fields, typed } = failure;
  const rules = sent ?? stored;
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
    <form
      {...form}
      className="grade-form assessment-form"
      onInput={follow}
      onSubmit={(event) => {
        if (!isSending) {
          sentText.current = textOf(event.currentTarget);
          setSent(rules);
        }
        form.onSubmit?.(event);
      }}
    >
      <Outcome done={DONE} state={state} />
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
        key={`arrondi ${round} ${mode}`}
        label="Arrondi des moyennes affichées"
        layout="tiles"
        name="roundingMode"
        required
      />
      <Select
        defaultValue={roundingStep}
        error={fields["roundingStep"]}
        key={`pas ${round} ${step}`}
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
          <div className="service-part" key={`${round} ${part.id || index}`}>
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
      <SubmitButton aria-disabled={isSending || undefined}>Enregistrer les réglages</SubmitButton>
    </form>
  );
}

/** What a person has put into the form: all but what it carries by itself, which a sending changes. */
function textOf(form: HTMLFormElement): string {
  const hidden = new Set([...form.querySelectorAll<HTMLInputElement>("input[type=hidden]")].map(({ name }) => name));
  return JSON.stringify([...new FormData(form)].filter(([name]) => !hidden.has(name)));
}
