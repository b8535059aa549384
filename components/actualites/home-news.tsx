import "@/components/actualites/actualites.css";
import { NewsList } from "@/components/actualites/news-list";
import type { ShownNews } from "@/components/actualites/shown";
import { Link } from "@/components/ui/link";
import { Section } from "@/components/ui/section";

/** The news that a home page shows, and the way to the others. */
export interface HomeNewsProps {
  news: readonly ShownNews[];
  href: string;
}

/** What is to be confirmed, pinned or new; nothing at all when nothing is. */
export function HomeNews({ news, href }: HomeNewsProps) {
  if (news.length === 0) return null;
  return (
    <Section
      action={<Link href={href}>Toutes les actualités</Link>}
      className="home-news"
      data-module="actualites"
      id="actualites"
      title="Actualités"
    >
      <NewsList isShort news={news} />
    </Section>
  );
}
