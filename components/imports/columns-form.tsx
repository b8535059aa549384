"use client";

import { Fragment } from "react";
import { Hidden } from "@/components/forms/form-parts";
import { useForm } from "@/components/forms/use-form";
import { fieldId } from "@/components/ui/field";
import { FormErrors } from "@/components/ui/form-errors";
import { Checkbox, Select } from "@/components/ui/inputs";
import { SubmitButton } from "@/components/ui/submit-button";
import { matchColumnsAction } from "@/lib/imports/actions";
import { columnWords, tableKindWords } from "@/lib/imports/column-wording";
import { COLUMN_FIELDS, type ColumnField, type PlainTable, TABLE_KINDS } from "@/lib/imports/columns";

/** The fields in groups, as the list of choices shows them. */
const GROUPS: readonly (readonly [label: string, holds: (field: ColumnField) => boolean])[] = [
  ["La personne", (field) => !isOfChild(field) && !isContact(field) && !isOfParent(field, "")],
  ["Ses coordonnées", (field) => isContact(field)],
  ["L’enfant dont elle est responsable", (field) => isOfChild(field)],
  ["Si c’est un élève, son responsable 1", (field) => isOfParent(field, "1")],
  ["Si c’est un élève, son responsable 2", (field) => isOfParent(field, "2")],
];
const CONTACTS: readonly ColumnField[] = ["email", "mobile", "home", "work", "address", "postalCode", "city"];
const isContact = (field: ColumnField): boolean => CONTACTS.includes(field);
const isOfParent = (field: ColumnField, parent: string): boolean => field.startsWith(`parent${parent}`);
const isOfChild = (field: ColumnField): boolean => field.startsWith("child") || field === "level";

/** What the columns of each plain table are: three values of each beside what they may be. Works before the page is alive. */
export function ColumnsForm({
  tables,
  hidden,
}: {
  tables: readonly PlainTable[];
  hidden: Readonly<Record<string, string | number>>;
}) {
  const { form, isSending, failure } = useForm(matchColumnsAction);
  const { fields, message, typed } = failure;
  const ids = Object.fromEntries(Object.keys(fields).map((name) => [name, fieldId(name)]));
  return (
    <form className="columns-form" {...form}>
      <FormErrors fields={fields} ids={ids} message={message} />
      <Hidden values={hidden} />
      {tables.map(({ name, headers, samples, matching }, table) => {
        // Two files of an import may bear one name.
        const place = `kind.${table}`;
        return (
          <fieldset className="columns-table" key={place}>
            <legend className="columns-name">{name}</legend>
            <Select
              defaultValue={typed(place) ?? matching.kind}
              error={fields[place]}
              fieldClassName="columns-kind"
              key={typed(place)}
              label="Ce tableau contient"
              name={place}
              required
            >
              {[...TABLE_KINDS, "COLUMN" as const, "NONE" as const].map((kind) => (
                <option key={kind} value={kind}>
                  {tableKindWords[kind]}
                </option>
              ))}
            </Select>
            <ol className="columns-list">
              {headers.map((header, column) => {
                const field = `column.${table}.${column}`;
                return (
                  <li className="columns-row" key={field}>
                    <div className="columns-sample">
                      <span className="columns-header">{header || `Colonne ${column + 1}`}</span>
                      <span className="columns-values">
                        {(samples[column] ?? []).length === 0 && "Aucune valeur"}
                        {(samples[column] ?? []).map((value, index) => (
                          <Fragment key={value}>
                            {index > 0 && <span aria-hidden="true"> · </span>}
                            <span>{value}</span>
                          </Fragment>
                        ))}
                      </span>
                    </div>
                    <Select
                      defaultValue={typed(field) ?? matching.columns[column] ?? ""}
                      error={fields[field]}
                      fieldClassName="columns-choice"
                      key={typed(field)}
                      label={<span className="visually-hidden">La colonne {header || column + 1} est</span>}
                      name={field}
                    >
                      <option value="">Laisser de côté</option>
                      {GROUPS.map(([label, holds]) => (
                        <optgroup key={label} label={label}>
                          {COLUMN_FIELDS.filter(holds).map((each) => (
                            <option key={each} value={each}>
                              {columnWords[each]}
                            </option>
                          ))}
                        </optgroup>
                      ))}
                    </Select>
                  </li>
                );
              })}
            </ol>
            <Checkbox
              defaultChecked={(typed(place) ? typed(`complete.${table}`) : matching.isComplete && "on") === "on"}
              hint="Alors ceux qu’un tableau de ce genre avait apportés et qui n’y sont plus seront terminés. Sinon, il ne fait qu’ajouter et corriger."
              key={`complete ${typed(`complete.${table}`)}`}
              label="Ce tableau contient tout le monde"
              name={`complete.${table}`}
            />
          </fieldset>
        );
      })}
      <SubmitButton aria-disabled={isSending || undefined} pendingLabel="Lecture demandée…">
        Lire avec ces colonnes
      </SubmitButton>
    </form>
  );
}
