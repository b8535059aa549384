import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { hrefsOf } from "@/components/comptes/address";
import { SchoolPage } from "@/components/comptes/school-page";
import { PlatformContacts } from "@/components/plateforme/contacts";
import { withViewer } from "@/lib/auth/context";
import { schoolFile } from "@/lib/comptes/queries";
import { newId } from "@/lib/db/id";
import { modules } from "@/lib/modules";
import { platformContacts } from "@/lib/plateforme/contacts";
import { settingGroups } from "@/lib/school/settings";

export const metadata: Metadata = { title: "Réglages de l’établissement" };

/** The settings of the school, in one place. */
export default async function Page() {
  const read = await withViewer("comptes", async (ctx) => {
    const school = await schoolFile(ctx);
    if (!school) notFound();
    const contacts = (await platformContacts(ctx)) ?? [];
    return { school, contacts, personId: ctx.viewer.person.id, hrefOf: hrefsOf(ctx.viewer) };
  });
  const { contacts, ...page } = read;
  return (
    <>
      <SchoolPage
        {...page}
        groups={settingGroups(read.school.settings)}
        modules={modules.filter((module) => module.canBeDisabled).map(({ slug, title }) => ({ slug, title }))}
        operationId={newId()}
      />
      <PlatformContacts contacts={contacts} />
    </>
  );
}
