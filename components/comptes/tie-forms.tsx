"use client";

import { ActionForm } from "@/components/forms/action-form";
import { KinshipSelect, levelChoices } from "@/components/comptes/person-fields";
import { ChoiceGroup, DateInput, TextInput } from "@/components/ui/inputs";
import { Icon } from "@/components/ui/icons/icon";
import { saveGuardianshipAction, saveJudgmentAction } from "@/lib/comptes/actions";
import type { JudgmentLine, Relative } from "@/lib/comptes/types";
import { judgmentWords } from "@/lib/comptes/wording";

/** A guardian and a pupil, and who acts on what ties them. */
interface Pair {
  actingId: string;
  operationId: string;
  guardianId: string;
  studentId: string;
}

const hiddenOf = ({ actingId, operationId, guardianId, studentId }: Pair) => ({
  personne: actingId,
  operationId,
  guardianId,
  studentId,
});

/** The level, the kinship and the end of a responsibility. */
export function TieForm({ relative, ...pair }: Pair & { relative: Relative }) {
  const id = (name: string) => `${name}-${relative.id}-${relative.startsOn}`;
  return (
    <details className="tie-fold">
      <summary>
        <Icon name="pencil" />
        Modifier la responsabilité
      </summary>
      <ActionForm
        action={saveGuardianshipAction}
        className="account-form"
        done="La responsabilité est enregistrée."
        hidden={hiddenOf(pair)}
        ids={{ level: id("niveau"), endsOn: id("fin") }}
        submit="Enregistrer"
        variant="secondary"
      >
        {({ fields, typed }) => (
          <>
            <ChoiceGroup
              choices={levelChoices}
              defaultValue={typed("level") ?? String(relative.level)}
              error={fields["level"]}
              id={id("niveau")}
              key={`${typed("level")} ${relative.level}`}
              label="Responsabilité"
              name="level"
              required
            />
            <div className="account-row">
              <KinshipSelect id={id("lien")} value={typed("kinship") ?? relative.kinship ?? ""} />
              <DateInput
                defaultValue={typed("endsOn") ?? relative.endsOn ?? ""}
                error={fields["endsOn"]}
                hint="Premier jour où elle ne vaut plus."
                id={id("fin")}
                label="Fin"
                name="endsOn"
              />
            </div>
          </>
        )}
      </ActionForm>
    </details>
  );
}

/** A judgment, new or corrected. */
export function JudgmentForm({ judgment, today, ...pair }: Pair & { judgment: JudgmentLine | null; today: string }) {
  const id = (name: string) => `${name}-${judgment?.id ?? `${pair.guardianId}-${pair.studentId}`}`;
  return (
    <details className="tie-fold">
      <summary>
        <Icon name={judgment ? "pencil" : "plus"} />
        {judgment ? "Corriger ce jugement" : "Enregistrer un jugement"}
      </summary>
      <ActionForm
        action={saveJudgmentAction}
        className="account-form"
        done="Le jugement est enregistré."
        hidden={{ ...hiddenOf(pair), judgmentId: judgment?.id ?? "", version: judgment?.version ?? 1 }}
        ids={{ kind: id("sorte"), reference: id("reference"), startsOn: id("debut"), endsOn: id("terme") }}
        submit="Enregistrer le jugement"
        variant="secondary"
      >
        {({ fields, typed }) => (
          <>
            <ChoiceGroup
              choices={[
                {
                  value: "NO_COMMUNICATION",
                  label: judgmentWords.NO_COMMUNICATION,
                  hint: "Tout ce qui concerne l’élève se ferme aussitôt à ce responsable, jusqu’à la fin du jugement.",
                },
                {
                  value: "NO_VISIT",
                  label: judgmentWords.NO_VISIT,
                  hint: "Pour information\u202F: rien ne se ferme.",
                },
              ]}
              defaultValue={typed("kind") ?? judgment?.kind}
              error={fields["kind"]}
              id={id("sorte")}
              key={typed("kind")}
              label="Ce que dit le jugement"
              name="kind"
              required
            />
            <TextInput
              defaultValue={typed("reference") ?? judgment?.reference ?? ""}
              error={fields["reference"]}
              hint="Juridiction, date et numéro. Jamais les motifs."
              id={id("reference")}
              label="Décision"
              name="reference"
              required
            />
            <div className="account-row">
              <DateInput
                defaultValue={typed("startsOn") ?? judgment?.startsOn ?? today}
                error={fields["startsOn"]}
                id={id("debut")}
                label="Du"
                name="startsOn"
                required
              />
              <DateInput
                defaultValue={typed("endsOn") ?? judgment?.endsOn ?? ""}
                error={fields["endsOn"]}
                hint="Premier jour où il ne vaut plus."
                id={id("terme")}
                label="Jusqu’au"
                name="endsOn"
              />
            </div>
          </>
        )}
      </ActionForm>
    </details>
  );
}
