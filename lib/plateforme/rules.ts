import type { Profile } from "@/lib/db/types";
import type { OrganizationChoice, OrganizationNode } from "./types";

// Pure rules of what stands above the schools.

/** Entries of a list's page. */
export const PLATFORM_PAGE = 25;

/** An organisation as it is stored. */
export type StoredOrganization = Pick<OrganizationNode, "id" | "parentId" | "kind" | "code" | "name">;

/** The ids above each organisation, itself left out, nearest first. A parent that is not known ends the way up. */
export function ancestorsOf(parents: ReadonlyMap<string, string | null>, id: string): string[] {
  const way: string[] = [];
  let next = parents.get(id) ?? null;
  while (next !== null && parents.has(next) && !way.includes(next) && next !== id) {
    way.push(next);
    next = parents.get(next) ?? null;
  }
  return way;
}

/** Would the organisation come to stand under itself? */
export function wouldCircle(parents: ReadonlyMap<string, string | null>, id: string, parentId: string | null): boolean {
  return parentId !== null && (parentId === id || ancestorsOf(parents, parentId).includes(id));
}

/**
 * The organisations as a tree reads: each before those under it, siblings by name. One whose parent is not seen is a root.
 * @param schools how many stand directly under each.
 * @param fixed ids that this administrator may not change.
 */
export function organizationTree(
  stored: readonly StoredOrganization[],
  schools: ReadonlyMap<string, number>,
  fixed: ReadonlySet<string>,
): OrganizationNode[] {
  const known = new Set(stored.map(({ id }) => id));
  const under = new Map<string | null, StoredOrganization[]>();
  for (const each of stored) {
    const parent = each.parentId !== null && known.has(each.parentId) ? each.parentId : null;
    under.set(parent, [...(under.get(parent) ?? []), each]);
  }
  const nodes: OrganizationNode[] = [];
  function walk(parent: string | null, depth: number): number {
    let total = 0;
    const siblings = (under.get(parent) ?? []).toSorted((a, b) => a.name.localeCompare(b.name, "fr"));
    for (const each of siblings) {
      const own = schools.get(each.id) ?? 0;
      const node = { ...each, depth, schools: own, schoolsBelow: own, canEdit: !fixed.has(each.id) };
      nodes.push(node);
      node.schoolsBelow += walk(each.id, depth + 1);
      total += node.schoolsBelow;
    }
    return total;
  }
  walk(null, 0);
  return nodes;
}

/** The organisations of a form, each named after those above it. */
export function organizationChoices(
  nodes: readonly Pick<OrganizationNode, "id" | "name" | "depth">[],
): OrganizationChoice[] {
  const way: string[] = [];
  return nodes.map(({ id, name, depth }) => {
    way.length = depth;
    way.push(name);
    return { id, label: way.join(" › ") };
  });
}

/**
 * May the platform name somebody of a school's direction or administration, and give a code? Only until one of them has signed in: from
 * then on the school governs itself, and nobody from outside makes a person of it.
 * @param administration those of today, with or without an account.
 */
export function mayInvite(administration: readonly { hasAccount: boolean }[]): boolean {
  return !administration.some(({ hasAccount }) => hasAccount);
}

/**
 * May the platform give this head or administrator a code? Whoever it has made itself (mayInvite); and a head of the school's own files while no
 * head there has an account, since an administrator gives the direction no code (lib/auth/rules.ts).
 */
export function mayRenewCode(
  administration: readonly { hasAccount: boolean; entry: { profile: Profile } }[],
  { entry }: { entry: { profile: Profile } },
): boolean {
  const heads = administration.filter((each) => each.entry.profile === "HEAD");
  return mayInvite(administration) || (entry.profile === "HEAD" && mayInvite(heads));
}

/** How many pages a list has. */
export function pagesOf(total: number): number {
  return Math.max(1, Math.ceil(total / PLATFORM_PAGE));
}
