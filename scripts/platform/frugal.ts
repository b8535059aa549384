import { setFlagsFromString } from "node:v8";

/** Flags of Node for the processes that import: what is read goes by in small parts, and is not kept until there are 16 MB of it. */
export const FRUGAL_FLAGS = ["--max-semi-space-size=4"];

/**
 * Has this process collect its garbage when its memory has grown by a third, where V8 waits for it to be three times as much: files of
 * 20 MB are read and written below 300 MB. For the processes that import, at their start. A version of V8
 * without the flag only prints a line.
 */
export function growSlowly(): void {
  setFlagsFromString("--heap-growing-percent=30");
}
