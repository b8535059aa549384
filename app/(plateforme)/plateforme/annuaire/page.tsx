import type { Metadata } from "next";
import { platformFilter } from "@/app/(plateforme)/plateforme/asked";
import { stayWithin } from "@/app/paging";
import { PlatformDirectoryPage } from "@/components/plateforme/directory-page";
import { withPlatform } from "@/lib/auth/platform";
import { organizations, schoolAdministrators } from "@/lib/plateforme/queries";

export const metadata: Metadata = { title: "Annuaire des administrateurs" };

/** Who runs which school. */
export default async function Page({ searchParams }: PageProps<"/plateforme/annuaire">) {
  const filter = await platformFilter(searchParams);
  const read = await withPlatform(async (ctx) => {
    const nodes = await organizations(ctx);
    return { nodes, found: await schoolAdministrators(ctx, filter, nodes) };
  });
  await stayWithin(read.found, filter.page);
  return <PlatformDirectoryPage {...read} filter={filter} />;
}
