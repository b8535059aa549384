"use client";

import { useActionState } from "react";
import { Hidden } from "@/components/forms/form-parts";
import { failureOf } from "@/components/forms/form-state";
import { ActionForm } from "@/components/forms/action-form";
import { FormErrors } from "@/components/ui/form-errors";
import { DateInput, Select } from "@/components/ui/inputs";
import { SubmitButton } from "@/components/ui/submit-button";
import { IDLE } from "@/lib/actions/form";
import { endShareAction, shareDocumentAction, shareFolderAction } from "@/lib/documents/actions";
import type { ItemKind, ShareChoices } from "@/lib/documents/types";

/** Shows a document or a folder to a class or a colleague, until a day if one is given. */
export function ShareForm({
  kind,
  choices,
  hidden,
}: {
  kind: ItemKind;
  choices: ShareChoices;
  hidden: Readonly<Record<string, string>>;
}) {
  return (
    <ActionForm
      action={kind === "folder" ? shareFolderAction : shareDocumentAction}
      className="doc-form"
      done={kind === "folder" ? "Le dossier est partagé." : "Le document est partagé."}
      hidden={hidden}
      icon="users"
      submit="Partager"
      variant="secondary"
    >
      {({ fields, typed }) => (
        <>
          <Select
            defaultValue={typed("reader") ?? ""}
            error={fields["reader"]}
            key={typed("reader")}
            label="Avec"
            name="reader"
            required
          >
            <option disabled value="">
              Choisir…
            </option>
            {choices.groups.length > 0 && (
              <optgroup label="Une classe : élèves et professeurs">
                {choices.groups.map(({ id, name }) => (
                  <option key={id} value={`groupe:${id}`}>
                    {name}
                  </option>
                ))}
              </optgroup>
            )}
            <optgroup label="Un collègue">
              {choices.colleagues.map(({ id, name }) => (
                <option key={id} value={`personne:${id}`}>
                  {name}
                </option>
              ))}
            </optgroup>
          </Select>
          <DateInput defaultValue={typed("until")} error={fields["until"]} label="Jusqu’au" name="until" />
        </>
      )}
    </ActionForm>
  );
}

/** Shows a document no longer. */
export function EndShareForm({ reader, hidden }: { reader: string; hidden: Readonly<Record<string, string>> }) {
  const [state, action] = useActionState(endShareAction, IDLE);
  return (
    <form action={action}>
      <FormErrors message={failureOf(state).message} />
      <Hidden values={hidden} />
      <SubmitButton
        aria-label={`Ne plus partager avec ${reader}`}
        icon="x"
        pendingLabel="Un instant…"
        size="small"
        variant="quiet"
      >
        Retirer
      </SubmitButton>
    </form>
  );
}
