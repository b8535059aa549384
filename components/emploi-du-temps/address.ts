import type { IsoDay } from "@/lib/time/day";
import { personHref } from "@/lib/auth/viewer";
import type { Subject } from "@/lib/emploi-du-temps/types";

/** Addresses of the module, from where one stands: the path within it, and what to add to the query. */
export type HrefOf = (path?: string, query?: Record<string, string | undefined>) => string;

/** How each kind of timetable is named in an address; a guardian's child is `enfant`, as everywhere. */
export const subjectParameters = {
  student: "eleve",
  division: "classe",
  teacher: "professeur",
  room: "salle",
} as const satisfies Record<Subject["kind"], string>;

/** Addresses that go on acting as the same person. */
export function hrefsOf(acting: Parameters<typeof personHref>[0], always: Record<string, string> = {}): HrefOf {
  return (path = "", query = {}) => personHref(acting, `/emploi-du-temps${path}`, { ...always, ...query });
}

/** The page of a timetable, on a day. */
export function subjectHref(hrefOf: HrefOf, { kind, id }: Subject, jour?: IsoDay): string {
  return hrefOf("", { [subjectParameters[kind]]: id, jour });
}
