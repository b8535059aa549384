import { Temporal } from "temporal-polyfill";
import type { ReactNode } from "react";
import { fileDetail, fileIcon } from "@/components/files/attachments";
import { fileHref, folderHref, type HrefOf } from "@/components/documents/address";
import { Icon } from "@/components/ui/icons/icon";
import { Link } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import type { CountedFolder, DocumentLine, PlacedDocument, SharedFolder } from "@/lib/documents/types";
import type { IsoDay } from "@/lib/time/day";
import { formatCount, formatInstant } from "@/lib/time/format";

/** Where and when a list is read. */
export interface Reading {
  personId: string;
  timeZone: string;
  today: IsoDay;
  hrefOf: HrefOf;
}

/** Folders, then documents: each with its name first, then what it is. */
export function DocumentList({
  label,
  folders = [],
  shown = [],
  documents,
  folderHrefOf,
  reading,
}: {
  label: string;
  folders?: readonly CountedFolder[];
  /** Folders of others, wherever they stand. */
  shown?: readonly SharedFolder[];
  documents: readonly (DocumentLine | PlacedDocument)[];
  folderHrefOf?: (folderId: string) => string;
  reading: Reading;
}) {
  return (
    <ul aria-label={label} className="rows docs">
      {folders.map(({ id, name, documents: count, isShared }) => (
        <FolderRow href={folderHrefOf?.(id) ?? ""} key={id} name={name}>
          {count === 0 ? "Dossier" : formatCount(count, "document")}
          {isShared && " · partagé"}
        </FolderRow>
      ))}
      {shown.map(({ id, name, spaceId, owner }) => (
        <FolderRow href={folderHref(reading.hrefOf, spaceId, id)} key={id} name={name}>
          {owner}
        </FolderRow>
      ))}
      {documents.map((document) => (
        <li className="row doc" key={document.id}>
          <span className="doc-icon">
            <Icon name={fileIcon(document.mediaType)} />
          </span>
          <div className="row-body doc-body">
            <div className="row-title">
              <Link href={reading.hrefOf(`/fichiers/${document.id}`)}>{document.name}</Link>
            </div>
            <p className="row-text doc-meta">
              <span>{whereFrom(document)}</span>
              <span>{fileDetail(document)}</span>
              <When document={document} reading={reading} />
            </p>
          </div>
          <div className="row-aside">
            {/* A plain link: the browser downloads it, the router has no part in it. */}
            <a
              aria-label={`Télécharger ${document.name}`}
              className="button"
              data-shape="icon"
              data-size="small"
              data-variant="quiet"
              download={document.name}
              href={fileHref(document.id, reading.personId)}
              title="Télécharger"
            >
              <Icon name="download" />
            </a>
          </div>
        </li>
      ))}
    </ul>
  );
}

/** When something was added: with the year where it is another. */
export function When({ document, reading }: { document: { createdAt: string }; reading: Reading }) {
  const instant = Temporal.Instant.from(document.createdAt);
  return (
    <Time instant={instant} zone={reading.timeZone}>
      {formatInstant(instant, reading.timeZone, reading.today)}
    </Time>
  );
}

function whereFrom(document: DocumentLine | PlacedDocument): string {
  return "place" in document && document.place ? document.place : document.author;
}

/** A folder and, under its name, what it holds or whose it is. */
function FolderRow({ href, name, children }: { href: string; name: string; children: ReactNode }) {
  return (
    <li className="row doc" data-folder>
      <span className="doc-icon">
        <Icon name="folder" />
      </span>
      <div className="row-body doc-body">
        <div className="row-title">
          <Link href={href}>{name}</Link>
        </div>
        <p className="row-text">{children}</p>
      </div>
    </li>
  );
}
