import "server-only";
import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import type { Temporal } from "temporal-polyfill";
import { resolveSignIn, type SignedInAccount } from "@/lib/db/identity";
import { isId } from "@/lib/db/id";
import { platformReach } from "@/lib/db/platform";
import { asAsker } from "@/lib/db/transaction";
import type { Db } from "@/lib/db/types";
import { KEPT_MODULES, type ModuleSlug } from "@/lib/modules";
import { now } from "@/lib/time/clock";
import { dayIn, daysAfter, fromDbDay, toDbDay } from "@/lib/time/day";
import { PERSON_HEADER, RETURN_HEADER, YEAR_HEADER } from "./request-headers";
import { signInHref } from "./return-path";
import { readSignInTokenHash } from "./session";
import { canOpen, isFamily, type Viewer, viewerIn, viewerOf, viewerOfYear } from "./viewer";
import { waitingSignInOf } from "./sign-in-step";
import type { FactorHolder, WaitingSignIn } from "./types";

/** What every query and command takes first. Made only here, from a viewer, and closed when its callback returns. */
export interface Context {
  readonly viewer: Viewer;
  readonly db: Db;
  readonly now: Temporal.Instant;
}

/** The signed-in account of this request, or null. Read once per request, whoever asks. */
export const currentAccount = cache(async (): Promise<SignedInAccount | null> => {
  const tokenHash = await readSignInTokenHash();
  return tokenHash ? resolveSignIn(tokenHash, now()) : null;
});

/** The sign-in of this request while it opens nothing yet: a second factor is to be shown, or to be set up. Null once it is open. */
export const waitingSignIn = cache(async (): Promise<WaitingSignIn | null> => {
  const tokenHash = await readSignInTokenHash();
  return tokenHash ? waitingSignInOf(tokenHash) : null;
});

/**
 * Who may set up second factors in this request: the signed-in account, or one that must have one before it opens. Null for who has one to
 * show first, and for who sees the portal as somebody else.
 */
export async function factorHolder(): Promise<FactorHolder | null> {
  const account = await currentAccount();
  if (account?.seeing) return null;
  if (account) return { ...account, isOpen: true };
  const waiting = await waitingSignIn();
  return waiting?.step === "PROTECT" ? { ...waiting, isOpen: false } : null;
}

/**
 * The viewer of this request: the person that the address names, else the sign-in's default. Signed out: off to the
 * sign-in page, and back afterwards. A person who is not the account's: absent. While the portal is seen as somebody else, that person
 * whatever the address says: a page opened before still offers the way back.
 */
export async function requireViewer(): Promise<Viewer> {
  const account = await currentAccount();
  const asked = await headers();
  if (!account) redirect(signInHref(asked.get(RETURN_HEADER)));
  const named = asked.get(PERSON_HEADER);
  const viewer = viewerOf(account, isId(named) && !account.seeing ? named : null);
  // An account without a person in any school: somebody who left, or who administers the platform.
  if (account.persons.length === 0 && (await platformReach(account.accountId, now()))) redirect("/plateforme");
  if (!viewer) notFound();
  return viewer;
}

/**
 * How a page reads: session, viewer, module gate, then one READ ONLY transaction behind the walls, closed when `run`
 * returns. Denied looks absent. An address that names a year reads the archive of that year, in the modules that keep them.
 */
export async function withViewer<T>(module: ModuleSlug, run: (ctx: Context) => Promise<T>): Promise<T> {
  const viewer = await requireViewer();
  if (!canOpen(viewer, module)) notFound();
  const label = await yearAsked(module);
  return openContext(viewer, module, { readOnly: true }, async (ctx) => {
    const asked = label ? await inArchive(ctx, label) : ctx;
    return asked ? run(asked) : notFound();
  });
}

/**
 * The viewer of a page's links, before its context is opened: in the archive of a year, they stay in it. It costs a context there, and nothing
 * elsewhere.
 */
