import "@/components/documents/documents.css";
import { Temporal } from "temporal-polyfill";
import type { Reading } from "@/components/documents/document-list";
import { EmptyTrashForm, RestoreForm } from "@/components/documents/item-forms";
import { Quota } from "@/components/documents/quota";
import { EmptyState } from "@/components/ui/empty-state";
import { Icon } from "@/components/ui/icons/icon";
import { AllDone } from "@/components/ui/illustrations/all-done";
import { PageHeader } from "@/components/ui/page-header";
import { Time } from "@/components/ui/time";
import { TRASH_DAYS } from "@/lib/documents/rules";
import type { Space, Trashed } from "@/lib/documents/types";
import { formatBytes, formatInstant } from "@/lib/time/format";

/** What was thrown away in a space: to take back, or to forget. */
export function TrashPage({ space, items, reading }: { space: Space; items: readonly Trashed[]; reading: Reading }) {
  const { hrefOf, personId, timeZone, today } = reading;
  return (
    <div data-module="documents">
      <PageHeader
        crumbs={[
          { label: "Documents", href: hrefOf() },
          { label: space.name, href: hrefOf(`/${space.id}`) },
        ]}
        lead={<Quota space={space} />}
        title="Corbeille"
      />
      {items.length === 0 ? (
        <EmptyState illustration={<AllDone />} title="La corbeille est vide" />
      ) : (
        <>
          <p className="doc-note">{`Ce qui est ici occupe encore de la place, et disparaît au bout de ${TRASH_DAYS} jours.`}</p>
          <ul aria-label="Corbeille" className="rows">
            {items.map(({ kind, id, name, deletedAt, size }) => (
              <li className="row doc" key={id}>
                <span className="doc-icon">
                  <Icon name={kind === "folder" ? "folder" : "file"} />
                </span>
                <div className="row-body doc-body">
                  <div className="row-title">{name}</div>
                  <p className="row-text doc-meta">
                    <Time instant={Temporal.Instant.from(deletedAt)} zone={timeZone}>
                      {`Supprimé ${formatInstant(Temporal.Instant.from(deletedAt), timeZone, today)}`}
                    </Time>
                    <span>{size === null ? "Dossier" : formatBytes(size)}</span>
                  </p>
                </div>
                <div className="row-aside">
                  <RestoreForm hidden={{ personne: personId, kind, id }} name={name} />
                </div>
              </li>
            ))}
          </ul>
          <details className="disclosure doc-manage">
            <summary className="button" data-size="small" data-variant="quiet">
              <Icon name="trash" />
              Vider la corbeille…
            </summary>
            <div className="disclosure-panel">
              <p>Tout ce qui est dans la corbeille sera perdu, sans retour possible.</p>
              <EmptyTrashForm hidden={{ personne: personId, spaceId: space.id }} />
            </div>
          </details>
        </>
      )}
    </div>
  );
}
