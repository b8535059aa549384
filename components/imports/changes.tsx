import type { HrefOf } from "@/components/comptes/address";
import { KeptQuery } from "@/components/forms/kept-query";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Hopscotch } from "@/components/ui/illustrations/hopscotch";
import { TextInput } from "@/components/ui/inputs";
import { List, Row } from "@/components/ui/list";
import { Pagination } from "@/components/ui/pagination";
import { Tabs } from "@/components/ui/tabs";
import type { ImportChangeKind } from "@/lib/db/types";
import { CHANGE_KINDS } from "@/lib/imports/rules";
import type { ChangeLine, FieldChange, ImportPage } from "@/lib/imports/types";
import { fieldWords, kindWords, thingWords, valueWords } from "@/lib/imports/wording";
import { formatCount, formatNumber } from "@/lib/time/format";

/** Which changes are shown. */
export interface ChangesFilter {
  kind: ImportChangeKind;
  text: string;
  page: number;
}

/** The changes of an import, one sort at a time, searched and paged. */
export function Changes({
  run,
  found,
  filter,
  hrefOf,
}: {
  run: ImportPage;
  found: { changes: readonly ChangeLine[]; total: number; pages: number };
  filter: ChangesFilter;
  hrefOf: HrefOf;
}) {
  const path = `/imports/${run.id}`;
  const texte = filter.text || undefined;
  return (
    <>
      <Tabs
        label="Effets de l’import"
        tabs={CHANGE_KINDS.map((kind) => ({
          label: `${kindWords[kind]} ${formatNumber(run.totals[kind])}`,
          href: hrefOf(path, { effet: kind, texte }),
          current: kind === filter.kind,
        }))}
      />
      <search>
        <form action={hrefOf(path)} className="changes-search">
          <KeptQuery href={hrefOf(path, { effet: filter.kind })} />
          <TextInput
            autoComplete="off"
            defaultValue={filter.text}
            fieldClassName="changes-text"
            label="Nom, classe, identifiant ou valeur"
            name="texte"
            type="search"
          />
          <Button icon="search" type="submit">
            Chercher
          </Button>
        </form>
      </search>
      <p className="changes-count" role="status">
        {formatCount(found.total, "ligne")}
      </p>
      {found.changes.length === 0 ? (
        <EmptyState illustration={<Hopscotch />} level={3} title={filter.text ? "Rien ne correspond" : "Rien ici"}>
          {filter.text ? "Essayez une partie du nom, ou un autre effet." : "Cet import n’a aucun effet de cette sorte."}
        </EmptyState>
      ) : (
        <List className="rows-wordy" label={kindWords[filter.kind]}>
          {found.changes.map((change) => (
            <Row aside={<Badge>{thingWords[change.entity]}</Badge>} key={change.id} title={change.label}>
              <Fields change={change} />
            </Row>
          ))}
        </List>
      )}
      <Pagination
        hrefOf={(page) => hrefOf(path, { effet: filter.kind, texte, page: page === 1 ? undefined : String(page) })}
        page={filter.page}
        pages={found.pages}
      />
    </>
  );
}

/** What a change says, field by field. */
function Fields({ change: { kind, entity, fields } }: { change: ChangeLine }) {
  if (kind === "REFUSED") return fields.map(({ name, after }) => <p key={name}>{after}</p>);
  return (
    <dl className="change-fields">
      {fields.map((field) => (
        <div key={`${field.name} ${field.before} ${field.after}`}>
          <dt>{fieldWords(field)}</dt>
          <dd>
            <Values entity={entity} field={field} />
            {field.kept !== undefined && (
              <p className="text-soft">
                Remplacé localement{"\u202F"}: reste{" "}
                {field.kept === null ? "vide" : valueWords(entity, field.name, field.kept)}
              </p>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Values({ entity, field: { name, before, after } }: { entity: ChangeLine["entity"]; field: FieldChange }) {
  if (before === null) return valueWords(entity, name, after);
  return (
    <>
      <del>
        <span className="visually-hidden">avant{"\u202F"}: </span>
        {valueWords(entity, name, before)}
      </del>{" "}
      <ins>
        <span className="visually-hidden">après{"\u202F"}: </span>
        {valueWords(entity, name, after)}
      </ins>
    </>
  );
}
