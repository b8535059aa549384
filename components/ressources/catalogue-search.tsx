import { Button } from "@/components/ui/button";
import { Select, TextInput } from "@/components/ui/inputs";
import { DOMAINS, domainName, KINDS, kindName } from "@/lib/ressources/rules";
import type { CatalogueFilter } from "@/lib/ressources/types";

/** What the address says for every level: without it a pupil looks among those of its own. */
export const ANY_LEVEL = "tous";

/** What to look for: a plain form whose answer has an address. */
export function CatalogueSearch({
  action,
  filter,
  levels,
  hidden,
}: {
  action: string;
  filter: CatalogueFilter;
  /** Those of the school. */
  levels: readonly string[];
  /** What else the address says: who acts, of which child, in which list. */
  hidden: Readonly<Record<string, string | undefined>>;
}) {
  return (
    <search>
      <form action={action} className="resource-search">
        {Object.entries(hidden).map(
          ([name, value]) => value && <input key={name} name={name} type="hidden" value={value} />,
        )}
        <TextInput
          autoComplete="off"
          defaultValue={filter.text}
          fieldClassName="resource-words"
          key={`mots ${filter.text}`}
          label="Mots"
          maxLength={80}
          name="mots"
          placeholder="verbe, volcan, Moyen Âge…"
          type="search"
        />
        <Select
          defaultValue={filter.level ?? ANY_LEVEL}
          key={`niveau ${filter.level}`}
          label="Niveau"
          name="niveau"
          required
        >
          <option value={ANY_LEVEL}>Tous</option>
          {levels.map((level) => (
            <option key={level} value={level}>
              {level}
            </option>
          ))}
        </Select>
        <Select defaultValue={filter.domain ?? ""} key={`matiere ${filter.domain}`} label="Matière" name="matiere">
          <option value="">Toutes</option>
          {DOMAINS.map(
            (domain) =>
              // What is about everything is found under each.
              domain !== "GENERAL" && (
                <option key={domain} value={domain}>
                  {domainName(domain)}
                </option>
              ),
          )}
        </Select>
        <Select defaultValue={filter.kind ?? ""} key={`type ${filter.kind}`} label="Type" name="type">
          <option value="">Tous</option>
          {KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {kindName(kind)}
            </option>
          ))}
        </Select>
        <Button icon="search" type="submit" variant="primary">
          Chercher
        </Button>
      </form>
    </search>
  );
}
