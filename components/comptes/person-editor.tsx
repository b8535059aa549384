"use client";

import { useState } from "react";
import { ActionForm } from "@/components/forms/action-form";
import { Hidden } from "@/components/forms/form-parts";
import { useForm } from "@/components/forms/use-form";
import { KinshipSelect, levelChoices, PersonFields } from "@/components/comptes/person-fields";
import { FormErrors } from "@/components/ui/form-errors";
import { Icon } from "@/components/ui/icons/icon";
import { Checkbox, ChoiceGroup, DateInput, Select, TextInput } from "@/components/ui/inputs";
import { Link } from "@/components/ui/link";
import { SubmitButton } from "@/components/ui/submit-button";
import { profileLabel } from "@/lib/auth/profile-label";
import { createPersonAction, endPersonAction, giveBackAction, savePersonAction } from "@/lib/comptes/actions";
import type { PersonKind } from "@/lib/comptes/person-schema";
import type { CreatedPerson, Namesake, PersonFile } from "@/lib/comptes/types";
import type { Duty } from "@/lib/db/types";
import { formatDay, formatName } from "@/lib/time/format";

/** Who acts, and the operation of the form as it was opened. */
interface Acting {
  actingId: string;
  operationId: string;
}

/** The fields of somebody who is there. */
export function EditPersonForm({
  actingId,
  operationId,
  person,
  duties,
}: Acting & { person: PersonFile; duties: readonly Duty[] }) {
  return (
    <ActionForm
      action={savePersonAction}
      className="account-form"
      done="C’est enregistré."
      hidden={{ personne: actingId, operationId, personId: person.id, before: JSON.stringify(person.fields) }}
      submit="Enregistrer"
    >
      {(shown) => <PersonFields duties={duties} shown={shown} values={person.fields} />}
    </ActionForm>
  );
}

/** Whom a form creates, and beside whom. */
interface Creating {
  actingId: string;
  /** Minted with the page: sending twice creates once. */
  newId: string;
  kind: PersonKind;
  /** The pupil of a guardian, or whom an AESH accompanies. */
  student: { id: string; name: string } | null;
  divisions: readonly { id: string; name: string }[];
  /** The pages of persons, with an empty id. */
  personHref: string;
  doneHref: string;
}

