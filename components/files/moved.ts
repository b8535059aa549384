import type { Attachment } from "@/lib/files/types";

/** The same files with one of them one place further. */
export function moved(files: readonly Attachment[], file: Attachment, by: -1 | 1): Attachment[] {
  const from = files.findIndex(({ id }) => id === file.id);
  const rest = files.toSpliced(from, 1);
  return from < 0 ? [...files] : rest.toSpliced(from + by, 0, file);
}
