import type { ModuleLook } from "@/components/ui/module-icon";

/** One thing that was found. */
export interface Hit {
  href: string;
  title: string;
  /** What it is beyond its title; may be empty. */
  detail: string;
}

/** The finds of one kind; the hue is that of the module where they are. */
export interface HitGroup {
  title: string;
  module: ModuleLook;
  hits: Hit[];
}

/** The finds of several schools in one list, each kind and each page of the portal once: a guardian's children may be in two. */
export function mergeGroups(schools: readonly (readonly HitGroup[])[]): HitGroup[] {
  const merged = new Map<string, HitGroup>();
  for (const group of schools.flat()) {
    const same = merged.get(group.title);
    const known = new Set(same?.hits.map(({ title, detail }) => title + detail));
    merged.set(group.title, {
      ...group,
      hits: [...(same?.hits ?? []), ...group.hits.filter(({ title, detail }) => !known.has(title + detail))],
    });
  }
  return [...merged.values()];
}

/** How many things were found, in all. */
export function countHits(groups: readonly HitGroup[]): number {
  return groups.reduce((total, { hits }) => total + hits.length, 0);
}
