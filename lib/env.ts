import "server-only";
import { resolve } from "node:path";
import { z } from "zod";

const flag = z.enum(["0", "1"]).transform((value) => value === "1");

/** The variables Préau reads. The description of each becomes its line in the README (`npm run docs:env`). */
export const envSchema = z
  .object({
    NODE_ENV: z
      .enum(["development", "production", "test"])
      .default("development")
      .describe("Set by the commands: `production` by `npm start`, `development` by `npm run dev`, `test` by Vitest."),
    PORT: z.coerce.number().int().min(1).max(65535).default(3000).describe("Port of the web server."),
    HOST: z
      .string()
      .min(1)
      .default("127.0.0.1")
      .describe(
        "Address the web server listens on. The demo accepts loopback addresses only; behind a reverse proxy on the same machine the default is right.",
      ),
    AUTH_URL: z
      .url()
      .optional()
      .describe(
        "Public address of the portal, such as `https://ent.example.fr`. Default: `http://localhost:PORT`; required with `DATABASE_URL` outside the demo.",
      ),
    AUTH_SECRET: z
      .string()
      .min(32)
      .optional()
      .describe(
        "Secret of at least 32 characters that seals the cookies (`openssl rand -base64 33`). Generated and kept in the data folder for the embedded database; required with `DATABASE_URL`.",
      ),
    DATABASE_URL: z
      .url({ protocol: /^postgres(ql)?$/ })
      .optional()
      .describe(
        "PostgreSQL ≥ 16 as the web sees it; its user must be `preau_app`. Without it, an embedded PostgreSQL runs in the data folder.",
      ),
    DATABASE_ADMIN_URL: z
      .url({ protocol: /^postgres(ql)?$/ })
      .optional()
      .describe(
        "The same database for a login that may create roles and databases. Read by migrations, worker and command line; the web never receives it.",
      ),
    PREAU_DEMO: flag
      .optional()
      .describe(
        "`1` shows the demo schools and one-click sign-in. Default: `1` with the embedded database, `0` with `DATABASE_URL`, where `1` is accepted only if the demo made that database.",
      ),
    PREAU_DATA_DIR: z
      .string()
      .min(1)
      .default(".data")
      .describe("Folder of the embedded database, the uploaded files and the generated secrets."),
    PREAU_CLOCK: z.iso
      .datetime({ offset: true })
      .optional()
      .describe("Freezes the clock at this instant. Tests, development and the demo only."),
    TRUSTED_PROXIES: z
      .string()
      .default("")
      .describe(
        "Addresses or CIDR ranges of the reverse proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed, separated by commas.",
      ),
    SMTP_URL: z
      .url({ protocol: /^smtps?$/ })
      .optional()
      .describe("Mail server, such as `smtps://user:password@mail.example.fr`. Without it no mail is sent."),
    MAIL_FROM: z.string().default("Préau <ne-pas-repondre@localhost>").describe("Sender of the mails."),
    WEB_PROCESSES: z.coerce
      .number()
      .int()
      .min(1)
      .max(64)
      .optional()
      .describe("Number of web processes sharing the port. Default: one per core."),
    LOG_LEVEL: z
      .enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"])
      .default("info")
      .describe("Least important level written to the log."),
    PREAU_GALLERY: flag
      .default(false)
      .describe(
        "`1` opens the gallery of the design system, `/dev/ui`, in production. Tests only; always open elsewhere.",
      ),
  })
  .superRefine((value, context) => {
    if (value.PREAU_CLOCK && value.NODE_ENV === "production" && !value.PREAU_DEMO) {
      context.addIssue({ code: "custom", path: ["PREAU_CLOCK"], message: "is refused in production outside the demo" });
    }
  });

/** The validated environment. */
export type Env = z.output<typeof envSchema>;

let cached: Env | undefined;

/**
 * The process environment, validated at the first call and then kept: variables set later are not seen.
 *
 * @throws Error with one line per faulty variable.
 */
export function env(): Env {
  if (cached) return cached;
  // An empty variable (`AUTH_URL=` in a .env file or a compose file) means "not set".
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ""));
  const parsed = envSchema.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`Wrong configuration. ${lines.join("; ")}`);
  }
  cached = parsed.data;
  return cached;
}

function required(name: "DATABASE_URL" | "DATABASE_ADMIN_URL" | "AUTH_SECRET"): string {
  const value = env()[name];
  if (!value) throw new Error(`${name} is not set: start Préau with \`npm start\` or set it.`);
  return value;
}

/** Address of the database for the web login. @throws Error when absent. */
export function databaseUrl(): string {
  return required("DATABASE_URL");
}

/** Address of the database for worker and command line; absent from web processes. @throws Error when absent. */
export function databaseAdminUrl(): string {
  return required("DATABASE_ADMIN_URL");
}

/** The secret that seals cookies. @throws Error when absent. */
export function authSecret(): string {
  return required("AUTH_SECRET");
}

/** Public address of the portal, without a trailing slash. */
export function publicUrl(): string {
  return (env().AUTH_URL ?? `http://localhost:${env().PORT}`).replace(/\/+$/, "");
}

/** Absolute path of the data folder. */
export function dataDir(): string {
  return resolve(env().PREAU_DATA_DIR);
}

/** Whether the demo is on: demo schools, and persons offered in one click on the sign-in page. */
export function isDemo(): boolean {
  return env().PREAU_DEMO === true;
}
