import type { Metadata } from "next";
import { ResetByMailForm } from "@/components/auth/reset-forms";
import { PublicFrame } from "@/components/shell/public-frame";
import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Card } from "@/components/ui/section";
import { WRONG_LINK } from "@/lib/auth/messages";
import { passphrase } from "@/lib/auth/passphrase";
import { isLiveResetToken } from "@/lib/auth/reset-mail";

export const metadata: Metadata = { title: "Nouveau mot de passe" };

/** Where the link of a reset mail leads. Opening it spends nothing: mail scanners open links too. */
export default async function NewPasswordPage({
  searchParams,
}: {
  searchParams: Promise<{ jeton?: string | string[] }>;
}) {
  const { jeton } = await searchParams;
  const token = typeof jeton === "string" && (await isLiveResetToken(jeton)) ? jeton : null;
  return (
    <PublicFrame>
      <PageHeader title="Nouveau mot de passe" />
      {token ? (
        <Card lifted>
          <ResetByMailForm example={passphrase()} token={token} />
        </Card>
      ) : (
        <div className="grid gap-5">
          <Notice tone="warning">{WRONG_LINK}</Notice>
          <div>
            <LinkButton href="/mot-de-passe/oublie">Demander un nouveau lien</LinkButton>
          </div>
        </div>
      )}
    </PublicFrame>
  );
}
