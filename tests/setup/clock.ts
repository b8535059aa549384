/** A school Thursday, between two lessons: server, worker, SQL and browser of all tests see this instant by default. */
export const FROZEN_CLOCK = "2026-11-19T08:05:00+01:00";
