"use client";

import { useActionState } from "react";
import { failureOf } from "@/components/forms/form-state";
import { Hidden, Outcome } from "@/components/forms/form-parts";
import { TextInput } from "@/components/ui/inputs";
import { SubmitButton } from "@/components/ui/submit-button";
import { IDLE } from "@/lib/actions/form";
import { saveAttendanceAction } from "@/lib/notes/bulletins/actions";
import { inFrench } from "@/lib/notes/marks";
import type { Attendance } from "@/lib/notes/bulletins/types";

const FIELDS = [
  { name: "justified", label: "Demi-journées justifiées", inputMode: "decimal" },
  { name: "unjustified", label: "Demi-journées non justifiées", inputMode: "decimal" },
  { name: "lates", label: "Retards", inputMode: "numeric" },
] as const;

/** Puts other figures on a bulletin than those that are counted; all blank, the count stands again. */
export function AttendanceForm({
  hidden,
  corrected,
}: {
  /** Who acts, of which pupil, class and period, from which version. */
  hidden: Readonly<Record<string, string | number>>;
  corrected: Attendance | null;
}) {
  const [state, action] = useActionState(saveAttendanceAction, IDLE);
  const { fields, typed } = failureOf(state);
  return (
    <form action={action} className="attendance-form">
      <Outcome done="C’est enregistré." state={state} />
      <Hidden values={hidden} />
      <div className="attendance-fields">
        {FIELDS.map(({ name, label, inputMode }) => {
          const value = typed(name) ?? (corrected ? inFrench(corrected[name]) : "");
          return (
            <TextInput
              autoComplete="off"
              defaultValue={value}
              error={fields[name]}
              inputMode={inputMode}
              key={`${name}/${value}`}
              label={label}
              maxLength={5}
              name={name}
            />
          );
        })}
      </div>
      <SubmitButton variant="secondary">Enregistrer la correction</SubmitButton>
    </form>
  );
}
