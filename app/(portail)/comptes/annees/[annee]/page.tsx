import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ClosingPage } from "@/components/annees/closing-page";
import { hrefsOf } from "@/components/comptes/address";
import { withViewer } from "@/lib/auth/context";
import { canOpen, personHref } from "@/lib/auth/viewer";
import { yearToClose } from "@/lib/comptes/annees/queries";
import { isId, newId } from "@/lib/db/id";

export const metadata: Metadata = { title: "Clore l’année" };

/** What closing a year means, and what it would leave undone. */
export default async function Page({ params }: PageProps<"/comptes/annees/[annee]">) {
  const { annee } = await params;
  const read = await withViewer("comptes", async (ctx) => {
    const { viewer } = ctx;
    const closing = isId(annee) ? await yearToClose(ctx, annee) : null;
    if (!closing) notFound();
    const links = {
      bulletins: canOpen(viewer, "notes") ? personHref(viewer, "/notes/bulletins") : null,
      absences: canOpen(viewer, "absences") ? personHref(viewer, "/absences") : null,
    };
    return { closing, links, personId: viewer.person.id, hrefOf: hrefsOf(viewer) };
  });
  return <ClosingPage {...read} operationId={newId()} />;
}
