"use client";

import { ActionForm } from "@/components/forms/action-form";
import { ChoiceGroup, DateInput, TextArea } from "@/components/ui/inputs";
import { giveResourceAction } from "@/lib/ressources/actions";
import { MAX_INSTRUCTION } from "@/lib/ressources/rules";

/** Gives a resource to classes. */
export function GiveForm({
  groups,
  hidden,
  firstDay,
  lastDay,
}: {
  groups: readonly { id: string; name: string }[];
  hidden: Readonly<Record<string, string>>;
  /** Days that may be asked for. */
  firstDay: string;
  lastDay: string;
}) {
  const only = groups.length === 1 ? groups.map(({ id }) => id) : [];
  return (
    <ActionForm
      action={giveResourceAction}
      className="resource-form"
      done="La ressource est donnée."
      hidden={hidden}
      icon="send"
      ids={{ groups: "classes", instruction: "consigne", dueOn: "pour-le" }}
      submit="Donner la ressource"
    >
      {({ fields, typed, typedList }) => (
        <>
          <ChoiceGroup
            choices={groups.map(({ id, name }) => ({ value: id, label: name }))}
            defaultValue={typedList("groups") ?? only}
            error={fields["groups"]}
            id="classes"
            label={"À quelles classes\u202F?"}
            layout="inline"
            name="groups[]"
            type="checkbox"
          />
          <TextArea
            defaultValue={typed("instruction")}
            error={fields["instruction"]}
            hint="Ce qu’il y a à y faire, en une ou deux phrases."
            id="consigne"
            label="Consigne"
            maxLength={MAX_INSTRUCTION}
            name="instruction"
            rows={3}
          />
          <DateInput
            defaultValue={typed("dueOn")}
            error={fields["dueOn"]}
            id="pour-le"
            label="Pour le"
            max={lastDay}
            min={firstDay}
            name="dueOn"
          />
        </>
      )}
    </ActionForm>
  );
}
