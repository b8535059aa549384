import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { clockOf } from "@/app/(portail)/messagerie/mail";
import { hrefsOf } from "@/components/messagerie/address";
import { ReportPage } from "@/components/messagerie/reports-page";
import { withViewer } from "@/lib/auth/context";
import { isId } from "@/lib/db/id";
import { findReport } from "@/lib/messagerie/queries";

export const metadata: Metadata = { title: "Signalement · Messagerie" };

/** One report, for the head and the CPE. */
export default async function Page({ params }: PageProps<"/messagerie/signalements/[signalement]">) {
  const { signalement } = await params;
  const read = await withViewer("messagerie", async (ctx) => {
    const report = isId(signalement) ? await findReport(ctx, signalement) : null;
    if (!report) notFound();
    return { report, clock: clockOf(ctx), personId: ctx.viewer.person.id, hrefOf: hrefsOf(ctx.viewer) };
  });
  return <ReportPage {...read} />;
}
