import type { ExternalSource } from "@/lib/db/types";
import { nameKey } from "@/lib/imports/names";
import type { PlanContext } from "@/lib/imports/plan/context";
import type { PersonRow } from "@/lib/imports/plan/tables";
import type { Header, StaffKey, System } from "@/lib/imports/records";

// What the identifiers of each system are worth.

interface Identifiers {
  pupil: ExternalSource;
  guardian: ExternalSource;
  /** How a message names them. */
  thisPupil: string;
  pupilLabel: string;
  guardianLabel: string;
  /** They are names: they find somebody only together with something else. */
  areNames: boolean;
}

const IDENTIFIERS: Readonly<Record<System, Identifiers>> = {
  SIECLE: {
    pupil: "SIECLE_ELEVE",
    guardian: "SIECLE_PERSONNE",
    thisPupil: "cet ELEVE_ID",
    pupilLabel: "ELEVE_ID",
    guardianLabel: "PERSONNE_ID",
    areNames: false,
  },
  ONDE: {
    pupil: "ONDE_ELEVE",
    guardian: "ONDE_RESPONSABLE",
    thisPupil: "ce nom",
    pupilLabel: "ONDE",
    guardianLabel: "ONDE",
    areNames: true,
  },
  ONEROSTER: {
    pupil: "ONEROSTER_STUDENT",
    guardian: "ONEROSTER_GUARDIAN",
    thisPupil: "ce sourcedId",
    pupilLabel: "sourcedId",
    guardianLabel: "sourcedId",
    areNames: false,
  },
  TABLE: {
    pupil: "TABLE_STUDENT",
    guardian: "TABLE_GUARDIAN",
    thisPupil: "cet identifiant",
    pupilLabel: "identifiant",
    guardianLabel: "identifiant",
    areNames: true,
  },
  AAF: {
    pupil: "AAF_ELEVE",
    guardian: "AAF_RESPONSABLE",
    thisPupil: "cet ENTPersonJointure",
    pupilLabel: "ENTPersonJointure",
    guardianLabel: "ENTPersonJointure",
    areNames: false,
  },
};

/** The system that a file comes from. */
export function systemOf({ system }: Header): System {
  return system ?? "SIECLE";
}

/** What the identifiers of a file are. */
export function identifiersOf(header: Header): Identifiers {
  return IDENTIFIERS[systemOf(header)];
}

const STAFF_SOURCES: Readonly<Record<StaffKey["type"], ExternalSource>> = {
  epp: "STS_EPP",
  local: "STS_LOCAL",
  onde: "ONDE_ENSEIGNANT",
  oneroster: "ONEROSTER_STAFF",
  table: "TABLE_STAFF",
  aaf: "AAF_PERSONNEL",
};

/** Where the number of a member of staff comes from. */
export function staffSourceOf({ type }: StaffKey): ExternalSource {
  return STAFF_SOURCES[type];
}

/** An identifier as a message shows it: null for one that is made of names, which are said already. */
export function shownId(header: Header, id: string): string | null {
  return identifiersOf(header).areNames && id.includes("/") ? null : id;
}

/** Is the file a plain table, which says little, and leaves alone what it does not say? */
export function isTable(header: Header): boolean {
  return systemOf(header) === "TABLE";
}

/** Does the file come from a system that leaves out what it does not know? What the school knows then stays. */
export function isSilent(header: Header): boolean {
  return ["ONEROSTER", "TABLE", "AAF"].includes(systemOf(header));
}

/** The name as the school has it, when a plain table only writes it otherwise: capitals, accents, hyphens. */
export function spelled(
  header: Header,
  before: Pick<PersonRow, "lastName" | "firstName"> | null | undefined,
  record: Pick<PersonRow, "lastName" | "firstName">,
): Pick<PersonRow, "lastName" | "firstName"> {
  const { lastName, firstName } = record;
  const isSame =
    before && isTable(header) && nameKey(before.lastName, before.firstName) === nameKey(lastName, firstName);
  return isSame ? { lastName: before.lastName, firstName: before.firstName } : { lastName, firstName };
}

/** Finds persons by name, among those known and planned when it is first asked; usage names and family names are both theirs. */
export function namesakesOf({ drafts }: PlanContext): (key: string) => readonly PersonRow[] {
  const read = (): Map<string, PersonRow[]> => {
    const familyNames = new Map([...drafts.civilStatus.rows()].map((row) => [row.personId, row.familyName]));
    const named = new Map<string, PersonRow[]>();
    for (const person of drafts.person.rows()) {
      const names = [person.lastName, familyNames.get(person.id) ?? person.lastName];
      for (const key of new Set(names.map((name) => nameKey(name, person.firstName)))) {
        named.set(key, [...(named.get(key) ?? []), person]);
      }
    }
    return named;
  };
  // National files carry numbers and never ask.
  let persons: Map<string, PersonRow[]> | null = null;
  return (key) => (persons ??= read()).get(key) ?? [];
}

/** Among namesakes, those whom this very name already was given to; else those who have no identifier of this source yet. */
export function ownFirst(context: PlanContext, source: ExternalSource, key: string, ids: readonly string[]): string[] {
  const own = ids.filter((id) => context.identifierOf(id, source) === key);
  return own.length > 0 ? own : ids.filter((id) => !context.isKnownTo(source, id));
}
