import "@/components/actualites/actualites.css";
import { Temporal } from "temporal-polyfill";
import { Acknowledge } from "@/components/actualites/acknowledge";
import { RestoreForm, WithdrawForm } from "@/components/actualites/manage-forms";
import { MarkRead } from "@/components/actualites/mark-read";
import type { ShownArticle } from "@/components/actualites/shown";
import { audienceWords } from "@/components/actualites/words";
import { Attachments } from "@/components/files/attachments";
import { RichTextView } from "@/components/rich-text/rich-text-view";
import { Badge } from "@/components/ui/badge";
import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { formatInstant } from "@/lib/time/format";

/** A piece of news, what it asks of its reader, and what its author may do with it. */
export function ArticlePage({ shown }: { shown: ShownArticle }) {
  const { article, personId, isPupil, isStaff, hrefOf, fileHrefOf } = shown;
  const { id, can } = article;
  const moment = (iso: string) => formatInstant(Temporal.Instant.from(iso), shown.timeZone, shown.today);
  return (
    <div className="news-page" data-module="actualites">
      <PageHeader
        crumbs={[{ label: "Actualités", href: hrefOf() }]}
        lead={
          <span className="news-meta">
            <span>{article.author}</span> {article.publishedFrom && <span>{moment(article.publishedFrom)}</span>}{" "}
            {article.correctedAt && <span>modifiée {moment(article.correctedAt)}</span>}{" "}
            {article.isPinned && <Badge tone="module">Épinglée</Badge>}
          </span>
        }
        title={article.title}
      />
      <StateNotice moment={moment} shown={shown} />
      {(can.edit || can.followUp || can.withdraw) && (
        <div className="news-tools">
          {can.edit && (
            <LinkButton href={hrefOf(`/${id}/modifier`)} icon="pencil">
              Modifier
            </LinkButton>
          )}
          {can.followUp && (
            <LinkButton href={hrefOf(`/${id}/suivi`)} icon="chart-column">
              Qui a confirmé
            </LinkButton>
          )}
          {can.withdraw && (
            <WithdrawForm
              isDraft={article.state === "draft"}
              newsId={id}
              operationId={shown.operationId}
              personId={personId}
            />
          )}
        </div>
      )}
      <article aria-labelledby="texte" className="news-sheet">
        <h2 className="visually-hidden" id="texte">
          Texte de l’actualité
        </h2>
        <RichTextView content={article.content} />
        <Attachments files={article.attachments} hrefOf={fileHrefOf} />
        {isStaff && (
          <p className="news-audience">
            <span className="font-semibold">Pour{"\u202F"}:</span> {audienceWords(article.profiles, article.places)}
          </p>
        )}
      </article>
      {(can.acknowledge || article.acknowledgedAt) && (
        <Acknowledge
          confirmedLabel={article.acknowledgedAt && `Lecture confirmée ${moment(article.acknowledgedAt)}`}
          isPupil={isPupil}
          newsId={id}
          personId={personId}
        />
      )}
      {article.isNew && <MarkRead newsId={id} personId={personId} />}
    </div>
  );
}

/** Where it stands, said to its author and to the head when it is not simply published. */
function StateNotice({ shown, moment }: { shown: ShownArticle; moment: (iso: string) => string }) {
  const { article, personId, operationId } = shown;
  const { state, publishedFrom, publishedUntil } = article;
  switch (state) {
    case "published":
      return null;
    case "draft":
      return <Notice title="Brouillon">Vous seul le voyez.</Notice>;
    case "scheduled":
      return (
        <Notice title={publishedFrom && `Programmée pour ${moment(publishedFrom)}`}>
          Son public la verra à partir de ce moment.
        </Notice>
      );
    case "ended":
      return (
        <Notice title={publishedUntil && `Terminée depuis ${moment(publishedUntil)}`}>
          Son public ne la voit plus.
        </Notice>
      );
    case "withdrawn":
      return (
        <Notice live="polite" title="Actualité retirée" tone="warning">
          <p>Son public ne la voit plus.</p>
          <RestoreForm newsId={article.id} operationId={operationId} personId={personId} />
        </Notice>
      );
  }
}
