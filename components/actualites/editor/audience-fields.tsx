"use client";

import { toggled, type WrittenNews } from "@/components/actualites/editor/news-fields";
import { useReach } from "@/components/actualites/editor/use-reach";
import { reachWords, readersLabels } from "@/components/actualites/words";
import { Icon } from "@/components/ui/icons/icon";
import { type Choice, ChoiceGroup } from "@/components/ui/inputs";
import type { Places, Readers } from "@/lib/actualites/types";

type Chosen = Pick<WrittenNews, "readers" | "scope" | "levels" | "groups">;

/** To whom: which people, in the whole school or in some of it, and how many they are. */
export function AudienceFields({
  id,
  personId,
  places,
  value,
  errors,
  onChange,
}: {
  id: string;
  personId: string;
  places: Places;
  value: Chosen;
  errors: { readers?: readonly string[] | undefined; groups?: readonly string[] | undefined };
  onChange: (change: Partial<Chosen>) => void;
}) {
  const reach = useReach(value, personId);
  const divisions = places.groups.filter(({ kind }) => kind === "DIVISION");
  const others = places.groups.filter(({ kind }) => kind === "GROUP");
  const choices = (groups: Places["groups"]): Choice[] =>
    groups.map((group) => ({ value: group.id, label: group.name }));
  const ticked = (event: { target: EventTarget }) => {
    const { value: chosen, checked } = event.target as unknown as HTMLInputElement;
    return { chosen, checked };
  };
  const tickGroup = (event: { target: EventTarget }) => {
    const { chosen, checked } = ticked(event);
    onChange({ groups: toggled(value.groups, chosen, checked) });
  };
  return (
    <>
      <ChoiceGroup
        choices={places.readers.map((each) => ({ value: each, label: readersLabels[each] }))}
        defaultValue={value.readers}
        error={errors.readers}
        id={`${id}-public`}
        label="Pour qui ?"
        layout="tiles"
        name={`${id}-public`}
        onChange={(event) => {
          const { chosen, checked } = ticked(event);
          onChange({ readers: toggled(value.readers, chosen as Readers, checked) });
        }}
        type="checkbox"
      />
      {places.isSchoolAllowed && (
        <ChoiceGroup
          choices={[
            { value: "SCHOOL", label: "Tout l’établissement" },
            { value: "PLACES", label: "Certaines classes" },
          ]}
          defaultValue={value.scope}
          id={`${id}-etendue`}
          label="Où ?"
          layout="tiles"
          name={`${id}-etendue`}
          onChange={(event) => onChange({ scope: ticked(event).chosen as Chosen["scope"] })}
        />
      )}
      {value.scope === "PLACES" && (
        <div className="news-places">
          {places.levels.length > 0 && (
            <ChoiceGroup
              choices={places.levels.map((level) => ({ value: level, label: level }))}
              defaultValue={value.levels}
              id={`${id}-niveaux`}
              label="Niveaux entiers"
              layout="inline"
              name={`${id}-niveaux`}
              onChange={(event) => {
                const { chosen, checked } = ticked(event);
                onChange({ levels: toggled(value.levels, chosen, checked) });
              }}
              type="checkbox"
            />
          )}
          <ChoiceGroup
            choices={choices(divisions)}
            className="news-groups"
            defaultValue={value.groups}
            error={errors.groups}
            id={`${id}-classes`}
            label="Classes"
            name={`${id}-classes`}
            onChange={tickGroup}
            type="checkbox"
          />
          {others.length > 0 && (
            <details className="news-more" open={others.some((group) => value.groups.includes(group.id))}>
              <summary>Groupes et options</summary>
              <ChoiceGroup
                choices={choices(others)}
                className="news-groups"
                defaultValue={value.groups}
                id={`${id}-groupes`}
                label={<span className="visually-hidden">Groupes et options</span>}
                name={`${id}-groupes`}
                onChange={tickGroup}
                type="checkbox"
              />
            </details>
          )}
        </div>
      )}
      <p className="news-reach" role="status">
        {reach && (
          <>
            <Icon name="users" /> {reachWords(reach)}
          </>
        )}
      </p>
    </>
  );
}
