import "server-only";
import { hashSecret } from "@/lib/auth/codes";
import { openContext } from "@/lib/auth/context";
import { takeFeedRead } from "@/lib/auth/limits";
import { canOpen, viewerOf } from "@/lib/auth/viewer";
import { resolveFeed } from "@/lib/db/identity";
import { fail, ok, type Result } from "@/lib/errors/codes";
import { now } from "@/lib/time/clock";
import { toCalendar } from "./calendar";
import { feedSessions } from "./queries";

const MODULE = "emploi-du-temps";

/**
 * The calendar behind a secret address, for whoever holds it: what its person may read at this moment, and nothing else.
 * NOT_FOUND when the address is unknown or closed, the person gone, the module off; LIMITED when it is asked for too often.
 * @param address of the network, which limits unknown addresses only: a calendar service reads many from one.
 */
export async function readFeed(token: string, address: string): Promise<Result<string>> {
  const at = now();
  const tokenHash = hashSecret(token);
  const feed = await resolveFeed(tokenHash, at);
  const leave = await takeFeedRead(feed ? tokenHash : address);
  if (!leave.ok) return fail("LIMITED");
  const viewer = feed && viewerOf(feed.account, null);
  if (!viewer || !canOpen(viewer, MODULE)) return fail("NOT_FOUND");
  const found = await openContext(viewer, MODULE, { readOnly: true }, (ctx) => feedSessions(ctx, feed.studentId));
  if (!found) return fail("NOT_FOUND");
  return ok(toCalendar(`Cours, ${found.label}`, found.sessions, viewer.school.timeZone, at));
}
