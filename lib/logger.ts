import "server-only";
import { type Logger, pino } from "pino";
import { env } from "@/lib/env";

let root: Logger | undefined;

/**
 * The structured log of one part of Préau ("web", "worker", "mail"…): JSON lines on standard output.
 * Never pass it names, marks, messages or any other personal data: ids are enough.
 */
export function logger(part: string): Logger {
  root ??= pino({ level: env().LOG_LEVEL, base: null, redact: ["*.password", "*.secret", "*.token", "*.cookie"] });
  return root.child({ part });
}
