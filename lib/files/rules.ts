/** What may be attached to a lesson, and how it is served. Pure. */

/** 25 MB: a scanned chapter or a short recording. Larger ones belong to the documents module. */
export const MAX_FILE_BYTES = 25_000_000;

/** How many files hang on one lesson or one piece of homework. */
export const MAX_FILES = 10;

/**
 * What one person may have sent that hangs on nothing others read: files of drafts, and those given up, which go after a day
 * (lib/jobs/retention.ts). More than any message or lesson takes; without a bound, one account would fill the disk.
 */
export const MAX_UNSENT_FILES = 50;
/** Their bytes in all: 500 MB. */
export const MAX_UNSENT_BYTES = 500_000_000;

/** Drafts of one person in one module, after which some are to be sent or given up. */
export const MAX_DRAFTS = 100;

const MAX_NAME = 120;
/** Longer than any extension that we know: such an ending is part of the name. */
const MAX_EXTENSION = 10;

/** Recognised types and the extensions that they may carry: the name must say what the content is. */
const ACCEPTED = new Map<string, readonly string[]>(
  Object.entries({
    "application/pdf": ["pdf"],
    "image/png": ["png"],
    "image/jpeg": ["jpg", "jpeg"],
    "image/webp": ["webp"],
    "image/gif": ["gif"],
    "audio/mpeg": ["mp3"],
    "audio/wav": ["wav"],
    "audio/x-m4a": ["m4a"],
    "audio/ogg": ["ogg", "oga"],
    "video/mp4": ["mp4", "m4v"],
    "video/x-m4v": ["m4v"],
    "video/webm": ["webm"],
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ["docx"],
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ["xlsx"],
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ["pptx"],
    "application/vnd.oasis.opendocument.text": ["odt"],
    "application/vnd.oasis.opendocument.spreadsheet": ["ods"],
    "application/vnd.oasis.opendocument.presentation": ["odp"],
    "application/zip": ["zip", "ggb"],
    "text/plain": ["txt", "csv", "md"],
  }),
);

/** Shown by the browser in place; everything else is downloaded. Never SVG nor HTML. */
const INLINE = new Set([
  "application/pdf",
  "image/png",
  "image/jpeg",
  "image/webp",
  "image/gif",
  "audio/mpeg",
  "audio/wav",
  "audio/x-m4a",
  "audio/ogg",
  "video/mp4",
  "video/webm",
]);

/** For the `accept` of the file input. */
export const ACCEPTED_EXTENSIONS = [...ACCEPTED.values()].flat().map((extension) => `.${extension}`);

/** Is this content, under this name, something that may be attached? */
export function isAcceptedFile(mediaType: string, name: string): boolean {
  return ACCEPTED.get(mediaType)?.includes(extensionOf(name)) ?? false;
}

/** May a browser show it in place? */
export function isShownInline(mediaType: string): boolean {
  return INLINE.has(mediaType);
}

/** A name as it is kept: no path, no control or direction-changing character, at most 120 signs, extension kept. */
export function cleanFileName(name: string): string {
  const bare = (name.split(/[/\\]/).at(-1) ?? "")
    .normalize("NFC")
    // Control characters, and the bidirectional ones that make «cod.exe» read «exe.doc».
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, "")
    .replace(/[<>:"|?*]/g, "_")
    .replace(/\s+/g, " ")
    .replace(/^[. ]+|[. ]+$/g, "");
  if (bare.length <= MAX_NAME) return bare || "fichier";
  const extension = extensionOf(bare);
  const suffix = extension && extension.length <= MAX_EXTENSION ? `.${extension}` : "";
  // The cut may leave half a sign, or a dot or a space at the end.
  return bare.slice(0, MAX_NAME - suffix.length).replace(/\p{Cs}|[. ]+$/gu, "") + suffix;
}

/** The extension, lower case, without its dot; empty when there is none. */
export function extensionOf(name: string): string {
  const dot = name.lastIndexOf(".");
  return dot > 0 ? name.slice(dot + 1).toLowerCase() : "";
}

/** First and last byte of a part of a file, both included. */
export interface ByteRange {
  first: number;
  last: number;
}

/**
 * The part of a file that a `Range` header asks for (RFC 9110, 14.2).
 * @returns null to send all of it: no range, one that is not understood, or several.
 */
export function byteRange(header: string | null, size: number): ByteRange | "unsatisfiable" | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? "");
  if (!match || (!match[1] && !match[2])) return null;
  const [from, to] = [match[1], match[2]];
  const first = from ? Number(from) : Math.max(size - Number(to), 0);
  const last = from && to ? Math.min(Number(to), size - 1) : size - 1;
  if (from && to && Number(to) < first) return null;
  return first <= last ? { first, last } : "unsatisfiable";
}
