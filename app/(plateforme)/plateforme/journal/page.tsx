import type { Metadata } from "next";
import { platformFilter } from "@/app/(plateforme)/plateforme/asked";
import { stayWithin } from "@/app/paging";
import { PlatformHistoryPage } from "@/components/plateforme/history-page";
import { withPlatform } from "@/lib/auth/platform";
import { platformHistory } from "@/lib/plateforme/queries";

export const metadata: Metadata = { title: "Journal" };

/** What was done above the schools. */
export default async function Page({ searchParams }: PageProps<"/plateforme/journal">) {
  const { page } = await platformFilter(searchParams);
  const found = await withPlatform((ctx) => platformHistory(ctx, page));
  await stayWithin(found, page);
  return <PlatformHistoryPage found={found} page={page} />;
}
