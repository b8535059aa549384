const isTerminal = process.stdout.isTTY;
/** A step shorter than this announces only its end. */
const QUIET_MS = 300;

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}

/**
 * Runs one step of a command and shows it: "· Building the portal…" while it lasts, "✓ Portal built (31.0 s)" at its end.
 *
 * @param doing what is being done.
 * @param done what to say at the end, from the step's result; undefined says nothing, for a step that had nothing to do.
 */
export async function step<T>(
  doing: string,
  work: () => Promise<T>,
  done: (result: T) => string | undefined,
): Promise<T> {
  const start = performance.now();
  const announce = setTimeout(() => process.stdout.write(`  · ${doing}…${isTerminal ? "" : "\n"}`), QUIET_MS);
  const clear = isTerminal ? "\r\u001b[2K" : "";
  try {
    const result = await work();
    const text = done(result);
    process.stdout.write(text === undefined ? clear : `${clear}  ✓ ${text} (${seconds(start)})\n`);
    return result;
  } catch (error) {
    process.stdout.write(`${clear}  ✗ ${doing}\n`);
    throw error;
  } finally {
    clearTimeout(announce);
  }
}
