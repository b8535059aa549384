import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { readAsked } from "@/app/(portail)/asked";
import { pageAsked, stayWithin } from "@/app/paging";
import { hrefsOf } from "@/components/comptes/address";
import { DeparturesPage } from "@/components/departs/departures-page";
import { withViewer } from "@/lib/auth/context";
import { mayErase } from "@/lib/departs/access";
import { departures } from "@/lib/departs/queries";
import { today } from "@/lib/school/rules";

export const metadata: Metadata = { title: "Départs" };

/** Who has left, and when what they leave behind goes. */
export default async function Page({ searchParams }: PageProps<"/comptes/departs">) {
  const page = pageAsked((await readAsked(searchParams)).page);
  const read = await withViewer("comptes", async (ctx) => {
    if (!mayErase(ctx.viewer)) notFound();
    return { ...(await departures(ctx, page)), today: today(ctx), hrefOf: hrefsOf(ctx.viewer) };
  });
  await stayWithin(read, page);
  return <DeparturesPage {...read} page={page} />;
}
