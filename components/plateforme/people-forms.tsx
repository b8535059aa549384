"use client";

import { useActionState } from "react";
import { failureOf } from "@/components/forms/form-state";
import { Hidden, Outcome } from "@/components/forms/form-parts";
import { MadeCode } from "@/components/plateforme/made-code";
import { OrganizationSelect } from "@/components/plateforme/school-forms";
import { Select, TextInput } from "@/components/ui/inputs";
import { SubmitButton } from "@/components/ui/submit-button";
import type { ActionState } from "@/lib/actions/form";
import { IDLE } from "@/lib/actions/form";
import {
  addAdministratorAction,
  endAdministratorAction,
  inviteAction,
  renewAdministratorAction,
  renewInviteAction,
} from "@/lib/plateforme/actions";
import type { MadeCode as Made, OrganizationChoice } from "@/lib/plateforme/types";

/** The code, once made; what stopped it otherwise. */
function CodeOutcome({ state, who, ids }: { state: ActionState<Made>; who?: string; ids?: Record<string, string> }) {
  if (state.status === "done") return <MadeCode made={state.value} {...(who && { who })} />;
  return <Outcome done="" state={state} {...(ids && { ids })} />;
}

function NameFields({ state, id }: { state: ActionState; id: string }) {
  const { fields, typed } = failureOf(state);
  return (
    <>
      <div className="platform-row">
        <TextInput
          autoComplete="off"
          defaultValue={typed("firstName")}
          error={fields.firstName}
          id={`${id}-firstName`}
          label="Prénom"
          name="firstName"
          required
        />
        <TextInput
          autoComplete="off"
          defaultValue={typed("lastName")}
          error={fields.lastName}
          id={`${id}-lastName`}
          label="Nom"
          name="lastName"
          required
        />
      </div>
      <TextInput
        autoComplete="off"
        defaultValue={typed("email")}
        error={fields.email}
        id={`${id}-email`}
        label="Adresse e-mail professionnelle"
        name="email"
        type="email"
      />
    </>
  );
}

const idsOf = (id: string, ...names: string[]) => Object.fromEntries(names.map((name) => [name, `${id}-${name}`]));

/** The first head or administrator of a school, and their code. */
export function InviteForm({ schoolId }: { schoolId: string }) {
  const [state, action] = useActionState(inviteAction, IDLE);
  const { fields, typed } = failureOf(state);
  return (
    <form action={action} className="platform-form">
      <CodeOutcome ids={idsOf("invitation", "firstName", "lastName", "email")} state={state} />
      <Hidden values={{ schoolId }} />
      <div className="platform-row">
        <Select
          defaultValue={typed("profile") ?? "HEAD"}
          error={fields.profile}
          key={`fonction ${typed("profile")}`}
          label="Fonction"
          name="profile"
          required
        >
          <option value="HEAD">Direction</option>
          <option value="ADMIN">Administration</option>
        </Select>
        <Select
          defaultValue={typed("civility") ?? "MME"}
          error={fields.civility}
          key={`civilite ${typed("civility")}`}
          label="Civilité"
          name="civility"
          required
        >
          <option value="MME">Mme</option>
          <option value="M">M.</option>
        </Select>
      </div>
      <NameFields id="invitation" state={state} />
      <SubmitButton icon="key-round" pendingLabel="Un instant…" variant="secondary">
        Préparer ce compte
      </SubmitButton>
    </form>
  );
}

/** Another code for somebody who has not signed in yet. */
export function RenewInviteForm({
  schoolId,
  personId,
  name,
  isFirst,
}: {
  schoolId: string;
  personId: string;
  name: string;
  /** Nobody gave this person a code that still waits. */
  isFirst: boolean;
}) {
  const verb = isFirst ? "Donner un" : "Refaire le";
  const [state, action] = useActionState(renewInviteAction, IDLE);
  return (
    <form action={action} className="platform-form">
      <CodeOutcome state={state} who={name} />
      <Hidden values={{ schoolId, personId }} />
      <SubmitButton aria-label={`${verb} code ${isFirst ? "à" : "de"} ${name}`} size="small" variant="quiet">
        {verb} code
      </SubmitButton>
    </form>
  );
}

/** Another administrator, of the platform or of an organisation. */
export function AddAdministratorForm({
  choices,
  canBeWide,
}: {
  choices: readonly OrganizationChoice[];
  canBeWide: boolean;
}) {
  const [state, action] = useActionState(addAdministratorAction, IDLE);
  const { fields, typed } = failureOf(state);
  return (
    <form action={action} className="platform-form">
      <CodeOutcome ids={idsOf("administrateur", "firstName", "lastName", "email", "organizationId")} state={state} />
      <NameFields id="administrateur" state={state} />
      <OrganizationSelect
        canBeNone={canBeWide}
        choices={choices}
        error={fields.organizationId}
        id="administrateur-organizationId"
        label="Administre"
        none="Toute la plateforme"
        value={typed("organizationId")}
      />
      <SubmitButton icon="key-round" pendingLabel="Un instant…" variant="secondary">
        Nommer et créer le code
      </SubmitButton>
    </form>
  );
}

/** What can be done with another administrator. */
export function AdministratorForms({ roleId, name, isActive }: { roleId: string; name: string; isActive: boolean }) {
  const [renewing, renew] = useActionState(renewAdministratorAction, IDLE);
  const [ending, end] = useActionState(endAdministratorAction, IDLE);
  return (
    <div className="platform-gestures">
      {!isActive && (
        <form action={renew} className="platform-form">
          <CodeOutcome state={renewing} who={name} />
          <Hidden values={{ roleId }} />
          <SubmitButton aria-label={`Refaire le code de ${name}`} size="small" variant="quiet">
            Refaire le code
          </SubmitButton>
        </form>
      )}
      <details className="platform-fold">
        <summary>Mettre fin au rôle</summary>
        <form action={end} className="platform-form">
          <Outcome done="Ce rôle est terminé." state={ending} />
          <Hidden values={{ roleId }} />
          <p className="text-soft">L’accès à la plateforme cesse aussitôt. Le compte, lui, demeure.</p>
          <SubmitButton aria-label={`Mettre fin au rôle de ${name}`} size="small" variant="danger">
            Mettre fin maintenant
          </SubmitButton>
        </form>
      </details>
    </div>
  );
}
