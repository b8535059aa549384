"use client";

import type { Acting } from "@/components/absences/board-forms";
import { arrivalWords } from "@/components/absences/board-forms";
import { useForm } from "@/components/forms/use-form";
import { FromTo } from "@/components/forms/from-to";
import { Hidden } from "@/components/forms/form-parts";
import { Button } from "@/components/ui/button";
import { FormErrors } from "@/components/ui/form-errors";
import { Checkbox, ChoiceGroup, Select, TextInput } from "@/components/ui/inputs";
import { Notice } from "@/components/ui/notice";
import { toast } from "@/components/ui/toast";
import {
  recordAbsenceAction,
  recordArrivalAction,
  settleAbsenceAction,
  withdrawAbsenceAction,
} from "@/lib/absences/actions";
import type { MotiveChoice } from "@/lib/absences/types";

/** A pupil comes to the office, now or a while ago. */
export function ArrivalForm({ personId, operationId, studentId, name }: Acting & { studentId: string; name: string }) {
  const { form, isSending, state, failure } = useForm(recordArrivalAction, ({ late }) =>
    toast(arrivalWords(name, late)),
  );
  return (
    <form className="absence-form" {...form}>
      <FormErrors fields={failure.fields} message={failure.message} />
      {state.status === "done" && <Notice tone="success">{arrivalWords(name, state.value.late)}</Notice>}
      <Hidden values={{ personne: personId, operationId, studentId }} />
      <TextInput
        defaultValue={failure.typed("minute")}
        error={failure.fields["minute"]}
        hint={"Sans heure\u202F: maintenant."}
        label="Heure d’arrivée"
        name="minute"
        type="time"
      />
      <Button aria-disabled={isSending || undefined} icon="log-in" type="submit">
        Enregistrer l’arrivée
      </Button>
    </form>
  );
}

/** An absence that somebody tells the school of. */
export function AbsenceForm({
  personId,
  operationId,
  studentId,
  motives,
  today,
}: Acting & { studentId: string; motives: readonly MotiveChoice[]; today: string }) {
  const { form, isSending, state, failure } = useForm(recordAbsenceAction, () => toast("L’absence est enregistrée."));
  const { fields, typed } = failure;
  return (
    <form className="absence-form" {...form}>
      <FormErrors fields={fields} message={failure.message} />
      {state.status === "done" && <Notice tone="success">L’absence est enregistrée.</Notice>}
      <Hidden values={{ personne: personId, operationId, studentId }} />
      <ChoiceGroup
        choices={[
          { value: "GUARDIAN", label: "Un responsable" },
          { value: "VIE_SCOLAIRE", label: "La vie scolaire" },
        ]}
        defaultValue={typed("origin") ?? "GUARDIAN"}
        error={fields["origin"]}
        label={"Qui prévient\u202F?"}
        layout="inline"
        name="origin"
        required
      />
      <FromTo fields={fields} today={today} typed={typed} />
      <Checkbox
        defaultChecked={typed("isOpen") === "oui"}
        hint="L’absence se termine au premier cours où l’élève est là."
        label="Le retour n’est pas encore connu"
        name="isOpen"
        value="oui"
      />
      <MotiveSelect error={fields["motiveId"]} id="motif-nouveau" motives={motives} value={typed("motiveId") ?? ""} />
      <Button aria-disabled={isSending || undefined} icon="plus" type="submit">
        Enregistrer l’absence
      </Button>
    </form>
  );
}

/** The motive of an absence, as the school knows it. */
export function SettleForm({
  personId,
  operationId,
  absenceId,
  version,
  motiveId,
  motives,
}: Acting & { absenceId: string; version: number; motiveId: string | null; motives: readonly MotiveChoice[] }) {
  const { form, isSending, state, failure } = useForm(settleAbsenceAction, () => toast("Le motif est enregistré."));
  return (
    <form className="settle" {...form}>
      <FormErrors fields={failure.fields} ids={{ motiveId: `motif-${absenceId}` }} message={failure.message} />
      {state.status === "failed" && state.code === "CONFLICT" && (
        <p>Rechargez la page pour la voir telle qu’elle est.</p>
      )}
      <Hidden values={{ personne: personId, operationId, absenceId, version }} />
      <MotiveSelect
        error={failure.fields["motiveId"]}
        id={`motif-${absenceId}`}
        motives={motives}
        value={failure.typed("motiveId") ?? motiveId ?? ""}
      />
      <Button aria-disabled={isSending || undefined} size="small" type="submit">
        Enregistrer
      </Button>
    </form>
  );
}

/** An absence written down by mistake. */
export function WithdrawForm({
  personId,
  operationId,
  absenceId,
  version,
}: Acting & { absenceId: string; version: number }) {
  const { form, isSending, failure } = useForm(withdrawAbsenceAction, () => toast("L’absence est retirée."));
  return (
    <form {...form}>
      <FormErrors fields={failure.fields} message={failure.message} />
      <Hidden values={{ personne: personId, operationId, absenceId, version }} />
      <Button aria-disabled={isSending || undefined} icon="undo-2" size="small" type="submit" variant="quiet">
        Enregistrée par erreur
      </Button>
    </form>
  );
}

function MotiveSelect({
  id,
  motives,
  value,
  error,
}: {
  id: string;
  motives: readonly MotiveChoice[];
  value: string;
  error: readonly string[] | undefined;
}) {
  return (
    <Select defaultValue={value} error={error} id={id} key={value} label="Motif" name="motiveId">
      <option value="">Pas encore connu</option>
      <optgroup label="Légitimes">
        <Options motives={motives.filter(({ isAdmissible }) => isAdmissible)} />
      </optgroup>
      <optgroup label="Autres">
        <Options motives={motives.filter(({ isAdmissible }) => !isAdmissible)} />
      </optgroup>
    </Select>
  );
}

function Options({ motives }: { motives: readonly MotiveChoice[] }) {
  return motives.map(({ id, label }) => (
    <option key={id} value={id}>
      {label}
    </option>
  ));
}
