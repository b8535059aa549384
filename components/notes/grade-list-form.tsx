"use client";

import { type KeyboardEvent, useState } from "react";
import { Hidden } from "@/components/forms/form-parts";
import { useForm } from "@/components/forms/use-form";
import { FieldError } from "@/components/ui/field";
import { FormErrors } from "@/components/ui/form-errors";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { saveGradesAction } from "@/lib/notes/actions";
import { writeMark } from "@/lib/notes/marks";
import type { Cell, CellOutcome, Pupil } from "@/lib/notes/types";
import { formatCount, formatName } from "@/lib/time/format";

/** One assessment, a line per pupil: how grades are entered on a phone, or without JavaScript. */
export function GradeListForm({
  personId,
  serviceId,
  assessmentId,
  pupils,
  cells,
}: {
  personId: string;
  serviceId: string;
  assessmentId: string;
  pupils: readonly Pupil[];
  cells: readonly Cell[];
}) {
  const [answered, setAnswered] = useState<readonly CellOutcome[] | null>(null);
  const { form, isSending, state, failure } = useForm(
    saveGradesAction,
    (done) => setAnswered(done.outcomes),
    () => setAnswered(null),
  );
  const { message, fields } = failure;
  const saved = answered ?? (state.status === "done" ? state.value.outcomes : null);
  const outcomes = saved ?? [];
  const typedValues = state.status === "failed" ? state.values["value"] : undefined;
  const wrong = outcomes.filter((outcome) => outcome.status !== "saved").length;
  return (
    <form className="grade-list" {...form}>
      <FormErrors fields={fields} message={message} />
      {saved && (
        <Notice live="polite" tone={wrong > 0 ? "warning" : "success"}>
          {wrong > 0
            ? `${formatCount(wrong, "note")} à revoir. Le reste est enregistré.`
            : "Les notes sont enregistrées."}
        </Notice>
      )}
      <Hidden values={{ personne: personId, serviceId }} />
      <ul className="rows" onKeyDown={goDown}>
        {pupils.map((pupil, index) => {
          const cell = cells.find(({ studentId }) => studentId === pupil.id);
          const was = writeMark(cell?.mark ?? null);
          const outcome = outcomes.find(({ studentId }) => studentId === pupil.id);
          const problem = problemOf(outcome);
          const typed = Array.isArray(typedValues) ? typedValues[index] : problem?.typed;
          const id = `note-${index}`;
          return (
            <li className="grade-line" key={pupil.id}>
              <label htmlFor={id}>{formatName(pupil, { sorted: true })}</label>
              <input
                aria-describedby={problem ? `${id}-erreur` : undefined}
                aria-invalid={problem ? true : undefined}
                autoComplete="off"
                className="control"
                defaultValue={typed ?? was}
                enterKeyHint="next"
                id={id}
                key={typed ?? was}
                maxLength={8}
                name="value[]"
              />
              <Hidden
                values={{
                  "assessment[]": assessmentId,
                  "student[]": pupil.id,
                  "version[]": cell?.version ?? 0,
                  "was[]": was,
                }}
              />
              <FieldError error={problem?.message} id={id} />
            </li>
          );
        })}
      </ul>
      <div className="grade-list-bar">
        <SubmitButton aria-disabled={isSending || undefined}>Enregistrer les notes</SubmitButton>
      </div>
    </form>
  );
}

/** Enter goes to the next pupil, as the key of a phone says; after the last it sends. */
function goDown(event: KeyboardEvent<HTMLUListElement>) {
  if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement)) return;
  const fields = [...event.currentTarget.querySelectorAll<HTMLInputElement>("input.control")];
  const next = fields[fields.indexOf(event.target) + 1];
  if (!next) return;
  event.preventDefault();
  next.focus();
  next.select();
}

function problemOf(outcome: CellOutcome | undefined): { message: string; typed: string } | null {
  switch (outcome?.status) {
    case "refused":
      return outcome;
    case "conflict": {
      const theirs = outcome.current === "" ? "a effacé la note" : `a saisi ${outcome.current}`;
      const message = `${outcome.by} ${theirs} entre-temps. Enregistrez de nouveau pour garder votre saisie.`;
      return { message, typed: outcome.typed };
    }
    default:
      return null;
  }
}
