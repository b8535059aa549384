import "@/components/documents/documents.css";
import { folderHref } from "@/components/documents/address";
import { DocumentList, type Reading } from "@/components/documents/document-list";
import { MoveForm, NewFolderForm, RenameForm, TrashForm, UndoNotice } from "@/components/documents/item-forms";
import { Quota } from "@/components/documents/quota";
import { ShareForm } from "@/components/documents/share-forms";
import { ShareList } from "@/components/documents/share-list";
import { UploadZone } from "@/components/documents/upload-zone";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/button";
import { Icon } from "@/components/ui/icons/icon";
import { BlankNotebook } from "@/components/ui/illustrations/blank-notebook";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { Section } from "@/components/ui/section";
import { Tabs } from "@/components/ui/tabs";
import type { ItemKind, OpenFolder, ShareChoices, Sort } from "@/lib/documents/types";
import { formatCount } from "@/lib/time/format";

const sorts: { sort: Sort; label: string }[] = [
  { sort: "nom", label: "Nom" },
  { sort: "date", label: "Date" },
  { sort: "taille", label: "Taille" },
];

export interface FolderPageProps {
  open: OpenFolder;
  /** What the folder may be shared with; null for who may not, and at the top. */
  choices: ShareChoices | null;
  isPupil: boolean;
  operationId: string;
  /** What was just thrown away from here, to take back. */
  trashed: { kind: ItemKind; id: string } | null;
  /** What became of a file sent without script. */
  sent: { ok: boolean; message: string } | null;
  reading: Reading;
}

/** A folder, or the top of a space: what it holds, and what can be done there. */
export function FolderPage({ open, choices, isPupil, operationId, trashed, sent, reading }: FolderPageProps) {
  const { space, folder, trail, folders, documents, sort } = open;
  const { hrefOf, personId } = reading;
  const here = (query: Record<string, string | undefined> = {}) =>
    hrefOf(`/${space.id}`, { dossier: folder?.id, tri: sort === "nom" ? undefined : sort, ...query });
  const crumbs = [
    { label: "Documents", href: hrefOf() },
    ...(folder && !space.isOther ? [{ label: space.name, href: hrefOf(`/${space.id}`) }] : []),
    ...trail.map(({ id, name }) => ({ label: name, href: folderHref(hrefOf, space.id, id) })),
  ];
  const isEmpty = folders.length + documents.length === 0;
  const upload = new URLSearchParams({ espace: space.id, personne: personId, ...(folder && { dossier: folder.id }) });
  return (
    <div data-module="documents">
      <PageHeader
        actions={
          space.can.write && (
            <LinkButton href={hrefOf(`/${space.id}/corbeille`)} icon="trash" size="small" variant="quiet">
              Corbeille
            </LinkButton>
          )
        }
        crumbs={crumbs}
        lead={space.isOther ? `Partagé par ${space.name}, en lecture seule.` : <Quota space={space} />}
        title={folder?.name ?? space.name}
      />
      {trashed && <UndoNotice key={trashed.id} personId={personId} {...trashed} />}
      {sent && (
        <Notice
          className="doc-notice"
          live={sent.ok ? "polite" : "assertive"}
          title={sent.message}
          tone={sent.ok ? "success" : "danger"}
        />
      )}
      {open.shownWith && (
        <Notice className="doc-notice">
          {`Ce dossier est dans «\u00A0${open.shownWith}\u00A0», qui est partagé\u202F: ce que vous y mettez l’est aussi.`}
        </Notice>
      )}
      {open.shares && open.shares.length > 0 && (
        <Section
          className="doc-notice"
          id="partage"
          note="En lecture seule, avec ce que vous y mettrez."
          title="Partagé avec"
        >
          <ShareList personId={personId} shares={open.shares} />
        </Section>
      )}
      {space.can.write && (
        <UploadZone
          formAddress={`/api/documents/files/formulaire?${upload.toString()}`}
          key={folder?.id}
          place={{ spaceId: space.id, folderId: folder?.id ?? null, personId }}
        />
      )}
      <div className="doc-bar">
        {open.total > 1 && (
          <Tabs
            label="Ordre des documents"
            tabs={sorts.map((each) => ({
              label: each.label,
              href: here({ tri: each.sort === "nom" ? undefined : each.sort }),
              current: each.sort === sort,
            }))}
          />
        )}
        <span className="doc-count">{countWords(folders.length, open.total)}</span>
        {space.can.write && (
          <details className="disclosure">
            <summary className="button" data-size="small" data-variant="secondary">
              <Icon name="plus" />
              Nouveau dossier
            </summary>
            <div className="disclosure-panel">
              <NewFolderForm
                hidden={{ personne: personId, operationId, spaceId: space.id, parentId: folder?.id ?? "" }}
              />
            </div>
          </details>
        )}
      </div>
      {isEmpty ? (
        <EmptyState illustration={<BlankNotebook />} title={folder ? "Ce dossier est vide" : "Cet espace est vide"}>
          {emptyWords(space.can.write, isPupil)}
        </EmptyState>
      ) : (
        <DocumentList
          documents={documents}
          folderHrefOf={(id) => folderHref(hrefOf, space.id, id)}
          folders={open.page === 1 ? folders : []}
          label="Contenu du dossier"
          reading={reading}
        />
      )}
      <Pagination hrefOf={(page) => here({ page: `${page}` })} page={open.page} pages={open.pages} />
      {folder && choices && (
        <details className="disclosure doc-manage">
          <summary className="button" data-size="small" data-variant="quiet">
            <Icon name="users" />
            Partager ce dossier
          </summary>
          <div className="disclosure-panel">
            <p className="doc-note">
              Tout ce qui s’y trouve, et ce que vous y mettrez, se lira sans pouvoir être modifié.
            </p>
            <ShareForm
              choices={choices}
              hidden={{ personne: personId, operationId, folderId: folder.id }}
              kind="folder"
            />
          </div>
        </details>
      )}
      {folder && space.can.write && <ManageFolder open={open} personId={personId} />}
      {!folder && !space.can.write && (
        <p className="doc-note">
          {isPupil
            ? "Tes professeurs déposent ici les documents de la classe. "
            : "Les professeurs de la classe déposent ici leurs documents. "}
          <Link href={hrefOf()}>Tous les espaces</Link>
        </p>
      )}
    </div>
  );
}

function ManageFolder({ open: { folder, destinations }, personId }: { open: OpenFolder; personId: string }) {
  if (!folder) return null;
  const item = { personne: personId, kind: "folder", id: folder.id };
  return (
    <details className="disclosure doc-manage">
      <summary className="button" data-size="small" data-variant="quiet">
        <Icon name="settings" />
        Gérer ce dossier
      </summary>
      <div className="disclosure-panel doc-forms">
        <RenameForm hidden={{ personne: personId, folderId: folder.id }} kind="folder" name={folder.name} />
        {destinations.length > 0 && <MoveForm destinations={destinations} hidden={item} />}
        <TrashForm hidden={item} label="Mettre à la corbeille" />
      </div>
    </details>
  );
}

function countWords(folders: number, documents: number): string {
  return [
    folders > 0 ? formatCount(folders, "dossier") : null,
    documents > 0 ? formatCount(documents, "document") : null,
  ]
    .filter(Boolean)
    .join(", ");
}

function emptyWords(mayWrite: boolean, isPupil: boolean): string {
  if (!mayWrite) return isPupil ? "Tes professeurs n’y ont encore rien déposé." : "Rien n’y a encore été déposé.";
  return isPupil
    ? "Ajoute un premier fichier, ou crée un dossier."
    : "Ajoutez un premier fichier, ou créez un dossier.";
}
