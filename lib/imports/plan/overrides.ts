import { isOverridable, type OverrideField } from "@/lib/comptes/rules";
import type { Drafts, GuardianshipRow, PersonOverrideRow, TableDraft, TableRows } from "@/lib/imports/plan/tables";

// What a school has set otherwise than its files. Planning sees the rows as the files left them, so that names and birth dates still find
// who is meant and nothing but the files is compared with the files; then the school's own values take their places again.

type Text = string | null;

/** The overrides of a school around one planning. Pure. */
export class Overrides {
  /** What is known, as the files left it. */
  readonly rows: TableRows;
  /** The guardianship that was ended by hand, by override. */
  readonly #ended = new Map<PersonOverrideRow, string>();

  constructor(private readonly stored: TableRows) {
    this.rows = this.#asFilesLeftIt();
  }

  #asFilesLeftIt(): TableRows {
    if (this.stored.personOverride.length === 0) return this.stored;
    const person = byKey(this.stored.person, ({ id }) => id);
    const civilStatus = byKey(this.stored.civilStatus, ({ personId }) => personId);
    const guardianship = byKey(this.stored.guardianship, ({ id }) => id);
    const contact = byKey(this.stored.contact, ({ id }) => id);
    for (const override of this.stored.personOverride) {
      const { personId, value, importedValue } = override;
      const [table, column] = placeOf(override);
      if (table === "person" || table === "civilStatus") {
        const rows: Map<string, object> = table === "person" ? person : civilStatus;
        const row = rows.get(personId);
        if (row) rows.set(personId, { ...row, [column]: importedValue });
      } else if (table === "guardianship") {
        const row = latestOf(guardianship.values(), override);
        if (!row) continue;
        if (column !== "endsOn") guardianship.set(row.id, { ...row, ...tieValue(column, importedValue) });
        else if (row.endsOn === value) {
          this.#ended.set(override, row.id);
          guardianship.set(row.id, { ...row, endsOn: importedValue });
        }
      } else {
        const own = [...contact.values()].find((row) => isOf(row, override) && row.value === value);
        if (own && importedValue !== null) contact.set(own.id, { ...own, value: importedValue });
        else if (own) contact.delete(own.id);
        else if (importedValue !== null) {
          // Taken away by hand: it stands in while the files are compared, and is never written.
          const id = `${personId} ${column}`;
          const kind = column as (typeof this.stored.contact)[number]["kind"];
          contact.set(id, { id, personId, kind, value: importedValue, acceptsSms: false });
        }
      }
    }
    return {
      ...this.stored,
      person: [...person.values()],
      civilStatus: [...civilStatus.values()],
      guardianship: [...guardianship.values()],
      contact: [...contact.values()],
    };
  }

  /**
   * Puts the school's values back in what is planned, and keeps beside each what the files say now.
   * @returns how many of them differ from the files.
   */
  restore(drafts: Drafts): number {
    let held = 0;
    for (const override of this.stored.personOverride) {
      const imported = this.#putBack(drafts, override);
      if (imported === undefined) continue;
      if (imported !== override.value) held += 1;
      if (imported !== override.importedValue) drafts.personOverride.put({ ...override, importedValue: imported });
    }
    return held;
  }

  /** What the files say of an overridden field; undefined when what it is of is gone. */
  #putBack(drafts: Drafts, override: PersonOverrideRow): Text | undefined {
    const { value, personId } = override;
    const [table, column] = placeOf(override);
    if (table === "person") return replaced(drafts.person, personId, column, value);
    if (table === "civilStatus") return replaced(drafts.civilStatus, personId, column, value);
    if (table === "guardianship") {
      const endedId = this.#ended.get(override);
      const row =
        column === "endsOn"
          ? endedId && drafts.guardianship.get(endedId)
          : latestOf(drafts.guardianship.rows(), override);
      if (!row) return undefined;
      drafts.guardianship.put({ ...row, ...tieValue(column, value) });
      return textIn(row, column);
    }
    const planned = [...drafts.contact.rows()].filter((row) => isOf(row, override));
    const stored = this.stored.contact.filter((row) => isOf(row, override));
    const own = stored.find((row) => row.value === value);
    const imported = planned.find((row) => row.id === own?.id) ?? planned.find((row) => isNew(row, stored));
    for (const row of planned) if (isNew(row, stored)) drafts.contact.remove(row);
    if (own) drafts.contact.put({ ...own, acceptsSms: imported?.acceptsSms ?? own.acceptsSms });
    return imported?.value ?? null;
  }
}

function placeOf({ field }: PersonOverrideRow): [table: string, column: string] {
  if (!isOverridable(field)) throw new Error(`${field} is no field that a school sets itself.`);
  const [table = "", column = ""] = (field satisfies OverrideField).split(".");
  return [table, column];
}

const isOf = (row: { personId: string; kind: string }, override: PersonOverrideRow): boolean =>
  row.personId === override.personId && `contact.${row.kind}` === override.field;

const isNew = (row: { id: string }, stored: readonly { id: string }[]): boolean =>
  !stored.some(({ id }) => id === row.id);

function byKey<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row> {
  return new Map(rows.map((row) => [keyOf(row), row]));
}

/** The last guardianship of a guardian and a pupil. */
function latestOf(
  rows: Iterable<GuardianshipRow>,
  { personId, aboutId }: PersonOverrideRow,
): GuardianshipRow | undefined {
  let latest: GuardianshipRow | undefined;
  for (const row of rows) {
    if (row.guardianId !== personId || row.studentId !== aboutId) continue;
    if (!latest || row.startsOn >= latest.startsOn) latest = row;
  }
  return latest;
}

/** Writes a column of a planned row. @returns what it held; undefined without such a row. */
function replaced<Row extends object>(
  draft: TableDraft<Row>,
  key: string,
  column: string,
  value: Text,
): Text | undefined {
  const row = draft.get(key);
  if (!row) return undefined;
  draft.put({ ...row, [column]: value });
  return textIn(row, column);
}

function tieValue(column: string, value: Text): Partial<GuardianshipRow> {
  return column === "level" ? { level: Number(value) } : { [column]: value };
}

function textIn(row: object, column: string): Text {
  const value: unknown = Object.entries(row).find(([name]) => name === column)?.[1];
  return typeof value === "string" || typeof value === "number" ? String(value) : null;
}
