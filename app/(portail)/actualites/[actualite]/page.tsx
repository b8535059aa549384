import type { Metadata } from "next";
import { readArticle } from "@/app/(portail)/actualites/read";
import { ArticlePage } from "@/components/actualites/article-page";

type Props = PageProps<"/actualites/[actualite]">;

async function articleOf({ params }: Props) {
  return readArticle((await params).actualite);
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await articleOf(props)).article.title };
}

/** One piece of news. */
export default async function Page(props: Props) {
  return <ArticlePage shown={await articleOf(props)} />;
}
