import type { Metadata } from "next";
import { platformFilter } from "@/app/(plateforme)/plateforme/asked";
import { stayWithin } from "@/app/paging";
import { SchoolsPage } from "@/components/plateforme/schools-page";
import { withPlatform } from "@/lib/auth/platform";
import { organizations, schools } from "@/lib/plateforme/queries";

export const metadata: Metadata = { title: "Établissements" };

/** The schools of the platform, or of the organisations that one administers. */
export default async function Page({ searchParams }: PageProps<"/plateforme">) {
  const filter = await platformFilter(searchParams);
  const read = await withPlatform(async (ctx) => {
    const nodes = await organizations(ctx);
    return { nodes, found: await schools(ctx, filter, nodes) };
  });
  await stayWithin(read.found, filter.page);
  return <SchoolsPage {...read} filter={filter} />;
}
