"use client";

import { useState } from "react";
import { type DayLoad, dayLoad, type HomeworkChoices } from "@/components/cahier-de-texte/editor/homework-fields";
import { ChoiceGroup, DateInput } from "@/components/ui/inputs";
import { Notice } from "@/components/ui/notice";
import type { EditableHomework } from "@/lib/cahier-de-texte/types";
import type { IsoDay } from "@/lib/time/day";
import { formatCount, formatDay, formatMinutes, formatTimeOfDay } from "@/lib/time/format";

const OTHER = "autre";

/** For when: the next lessons first, or another day; each with what the class has already to do for it. */
export function DueChoice({
  id,
  value,
  minutes,
  choices,
  stored,
  error,
  onChange,
}: {
  id: string;
  value: IsoDay;
  minutes: number;
  choices: HomeworkChoices;
  stored: EditableHomework | null;
  error?: readonly string[] | undefined;
  onChange: (day: IsoDay) => void;
}) {
  const { nextSessions, workload, dueFrom, dueUntil } = choices;
  const lessons = nextSessions.filter(
    ({ day }, index) => nextSessions.findIndex((session) => session.day === day) === index,
  );
  const [isOther, setOther] = useState(!lessons.some(({ day }) => day === value));
  const load = dayLoad(workload, value, minutes, stored);
  return (
    <div className="grid gap-3">
      <ChoiceGroup
        choices={[
          ...lessons.map(({ day, startMinute }) => ({
            value: day,
            label: `${formatDay(day)}, ${formatTimeOfDay(startMinute)}`,
            hint: loadLabel(dayLoad(workload, day, 0, stored)),
          })),
          { value: OTHER, label: "Autre date" },
        ]}
        defaultValue={isOther ? OTHER : value}
        error={isOther ? undefined : error}
        hint={lessons.length > 0 ? "Prochaines séances avec ces élèves, ou une autre date." : undefined}
        id={id}
        label="Pour quand ?"
        layout="tiles"
        name={`${id}-choix`}
        onChange={(event) => {
          const { value: chosen, type } = event.target as unknown as HTMLInputElement;
          if (type !== "radio") return;
          setOther(chosen === OTHER);
          if (chosen !== OTHER) onChange(chosen);
        }}
      />
      {isOther && (
        <DateInput
          error={error}
          fieldClassName="max-w-64"
          id={`${id}-date`}
          label="Date de remise"
          max={dueUntil}
          min={dueFrom}
          name={`${id}-date`}
          onChange={(event) => onChange(event.target.value)}
          required
          value={value}
        />
      )}
      <div role="status">
        {isOther && value && loadLabel(load) && <p className="field-hint">{`Pour ce jour, ${loadLabel(load)}.`}</p>}
        {load.isHeavy && (
          <Notice tone="warning">
            {`Avec ce travail, la classe aurait ${formatMinutes(load.total)} à faire pour ${formatDay(value, { long: true })}.`}
          </Notice>
        )}
      </div>
    </div>
  );
}

/** «déjà 45 min»; undefined when nothing is given for the day. */
function loadLabel({ minutes, count }: Pick<DayLoad, "minutes" | "count">): string | undefined {
  if (count === 0) return undefined;
  return minutes > 0 ? `déjà ${formatMinutes(minutes)}` : `déjà ${formatCount(count, "travail", "travaux")}`;
}
