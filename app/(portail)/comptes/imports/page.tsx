import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { readAsked } from "@/app/(portail)/asked";
import { pageAsked, stayWithin } from "@/app/paging";
import { hrefsOf } from "@/components/comptes/address";
import { ImportsPage } from "@/components/imports/imports-page";
import { withViewer } from "@/lib/auth/context";
import { mayImport } from "@/lib/imports/access";
import { listImports } from "@/lib/imports/queries";
import { refusalWords } from "@/lib/imports/wording";

export const metadata: Metadata = { title: "Imports" };

/** The imports of the school, and the form that begins one. */
export default async function Page({ searchParams }: PageProps<"/comptes/imports">) {
  const asked = await readAsked(searchParams);
  const page = pageAsked(asked.page);
  const read = await withViewer("comptes", async (ctx) => {
    if (!mayImport(ctx.viewer)) notFound();
    return {
      ...(await listImports(ctx, page)),
      personId: ctx.viewer.person.id,
      timeZone: ctx.viewer.school.timeZone,
      hrefOf: hrefsOf(ctx.viewer),
    };
  });
  await stayWithin(read, page);
  return <ImportsPage {...read} page={page} problem={refusalWords(asked.avis)} />;
}
