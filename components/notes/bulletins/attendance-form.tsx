"use client";

import { Hidden, Outcome } from "@/components/forms/form-parts";
import { useForm } from "@/components/forms/use-form";
import { TextInput } from "@/components/ui/inputs";
import { SubmitButton } from "@/components/ui/submit-button";
import { toast } from "@/components/ui/toast";
import { saveAttendanceAction } from "@/lib/notes/bulletins/actions";
import { inFrench } from "@/lib/notes/marks";
import type { Attendance } from "@/lib/notes/bulletins/types";

const FIELDS = [
  { name: "justified", label: "Demi-journées justifiées", inputMode: "decimal" },
  { name: "unjustified", label: "Demi-journées non justifiées", inputMode: "decimal" },
  { name: "lates", label: "Retards", inputMode: "numeric" },
] as const;

const DONE = "La correction est enregistrée.";

/** Puts other figures on a bulletin than those that are counted; all blank, the count stands again. */
export function AttendanceForm({
  hidden,
  corrected,
}: {
  /** Who acts, of which pupil, class and period, from which version. */
  hidden: Readonly<Record<string, string | number>>;
  corrected: Attendance | null;
}) {
  const { form, isSending, state, failure } = useForm(saveAttendanceAction, () => toast(DONE));
  const { fields, typed } = failure;
  return (
    <form className="attendance-form" {...form}>
      <Outcome done={DONE} state={state} />
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
              key={name}
              label={label}
              maxLength={5}
              name={name}
            />
          );
        })}
      </div>
      <SubmitButton aria-disabled={isSending || undefined} variant="secondary">
        Enregistrer la correction
      </SubmitButton>
    </form>
  );
}