/** Somebody whom the files lack; then the code that opens the account, told once. */
export function CreatePersonForm({ actingId, newId, kind, student, divisions, personHref, doneHref }: Creating) {
  const [made, setMade] = useState<CreatedPerson | null>(null);
  const { form, isSending, state, failure } = useForm(createPersonAction, setMade);
  const created = state.status === "done" ? state.value : made;
  if (created) {
    const { personId, code, until } = created;
    return (
      <div className="new-code" role="status">
        <p>
          <strong>C’est fait.</strong>{" "}
          {code ? "Code d’activation, affiché une seule fois\u202F:" : "Cette personne n’a pas besoin de code."}
        </p>
        {code && <p className="new-code-text">{code}</p>}
        {code && <p>Valable jusqu’au {until}. Remettez-le en main propre.</p>}
        <p>
          <Link href={personHref.replace("ID", personId)}>Ouvrir la fiche</Link>
          {" · "}
          <Link href={doneHref}>{student ? `Revenir à ${student.name}` : "Revenir à l’annuaire"}</Link>
        </p>
      </div>
    );
  }
  const { fields, typed } = failure;
  const namesakes = state.status === "failed" ? namesakesIn(state.current) : [];
  return (
    <form className="account-form" {...form}>
      <FormErrors fields={fields} ids={{}} message={failure.message} />
      {namesakes.length > 0 && (
        <SameOrNew isGuardian={kind === "GUARDIAN"} namesakes={namesakes} personHref={personHref} />
      )}
      <Hidden values={{ personne: actingId, personId: newId, kind, studentId: student?.id ?? "" }} />
      <PersonFields needsBirthDate={kind === "STUDENT"} shown={failure} values={{}} />
      {kind === "STUDENT" && (
        <div className="account-row">
          <TextInput
            autoComplete="off"
            defaultValue={typed("ine") ?? ""}
            error={fields["ine"]}
            label="INE"
            name="ine"
          />
          <Select defaultValue={typed("divisionId") ?? ""} key={typed("divisionId")} label="Classe" name="divisionId">
            <option value="">Pas encore</option>
            {divisions.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </div>
      )}
      {kind === "GUARDIAN" && (
        <>
          <ChoiceGroup
            choices={levelChoices}
            defaultValue={typed("level") ?? "1"}
            error={fields["level"]}
            key={typed("level")}
            label="Responsabilité"
            name="level"
            required
          />
          <KinshipSelect value={typed("kinship") ?? ""} />
        </>
      )}
      <SubmitButton aria-disabled={isSending || undefined} icon="plus">
        {namesakes.length > 0 ? "Confirmer" : "Créer la fiche"}
      </SubmitButton>
    </form>
  );
}

/** Whoever bears the name already: to be looked at before a second file is made. */
function SameOrNew({
  namesakes,
  isGuardian,
  personHref,
}: {
  namesakes: readonly Namesake[];
  isGuardian: boolean;
  personHref: string;
}) {
  const words = (one: Namesake) =>
    [
      profileLabel(one),
      one.birthDate && `naissance le ${formatDay(one.birthDate, { today: "0001-01-01" })}`,
      one.endsOn && "n’est plus là",
    ]
      .filter(Boolean)
      .join(", ");
  return (
    <div className="namesakes">
      <ul>
        {namesakes.map((one) => (
          <li key={one.id}>
            <Link href={personHref.replace("ID", one.id)}>{formatName(one)}</Link> <span>{words(one)}</span>
          </li>
        ))}
      </ul>
      {isGuardian ? (
        <ChoiceGroup
          choices={[
            ...namesakes
              .filter(({ profile }) => profile === "GUARDIAN")
              .map((one) => ({
                value: one.id,
                label: `C’est ${formatName(one)}`,
                hint: "La fiche connue est rattachée.",
              })),
            { value: "new", label: "C’est quelqu’un d’autre", hint: "Une nouvelle fiche est créée." },
          ]}
          label={"Est-ce la même personne\u202F?"}
          name="same"
          required
        />
      ) : (
        <Checkbox label="C’est quelqu’un d’autre" name="same" required value="new" />
      )}
    </div>
  );
}

function namesakesIn(current: unknown): Namesake[] {
  return typeof current === "object" && current !== null && "namesakes" in current && Array.isArray(current.namesakes)
    ? (current.namesakes as Namesake[])
    : [];
}

/** A field goes back to the files. */
export function GiveBackForm({
  actingId,
  operationId,
  personId,
  aboutId,
  field,
  label,
}: Acting & { personId: string; aboutId: string; field: string; label: string }) {
  return (
    <ActionForm
      action={giveBackAction}
      className="give-back"
      done="Le champ suit de nouveau les fichiers."
      hidden={{ personne: actingId, operationId, personId, aboutId, field }}
      icon="undo-2"
      submit={`Rendre aux fichiers, ${label}`}
      variant="secondary"
    >
      {() => null}
    </ActionForm>
  );
}

/** Somebody whom the school created leaves; behind a fold, since it is rare. */
export function EndPersonForm({
  actingId,
  operationId,
  personId,
  today,
}: Acting & { personId: string; today: string }) {
  return (
    <details className="fold">
      <summary>
        <Icon name="user-round-x" />
        Mettre fin à cette fiche
      </summary>
      <ActionForm
        action={endPersonAction}
        className="account-form"
        done="La fiche a pris fin."
        hidden={{ personne: actingId, operationId, personId }}
        submit="Mettre fin à la fiche"
        variant="secondary"
      >
        {({ fields, typed }) => (
          <>
            <p className="text-soft">
              La personne n’est plus de l’établissement à partir de ce jour{"\u202F"}: sa classe, ses liens et son accès
              prennent fin avec elle.
            </p>
            <DateInput
              defaultValue={typed("endsOn") ?? today}
              error={fields["endsOn"]}
              id="champ-fin-fiche"
              label="À partir du"
              min={today}
              name="endsOn"
              required
            />
          </>
        )}
      </ActionForm>
    </details>
  );
}
