import { Icon } from "@/components/ui/icons/icon";
import type { IconName } from "@/components/ui/icons/names";
import type { Attachment } from "@/lib/files/types";
import { extensionOf } from "@/lib/files/rules";
import { formatBytes } from "@/lib/time/format";

/** The files of a lesson or of homework, each with its kind and its weight: what a phone's data plan wants to know. */
export function Attachments({ files, hrefOf }: { files: readonly Attachment[]; hrefOf: (fileId: string) => string }) {
  if (files.length === 0) return null;
  return (
    <ul aria-label="Fichiers joints" className="attachments">
      {files.map((file) => (
        <li key={file.id}>
          {/* A plain link: the browser downloads or shows it, the router has no part in it. */}
          <a className="attachment" href={hrefOf(file.id)}>
            <Icon name={fileIcon(file.mediaType)} />
            <span className="min-w-0 truncate">{file.name}</span>
            <span className="attachment-size">{fileDetail(file)}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}

/** «PDF, 840 ko». */
export function fileDetail(file: Pick<Attachment, "name" | "size">): string {
  const extension = extensionOf(file.name).toUpperCase();
  return [extension, formatBytes(file.size)].filter(Boolean).join(", ");
}

/** The icon of a kind of file. */
export function fileIcon(mediaType: string): IconName {
  if (mediaType.startsWith("image/")) return "image";
  return mediaType === "application/pdf" || mediaType === "text/plain" ? "file-text" : "file";
}
