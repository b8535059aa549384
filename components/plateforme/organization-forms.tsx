"use client";

import { useActionState } from "react";
import { failureOf } from "@/components/forms/form-state";
import { Hidden, Outcome } from "@/components/forms/form-parts";
import { OrganizationSelect } from "@/components/plateforme/school-forms";
import { Select, TextInput } from "@/components/ui/inputs";
import { SubmitButton } from "@/components/ui/submit-button";
import { IDLE } from "@/lib/actions/form";
import { createOrganizationAction, saveOrganizationAction } from "@/lib/plateforme/actions";
import type { OrganizationChoice, OrganizationNode } from "@/lib/plateforme/types";
import { organizationKindWords } from "@/lib/plateforme/wording";

/** A new académie or collectivité. */
export function CreateOrganizationForm({
  choices,
  canBeRoot,
}: {
  choices: readonly OrganizationChoice[];
  canBeRoot: boolean;
}) {
  const [state, action] = useActionState(createOrganizationAction, IDLE);
  const { fields, typed } = failureOf(state);
  const kind = typed("kind") ?? (choices.length > 0 ? "COLLECTIVITE" : "ACADEMIE");
  return (
    <form action={action} className="platform-form">
      <Outcome done="L’organisation est créée." state={state} />
      <div className="platform-row">
        <Select defaultValue={kind} error={fields.kind} key={kind} label="Sorte" name="kind" required>
          {Object.entries(organizationKindWords).map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </Select>
        <TextInput
          autoCapitalize="characters"
          autoComplete="off"
          defaultValue={typed("code")}
          error={fields.code}
          label="Code"
          name="code"
          required
          spellCheck={false}
        />
      </div>
      <TextInput autoComplete="off" defaultValue={typed("name")} error={fields.name} label="Nom" name="name" required />
      <OrganizationSelect
        canBeNone={canBeRoot}
        choices={choices}
        error={fields.parentId}
        label="Dépend de"
        name="parentId"
        none="Aucune autre"
        value={typed("parentId")}
      />
      <SubmitButton variant="secondary">Créer l’organisation</SubmitButton>
    </form>
  );
}

/** Another name, another place in the tree. */
export function SaveOrganizationForm({
  node,
  choices,
  canBeRoot,
}: {
  node: OrganizationNode;
  /** Itself and what stands under it left out. */
  choices: readonly OrganizationChoice[];
  canBeRoot: boolean;
}) {
  const [state, action] = useActionState(saveOrganizationAction, IDLE);
  const { fields, typed } = failureOf(state);
  const ids = { name: `nom-${node.id}`, parentId: `parent-${node.id}` };
  return (
    <form action={action} className="platform-form">
      <Outcome done="C’est enregistré." ids={ids} state={state} />
      <Hidden values={{ organizationId: node.id }} />
      <div className="platform-row">
        <TextInput
          autoComplete="off"
          defaultValue={typed("name") ?? node.name}
          error={fields.name}
          id={ids.name}
          label="Nom"
          name="name"
          required
        />
        <OrganizationSelect
          canBeNone={canBeRoot}
          choices={choices}
          error={fields.parentId}
          id={ids.parentId}
          label="Dépend de"
          name="parentId"
          none="Aucune autre"
          value={typed("parentId") ?? node.parentId ?? ""}
        />
      </div>
      <SubmitButton aria-label={`Enregistrer ${node.name}`} size="small" variant="secondary">
        Enregistrer
      </SubmitButton>
    </form>
  );
}
