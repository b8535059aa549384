"use client";

import { useActionState } from "react";
import { Hidden } from "@/components/forms/form-parts";
import { failureOf } from "@/components/forms/form-state";
import { ActionForm } from "@/components/forms/action-form";
import { FormErrors } from "@/components/ui/form-errors";
import { Notice } from "@/components/ui/notice";
import { Select, TextInput } from "@/components/ui/inputs";
import { SubmitButton } from "@/components/ui/submit-button";
import { IDLE } from "@/lib/actions/form";
import {
  createFolderAction,
  emptyTrashAction,
  moveItemAction,
  renameDocumentAction,
  renameFolderAction,
  restoreItemAction,
  trashItemAction,
} from "@/lib/documents/actions";
import { MAX_FOLDER_NAME } from "@/lib/documents/rules";
import type { Destination, ItemKind } from "@/lib/documents/types";

/** Makes a folder where one stands. */
export function NewFolderForm({ hidden }: { hidden: Readonly<Record<string, string>> }) {
  return (
    <ActionForm
      action={createFolderAction}
      className="doc-form"
      done="Le dossier est créé."
      hidden={hidden}
      icon="plus"
      ids={{ name: "nouveau-dossier" }}
      submit="Créer le dossier"
    >
      {({ fields, typed }) => (
        <TextInput
          autoComplete="off"
          defaultValue={typed("name")}
          error={fields["name"]}
          id="nouveau-dossier"
          label="Nom du dossier"
          maxLength={MAX_FOLDER_NAME}
          name="name"
          required
        />
      )}
    </ActionForm>
  );
}

/** Another name for a folder, or for a document whose extension stays. */
export function RenameForm({
  kind,
  name,
  hidden,
}: {
  kind: ItemKind;
  name: string;
  hidden: Readonly<Record<string, string | number>>;
}) {
  return (
    <ActionForm
      action={kind === "folder" ? renameFolderAction : renameDocumentAction}
      className="doc-form"
      done="Le nom est changé."
      hidden={hidden}
      ids={{ name: "nouveau-nom" }}
      submit="Renommer"
      variant="secondary"
    >
      {({ fields, typed }) => (
        <TextInput
          autoComplete="off"
          defaultValue={typed("name") ?? name}
          error={fields["name"]}
          id="nouveau-nom"
          key={name}
          label={kind === "folder" ? "Nom du dossier" : "Nom du document"}
          maxLength={kind === "folder" ? MAX_FOLDER_NAME : 120}
          name="name"
          required
        />
      )}
    </ActionForm>
  );
}

/** Another place in the same space. */
export function MoveForm({
  destinations,
  hidden,
}: {
  destinations: readonly Destination[];
  hidden: Readonly<Record<string, string>>;
}) {
  return (
    <ActionForm
      action={moveItemAction}
      className="doc-form"
      done="C’est déplacé."
      hidden={hidden}
      ids={{ parentId: "destination" }}
      submit="Déplacer"
      variant="secondary"
    >
      {({ fields }) => (
        <Select error={fields["parentId"]} id="destination" label="Vers le dossier" name="parentId" required>
          {destinations.map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </Select>
      )}
    </ActionForm>
  );
}

/** Throws away; the page that follows offers to take it back. */
export function TrashForm({ label, hidden }: { label: string; hidden: Readonly<Record<string, string>> }) {
  const [state, action] = useActionState(trashItemAction, IDLE);
  return (
    <form action={action} className="doc-form">
      <FormErrors message={failureOf(state).message} />
      <Hidden values={hidden} />
      <SubmitButton icon="trash" pendingLabel="Un instant…" variant="secondary">
        {label}
      </SubmitButton>
    </form>
  );
}

/** Takes something out of the trash. */
export function RestoreForm({
  name,
  hidden,
}: {
  /** What is taken back, for who does not see the row. */
  name: string;
  hidden: Readonly<Record<string, string>>;
}) {
  const [state, action] = useActionState(restoreItemAction, IDLE);
  return (
    <form action={action}>
      <FormErrors message={failureOf(state).message} />
      <Hidden values={hidden} />
      <SubmitButton
        aria-label={`Restaurer ${name}`}
        icon="undo-2"
        pendingLabel="Un instant…"
        size="small"
        variant="secondary"
      >
        Restaurer
      </SubmitButton>
    </form>
  );
}

/** Says what was just thrown away, and takes it back. */
export function UndoNotice({ personId, kind, id }: { personId: string; kind: ItemKind; id: string }) {
  const [state, action] = useActionState(restoreItemAction, IDLE);
  const what = kind === "folder" ? "dossier" : "document";
  if (state.status === "done") {
    return (
      <Notice className="doc-notice" live="polite" tone="success">
        {`Le ${what} a repris sa place.`}
      </Notice>
    );
  }
  return (
    <Notice className="doc-notice" live="polite" tone="success">
      <form action={action} className="doc-undo">
        <span>{failureOf(state).message ?? `Le ${what} est dans la corbeille.`}</span>
        <Hidden values={{ personne: personId, kind, id }} />
        <SubmitButton
          aria-label={`Annuler la suppression du ${what}`}
          icon="undo-2"
          pendingLabel="Un instant…"
          size="small"
          variant="secondary"
        >
          Annuler
        </SubmitButton>
      </form>
    </Notice>
  );
}

/** Forgets all that is in the trash. */
export function EmptyTrashForm({ hidden }: { hidden: Readonly<Record<string, string>> }) {
  const [state, action] = useActionState(emptyTrashAction, IDLE);
  return (
    <form action={action} className="doc-form">
      <FormErrors message={failureOf(state).message} />
      <Hidden values={hidden} />
      <SubmitButton icon="trash" pendingLabel="Un instant…" variant="danger">
        Vider la corbeille
      </SubmitButton>
    </form>
  );
}
