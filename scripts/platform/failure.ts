/** Something the person at the keyboard can act on: its message is one clear sentence, shown without a stack. */
export class Failure extends Error {
  override name = "Failure";
}

function hasCode(error: unknown): error is { code: string; message: string } {
  return typeof error === "object" && error !== null && "code" in error && typeof error.code === "string";
}

/** The error code of Node (`ENOSPC`) or PostgreSQL (`53100`), if there is one. */
export function codeOf(error: unknown): string | undefined {
  return hasCode(error) ? error.code : undefined;
}

/** What to show for an error: the sentence of a `Failure` or of a well-known cause, else the stack. */
export function explain(error: unknown): string {
  if (error instanceof Failure) return error.message;
  const code = codeOf(error);
  if (code === "ENOSPC" || code === "53100") return "The disk is full: free some space and start again.";
  if (code === "EROFS") return "The disk is read-only: Préau needs to write in its folder.";
  if (error instanceof Error) {
    if (error.message.startsWith("Wrong configuration.")) return error.message;
    return error.stack ?? error.message;
  }
  return String(error);
}

/** Runs a command's main function; on an error prints what `explain` says and exits with 1. */
export function run(main: () => Promise<void>): void {
  main().catch((error: unknown) => {
    process.stderr.write(`\n✗ ${explain(error)}\n`);
    process.exit(1);
  });
}
