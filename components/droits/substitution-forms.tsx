"use client";

import { useRouter } from "next/navigation";
import { Hidden, Outcome } from "@/components/forms/form-parts";
import { KeptQuery } from "@/components/forms/kept-query";
import { useForm } from "@/components/forms/use-form";
import { ChoiceGroup, DateInput, Select } from "@/components/ui/inputs";
import { SubmitButton } from "@/components/ui/submit-button";
import { toast } from "@/components/ui/toast";
import { appointSubstituteAction, endSubstitutionAction } from "@/lib/droits/actions";
import type { Named, ReplaceableTeacher } from "@/lib/droits/types";
import { formatCount, formatName } from "@/lib/time/format";

/** Chooses who is replaced: the next form offers this colleague's services. An ordinary form, which reads. */
export function ReplacedForm({
  action,
  replacedId,
  teachers,
}: {
  action: string;
  replacedId: string | undefined;
  teachers: readonly Named[];
}) {
  const router = useRouter();
  return (
    <form action={action} className="account-form" method="get">
      <KeptQuery href={action} />
      <Select
        defaultValue={replacedId ?? ""}
        key={replacedId}
        label="Qui est remplacé"
        name="professeur"
        onChange={({ currentTarget: { form, value } }) => {
          if (!form || !value) return;
          const query = new URLSearchParams();
          for (const [name, each] of new FormData(form).entries()) if (typeof each === "string") query.set(name, each);
          router.push(`${action.split("?")[0]}?${query.toString()}`, { scroll: false });
        }}
        required
      >
        <option disabled value="">
          Choisir…
        </option>
        {teachers.map((person) => (
          <option key={person.id} value={person.id}>
            {formatName(person, { sorted: true })}
          </option>
        ))}
      </Select>
      {!replacedId && (
        <SubmitButton pendingLabel="Un instant…" variant="secondary">
          Choisir ses services
        </SubmitButton>
      )}
    </form>
  );
}

/** Appoints a substitute on services of a colleague, between two days. */
export function SubstitutionForm({
  actingId,
  operationId,
  today,
  replaced,
  teachers,
}: {
  actingId: string;
  operationId: string;
  today: string;
  replaced: ReplaceableTeacher;
  teachers: readonly Named[];
}) {
  const { form, isSending, state, failure } = useForm(appointSubstituteAction, ({ words }) => toast(words));
  const { fields, typed, typedList } = failure;
  return (
    <form className="account-form" {...form}>
      <Outcome done={state.status === "done" ? state.value.words : ""} state={state} />
      <Hidden values={{ personne: actingId, operationId, replacedId: replaced.id }} />
      <ChoiceGroup
        choices={replaced.services.map(({ id, name }) => ({ value: id, label: name }))}
        defaultValue={state.status === "failed" ? typedList("serviceIds") : replaced.services.map(({ id }) => id)}
        error={fields["serviceIds"]}
        label="Services"
        name="serviceIds[]"
        type="checkbox"
      />
      <Select
        defaultValue={typed("substituteId") ?? ""}
        error={fields["substituteId"]}
        key={typed("substituteId")}
        label="Par qui"
        name="substituteId"
        required
      >
        <option disabled value="">
          Choisir…
        </option>
        {teachers
          .filter(({ id }) => id !== replaced.id)
          .map((person) => (
            <option key={person.id} value={person.id}>
              {formatName(person, { sorted: true })}
            </option>
          ))}
      </Select>
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
      <p className="text-soft">
        Pendant ces jours, la personne qui remplace a les mêmes droits{"\u202F"}: appel, cahier de textes, notes. Les
        séances à venir passent à son nom, sauf celles où elle a déjà cours.
      </p>
      <SubmitButton aria-disabled={isSending || undefined} icon="arrow-left-right">
        Nommer pour ces services
      </SubmitButton>
    </form>
  );
}

/** Ends a substitution at once. It ends only once: its id tells the operation. */
export function EndSubstitutionForm({
  actingId,
  substitutionId,
  name,
}: {
  actingId: string;
  substitutionId: string;
  /** Who replaces whom, for who hears the buttons alone. */
  name: string;
}) {
  const { form, isSending, state } = useForm(endSubstitutionAction, ({ lessons }) =>
    toast(`Le remplacement est terminé\u202F: ${formatCount(lessons, "séance rendue", "séances rendues")}.`),
  );
  return (
    <form {...form}>
      {state.status === "failed" && <Outcome done="" state={state} />}
      <Hidden values={{ personne: actingId, operationId: substitutionId, substitutionId }} />
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
