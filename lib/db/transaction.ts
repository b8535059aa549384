import "server-only";
import type { Temporal } from "temporal-polyfill";
import { now } from "@/lib/time/clock";
import { appClient } from "./client";
import { isId } from "./id";
import type { Db } from "./types";

/** Who is asking, as the walls understand it (docs/adr/0002-walls.md). */
export interface Asker {
  role: "preau_identity" | "preau_staff" | "preau_family" | "preau_platform";
  accountId?: string;
  schoolId?: string;
  personId?: string;
  /** The pupils whose rows this person may read in the module at hand. */
  studentIds?: readonly string[];
  /** Of who administers the platform: what stands under these organisations, or everything. */
  platform?: { wide: boolean; organizationIds: readonly string[] };
  readOnly?: boolean;
}

/** No page, action or feed may hold a transaction longer; imports set their own limit. */
const TIMEOUT_SECONDS = 5;

/**
 * One transaction of the web's login that says who is asking before anything else, in one round trip.
 * Never nested: a second transaction inside the first would wait for a connection that the first one holds.
 */
export async function asAsker<T>(asker: Asker, run: (db: Db, at: Temporal.Instant) => Promise<T>): Promise<T> {
  const at = now();
  return appClient().$transaction(
    async (db) => {
      await db.$executeRawUnsafe(contextSql(asker, at));
      return run(db, at);
    },
    { timeout: TIMEOUT_SECONDS * 1000, maxWait: TIMEOUT_SECONDS * 1000 },
  );
}

/** Only ids and our own clock enter this text: SET takes no parameters, so each value is checked before. */
function contextSql(asker: Asker, at: Temporal.Instant): string {
  const settings: [name: string, value: string][] = [["app.now", at.toString()]];
  if (asker.accountId) settings.push(["app.account_id", checkedId(asker.accountId)]);
  if (asker.schoolId) settings.push(["app.school_id", checkedId(asker.schoolId)]);
  if (asker.personId) settings.push(["app.person_id", checkedId(asker.personId)]);
  if (asker.studentIds) settings.push(["app.student_ids", asker.studentIds.map(checkedId).join(",")]);
  if (asker.platform) {
    settings.push(["app.platform_wide", String(asker.platform.wide)]);
    settings.push(["app.organization_ids", asker.platform.organizationIds.map(checkedId).join(",")]);
  }
  return [
    ...(asker.readOnly ? ["SET TRANSACTION READ ONLY"] : []),
    `SET LOCAL ROLE ${asker.role}`,
    `SET LOCAL statement_timeout TO '${TIMEOUT_SECONDS}s'`,
    ...settings.map(([name, value]) => `SET LOCAL ${name} TO '${value}'`),
  ].join("; ");
}

/**
 * Widens what follows of a transaction by one step: to rows of schools, persons or organisations whose ids were just read behind the
 * wall before them. Never with ids of a form. For lib/plateforme alone.
 */
export async function reachFurther(
  db: Db,
  reach: {
    schoolId?: string;
    schoolIds?: readonly string[];
    personIds?: readonly string[];
    organizationIds?: readonly string[];
  },
): Promise<void> {
  const settings: [name: string, ids: readonly string[] | undefined][] = [
    ["app.school_id", reach.schoolId === undefined ? undefined : [reach.schoolId]],
    ["app.school_ids", reach.schoolIds],
    ["app.person_ids", reach.personIds],
    ["app.organization_ids", reach.organizationIds],
  ];
  const said = settings.flatMap(([name, ids]) =>
    ids ? [`SET LOCAL ${name} TO '${ids.map(checkedId).join(",")}'`] : [],
  );
  if (said.length > 0) await db.$executeRawUnsafe(said.join("; "));
}

function checkedId(id: string): string {
  if (!isId(id)) throw new Error("A transaction's settings take UUIDs only.");
  return id;
}
