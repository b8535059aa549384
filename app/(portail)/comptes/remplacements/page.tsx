import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { readAsked } from "@/app/(portail)/asked";
import { pageAsked, stayWithin } from "@/app/paging";
import { hrefsOf } from "@/components/comptes/address";
import { SubstitutionsPage } from "@/components/droits/substitutions-page";
import { withViewer } from "@/lib/auth/context";
import { newId } from "@/lib/db/id";
import { mayAppointSubstitutes } from "@/lib/droits/access";
import { listSubstitutions, replaceableTeachers } from "@/lib/droits/substitutions";
import { today } from "@/lib/school/rules";

export const metadata: Metadata = { title: "Remplacements" };

/** Who replaces whom; with `professeur`, the services to be taken over. */
export default async function Page({ searchParams }: PageProps<"/comptes/remplacements">) {
  const asked = await readAsked(searchParams);
  const page = pageAsked(asked["page"]);
  const read = await withViewer("comptes", async (ctx) => {
    if (!mayAppointSubstitutes(ctx.viewer)) notFound();
    return {
      substitutions: await listSubstitutions(ctx, page),
      teachers: await replaceableTeachers(ctx),
      actingId: ctx.viewer.person.id,
      today: today(ctx),
      hrefOf: hrefsOf(ctx.viewer),
    };
  });
  await stayWithin(read.substitutions, page);
  const replaced = read.teachers.find(({ id }) => id === asked["professeur"]);
  return <SubstitutionsPage {...read} operationId={newId()} page={page} replaced={replaced} />;
}
