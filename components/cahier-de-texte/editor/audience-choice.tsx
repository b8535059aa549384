"use client";

import type { HomeworkChoices, WrittenHomework } from "@/components/cahier-de-texte/editor/homework-fields";
import { type Choice, ChoiceGroup, Select } from "@/components/ui/inputs";
import type { Audience } from "@/lib/cahier-de-texte/types";
import { formatCount, formatName } from "@/lib/time/format";

type Target = Pick<WrittenHomework, "audience" | "groupId" | "students">;

/** For whom: everybody, a group, or pupils by name. */
export function AudienceChoice({
  id,
  value,
  choices: { groups, students },
  errors,
  onChange,
}: {
  id: string;
  value: Target;
  choices: HomeworkChoices;
  errors: { groupId?: readonly string[] | undefined; students?: readonly string[] | undefined };
  onChange: (change: Partial<Target>) => void;
}) {
  const answers: Choice[] = [{ value: "ALL", label: "Tous les élèves" }];
  if (groups.length > 0) answers.push({ value: "GROUP", label: "Un groupe" });
  if (students.length > 0) answers.push({ value: "STUDENTS", label: "Certains élèves" });
  return (
    <div className="grid gap-3">
      <ChoiceGroup
        choices={answers}
        defaultValue={value.audience}
        id={id}
        label="Pour qui ?"
        layout="tiles"
        name={`${id}-choix`}
        onChange={(event) => onChange({ audience: (event.target as unknown as HTMLInputElement).value as Audience })}
      />
      {value.audience === "GROUP" && (
        <Select
          error={errors.groupId}
          fieldClassName="max-w-80"
          id={`${id}-groupe`}
          label="Groupe"
          name={`${id}-groupe`}
          onChange={(event) => onChange({ groupId: event.target.value })}
          required
          value={value.groupId}
        >
          <option value="">Choisissez un groupe</option>
          {groups.map((group) => (
            <option key={group.id} value={group.id}>
              {group.name}
            </option>
          ))}
        </Select>
      )}
      {value.audience === "STUDENTS" && (
        <ChoiceGroup
          choices={students.map((student) => ({
            value: student.id,
            label: formatName(student, { sorted: true }),
          }))}
          className="pupil-choice"
          defaultValue={value.students}
          error={errors.students}
          hint={`${formatCount(value.students.length, "élève choisi", "élèves choisis")}. Les autres ne verront pas ce travail.`}
          id={`${id}-eleves`}
          label="Élèves"
          name={`${id}-eleves`}
          onChange={(event) => {
            const { value: studentId, checked } = event.target as unknown as HTMLInputElement;
            const others = value.students.filter((other) => other !== studentId);
            onChange({ students: checked ? [...others, studentId] : others });
          }}
          type="checkbox"
        />
      )}
    </div>
  );
}
