"use client";

import { type ChangeEvent, useActionState } from "react";
import { saveComfort } from "@/components/shell/comfort-action";
import { FormErrors } from "@/components/ui/form-errors";
import { ChoiceGroup } from "@/components/ui/inputs";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { IDLE } from "@/lib/actions/form";
import type { Comfort } from "@/lib/comfort";

/** Shows a choice on the page at once; it is kept when the form is sent. */
function preview(event: ChangeEvent<HTMLFormElement>) {
  const { name, value } = event.target as unknown as HTMLInputElement;
  document.documentElement.dataset[name] = value;
}

/** How I read best. Every choice shows at once; without JavaScript, when it is sent. */
export function ComfortForm({ comfort }: { comfort: Comfort }) {
  const [state, action] = useActionState(saveComfort, IDLE);
  return (
    <form action={action} className="grid gap-7" onChange={preview}>
      {state.status === "failed" && <FormErrors fields={state.fields} message={state.message} />}
      <ChoiceGroup
        choices={[
          { value: "100", label: "Normale" },
          { value: "115", label: "Grande" },
          { value: "130", label: "Très grande" },
          { value: "150", label: "Immense" },
        ]}
        defaultValue={comfort.size}
        label="Taille du texte"
        layout="tiles"
        name="size"
      />
      <ChoiceGroup
        choices={[
          { value: "normal", label: "Normal" },
          { value: "airy", label: "Aéré" },
          { value: "wide", label: "Très aéré" },
        ]}
        defaultValue={comfort.spacing}
        label="Espacement des lignes et des lettres"
        layout="tiles"
        name="spacing"
      />
      <ChoiceGroup
        choices={[
          { value: "atkinson", label: "Atkinson Hyperlegible" },
          { value: "opendyslexic", label: <span className="font-[OpenDyslexic]">OpenDyslexic</span> },
        ]}
        defaultValue={comfort.font}
        label="Police de caractères"
        layout="tiles"
        name="font"
      />
      <ChoiceGroup
        choices={[
          { value: "system", label: "Comme l’appareil" },
          { value: "light", label: "Clair" },
          { value: "dark", label: "Sombre" },
        ]}
        defaultValue={comfort.theme}
        label="Couleurs"
        layout="tiles"
        name="theme"
      />
      <ChoiceGroup
        choices={[
          { value: "system", label: "Comme l’appareil" },
          { value: "reduce", label: "Réduites" },
        ]}
        defaultValue={comfort.motion}
        label="Animations"
        layout="tiles"
        name="motion"
      />
      <div className="flex flex-wrap items-center gap-4">
        <SubmitButton>Enregistrer</SubmitButton>
        <div role="status">
          {state.status === "done" && <Notice tone="success">C’est enregistré sur cet appareil.</Notice>}
        </div>
      </div>
    </form>
  );
}
