import "@/components/documents/documents.css";
import { fileDetail, fileIcon } from "@/components/files/attachments";
import type { HrefOf } from "@/components/documents/address";
import { Icon } from "@/components/ui/icons/icon";
import { Link } from "@/components/ui/link";
import { List, Row } from "@/components/ui/list";
import { Section } from "@/components/ui/section";
import type { PlacedDocument } from "@/lib/documents/types";

/** On a pupil's home page: what its classes were given in the last days; nothing when there is nothing. */
export function NewDocuments({ documents, hrefOf }: { documents: readonly PlacedDocument[]; hrefOf: HrefOf }) {
  if (documents.length === 0) return null;
  return (
    <Section
      action={<Link href={hrefOf()}>Tous les documents</Link>}
      className="new-documents"
      data-module="documents"
      id="documents"
      title="Nouveaux documents"
    >
      <List>
        {documents.map((document) => (
          <Row
            before={
              <span className="doc-icon">
                <Icon name={fileIcon(document.mediaType)} />
              </span>
            }
            className="doc"
            key={document.id}
            title={<Link href={hrefOf(`/fichiers/${document.id}`)}>{document.name}</Link>}
          >
            <span className="doc-meta">
              <span>{document.place}</span>
              <span>{document.author}</span>
              <span>{fileDetail(document)}</span>
            </span>
          </Row>
        ))}
      </List>
    </Section>
  );
}
