import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PlatformSchoolPage } from "@/components/plateforme/school-page";
import { withPlatform } from "@/lib/auth/platform";
import { isId } from "@/lib/db/id";
import { organizations, schoolOverview } from "@/lib/plateforme/queries";
import { organizationChoices } from "@/lib/plateforme/rules";

export const metadata: Metadata = { title: "Établissement" };

/** A school, as far as the platform goes. */
export default async function Page({ params }: PageProps<"/plateforme/etablissements/[etablissement]">) {
  const { etablissement } = await params;
  const read = await withPlatform(async (ctx) => {
    const choices = organizationChoices(await organizations(ctx));
    const school = isId(etablissement) ? await schoolOverview(ctx, etablissement) : null;
    if (!school) notFound();
    return { school, choices, isWide: ctx.administrator.isWide };
  });
  return <PlatformSchoolPage {...read} />;
}
