"use client";

import { Hidden } from "@/components/forms/form-parts";
import { useForm } from "@/components/forms/use-form";
import { kindWords } from "@/components/notes/words";
import { FormErrors } from "@/components/ui/form-errors";
import { Checkbox, ChoiceGroup, DateInput, Select, TextArea, TextInput } from "@/components/ui/inputs";
import { SubmitButton } from "@/components/ui/submit-button";
import { saveAssessmentAction } from "@/lib/notes/actions";
import { inFrench } from "@/lib/notes/marks";
import type { Assessment } from "@/lib/notes/types";

/** Makes or changes an assessment. Works without JavaScript; what was typed stays whatever happens. */
export function AssessmentForm({
  hidden,
  values,
  periods,
  parts,
  scale,
}: {
  /** Who acts, on which service and assessment. */
  hidden: Readonly<Record<string, string | number>>;
  values: Omit<Assessment, "id"> & { periodId: string };
  periods: readonly { id: string; name: string }[];
  parts: readonly { id: string; name: string }[];
  scale: string;
}) {
  const { form, isSending, state, failure } = useForm(saveAssessmentAction);
  const { message, fields, typed } = failure;
  const wasSent = state.status === "failed";
  const isBrought = wasSent ? typed("broughtToScale") === "on" : values.broughtToScale;
  return (
    <form className="grade-form assessment-form" {...form}>
      <FormErrors fields={fields} message={message} />
      <Hidden values={hidden} />
      <TextInput
        defaultValue={typed("title") ?? values.title}
        error={fields["title"]}
        label="Titre"
        maxLength={120}
        name="title"
        required
      />
      <div className="field-row">
        <DateInput
          defaultValue={typed("heldOn") ?? values.heldOn}
          error={fields["heldOn"]}
          label="Date"
          name="heldOn"
          required
        />
        <Choice
          choices={periods}
          error={fields["periodId"]}
          label="Période"
          name="periodId"
          value={typed("periodId") ?? values.periodId}
        />
      </div>
      <div className="field-row">
        <TextInput
          defaultValue={typed("outOf") ?? inFrench(values.outOf)}
          error={fields["outOf"]}
          inputMode="decimal"
          label="Notée sur"
          name="outOf"
          required
        />
        <TextInput
          defaultValue={typed("coefficient") ?? inFrench(values.coefficient)}
          error={fields["coefficient"]}
          hint={"0\u202F: la note se voit et ne compte pas."}
          inputMode="decimal"
          label="Coefficient"
          name="coefficient"
          required
        />
      </div>
      {parts.length > 0 && (
        <Choice
          choices={[{ id: "", name: "Aucune en particulier" }, ...parts]}
          error={fields["partId"]}
          label="Partie du service"
          name="partId"
          value={typed("partId") ?? values.partId ?? ""}
        />
      )}
      <ChoiceGroup
        choices={[
          { value: "NORMAL", label: kindWords.NORMAL },
          { value: "BONUS", label: kindWords.BONUS, hint: "Les points au-dessus de la moitié s’ajoutent." },
          { value: "OPTIONAL", label: kindWords.OPTIONAL, hint: "Compte seulement si elle fait monter la moyenne." },
        ]}
        defaultValue={typed("kind") ?? values.kind}
        error={fields["kind"]}
        label="Comment elle compte"
        layout="tiles"
        name="kind"
        required
      />
      <Checkbox
        defaultChecked={isBrought}
        hint="Décochée, ses points s’ajoutent à ceux des autres qui ne sont pas ramenées."
        label={`Ramener la note sur ${inFrench(scale)}`}
        name="broughtToScale"
      />
      <TextArea
        defaultValue={typed("comment") ?? values.comment ?? ""}
        error={fields["comment"]}
        hint="Visible avec les notes, par exemple les chapitres évalués."
        label="Commentaire"
        maxLength={500}
        name="comment"
        rows={2}
      />
      <SubmitButton aria-disabled={isSending || undefined}>Enregistrer l’évaluation</SubmitButton>
    </form>
  );
}

function Choice({
  choices,
  value,
  ...field
}: {
  choices: readonly { id: string; name: string }[];
  value: string;
  name: string;
  label: string;
  error: string[] | undefined;
}) {
  return (
    <Select defaultValue={value} required={field.name === "periodId"} {...field}>
      {choices.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </Select>
  );
}
