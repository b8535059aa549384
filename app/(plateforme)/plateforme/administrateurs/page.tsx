import type { Metadata } from "next";
import { platformFilter } from "@/app/(plateforme)/plateforme/asked";
import { stayWithin } from "@/app/paging";
import { AdministratorsPage } from "@/components/plateforme/administrators-page";
import { withPlatform } from "@/lib/auth/platform";
import { administrators, organizations } from "@/lib/plateforme/queries";
import { organizationChoices } from "@/lib/plateforme/rules";

export const metadata: Metadata = { title: "Administrateurs" };

/** Who administers the platform, or the organisations that one administers. */
export default async function Page({ searchParams }: PageProps<"/plateforme/administrateurs">) {
  const { page } = await platformFilter(searchParams);
  const read = await withPlatform(async (ctx) => ({
    found: await administrators(ctx, page),
    choices: organizationChoices(await organizations(ctx)),
    isWide: ctx.administrator.isWide,
  }));
  await stayWithin(read.found, page);
  return <AdministratorsPage {...read} page={page} />;
}
