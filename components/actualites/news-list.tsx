import type { ShownNews } from "@/components/actualites/shown";
import { Badge } from "@/components/ui/badge";
import { Icon } from "@/components/ui/icons/icon";
import { Link } from "@/components/ui/link";
import { List, Row } from "@/components/ui/list";
import { VisuallyHidden } from "@/components/ui/visually-hidden";

/** Pieces of news, one a row: what it is, what it asks, its first words, who says it and when. */
export function NewsList({
  news,
  label,
  isShort = false,
}: {
  news: readonly ShownNews[];
  label?: string;
  /** Without their first words: on a home page. */
  isShort?: boolean;
}) {
  return (
    <List className="news" {...(label && { label })}>
      {news.map((each) => (
        <Row
          data-new={each.isNew || undefined}
          key={each.id}
          title={
            <span className="news-title">
              <Link href={each.href}>{each.title}</Link>
              <NewsMarks news={each} />
            </span>
          }
        >
          {!isShort && <p className="news-excerpt">{each.excerpt}</p>}
          <p className="news-meta">
            <span>{each.author}</span>{" "}
            <span>
              {each.when}
              {each.isCorrected && ", modifiée"}
            </span>{" "}
            {each.schoolName && <span>{each.schoolName}</span>}{" "}
            {each.hasFiles && (
              <span>
                <Icon name="paperclip" />
                <VisuallyHidden>avec </VisuallyHidden>pièces jointes
              </span>
            )}
          </p>
        </Row>
      ))}
    </List>
  );
}

function NewsMarks({ news }: { news: ShownNews }) {
  return (
    <>
      {news.priority === 2 && (
        <Badge icon="pencil" tone="warning">
          À confirmer
        </Badge>
      )}
      {news.acknowledgedAt && (
        <Badge icon="check" tone="success">
          Lecture confirmée
        </Badge>
      )}
      {news.isPinned && news.priority < 2 && <Badge tone="module">Épinglée</Badge>}
      {news.isNew && <Badge tone="sun">Nouveau</Badge>}
    </>
  );
}
