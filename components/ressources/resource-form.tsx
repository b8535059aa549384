"use client";

import { ActionForm, type Shown } from "@/components/forms/action-form";
import { ChoiceGroup, Select, TextArea, TextInput } from "@/components/ui/inputs";
import { addResourceAction, updateResourceAction } from "@/lib/ressources/actions";
import {
  DOMAINS,
  domainName,
  KINDS,
  kindName,
  MAX_DESCRIPTION,
  MAX_PUBLISHER,
  MAX_TITLE,
} from "@/lib/ressources/rules";
import type { EditableResource } from "@/lib/ressources/types";

const ids = {
  title: "titre",
  url: "adresse",
  publisher: "editeur",
  description: "description",
  kind: "type",
  domains: "matieres",
  levels: "niveaux",
  audience: "public",
};

/** Describes a resource: a new one, or one that stands in the catalogue. */
export function ResourceForm({
  stored,
  levels,
  hidden,
}: {
  stored: EditableResource | null;
  /** Those of the school. */
  levels: readonly string[];
  hidden: Readonly<Record<string, string | number>>;
}) {
  return (
    <ActionForm
      action={stored ? updateResourceAction : addResourceAction}
      className="resource-form"
      done={stored ? "La ressource est modifiée." : "La ressource est au catalogue."}
      hidden={hidden}
      ids={ids}
      submit={stored ? "Enregistrer" : "Ajouter au catalogue"}
    >
      {(shown) => <Fields levels={levels} shown={shown} stored={stored} />}
    </ActionForm>
  );
}

function Fields({
  stored,
  levels,
  shown: { fields, typed, typedList },
}: {
  stored: EditableResource | null;
  levels: readonly string[];
  shown: Shown;
}) {
  const field = (name: keyof typeof ids) => ({ name, id: ids[name], error: fields[name] });
  const kind = typed("kind") ?? stored?.kind ?? "";
  return (
    <>
      <TextInput
        {...field("title")}
        autoComplete="off"
        defaultValue={typed("title") ?? stored?.title}
        label="Titre"
        maxLength={MAX_TITLE}
        required
      />
      <TextInput
        {...field("url")}
        autoComplete="off"
        defaultValue={typed("url") ?? stored?.url}
        hint="L’adresse complète de la page, qui commence par https://"
        inputMode="url"
        label="Adresse"
        required
        spellCheck={false}
      />
      <TextInput
        {...field("publisher")}
        autoComplete="off"
        defaultValue={typed("publisher") ?? stored?.publisher}
        label="Éditeur"
        maxLength={MAX_PUBLISHER}
        required
      />
      <TextArea
        {...field("description")}
        defaultValue={typed("description") ?? stored?.description}
        hint="Ce qu’un élève y trouve, en une ou deux phrases."
        label="Description"
        maxLength={MAX_DESCRIPTION}
        required
        rows={3}
      />
      <Select {...field("kind")} defaultValue={kind} key={kind} label="Type" required>
        <option disabled value="">
          Choisir…
        </option>
        {KINDS.map((each) => (
          <option key={each} value={each}>
            {kindName(each)}
          </option>
        ))}
      </Select>
      <ChoiceGroup
        {...field("domains")}
        choices={DOMAINS.map((domain) => ({ value: domain, label: domainName(domain) }))}
        defaultValue={typedList("domains") ?? stored?.domains}
        label="Matières"
        layout="inline"
        name="domains[]"
        type="checkbox"
      />
      <ChoiceGroup
        {...field("levels")}
        choices={levels.map((level) => ({ value: level, label: level }))}
        defaultValue={typedList("levels") ?? stored?.levels ?? levels}
        label="Niveaux"
        layout="inline"
        name="levels[]"
        type="checkbox"
      />
      <ChoiceGroup
        {...field("audience")}
        choices={[
          { value: "EVERYBODY", label: "Tout le monde", hint: "Élèves, familles et personnels." },
          { value: "TEAM", label: "L’équipe seulement", hint: "Les adultes de l’établissement." },
        ]}
        defaultValue={typed("audience") ?? (stored?.isForPupils === false ? "TEAM" : "EVERYBODY")}
        label={"Qui la voit\u202F?"}
        required
      />
    </>
  );
}
