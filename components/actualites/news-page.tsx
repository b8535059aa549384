import { NewsFrame, type NewsFrameProps } from "@/components/actualites/news-frame";
import { NewsList } from "@/components/actualites/news-list";
import type { ShownNews } from "@/components/actualites/shown";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PaperPlane } from "@/components/ui/illustrations/paper-plane";
import { Section } from "@/components/ui/section";

/** The news of a person, all schools together: what is to be confirmed, then the rest, newest first. */
export function NewsPage({
  frame,
  news,
  isPupil,
  olderHref,
  isOlder,
}: {
  frame: NewsFrameProps;
  news: readonly ShownNews[];
  isPupil: boolean;
  /** Null when there are no more. */
  olderHref: string | null;
  /** Is this a page further than the first? */
  isOlder: boolean;
}) {
  const toConfirm = news.filter(({ priority }) => priority === 2);
  const rest = news.filter(({ priority }) => priority < 2);
  return (
    <NewsFrame {...frame}>
      {toConfirm.length > 0 && (
        <Section
          className="news-to-confirm"
          id="a-confirmer"
          note={isPupil ? "On attend que tu dises que tu as lu." : "Une confirmation de lecture vous est demandée."}
          title="À lire et confirmer"
        >
          <NewsList news={toConfirm} />
        </Section>
      )}
      {rest.length > 0 && (
        <Section id="actualites" title={isOlder ? "Plus anciennes" : "Dernières actualités"}>
          <NewsList news={rest} />
        </Section>
      )}
      {news.length === 0 && (
        <EmptyState
          illustration={<PaperPlane />}
          title={isOlder ? "Il n’y en a pas de plus ancienne" : "Aucune actualité pour le moment"}
        >
          {isPupil
            ? "Les nouvelles de ton établissement arriveront ici."
            : "Les nouvelles de l’établissement arriveront ici."}
        </EmptyState>
      )}
      {(olderHref || isOlder) && (
        <nav aria-label="Autres actualités" className="news-pages">
          {isOlder && (
            <LinkButton href={frame.hrefOf()} size="small" variant="quiet">
              Les plus récentes
            </LinkButton>
          )}
          {olderHref && (
            <LinkButton href={olderHref} rel="next" size="small">
              Plus anciennes
            </LinkButton>
          )}
        </nav>
      )}
    </NewsFrame>
  );
}
