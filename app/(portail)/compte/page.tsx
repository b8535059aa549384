import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ownAccount } from "@/app/(portail)/compte/own-account";
import { AccountView } from "@/components/auth/account-view";
import { OwnDataSection } from "@/components/departs/own-data";
import { requireViewer, withViewer } from "@/lib/auth/context";
import { newId } from "@/lib/db/id";
import { ownData } from "@/lib/departs/queries";
import { today } from "@/lib/school/rules";

export const metadata: Metadata = { title: "Mon compte" };

/** My account, behind all my persons: password, reset address, signed-in devices; and the data of the one who acts. */
export default async function AccountPage() {
  const viewer = await requireViewer();
  // What one signs in with is not part of what is seen.
  if (viewer.seenBy) notFound();
  const account = await ownAccount(viewer);
  const own = await withViewer("accueil", async (ctx) => ({ data: await ownData(ctx), today: today(ctx) }));
  const acting = { actingId: viewer.person.id, isPupil: viewer.profile === "STUDENT" };
  return (
    <>
      <AccountView {...account} />
      <OwnDataSection {...own} {...acting} operationIds={own.data.offers.map(() => newId())} />
    </>
  );
}
