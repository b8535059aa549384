import { Temporal } from "temporal-polyfill";
import { NewsFrame, type NewsFrameProps } from "@/components/actualites/news-frame";
import { audienceWords, stateLabels } from "@/components/actualites/words";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { BlankNotebook } from "@/components/ui/illustrations/blank-notebook";
import { Link } from "@/components/ui/link";
import { List, Row } from "@/components/ui/list";
import { Pagination } from "@/components/ui/pagination";
import type { ManagedNews, NewsState } from "@/lib/actualites/types";
import { formatCount, formatInstant } from "@/lib/time/format";

const tones: Readonly<Record<NewsState, BadgeTone>> = {
  draft: "neutral",
  scheduled: "primary",
  published: "success",
  ended: "neutral",
  withdrawn: "warning",
};

/** What somebody has written, or what a school has published, with the state of each. */
export function ManagedPage({
  frame,
  news,
  page,
  pages,
  timeZone,
  today,
}: {
  frame: NewsFrameProps;
  news: readonly ManagedNews[];
  page: number;
  pages: number;
  timeZone: string;
  today: string;
}) {
  const { hrefOf } = frame;
  const moment = (iso: string) => formatInstant(Temporal.Instant.from(iso), timeZone, today);
  return (
    <NewsFrame {...frame} isManaged>
      {news.length === 0 ? (
        <EmptyState illustration={<BlankNotebook />} title="Vous n’avez encore rien publié">
          Une actualité s’adresse à tout l’établissement, ou à quelques classes.
        </EmptyState>
      ) : (
        <List className="news" label="Publications">
          {news.map((each) => (
            <Row
              key={each.id}
              title={
                <span className="news-title">
                  <Link href={hrefOf(`/${each.id}`)}>{each.title}</Link>
                  <Badge tone={tones[each.state]}>{stateLabels[each.state]}</Badge>
                  {each.isPinned && <Badge tone="module">Épinglée</Badge>}
                </span>
              }
            >
              <p className="news-meta">
                <span>{each.author}</span> <span>{momentWords(each, moment)}</span>{" "}
                <span>{audienceWords(each.profiles, each.places)}</span>
              </p>
              {each.needsAcknowledgement && each.publishedFrom && (
                <LinkButton
                  className="news-row-action"
                  href={hrefOf(`/${each.id}/suivi`)}
                  icon="chart-column"
                  size="small"
                >
                  {formatCount(each.acknowledged, "confirmation")}
                  <span className="visually-hidden"> pour {each.title}</span>
                </LinkButton>
              )}
            </Row>
          ))}
        </List>
      )}
      <Pagination
        hrefOf={(other) => hrefOf("/gestion", { page: other > 1 ? String(other) : undefined })}
        page={page}
        pages={pages}
      />
    </NewsFrame>
  );
}

/** The moment that says most of its state. */
function momentWords(news: ManagedNews, moment: (iso: string) => string): string {
  if (news.state === "scheduled" && news.publishedFrom) return `pour ${moment(news.publishedFrom)}`;
  if (news.state === "ended" && news.publishedUntil) return `jusqu’à ${moment(news.publishedUntil)}`;
  return news.publishedFrom ? moment(news.publishedFrom) : `enregistré ${moment(news.updatedAt)}`;
}
