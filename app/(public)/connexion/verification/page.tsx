import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { VerifyCodeForm, VerifyPasskeyForm } from "@/components/auth/verify-forms";
import { PublicFrame } from "@/components/shell/public-frame";
import { PageHeader } from "@/components/ui/page-header";
import { Card } from "@/components/ui/section";
import { SubmitButton } from "@/components/ui/submit-button";
import { signOutAction } from "@/lib/auth/actions";
import { waitingSignIn } from "@/lib/auth/context";
import { ownFactors } from "@/lib/auth/factors";
import { safeReturnPath, signInHref, stepHref } from "@/lib/auth/return-path";

export const metadata: Metadata = { title: "Vérification" };

/** After the right password of an account with a second factor: nothing opens before it is shown. */
export default async function VerificationPage({
  searchParams,
}: {
  searchParams: Promise<{ retour?: string | string[] }>;
}) {
  const { retour } = await searchParams;
  const path = typeof retour === "string" ? safeReturnPath(retour) : undefined;
  const waiting = await waitingSignIn();
  if (!waiting) redirect(signInHref(path ?? null));
  if (waiting.step === "PROTECT") redirect(stepHref(waiting.step, path));
  const { factors } = await ownFactors(waiting.accountId);
  return (
    <PublicFrame>
      <PageHeader
        lead={
          <>
            Le mot de passe de <strong>{waiting.login}</strong> est le bon. Encore un geste, que personne d’autre ne
            peut faire.
          </>
        }
        title="Vérification"
      />
      <Card lifted>
        {factors.some(({ kind }) => kind === "PASSKEY") && <VerifyPasskeyForm retour={path} />}
        <VerifyCodeForm retour={path} />
      </Card>
      <p className="mt-6">
        Plus de téléphone, ni de code de secours{"\u202F"}? L’établissement peut remettre un code de réinitialisation.
      </p>
      <form action={signOutAction} className="mt-2">
        <SubmitButton pendingLabel="Un instant…" variant="quiet">
          Utiliser un autre compte
        </SubmitButton>
      </form>
    </PublicFrame>
  );
}
