import type { Metadata } from "next";
import { platformFilter } from "@/app/(plateforme)/plateforme/asked";
import { stayWithin } from "@/app/paging";
import { OrganizationsPage } from "@/components/plateforme/organizations-page";
import { withPlatform } from "@/lib/auth/platform";
import { organizations } from "@/lib/plateforme/queries";
import { pagesOf } from "@/lib/plateforme/rules";

export const metadata: Metadata = { title: "Organisations" };

/** The tree of académies and collectivités. */
export default async function Page({ searchParams }: PageProps<"/plateforme/organisations">) {
  const { page } = await platformFilter(searchParams);
  const read = await withPlatform(async (ctx) => ({
    nodes: await organizations(ctx),
    isWide: ctx.administrator.isWide,
  }));
  await stayWithin({ pages: pagesOf(read.nodes.length) }, page);
  return <OrganizationsPage {...read} page={page} />;
}
