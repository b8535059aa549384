import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { hrefsOf } from "@/components/comptes/address";
import { PersonDataPage } from "@/components/departs/person-data-page";
import { withViewer } from "@/lib/auth/context";
import { isId, newId } from "@/lib/db/id";
import { personData } from "@/lib/departs/queries";
import { today } from "@/lib/school/rules";

export const metadata: Metadata = { title: "Données personnelles" };

/** The data of a person: a copy for who asked in writing, and its erasure once it has left. */
export default async function Page({ params }: PageProps<"/comptes/personnes/[personne]/donnees">) {
  const { personne } = await params;
  const read = await withViewer("comptes", async (ctx) => {
    const data = isId(personne) ? await personData(ctx, personne) : null;
    if (!data) notFound();
    return { data, actingId: ctx.viewer.person.id, today: today(ctx), hrefOf: hrefsOf(ctx.viewer) };
  });
  return <PersonDataPage {...read} operationIds={{ copy: newId(), erasure: newId() }} />;
}
