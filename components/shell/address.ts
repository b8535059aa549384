import type { PupilItem } from "@/components/shell/types";

/** The parameter that says for whom an account with several persons acts. */
export const personParameter = "personne";

/** Whether an address lies within a module: `/notes/bulletin` within `/notes`. */
export function isWithin(pathname: string, href: string): boolean {
  const module = href.split("?", 1)[0] ?? "";
  return pathname === module || pathname.startsWith(`${module}/`);
}

/** The address of a module for the person that this tab acts as: two tabs may act as two persons. */
export function withPerson(href: string, current: Readonly<URLSearchParams>): string {
  const person = current.get(personParameter);
  if (!person || href.includes(`${personParameter}=`)) return href;
  return `${href}${href.includes("?") ? "&" : "?"}${personParameter}=${encodeURIComponent(person)}`;
}

/** The pupil whose parameters are all in the address, the most precise first; undefined when none is. */
export function currentPupil(pupils: readonly PupilItem[], current: Readonly<URLSearchParams>): PupilItem | undefined {
  return pupils
    .filter(({ query }) => Object.entries(query).every(([name, value]) => current.get(name) === value))
    .toSorted((a, b) => Object.keys(b.query).length - Object.keys(a.query).length)[0];
}

/** The same module for another pupil: its first page, since the page at hand may be about this one alone. */
export function pupilHref(
  pupil: PupilItem,
  pupils: readonly PupilItem[],
  pathname: string,
  current: Readonly<URLSearchParams>,
): string {
  const person = current.get(personParameter);
  const owned = new Set(pupils.flatMap(({ query }) => Object.keys(query)));
  const query = new URLSearchParams(person && !owned.has(personParameter) ? { [personParameter]: person } : {});
  for (const [name, value] of Object.entries(pupil.query)) query.set(name, value);
  const module = `/${pathname.split("/")[1] ?? ""}`;
  return query.size > 0 ? `${module}?${query}` : module;
}
