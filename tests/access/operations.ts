import { sourcesIn } from "@/tests/architecture/sources";

/** Modules whose every export is an operation. */
const OPERATION_FILE = /\/(queries|commands|editing)\.ts$/;
/** Wherever it lives, an exported function that takes a context first is an operation. */
const TAKES_CONTEXT = /export (?:async )?function (\w+)(?:<[^>]*>)?\(\s*ctx: (?:Platform)?Context\b/g;
/** Rooms of the house itself: operations hand them their context. */
const INFRASTRUCTURE = /^lib\/(actions|journal)\//;

/** The operations of a source text: «folder/file.export». */
export function operationsIn(path: string, text: string): string[] {
  const exported = OPERATION_FILE.test(path)
    ? [
        ...text.matchAll(/export (?:async )?function (\w+)/g),
        ...text.matchAll(/export const (\w+)[^=\n]*= (?:async )?\(/g),
      ]
    : [...text.matchAll(TAKES_CONTEXT)];
  return exported.map((match) => `${path.replace(/^lib\/|\.ts$/g, "")}.${match[1]}`);
}

/** Every operation of lib/, found on disk: a new one is in the list before anybody thinks of it. */
export function findOperations(): string[] {
  return sourcesIn("lib", /\.ts$/)
    .filter((source) => !INFRASTRUCTURE.test(source.path))
    .flatMap((source) => operationsIn(source.path, source.text))
    .toSorted();
}
