import { describe, expect, it } from "vitest";
import { envSchema } from "@/lib/env";

describe("the environment", () => {
  it("is optional as a whole", () => {
    expect(envSchema.parse({})).toMatchObject({ PORT: 3000, HOST: "127.0.0.1", PREAU_DATA_DIR: ".data" });
  });

  it("describes each variable", () => {
    const silent = Object.entries(envSchema.shape).filter(([, field]) => !field.description);
    expect(silent.map(([name]) => name)).toEqual([]);
  });

  it.each([
    ["a port out of range", { PORT: "70000" }],
    ["a short secret", { AUTH_SECRET: "short" }],
    ["another database", { DATABASE_URL: "mysql://localhost/preau" }],
    ["a clock that is no instant", { PREAU_CLOCK: "2026-11-19" }],
    ["a frozen clock in production", { PREAU_CLOCK: "2026-11-19T08:05:00+01:00", NODE_ENV: "production" }],
  ])("refuses %s", (_what, given) => {
    expect(envSchema.safeParse(given).success).toBe(false);
  });

  it("lets the demo freeze its clock", () => {
    const given = { PREAU_CLOCK: "2026-11-19T08:05:00+01:00", NODE_ENV: "production", PREAU_DEMO: "1" };
    expect(envSchema.safeParse(given).success).toBe(true);
  });
});
