import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { readAsked } from "@/app/(portail)/asked";
import { pageAsked, stayWithin } from "@/app/paging";
import { hrefsOf } from "@/components/comptes/address";
import { RightsPage } from "@/components/droits/rights-page";
import { withViewer } from "@/lib/auth/context";
import { newId } from "@/lib/db/id";
import { mayDelegate } from "@/lib/droits/access";
import { listDelegations, schoolRights } from "@/lib/droits/queries";
import { today } from "@/lib/school/rules";

export const metadata: Metadata = { title: "Droits et délégations" };

/** Who can do what, and the rights that are lent. */
export default async function Page({ searchParams }: PageProps<"/comptes/droits">) {
  const page = pageAsked((await readAsked(searchParams))["page"]);
  const read = await withViewer("comptes", async (ctx) => {
    if (!mayDelegate(ctx.viewer)) notFound();
    return {
      delegations: await listDelegations(ctx, page),
      ...(await schoolRights(ctx)),
      actingId: ctx.viewer.person.id,
      today: today(ctx),
      hrefOf: hrefsOf(ctx.viewer),
    };
  });
  await stayWithin(read.delegations, page);
  return <RightsPage {...read} operationId={newId()} page={page} />;
}