export async function requireViewerOf(module: ModuleSlug): Promise<Viewer> {
  const viewer = await requireViewer();
  const label = await yearAsked(module);
  const account = await currentAccount();
  if (!label || !account) return viewer;
  // The school of the person of the address first; a guardian's other schools may have an archive that this one has not.
  const others = viewer.persons.filter(({ id, profile }) => id !== viewer.person.id && profile === viewer.profile);
  for (const { id } of [viewer.person, ...others]) {
    const each = viewerOf(account, id);
    if (!each || !canOpen(each, module)) continue;
    const read = await openContext(each, module, { readOnly: true }, (ctx) => inArchive(ctx, label));
    if (read?.viewer.archive) return viewerOfYear(viewer, read.viewer.archive);
  }
  return viewer;
}

/** The year whose archive the address names, in a module that keeps them. */
async function yearAsked(module: ModuleSlug): Promise<string | null> {
  return KEPT_MODULES.includes(module) ? (await headers()).get(YEAR_HEADER) : null;
}

/** The same context in the archive of a year of the school; null unless that year is closed and over. */
async function inArchive(ctx: Context, label: string): Promise<Context | null> {
  const { school } = ctx.viewer;
  const year = await ctx.db.schoolYear.findFirst({
    where: {
      schoolId: school.id,
      label,
      closedAt: { not: null },
      endsOn: { lte: toDbDay(dayIn(school.timeZone, ctx.now)) },
    },
    select: { startsOn: true, endsOn: true },
  });
  if (!year) return null;
  const archive = { label, firstDay: fromDbDay(year.startsOn), lastDay: daysAfter(fromDbDay(year.endsOn), -1) };
  return { ...ctx, viewer: viewerOfYear(ctx.viewer, archive) };
}

/**
 * The views that span an account's schools (a guardian's home): one context per person of the same profile, one after
 * another, those whose school has closed the module, or has no archive of the year asked, left out. The person of the address comes first.
 * @param options.anyProfile also the account's persons of another profile: a teacher who is a parent too.
 */
export async function withEachPerson<T>(
  module: ModuleSlug,
  run: (ctx: Context) => Promise<T>,
  { anyProfile = false }: { anyProfile?: boolean } = {},
): Promise<T[]> {
  const viewer = await requireViewer();
  if (!canOpen(viewer, module)) notFound();
  const account = await currentAccount();
  const others = viewer.persons.filter(
    (person) => person.id !== viewer.person.id && (anyProfile || person.profile === viewer.profile),
  );
  const label = await yearAsked(module);
  const results: T[] = [];
  for (const person of [viewer.person, ...others]) {
    const each = account && viewerOf(account, person.id);
    if (!each || !canOpen(each, module)) continue;
    const result = await openContext(each, module, { readOnly: true }, async (ctx) => {
      const asked = label ? await inArchive(ctx, label) : ctx;
      return asked && { value: await run(asked) };
    });
    if (result) results.push(result.value);
  }
  if (label && results.length === 0) notFound();
  return results;
}

/**
 * A context for this viewer: pages come through withViewer, writes through defineAction and defineRoute. Whoever sees as somebody else
 * gets a read-only one, and is nobody for the walls around what is one's own: mailboxes, drafts, notices, choices.
 */
export async function openContext<T>(
  asking: Viewer,
  module: ModuleSlug,
  options: { readOnly: boolean },
  run: (ctx: Context) => Promise<T>,
): Promise<T> {
  const viewer = viewerIn(asking, module);
  return asAsker(
    {
      role: isFamily(viewer) ? "preau_family" : "preau_staff",
      schoolId: viewer.school.id,
      personId: viewer.seenBy ? undefined : viewer.person.id,
      studentIds: viewer.students.map((student) => student.id),
      readOnly: options.readOnly || viewer.seenBy !== null,
    },
    (db, at) => run({ viewer, db, now: at }),
  );
}
