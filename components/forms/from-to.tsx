import { DateInput, TextInput } from "@/components/ui/inputs";
import type { failureOf } from "@/components/forms/form-state";

/** From a day to a day, with times where it is no whole day: `startDay`, `startMinute`, `endDay`, `endMinute`. */
export function FromTo({
  today,
  fields,
  typed,
}: { today: string } & Pick<ReturnType<typeof failureOf>, "fields" | "typed">) {
  return (
    <>
      <div className="field-row">
        <DateInput
          defaultValue={typed("startDay") ?? today}
          error={fields["startDay"]}
          label="Du"
          name="startDay"
          required
        />
        <TextInput
          defaultValue={typed("startMinute")}
          error={fields["startMinute"]}
          label="À partir de"
          name="startMinute"
          type="time"
        />
      </div>
      <div className="field-row">
        <DateInput defaultValue={typed("endDay") ?? today} error={fields["endDay"]} label="Au" name="endDay" required />
        <TextInput
          defaultValue={typed("endMinute")}
          error={fields["endMinute"]}
          label="Jusqu’à"
          name="endMinute"
          type="time"
        />
      </div>
    </>
  );
}
