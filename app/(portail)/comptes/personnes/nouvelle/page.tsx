import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { readAsked } from "@/app/(portail)/asked";
import { hrefsOf } from "@/components/comptes/address";
import { NewPersonPage } from "@/components/comptes/edit-person-page";
import { withViewer } from "@/lib/auth/context";
import { mayKeepAccounts } from "@/lib/comptes/access";
import { personKinds } from "@/lib/comptes/person-schema";
import { personFile } from "@/lib/comptes/queries";
import { isId, newId } from "@/lib/db/id";
import { listDivisions } from "@/lib/school/queries";

export const metadata: Metadata = { title: "Ajouter une personne" };

/** Somebody whom the files lack; with `eleve`, a guardian of that pupil. */
export default async function Page({ searchParams }: PageProps<"/comptes/personnes/nouvelle">) {
  const { genre, eleve } = await readAsked(searchParams);
  const read = await withViewer("comptes", async (ctx) => {
    if (!mayKeepAccounts(ctx.viewer)) notFound();
    const student = isId(eleve) ? await personFile(ctx, eleve) : null;
    if (eleve !== undefined && student?.profile !== "STUDENT") notFound();
    const divisions = student ? [] : await listDivisions(ctx);
    return { student, divisions, actingId: ctx.viewer.person.id, hrefOf: hrefsOf(ctx.viewer) };
  });
  const asked = personKinds.find((kind) => kind === genre && kind !== "GUARDIAN") ?? "AESH";
  return <NewPersonPage {...read} kind={read.student ? "GUARDIAN" : asked} newId={newId()} />;
}
