import "@/components/actualites/actualites.css";
import { NewsList } from "@/components/actualites/news-list";
import type { ShownNews } from "@/components/actualites/shown";
import { Link } from "@/components/ui/link";
import { Section } from "@/components/ui/section";

/** Pieces of news that may wait. */
const SHOWN = 3;

/** The news that a home page shows, and the way to the others. */
export interface HomeNewsProps {
  news: readonly ShownNews[];
  href: string;
}

/** What waits for a confirmation, among the first things of a home page; nothing when nothing does. */
export function NewsToConfirm({ news }: Pick<HomeNewsProps, "news">) {
  const waiting = news.filter(isToConfirm);
  if (waiting.length === 0) return null;
  return (
    <Section
      className="home-news news-to-confirm"
      data-module="actualites"
      id="a-confirmer"
      title="À lire et confirmer"
    >
      <NewsList isShort news={waiting} />
    </Section>
  );
}

function isToConfirm({ priority }: ShownNews): boolean {
  return priority === 2;
}

/** What is pinned or new, a few; nothing at all when nothing is. */
export function HomeNews({ news, href }: HomeNewsProps) {
  const others = news.filter((each) => !isToConfirm(each)).slice(0, SHOWN);
  if (others.length === 0) return null;
  return (
    <Section
      action={<Link href={href}>Toutes les actualités</Link>}
      className="home-news"
      data-module="actualites"
      id="actualites"
      title="Actualités"
    >
      <NewsList isShort news={others} />
    </Section>
  );
}
