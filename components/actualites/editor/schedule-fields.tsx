"use client";

import type { WrittenNews } from "@/components/actualites/editor/news-fields";
import { Checkbox, ChoiceGroup, DateInput, TextInput } from "@/components/ui/inputs";
import type { FieldErrors } from "@/lib/errors/codes";

type Schedule = Pick<
  WrittenNews,
  "timing" | "fromDay" | "fromTime" | "untilDay" | "pinnedDay" | "needsAcknowledgement"
>;

/** When it is shown, how long it stays on top, and whether a confirmation is asked. */
export function ScheduleFields({
  id,
  today,
  isShown,
  value,
  errors,
  onChange,
}: {
  id: string;
  today: string;
  /** Is it published already? Its moment is then what it is. */
  isShown: boolean;
  value: Schedule;
  errors: FieldErrors;
  onChange: (change: Partial<Schedule>) => void;
}) {
  return (
    <>
      {!isShown && (
        <ChoiceGroup
          choices={[
            { value: "NOW", label: "Maintenant" },
            { value: "LATER", label: "Plus tard" },
          ]}
          defaultValue={value.timing}
          id={`${id}-moment`}
          label="Quand la publier ?"
          layout="tiles"
          name={`${id}-moment`}
          onChange={(event) =>
            onChange({ timing: (event.target as unknown as HTMLInputElement).value as Schedule["timing"] })
          }
        />
      )}
      {!isShown && value.timing === "LATER" && (
        <div className="news-row">
          <DateInput
            error={errors["fromDay"]}
            id={`${id}-jour`}
            label="Jour"
            min={today}
            name="fromDay"
            onChange={(event) => onChange({ fromDay: event.target.value })}
            required
            value={value.fromDay}
          />
          <TextInput
            error={errors["fromMinute"]}
            id={`${id}-heure`}
            label="Heure"
            name="fromMinute"
            onChange={(event) => onChange({ fromTime: event.target.value })}
            required
            type="time"
            value={value.fromTime}
          />
        </div>
      )}
      <Checkbox
        checked={value.needsAcknowledgement}
        hint="Chacun devra indiquer qu’il a lu ; vous verrez qui l’a fait, et pourrez relancer les autres."
        id={`${id}-accuse`}
        label="Demander une confirmation de lecture"
        name="needsAcknowledgement"
        onChange={(event) => onChange({ needsAcknowledgement: event.target.checked })}
      />
      <div className="news-row">
        <DateInput
          error={errors["pinnedDay"]}
          hint="Elle reste en haut de la liste."
          id={`${id}-epingle`}
          label="Épinglée jusqu’au"
          min={today}
          name="pinnedDay"
          onChange={(event) => onChange({ pinnedDay: event.target.value })}
          value={value.pinnedDay}
        />
        <DateInput
          error={errors["untilDay"]}
          hint="Ensuite, son public ne la voit plus."
          id={`${id}-fin`}
          label="Visible jusqu’au"
          min={today}
          name="untilDay"
          onChange={(event) => onChange({ untilDay: event.target.value })}
          value={value.untilDay}
        />
      </div>
    </>
  );
}
