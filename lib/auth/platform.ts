import "server-only";
import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import type { Temporal } from "temporal-polyfill";
import type { SignedInAccount } from "@/lib/db/identity";
import { platformReach, type PlatformReach } from "@/lib/db/platform";
import { asAsker } from "@/lib/db/transaction";
import type { Db } from "@/lib/db/types";
import { now } from "@/lib/time/clock";
import { currentAccount } from "./context";
import { RETURN_HEADER } from "./request-headers";
import { signInHref } from "./return-path";

/** Known to this file alone: an object without it is no administrator. */
const minted: unique symbol = Symbol("platform administrator");

/**
 * Who administers the platform, or the organisations of `roots` with all that stands under them. Nobody of a school: no viewer can be
 * made of it, and none becomes one. Minted only in this file, from the database's answer about a signed-in account.
 */
export interface PlatformAdministrator extends Omit<PlatformReach, "wide"> {
  readonly [minted]: true;
  readonly account: { id: string; login: string };
  readonly signInId: string;
  readonly isWide: boolean;
}

/** What every query and command above the schools takes first; made only here, closed when its callback returns. */
export interface PlatformContext {
  readonly administrator: PlatformAdministrator;
  readonly db: Db;
  readonly now: Temporal.Instant;
}

/**
 * What this account administers now; null when nothing, however many schools it serves, and while it sees a school's portal as somebody else:
 * nothing is written then.
 */
export async function administratorOf(account: SignedInAccount): Promise<PlatformAdministrator | null> {
  if (account.seeing) return null;
  const reach = await platformReach(account.accountId, now());
  if (!reach) return null;
  const { wide: isWide, ...rest } = reach;
  return {
    [minted]: true,
    account: { id: account.accountId, login: account.login },
    signInId: account.signInId,
    isWide,
    ...rest,
  };
}

const currentAdministrator = cache(async (): Promise<PlatformAdministrator | null> => {
  const account = await currentAccount();
  return account && administratorOf(account);
});

/** The administrator of this request. Signed out: off to the sign-in page, and back afterwards; anybody else: absent. */
export async function requireAdministrator(): Promise<PlatformAdministrator> {
  if (!(await currentAccount())) redirect(signInHref((await headers()).get(RETURN_HEADER)));
  const administrator = await currentAdministrator();
  if (!administrator) notFound();
  return administrator;
}

/** How a page above the schools reads: one READ ONLY transaction of the role preau_platform. Denied looks absent. */
export async function withPlatform<T>(run: (ctx: PlatformContext) => Promise<T>): Promise<T> {
  return openPlatform(await requireAdministrator(), { readOnly: true }, run);
}

/** A context for this administrator: pages come through withPlatform, writes through definePlatformAction. */
export async function openPlatform<T>(
  administrator: PlatformAdministrator,
  options: { readOnly: boolean },
  run: (ctx: PlatformContext) => Promise<T>,
): Promise<T> {
  return asAsker(
    {
      role: "preau_platform",
      accountId: administrator.account.id,
      platform: { wide: administrator.isWide, organizationIds: administrator.organizationIds },
      readOnly: options.readOnly,
    },
    (db, at) => run({ administrator, db, now: at }),
  );
}
