import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { readAsked } from "@/app/(portail)/asked";
import { hrefsOf } from "@/components/notes/bulletins/address";
import { AppreciationPage } from "@/components/notes/bulletins/appreciation-page";
import { withViewer } from "@/lib/auth/context";
import { isId, newId } from "@/lib/db/id";
import { appreciationSheet } from "@/lib/notes/bulletins/queries";

export const metadata: Metadata = { title: "Appréciations" };

/** What the teacher of a service writes for its bulletins. */
export default async function Page({ params, searchParams }: PageProps<"/notes/bulletins/matieres/[service]">) {
  const { service } = await params;
  const { periode } = await readAsked(searchParams);
  const read = await withViewer("notes", async (ctx) => {
    const sheet = isId(service) ? await appreciationSheet(ctx, service, periode ?? null) : null;
    if (!sheet) notFound();
    return { sheet, personId: ctx.viewer.person.id, hrefOf: hrefsOf(ctx.viewer) };
  });
  return <AppreciationPage {...read} operationIds={read.sheet.pupils.map(newId)} />;
}
