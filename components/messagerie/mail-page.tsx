import "@/components/messagerie/messagerie.css";
import type { ReactNode } from "react";
import type { HrefOf } from "@/components/messagerie/address";
import { MailList, type ShownDraft, type ShownLine } from "@/components/messagerie/mail-list";
import { UndoArchive } from "@/components/messagerie/thread-forms";
import { LiveRefresh } from "@/components/shell/live";
import { Badge } from "@/components/ui/badge";
import { Button, LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Icon } from "@/components/ui/icons/icon";
import { AllDone } from "@/components/ui/illustrations/all-done";
import { PaperPlane } from "@/components/ui/illustrations/paper-plane";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Tabs } from "@/components/ui/tabs";
import type { Box } from "@/lib/messagerie/types";
import { formatCount } from "@/lib/time/format";

/** What a mailbox shows. */
export interface MailPageProps {
  box: Box;
  /** What was searched; empty when nothing was. */
  q: string;
  onlyUnread: boolean;
  lines: readonly ShownLine[];
  drafts: readonly ShownDraft[];
  unread: number;
  /** The cursor of what follows. */
  next: string | null;
  /** Is this a later page? */
  isLater: boolean;
  mayWrite: boolean;
  moderates: boolean;
  isPupil: boolean;
  /** What was just done, and to which thread. */
  done: { what: string; threadId: string | null };
  personId: string;
  /** Only in accounts with several persons: what a plain form must carry. */
  acting: string | null;
  hrefOf: HrefOf;
}

const BOXES: readonly { box: Box; label: string }[] = [
  { box: "recus", label: "Reçus" },
  { box: "envoyes", label: "Envoyés" },
  { box: "brouillons", label: "Brouillons" },
  { box: "archives", label: "Archivés" },
];

/** A mailbox: one of its sides, or what a search found in all of it. */
export function MailPage(props: MailPageProps) {
  const { box, q, onlyUnread, lines, drafts, unread, next, isLater, hrefOf } = props;
  const boxHref = (other: Box, query: Record<string, string | undefined> = {}) =>
    hrefOf("", { boite: other === "recus" ? undefined : other, ...query });
  return (
    <div data-module="messagerie">
      <LiveRefresh topic="messagerie" />
      <PageHeader
        actions={
          <>
            {props.moderates && (
              <LinkButton href={hrefOf("/signalements")} icon="triangle-alert">
                Signalements
              </LinkButton>
            )}
            {props.mayWrite && (
              <LinkButton href={hrefOf("/nouveau")} icon="pencil" variant="primary">
                Écrire
              </LinkButton>
            )}
          </>
        }
        title="Messagerie"
      />
      <Done {...props} />
      <div className="mail-bar">
        <Tabs
          label="Messages"
          tabs={BOXES.map(({ box: each, label }) => ({
            label:
              each === "recus" && unread > 0 ? (
                <>
                  {label} <Badge tone="module">{formatCount(unread, "non lu", "non lus")}</Badge>
                </>
              ) : (
                label
              ),
            href: boxHref(each),
            current: each === box && q === "",
          }))}
        />
        <SearchForm acting={props.acting} q={q} />
      </div>
      {box === "recus" && q === "" && (
        <nav aria-label="Afficher" className="chips mail-filter">
          <Link aria-current={onlyUnread ? undefined : "true"} className="chip" href={boxHref("recus")}>
            Tous
          </Link>
          <Link
            aria-current={onlyUnread ? "true" : undefined}
            className="chip"
            href={boxHref("recus", { nonlus: "1" })}
          >
            Non lus
          </Link>
        </nav>
      )}
      {q !== "" && (
        <p className="section-note mail-found" role="status">
          {`${formatCount(lines.length, "conversation trouvée", "conversations trouvées")} pour «\u00a0${q}\u00a0». `}
          <Link href={boxHref("recus")}>Effacer la recherche</Link>
        </p>
      )}
      <MailList drafts={drafts} label={labelOf(box, q)} lines={lines} />
      {lines.length === 0 && drafts.length === 0 && <Nothing {...props} />}
      <nav aria-label="Suite de la liste" className="mail-pages">
        {isLater && (
          <LinkButton href={boxHref(box, { nonlus: onlyUnread ? "1" : undefined })} icon="chevron-left" size="small">
            Les plus récents
          </LinkButton>
        )}
        {next && (
          <LinkButton
            href={boxHref(box, { nonlus: onlyUnread ? "1" : undefined, avant: next })}
            rel="next"
            size="small"
          >
            Plus anciens
            <Icon name="chevron-right" />
          </LinkButton>
        )}
      </nav>
    </div>
  );
}

function labelOf(box: Box, q: string): string {
  return q === "" ? (BOXES.find((each) => each.box === box)?.label ?? "") : "Conversations trouvées";
}

/** A plain form, whose address is the answer. */
function SearchForm({ q, acting }: { q: string; acting: string | null }) {
  return (
    <form action="/messagerie" className="mail-search" method="get" role="search">
      {acting && <input name="personne" type="hidden" value={acting} />}
      <label className="visually-hidden" htmlFor="recherche-messages">
        Chercher dans mes messages
      </label>
      <input
        className="control"
        defaultValue={q}
        id="recherche-messages"
        maxLength={80}
        name="q"
        placeholder="Objet, texte, nom…"
        type="search"
      />
      <Button aria-label="Chercher" data-shape="icon" icon="search" title="Chercher" type="submit" />
    </form>
  );
}

function Done({ done, personId }: MailPageProps): ReactNode {
  const words: Partial<Record<string, string>> = {
    archive: "Conversation archivée.",
    nonlu: "Conversation marquée non lue.",
    jete: "Brouillon supprimé.",
  };
  const text = words[done.what];
  if (!text) return null;
  return (
    <Notice className="mail-done" live="polite" tone="success">
      <div className="mail-undo">
        <span>{text}</span>
        {done.what === "archive" && done.threadId && <UndoArchive personId={personId} threadId={done.threadId} />}
      </div>
    </Notice>
  );
}

function Nothing({ box, q, onlyUnread, isPupil }: MailPageProps) {
  if (q !== "") {
    return (
      <EmptyState illustration={<PaperPlane />} title="Aucun message trouvé">
        La recherche porte sur l’objet, le texte et le nom de qui a écrit.
      </EmptyState>
    );
  }
  if (box === "recus") {
    return onlyUnread ? (
      <EmptyState illustration={<AllDone />} title={isPupil ? "Tu as tout lu" : "Vous avez tout lu"} />
    ) : (
      <EmptyState illustration={<PaperPlane />} title="Aucun message">
        Les messages de l’établissement arriveront ici.
      </EmptyState>
    );
  }
  const titles: Record<Exclude<Box, "recus">, string> = {
    envoyes: "Aucun message envoyé",
    brouillons: "Aucun brouillon",
    archives: "Aucune conversation archivée",
  };
  return <EmptyState illustration={<PaperPlane />} title={titles[box]} />;
}
