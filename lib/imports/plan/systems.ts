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
  pupilLabel: string;
  guardianLabel: string;
  /** They are names: they find somebody only together with something else. */
  areNames: boolean;
}

const IDENTIFIERS: Readonly<Record<System, Identifiers>> = {
  SIECLE: {
    pupil: "SIECLE_ELEVE",
    guardian: "SIECLE_PERSONNE",
    pupilLabel: "ELEVE_ID",
    guardianLabel: "PERSONNE_ID",
    areNames: false,
  },
  ONDE: {
    pupil: "ONDE_ELEVE",
    guardian: "ONDE_RESPONSABLE",
    pupilLabel: "ONDE",
    guardianLabel: "ONDE",
    areNames: true,
  },
  ONEROSTER: {
    pupil: "ONEROSTER_STUDENT",
    guardian: "ONEROSTER_GUARDIAN",
    pupilLabel: "sourcedId",
    guardianLabel: "sourcedId",
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
};

/** Where the number of a member of staff comes from. */
export function staffSourceOf({ type }: StaffKey): ExternalSource {
  return STAFF_SOURCES[type];
}

/** Finds persons by name, among those known and planned so far; usage names and family names are both theirs. */
export function namesakesOf({ drafts }: PlanContext): (key: string) => readonly PersonRow[] {
  const familyNames = new Map([...drafts.civilStatus.rows()].map((row) => [row.personId, row.familyName]));
  const persons = new Map<string, PersonRow[]>();
  for (const person of drafts.person.rows()) {
    const names = [person.lastName, familyNames.get(person.id) ?? person.lastName];
    for (const key of new Set(names.map((name) => nameKey(name, person.firstName)))) {
      persons.set(key, [...(persons.get(key) ?? []), person]);
    }
  }
  return (key) => persons.get(key) ?? [];
}
