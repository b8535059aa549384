import "@/components/forms/forms.css";
import "@/components/messagerie/messagerie.css";
import "@/components/rich-text/editor.css";
import type { HrefOf } from "@/components/messagerie/address";
import { Composer, type ComposerProps } from "@/components/messagerie/composer";
import { DiscardForm } from "@/components/messagerie/thread-forms";
import { QuietNotice } from "@/components/messagerie/thread-page";
import type { Clock } from "@/components/messagerie/words";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Card } from "@/components/ui/section";

/** A new message, or a draft that is gone on with. */
export function ComposerPage({
  composer,
  clock,
  quietUntil,
  schools,
  isBack,
  hrefOf,
}: {
  composer: ComposerProps;
  clock: Clock;
  quietUntil: string | null;
  /** The schools that the account writes to, each by its own person; none when there is one. */
  schools: readonly { id: string; label: string; href: string; isCurrent: boolean }[];
  /** Was a sending just taken back? */
  isBack: boolean;
  hrefOf: HrefOf;
}) {
  return (
    <div data-module="messagerie">
      <PageHeader crumbs={[{ label: "Messagerie", href: hrefOf() }]} title="Nouveau message" />
      {isBack && (
        <Notice className="mail-done" live="polite" tone="success">
          Envoi annulé : votre texte est de nouveau un brouillon.
        </Notice>
      )}
      {schools.length > 1 && (
        <nav aria-label="Établissement auquel écrire" className="chips mail-filter">
          {schools.map(({ id, label, href, isCurrent }) => (
            <Link aria-current={isCurrent ? "true" : undefined} className="chip" href={href} key={id}>
              {label}
            </Link>
          ))}
        </nav>
      )}
      {quietUntil && <QuietNotice clock={clock} until={quietUntil} />}
      <Card className="composer-card">
        <Composer {...composer} />
      </Card>
      {composer.start.version > 0 && (
        <div className="composer-discard">
          <DiscardForm draftId={composer.start.draftId} personId={composer.personId} />
        </div>
      )}
    </div>
  );
}
