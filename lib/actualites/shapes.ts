import type { Prisma } from "@/lib/db/types";

/** Row shapes that queries.ts, editing.ts and follow-up.ts share. */

export const authorSelect = { select: { civility: true, firstName: true, lastName: true } } as const;

export const filesSelect = {
  select: { file: { select: { id: true, name: true, mediaType: true, size: true } } },
  orderBy: { position: "asc" },
} as const satisfies Prisma.News$filesArgs;

export const placesSelect = {
  select: { level: true, groupId: true, group: { select: { name: true } } },
} as const satisfies Prisma.News$placesArgs;

/** The places of a piece of news, as people name them: levels, then classes and groupes. */
export function placeNames(places: readonly { level: string | null; group: { name: string } | null }[]): string[] {
  const sorted = (names: string[]) => names.toSorted((a, b) => a.localeCompare(b, "fr", { numeric: true }));
  return [
    ...sorted(places.flatMap(({ level }) => level ?? [])),
    ...sorted(places.flatMap(({ group }) => group?.name ?? [])),
  ];
}

/** An instant of the database as DTOs carry it. */
export function isoOrNull(date: Date | null): string | null {
  return date?.toISOString() ?? null;
}
