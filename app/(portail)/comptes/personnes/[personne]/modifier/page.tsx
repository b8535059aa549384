import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { hrefsOf } from "@/components/comptes/address";
import { EditPersonPage } from "@/components/comptes/edit-person-page";
import { withViewer } from "@/lib/auth/context";
import { personFile } from "@/lib/comptes/queries";
import { isId, newId } from "@/lib/db/id";

export const metadata: Metadata = { title: "Modifier une fiche" };

/** The fields of a person of the school. */
export default async function Page({ params }: PageProps<"/comptes/personnes/[personne]/modifier">) {
  const { personne } = await params;
  const read = await withViewer("comptes", async (ctx) => {
    const person = isId(personne) ? await personFile(ctx, personne) : null;
    if (!person?.can.edit) notFound();
    return { person, actingId: ctx.viewer.person.id, hrefOf: hrefsOf(ctx.viewer) };
  });
  return <EditPersonPage {...read} operationId={newId()} />;
}
