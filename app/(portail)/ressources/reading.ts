import "server-only";
import { notFound } from "next/navigation";
import { cache } from "react";
import type { Asked } from "@/app/(portail)/asked";
import { childrenOf } from "@/app/(portail)/children";
import { pageAsked, stayWithin } from "@/app/paging";
import { hrefsOf } from "@/components/ressources/address";
import type { CataloguePageProps } from "@/components/ressources/catalogue-page";
import { ANY_LEVEL } from "@/components/ressources/catalogue-search";
import type { FrameProps } from "@/components/ressources/frame";
import type { ShownGiven } from "@/components/ressources/given-list";
import { type Context, requireViewer, withEachPerson, withViewer } from "@/lib/auth/context";
import { canOpen, type Viewer } from "@/lib/auth/viewer";
import { isId, newId } from "@/lib/db/id";
import { givesResources, managesCatalogue } from "@/lib/ressources/access";
import {
  currentGiven,
  editableResource,
  levelsOfPupils,
  listCatalogue,
  listFavourites,
  listGiven,
  resourceToGive,
} from "@/lib/ressources/queries";
import { DOMAINS, KINDS, levelsOf } from "@/lib/ressources/rules";
import type { CatalogueFilter, GivenResource } from "@/lib/ressources/types";
import { today } from "@/lib/school/rules";

/** Lines above the catalogue. */
const MOST_GIVEN = 5;
const MOST_FAVOURITES = 8;
/** Longer than what anybody looks for. */
const TEXT_LENGTH = 80;

interface Child {
  id: string;
  firstName: string;
}

/** The viewer, and the child whom the address names; absent for who may not open it, or names another's. */
async function askerOf(asked: Asked): Promise<{ viewer: Viewer; child: Child | undefined }> {
  const viewer = await requireViewer();
  if (!canOpen(viewer, "ressources")) notFound();
  const child = childrenOf(viewer, "ressources").find(
    ({ id, personId }) => id === asked["enfant"] && personId === viewer.person.id,
  );
  if (asked["enfant"] && !child) notFound();
  return { viewer, child };
}

function frameOf(viewer: Viewer, child: Child | undefined): FrameProps {
  return {
    hrefOf: hrefsOf(viewer, child?.id),
    voice: viewer.profile === "STUDENT" ? "pupil" : viewer.profile === "GUARDIAN" ? "guardian" : "staff",
    childName: child?.firstName ?? null,
    gives: givesResources(viewer),
    manages: managesCatalogue(viewer),
  };
}

/**
 * Reads as the viewer; a guardian who names no child, as each of its persons: what all its children were given stands together, the
 * catalogue is that of the school of the address.
 */
async function readParts<T>({ profile }: Viewer, child: Child | undefined, read: (ctx: Context) => Promise<T>) {
  const isAllSchools = profile === "GUARDIAN" && !child;
  return isAllSchools ? withEachPerson("ressources", read) : [await withViewer("ressources", read)];
}

const shown = (ctx: Context, given: readonly GivenResource[]): ShownGiven[] =>
  given.map((each) => ({ ...each, personId: ctx.viewer.person.id }));

/** The catalogue, as the address asks for it: `mots`, `niveau`, `matiere`, `type`, `vue`, `page`. */
export async function readCatalogue(asked: Asked): Promise<CataloguePageProps> {
  const { viewer, child } = await askerOf(asked);
  const focus = { studentId: child?.id };
  const isBrowsing = ["mots", "niveau", "matiere", "type", "vue", "page"].every((name) => !asked[name]);
  const parts = await readParts(viewer, child, async (ctx) => {
    const given = isBrowsing ? shown(ctx, await currentGiven(ctx, focus, MOST_GIVEN)) : [];
    if (ctx.viewer.person.id !== viewer.person.id) return { given, own: null };
    const filter = filterOf(asked, viewer, await levelsOfPupils(ctx, focus));
    const favourites = isBrowsing ? await listFavourites(ctx, MOST_FAVOURITES) : [];
    return { given, own: { filter, favourites, catalogue: await listCatalogue(ctx, filter), today: today(ctx) } };
  });
  const own = parts.find((part) => part.own !== null)?.own;
  if (!own) notFound();
  await stayWithin(own.catalogue, own.filter.page);
  const frame = frameOf(viewer, child);
  return {
    ...own,
    frame,
    isBrowsing,
    given: parts.flatMap(({ given }) => given),
    namedPersonId: viewer.persons.length > 1 ? viewer.person.id : null,
    childId: child?.id,
    reading: { personId: viewer.person.id, schoolKind: viewer.school.kind, hrefOf: frame.hrefOf },
  };
}

/** What the address asks for; what it does not understand counts as not said. A pupil begins with its own level. */
function filterOf(asked: Asked, viewer: Viewer, ownLevels: readonly string[]): CatalogueFilter {
  const levels = levelsOf(viewer.school.kind);
  const isView = asked["vue"] !== undefined;
  const ownLevel = !isView && ownLevels.length === 1 ? ownLevels[0] : undefined;
  const level = asked["niveau"] ?? ownLevel ?? ANY_LEVEL;
  return {
    text: (asked["mots"] ?? "").trim().slice(0, TEXT_LENGTH),
    level: levels.includes(level) ? level : null,
    domain: DOMAINS.find((domain) => domain === asked["matiere"]) ?? null,
    kind: KINDS.find((kind) => kind === asked["type"]) ?? null,
    favourites: asked["vue"] === "favoris",
    withdrawn: asked["vue"] === "retirees" && managesCatalogue(viewer),
    page: pageAsked(asked["page"]),
  };
}

/** All that was given; absent for who neither gives nor is given anything. */
export async function readGiven(asked: Asked) {
  const { viewer, child } = await askerOf(asked);
  const frame = frameOf(viewer, child);
  if (!frame.gives && frame.voice === "staff") notFound();
  const page = pageAsked(asked["page"]);
  const parts = await readParts(viewer, child, async (ctx) => {
    const { given, ...pages } = await listGiven(ctx, { studentId: child?.id }, page);
    return { given: shown(ctx, given), ...pages, today: today(ctx) };
  });
  const [first] = parts;
  if (!first) notFound();
  const pages = Math.max(...parts.map((part) => part.pages));
  await stayWithin({ pages }, page);
  return {
    frame,
    today: first.today,
    given: parts.flatMap(({ given }) => given),
    page,
    pages,
  };
}

/** A resource to give to classes; absent for who gives none. Read once for the title and the page. */
export const readToGive = cache(async (resourceId: string) =>
  withViewer("ressources", async (ctx) => {
    const toGive = isId(resourceId) ? await resourceToGive(ctx, resourceId) : null;
    if (!toGive) notFound();
    return { toGive, today: today(ctx), ...formOf(ctx) };
  }),
);

/** The form of a new resource, or of one that is stored; absent for who does not manage the catalogue. */
export const readEditor = cache(async (resourceId: string | null) =>
  withViewer("ressources", async (ctx) => {
    const stored = resourceId && isId(resourceId) ? await editableResource(ctx, resourceId) : null;
    if (!managesCatalogue(ctx.viewer) || (resourceId && !stored)) notFound();
    return { stored, levels: levelsOf(ctx.viewer.school.kind), ...formOf(ctx) };
  }),
);

function formOf({ viewer }: Context) {
  return { personId: viewer.person.id, operationId: newId(), hrefOf: hrefsOf(viewer) };
}
