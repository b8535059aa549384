import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AccountView } from "@/components/auth/account-view";
import { OwnDataSection } from "@/components/departs/own-data";
import { requireViewer, withViewer } from "@/lib/auth/context";
import { profileLabel } from "@/lib/auth/profile-label";
import { accountOverview } from "@/lib/auth/queries";
import { newId } from "@/lib/db/id";
import { ownData } from "@/lib/departs/queries";
import { hasMail } from "@/lib/mail/mailer";
import { today } from "@/lib/school/rules";
import { formatName } from "@/lib/time/format";

export const metadata: Metadata = { title: "Mon compte" };

/** My account, behind all my persons: password, reset address, signed-in devices; and the data of the one who acts. */
export default async function AccountPage() {
  const viewer = await requireViewer();
  // What one signs in with is not part of what is seen.
  if (viewer.seenBy) notFound();
  const account = await accountOverview(viewer);
  const persons = viewer.persons.map((person) => ({
    id: person.id,
    name: formatName(person),
    profile: profileLabel(person),
    schoolName: person.school.name,
    current: person.id === viewer.person.id,
  }));
  const own = await withViewer("accueil", async (ctx) => ({ data: await ownData(ctx), today: today(ctx) }));
  const acting = { actingId: viewer.person.id, isPupil: viewer.profile === "STUDENT" };
  return (
    <>
      <AccountView account={account} hasMail={hasMail()} persons={persons} timeZone={viewer.school.timeZone} />
      <OwnDataSection {...own} {...acting} operationIds={own.data.offers.map(() => newId())} />
    </>
  );
}
