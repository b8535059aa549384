import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { readAsked } from "@/app/(portail)/asked";
import { clockOf } from "@/app/(portail)/messagerie/mail";
import { hrefsOf } from "@/components/messagerie/address";
import { ReportsPage } from "@/components/messagerie/reports-page";
import { withViewer } from "@/lib/auth/context";
import { isModerator } from "@/lib/messagerie/access";
import { listReports } from "@/lib/messagerie/queries";
import { cursorText, PAGE_SIZE, parseCursor } from "@/lib/messagerie/rules";

export const metadata: Metadata = { title: "Signalements · Messagerie" };

/** What was reported, for the head and the CPE. */
export default async function Page({ searchParams }: PageProps<"/messagerie/signalements">) {
  const { avant, fait } = await readAsked(searchParams);
  const read = await withViewer("messagerie", async (ctx) => {
    if (!isModerator(ctx.viewer)) notFound();
    const found = await listReports(ctx, parseCursor(avant));
    const reports = found.slice(0, PAGE_SIZE);
    const last = reports.at(-1);
    return {
      reports,
      next: last && found.length > reports.length ? cursorText({ at: last.createdAt, id: last.id }) : null,
      clock: clockOf(ctx),
      hrefOf: hrefsOf(ctx.viewer),
    };
  });
  return <ReportsPage {...read} done={fait === "classe"} />;
}
