import "@/components/documents/documents.css";
import Image from "next/image";
import { fileDetail, fileIcon } from "@/components/files/attachments";
import { fileHref, folderHref } from "@/components/documents/address";
import { type Reading, When } from "@/components/documents/document-list";
import { MoveForm, RenameForm, TrashForm } from "@/components/documents/item-forms";
import { ShareForm } from "@/components/documents/share-forms";
import { ShareList } from "@/components/documents/share-list";
import { Icon } from "@/components/ui/icons/icon";
import { PageHeader } from "@/components/ui/page-header";
import { Card, Section } from "@/components/ui/section";
import { previewOf } from "@/lib/documents/rules";
import type { DocumentPage as Read, ShareChoices } from "@/lib/documents/types";

export interface DocumentPageProps extends Read {
  /** The beginning of a text, to read in place; null for other types. */
  text: string | null;
  choices: ShareChoices | null;
  isPupil: boolean;
  operationId: string;
  reading: Reading;
}

/** One document: what it looks like, what it is, and what can be done with it. */
export function DocumentPage({
  document,
  space,
  trail,
  destinations,
  shares,
  text,
  choices,
  isPupil,
  operationId,
  reading,
}: DocumentPageProps) {
  const { hrefOf, personId } = reading;
  const href = fileHref(document.id, personId);
  const item = { personne: personId, kind: "document", id: document.id };
  return (
    <div data-module="documents">
      <PageHeader
        actions={
          <>
            {previewOf(document.mediaType) === "viewer" && (
              <a className="button" data-variant="secondary" href={href} rel="noreferrer" target="_blank">
                <Icon name="external-link" />
                Ouvrir
                <span className="visually-hidden">{` ${document.name} dans un nouvel onglet`}</span>
              </a>
            )}
            <a className="button" data-variant="primary" download={document.name} href={href}>
              <Icon name="download" />
              Télécharger
            </a>
          </>
        }
        crumbs={[
          { label: "Documents", href: hrefOf() },
          ...(space && !space.isOther ? [{ label: space.name, href: hrefOf(`/${space.id}`) }] : []),
          ...trail.map(({ id, name }) => ({ label: name, href: folderHref(hrefOf, space?.id ?? "", id) })),
        ]}
        lead={
          <span className="doc-meta">
            <span>{fileDetail(document)}</span>
            <span>{document.author === "Moi" ? "Ajouté par moi" : `Ajouté par ${document.author}`}</span>
            <When document={document} reading={reading} />
          </span>
        }
        title={document.name}
      />
      <Preview href={href} isPupil={isPupil} mediaType={document.mediaType} name={document.name} text={text} />
      {shares && choices && (
        <Section id="partage" note="En lecture seule." title="Partager">
          <div className="doc-forms">
            <Card>
              <ShareForm
                choices={choices}
                hidden={{ personne: personId, operationId, documentId: document.id }}
                kind="document"
              />
            </Card>
            <ShareList personId={personId} shares={shares} />
          </div>
        </Section>
      )}
      {space?.can.write && (
        <Section id="ranger" title="Ranger">
          <div className="doc-forms">
            <Card>
              <RenameForm
                hidden={{ personne: personId, documentId: document.id, version: document.version }}
                kind="document"
                name={document.name}
              />
            </Card>
            {destinations.length > 0 && (
              <Card>
                <MoveForm destinations={destinations} hidden={item} />
              </Card>
            )}
          </div>
          <TrashForm hidden={item} label="Mettre à la corbeille" />
        </Section>
      )}
    </div>
  );
}

function Preview({
  mediaType,
  name,
  href,
  text,
  isPupil,
}: {
  mediaType: string;
  name: string;
  href: string;
  text: string | null;
  isPupil: boolean;
}) {
  switch (previewOf(mediaType)) {
    case "image":
      return (
        <figure className="preview">
          <Image alt={`Aperçu de ${name}`} height={600} loading="eager" src={href} unoptimized width={800} />
        </figure>
      );
    case "text":
      return (
        <pre aria-label={`Aperçu de ${name}`} className="preview-text" role="region" tabIndex={0}>
          {text}
        </pre>
      );
    case "viewer":
    case "none":
      return (
        <p className="preview-none">
          <Icon name={fileIcon(mediaType)} />
          {previewOf(mediaType) === "viewer"
            ? "Ce document s’ouvre dans le lecteur du navigateur."
            : `Ce type de document ne se lit pas ici\u202f: ${isPupil ? "télécharge-le" : "téléchargez-le"}.`}
        </p>
      );
  }
}
