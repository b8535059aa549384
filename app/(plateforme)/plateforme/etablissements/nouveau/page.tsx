import type { Metadata } from "next";
import { PlatformFrame } from "@/components/plateforme/frame";
import { CreateSchoolForm } from "@/components/plateforme/school-forms";
import { Card } from "@/components/ui/section";
import { withPlatform } from "@/lib/auth/platform";
import { organizations } from "@/lib/plateforme/queries";
import { organizationChoices } from "@/lib/plateforme/rules";

export const metadata: Metadata = { title: "Nouvel établissement" };

/** A school to create. */
export default async function Page() {
  const read = await withPlatform(async (ctx) => ({
    choices: organizationChoices(await organizations(ctx)),
    canBeNone: ctx.administrator.isWide,
  }));
  return (
    <PlatformFrame
      crumbs={[{ label: "Établissements", href: "/plateforme" }]}
      lead="Son année scolaire, le calendrier de sa zone et ses motifs d’absence sont créés avec lui."
      room="Établissements"
      title="Nouvel établissement"
    >
      <Card className="max-w-2xl">
        <CreateSchoolForm {...read} />
      </Card>
    </PlatformFrame>
  );
}
