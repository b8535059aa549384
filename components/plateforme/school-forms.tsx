"use client";

import { useActionState } from "react";
import { failureOf } from "@/components/forms/form-state";
import { Hidden, Outcome } from "@/components/forms/form-parts";
import { Checkbox, Select, TextInput } from "@/components/ui/inputs";
import { SubmitButton } from "@/components/ui/submit-button";
import { IDLE } from "@/lib/actions/form";
import { closeSchoolAction, createSchoolAction, reopenSchoolAction, saveSchoolAction } from "@/lib/plateforme/actions";
import type { OrganizationChoice, SchoolOverview } from "@/lib/plateforme/types";
import { schoolKindWords } from "@/lib/plateforme/wording";
import { TIME_ZONES, ZONES } from "@/lib/plateforme/zones";

type Shown = Pick<ReturnType<typeof failureOf>, "fields" | "typed">;

/** The organisation that something stands under; empty only where nothing above is allowed. */
export function OrganizationSelect({
  choices,
  canBeNone,
  none,
  label = "Organisation",
  name = "organizationId",
  value,
  error,
  id,
}: {
  choices: readonly OrganizationChoice[];
  canBeNone: boolean;
  /** What choosing none means. */
  none: string;
  label?: string;
  name?: string;
  value: string | undefined;
  error: readonly string[] | undefined;
  id?: string;
}) {
  return (
    <Select
      defaultValue={value ?? (canBeNone ? "" : choices[0]?.id)}
      error={error}
      key={value}
      label={label}
      name={name}
      required={!canBeNone}
      {...(id && { id })}
    >
      {canBeNone && <option value="">{none}</option>}
      {choices.map((choice) => (
        <option key={choice.id} value={choice.id}>
          {choice.label}
        </option>
      ))}
    </Select>
  );
}

/** What every school says of itself. */
function SchoolFields({
  school,
  shown: { fields, typed },
  choices,
  canBeNone,
  ofUai,
}: {
  school?: SchoolOverview;
  shown: Shown;
  choices: readonly OrganizationChoice[];
  canBeNone: boolean;
  /** A new school takes the zone of its UAI. */
  ofUai: boolean;
}) {
  const kind = typed("kind") ?? school?.kind ?? "COLLEGE";
  const zone = typed("zone") ?? school?.zone ?? "";
  const timeZone = typed("timeZone") ?? school?.timeZone ?? "";
  return (
    <>
      <TextInput
        autoComplete="off"
        defaultValue={typed("name") ?? school?.name}
        error={fields.name}
        label="Nom de l’établissement"
        name="name"
        required
      />
      <div className="platform-row">
        <Select defaultValue={kind} error={fields.kind} key={`kind ${kind}`} label="Type" name="kind" required>
          {Object.entries(schoolKindWords).map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </Select>
        <TextInput
          autoComplete="off"
          defaultValue={typed("city") ?? school?.city ?? undefined}
          error={fields.city}
          label="Commune"
          name="city"
          required
        />
      </div>
      <OrganizationSelect
        canBeNone={canBeNone}
        choices={choices}
        error={fields.organizationId}
        none="Aucune"
        value={typed("organizationId") ?? school?.organizationId ?? undefined}
      />
      <div className="platform-row">
        <Select
          defaultValue={zone}
          error={fields.zone}
          key={`zone ${zone}`}
          label="Zone de vacances"
          name="zone"
          required={!ofUai}
        >
          {ofUai && <option value="">Selon l’UAI</option>}
          {Object.entries(ZONES).map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </Select>
        <Select
          defaultValue={timeZone}
          error={fields.timeZone}
          key={`heure ${timeZone}`}
          label="Fuseau horaire"
          name="timeZone"
          required={!ofUai}
        >
          {ofUai && <option value="">Selon l’UAI</option>}
          {Object.entries(TIME_ZONES).map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </Select>
      </div>
    </>
  );
}

/** A new school: its year, the calendar of its zone and its default motives are made with it. */
export function CreateSchoolForm({
  choices,
  canBeNone,
}: {
  choices: readonly OrganizationChoice[];
  canBeNone: boolean;
}) {
  const [state, action] = useActionState(createSchoolAction, IDLE);
  const shown = failureOf(state);
  return (
    <form action={action} className="platform-form">
      <Outcome done="" state={state} />
      <TextInput
        autoCapitalize="characters"
        autoComplete="off"
        defaultValue={shown.typed("uai")}
        error={shown.fields.uai}
        hint="Sept chiffres et une lettre, par exemple 0910632T. La lettre se vérifie d’elle-même."
        label="UAI"
        name="uai"
        required
        spellCheck={false}
      />
      <SchoolFields canBeNone={canBeNone} choices={choices} ofUai shown={shown} />
      <SubmitButton pendingLabel="Création…">Créer l’établissement</SubmitButton>
    </form>
  );
}

/** What is known of a school, to be corrected. */
export function SaveSchoolForm({
  school,
  choices,
  canBeNone,
}: {
  school: SchoolOverview;
  choices: readonly OrganizationChoice[];
  canBeNone: boolean;
}) {
  const [state, action] = useActionState(saveSchoolAction, IDLE);
  return (
    <form action={action} className="platform-form">
      <Outcome done="C’est enregistré." state={state} />
      <Hidden values={{ schoolId: school.id }} />
      <SchoolFields canBeNone={canBeNone} choices={choices} ofUai={false} school={school} shown={failureOf(state)} />
      <SubmitButton variant="secondary">Enregistrer</SubmitButton>
    </form>
  );
}

/** Closes the school's sign-ins, or opens them again. */
export function SchoolStateForm({ schoolId, isClosed }: { schoolId: string; isClosed: boolean }) {
  const [closing, close] = useActionState(closeSchoolAction, IDLE);
  const [reopening, reopen] = useActionState(reopenSchoolAction, IDLE);
  return isClosed ? (
    <form action={reopen} className="platform-form">
      <Outcome done="L’établissement est rouvert." state={reopening} />
      <Hidden values={{ schoolId }} />
      <p className="text-soft">Personne ne s’y connecte. Tout y est resté comme au jour de la fermeture.</p>
      <SubmitButton variant="secondary">Rouvrir l’établissement</SubmitButton>
    </form>
  ) : (
    <form action={close} className="platform-form">
      <Outcome done="L’établissement est fermé." state={closing} />
      <Hidden values={{ schoolId }} />
      <p className="text-soft">
        Plus personne de l’établissement ne se connecte, et qui l’est en sort aussitôt. Rien n’est effacé, et la
        fermeture s’annule ici.
      </p>
      <Checkbox id="fermer" label="Je ferme l’établissement à toutes ses personnes" name="confirmed" required />
      <SubmitButton variant="danger">Fermer l’établissement</SubmitButton>
    </form>
  );
}
