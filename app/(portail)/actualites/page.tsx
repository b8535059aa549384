import type { Metadata } from "next";
import { readNewsList } from "@/app/(portail)/actualites/read";
import { readAsked } from "@/app/(portail)/asked";
import { NewsPage } from "@/components/actualites/news-page";

export const metadata: Metadata = { title: "Actualités" };

/** What the school says, to whom it concerns. */
export default async function Page({ searchParams }: PageProps<"/actualites">) {
  return <NewsPage {...await readNewsList(await readAsked(searchParams))} />;
}
