import type { Metadata } from "next";
import { SettingsPage } from "@/components/notifications/settings-page";
import { requireViewer, withEachPerson } from "@/lib/auth/context";
import { profileLabel } from "@/lib/auth/profile-label";
import { personHref } from "@/lib/auth/viewer";
import { hasMail } from "@/lib/mail/mailer";
import { listMailSettings } from "@/lib/notifications/queries";

export const metadata: Metadata = { title: "E-mails de Préau" };

/** When each of the account's persons wants to be told by e-mail too. */
export default async function Page() {
  const viewer = await requireViewer();
  const persons = await withEachPerson(
    "notifications",
    async (ctx) => ({
      id: ctx.viewer.person.id,
      label: `${profileLabel(ctx.viewer)}, ${ctx.viewer.school.name}`,
      settings: await listMailSettings(ctx),
    }),
    { anyProfile: true },
  );
  return (
    <SettingsPage
      accountHref={personHref(viewer, "/compte")}
      centreHref={personHref(viewer, "/notifications")}
      hasMail={hasMail()}
      isPupil={viewer.profile === "STUDENT"}
      persons={persons}
    />
  );
}
