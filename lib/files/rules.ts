/** What may be attached to a lesson, and how it is served. Pure. */

/** 25 MB: a scanned chapter or a short recording. Larger ones belong to the documents module. */
export const MAX_FILE_BYTES = 25 * 1024 * 1024;

/** How many files hang on one lesson or one piece of homework. */
export const MAX_FILES = 10;

/** Recognised types and the extensions that they may carry: the name must say what the content is. */
const ACCEPTED: Record<string, readonly string[]> = {
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
  "video/webm": ["webm"],
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ["docx"],
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ["xlsx"],
  "application/vnd.openxmlformats-officedocument.presentationml.presentation": ["pptx"],
  "application/vnd.oasis.opendocument.text": ["odt"],
  "application/vnd.oasis.opendocument.spreadsheet": ["ods"],
  "application/vnd.oasis.opendocument.presentation": ["odp"],
  "application/zip": ["zip", "ggb"],
  "text/plain": ["txt", "csv", "md"],
};

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
export const ACCEPTED_EXTENSIONS = Object.values(ACCEPTED)
  .flat()
  .map((extension) => `.${extension}`);

/** Is this content, under this name, something that may be attached? */
export function isAcceptedFile(mediaType: string, name: string): boolean {
  return ACCEPTED[mediaType]?.includes(extensionOf(name)) ?? false;
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
    .replace(/[\p{Cc}\p{Cf}]/gu, "")
    .replace(/[<>:"|?*]/g, "_")
    .replace(/\s+/g, " ")
    .replace(/^[. ]+|[. ]+$/g, "");
  if (bare.length <= 120) return bare || "fichier";
  const extension = extensionOf(bare);
  return `${bare.slice(0, 119 - extension.length)}.${extension}`;
}

/** The extension, lower case, without its dot; empty when there is none. */
export function extensionOf(name: string): string {
  const dot = name.lastIndexOf(".");
  return dot > 0 ? name.slice(dot + 1).toLowerCase() : "";
}
