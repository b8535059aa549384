import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { readAsked } from "@/app/(portail)/asked";
import { hrefsOf, pdfHref } from "@/components/notes/bulletins/address";
import { CouncilPage } from "@/components/notes/bulletins/council-page";
import { withViewer } from "@/lib/auth/context";
import { isId, newId } from "@/lib/db/id";
import { councilSheet } from "@/lib/notes/bulletins/queries";
import { fromDbInstant } from "@/lib/time/day";
import { formatInstant } from "@/lib/time/format";

export const metadata: Metadata = { title: "Conseil de classe" };

/** A class before its council, pupil by pupil. */
export default async function Page({ params, searchParams }: PageProps<"/notes/bulletins/classes/[classe]">) {
  const { classe } = await params;
  const { periode } = await readAsked(searchParams);
  const { sheet, viewer } = await withViewer("notes", async (ctx) => {
    const found = isId(classe) ? await councilSheet(ctx, classe, periode ?? null) : null;
    if (!found) notFound();
    return { sheet: found, viewer: ctx.viewer };
  });
  const { publishedAt, period, division, pupils } = sheet;
  return (
    <CouncilPage
      hrefOf={hrefsOf(viewer)}
      operationIds={["", ...pupils].map(() => newId())}
      pdf={pdfHref(viewer, period.id, division.id)}
      personId={viewer.person.id}
      publishedOn={publishedAt && formatInstant(fromDbInstant(new Date(publishedAt)), viewer.school.timeZone)}
      sheet={sheet}
    />
  );
}
