"use client";

import { useActionState } from "react";
import { FromTo } from "@/components/forms/from-to";
import { Hidden, Outcome } from "@/components/forms/form-parts";
import { useForm } from "@/components/forms/use-form";
import { Select } from "@/components/ui/inputs";
import { SubmitButton } from "@/components/ui/submit-button";
import { toast } from "@/components/ui/toast";
import { IDLE } from "@/lib/actions/form";
import { declareAbsenceAction, withdrawAbsenceAction } from "@/lib/emploi-du-temps/actions";
import { formatCount } from "@/lib/time/format";

/** Declares a teacher absent, from a day to a day, with times where the absence is no whole day. */
export function AbsenceForm({
  personId,
  operationId,
  teachers,
  today,
}: {
  personId: string;
  operationId: string;
  teachers: readonly { id: string; name: string }[];
  today: string;
}) {
  const { form, isSending, state, failure } = useForm(declareAbsenceAction, ({ cancelled }, sent) => {
    sent.reset();
    toast(declaredWords(cancelled));
  });
  const { fields, typed } = failure;
  return (
    <form className="change-form" {...form}>
      <Outcome done={state.status === "done" && declaredWords(state.value.cancelled)} state={state} />
      <Hidden values={{ personne: personId, operationId }} />
      <Select
        defaultValue={typed("teacherId") ?? ""}
        error={fields["teacherId"]}
        label="Professeur"
        name="teacherId"
        required
      >
        <option disabled value="">
          Choisir…
        </option>
        {teachers.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
      <FromTo fields={fields} today={today} typed={typed} />
      <p className="text-soft">
        Les séances que ce professeur donne seul sont annulées. Sans heure, la journée entière est comprise.
      </p>
      <SubmitButton aria-disabled={isSending || undefined} icon="user-round-x">
        Déclarer l’absence
      </SubmitButton>
    </form>
  );
}

function declaredWords(cancelled: number): string {
  return `Absence déclarée\u202F: ${formatCount(cancelled, "séance annulée", "séances annulées")}.`;
}

/** Ends an absence early, or takes it back. */
export function WithdrawForms({
  personId,
  operationId,
  absenceId,
  teacher,
  hasBegun,
}: {
  personId: string;
  operationId: string;
  absenceId: string;
  teacher: string;
  hasBegun: boolean;
}) {
  const [state, action] = useActionState(withdrawAbsenceAction, IDLE);
  return (
    <form action={action} className="withdraw-forms">
      <Outcome done="L’absence est levée." state={state} />
      <Hidden values={{ personne: personId, operationId, absenceId }} />
      {hasBegun && (
        <SubmitButton
          aria-label={`Retour anticipé de ${teacher}`}
          name="extent"
          size="small"
          value="COMING"
          variant="secondary"
        >
          Retour anticipé
        </SubmitButton>
      )}
      <SubmitButton
        aria-label={hasBegun ? `Déclarée par erreur, ${teacher}` : `Retirer l’absence de ${teacher}`}
        name="extent"
        size="small"
        value="ALL"
        variant="quiet"
      >
        {hasBegun ? "Déclarée par erreur" : "Retirer"}
      </SubmitButton>
    </form>
  );
}
