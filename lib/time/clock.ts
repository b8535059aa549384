import { Temporal } from "temporal-polyfill";
import { env } from "@/lib/env";

/**
 * The one clock: pages, worker, SQL (as a parameter, never `now()`) read the time here.
 * PREAU_CLOCK freezes it for tests and for looking at the demo on a chosen day.
 */
export function now(): Temporal.Instant {
  const frozen = env().PREAU_CLOCK;
  return frozen ? Temporal.Instant.from(frozen) : Temporal.Now.instant();
}
