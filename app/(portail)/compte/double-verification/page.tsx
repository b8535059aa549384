import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { FactorSetup } from "@/components/auth/factor-setup";
import { PageHeader } from "@/components/ui/page-header";
import { factorHolder, requireViewer } from "@/lib/auth/context";
import { deviceName } from "@/lib/auth/device";
import { pendingAuthenticator } from "@/lib/auth/factors";
import { personHref } from "@/lib/auth/viewer";

export const metadata: Metadata = { title: "Double vérification" };

/** One more second factor for my account, or the first. */
export default async function Page() {
  const viewer = await requireViewer();
  const holder = await factorHolder();
  if (!holder) notFound();
  const account = personHref(viewer, "/compte");
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Mon compte", href: account }]}
        lead="Un second geste à la connexion, que personne d’autre ne peut faire."
        title="Double vérification"
      />
      <FactorSetup
        asksPassword
        deviceName={deviceName((await headers()).get("user-agent"))}
        doneHref={account}
        doneLabel="Revenir à mon compte"
        isPupil={viewer.profile === "STUDENT"}
        pending={await pendingAuthenticator(holder)}
      />
    </>
  );
}
