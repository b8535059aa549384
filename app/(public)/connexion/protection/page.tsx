import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { FactorSetup } from "@/components/auth/factor-setup";
import { PublicFrame } from "@/components/shell/public-frame";
import { LinkButton } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { SubmitButton } from "@/components/ui/submit-button";
import { signOutAction } from "@/lib/auth/actions";
import { factorHolder, waitingSignIn } from "@/lib/auth/context";
import { deviceName } from "@/lib/auth/device";
import { pendingAuthenticator } from "@/lib/auth/factors";
import { safeReturnPath, signInHref, stepHref } from "@/lib/auth/return-path";

export const metadata: Metadata = { title: "Protéger le compte" };

/**
 * After the right password of who runs a school, or holds a right of those who do, and has no second factor: nothing opens before one is set up. Once it is, the page stays:
 * the recovery codes are shown here, and nowhere else.
 */
export default async function ProtectionPage({
  searchParams,
}: {
  searchParams: Promise<{ retour?: string | string[] }>;
}) {
  const { retour } = await searchParams;
  const path = typeof retour === "string" ? safeReturnPath(retour) : undefined;
  const holder = await factorHolder();
  if (!holder) {
    const waiting = await waitingSignIn();
    redirect(waiting ? stepHref(waiting.step, path) : signInHref(path ?? null));
  }
  const pending = await pendingAuthenticator(holder);
  const device = deviceName((await headers()).get("user-agent"));
  return (
    <PublicFrame>
      <PageHeader
        lead="Votre fonction, ou un droit qui vous est confié, demande une double vérification. Il faut deux minutes, une seule fois."
        title="Protégez votre compte"
      />
      <FactorSetup
        asksPassword={holder.isOpen}
        deviceName={device}
        doneHref={path ?? "/accueil"}
        doneLabel="Continuer"
        isPupil={false}
        pending={pending}
      />
      {holder.isOpen ? (
        <p className="mt-6">
          <LinkButton href={path ?? "/accueil"} variant="quiet">
            Aller à l’accueil
          </LinkButton>
        </p>
      ) : (
        <form action={signOutAction} className="mt-6">
          <SubmitButton pendingLabel="Un instant…" variant="quiet">
            Utiliser un autre compte
          </SubmitButton>
        </form>
      )}
    </PublicFrame>
  );
}
