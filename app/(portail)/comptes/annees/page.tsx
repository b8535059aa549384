import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { readAsked } from "@/app/(portail)/asked";
import { pageAsked, stayWithin } from "@/app/paging";
import { YearsPage } from "@/components/annees/years-page";
import { hrefsOf } from "@/components/comptes/address";
import { withViewer } from "@/lib/auth/context";
import { listYears } from "@/lib/comptes/annees/queries";
import { newId } from "@/lib/db/id";

export const metadata: Metadata = { title: "Années scolaires" };

/** The years of the school. */
export default async function Page({ searchParams }: PageProps<"/comptes/annees">) {
  const page = pageAsked((await readAsked(searchParams)).page);
  const read = await withViewer("comptes", async (ctx) => {
    const years = await listYears(ctx, page);
    if (!years) notFound();
    const { person, school } = ctx.viewer;
    return { years, personId: person.id, timeZone: school.timeZone, hrefOf: hrefsOf(ctx.viewer) };
  });
  await stayWithin(read.years, page);
  return <YearsPage {...read} operationId={newId()} page={page} />;
}
