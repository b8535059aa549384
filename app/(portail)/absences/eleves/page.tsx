import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { readAsked } from "@/app/(portail)/asked";
import { hrefsOf } from "@/components/absences/address";
import { PupilsPage } from "@/components/absences/pupils-page";
import { findPupils } from "@/lib/absences/editing";
import { withViewer } from "@/lib/auth/context";
import { isId } from "@/lib/db/id";

export const metadata: Metadata = { title: "Trouver un élève" };

/** Finds a pupil, by name or by class. */
export default async function Page({ searchParams }: PageProps<"/absences/eleves">) {
  const { nom = "", classe } = await readAsked(searchParams);
  const asked = { name: nom.trim().slice(0, 80), divisionId: isId(classe) ? classe : null };
  const read = await withViewer("absences", async (ctx) => {
    const found = await findPupils(ctx, asked);
    if (!found) notFound();
    return { ...found, hrefOf: hrefsOf(ctx.viewer) };
  });
  return <PupilsPage asked={asked} {...read} />;
}
