import type { Metadata } from "next";
import { ForgottenForm } from "@/components/auth/reset-forms";
import { PublicFrame } from "@/components/shell/public-frame";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { Card, Section } from "@/components/ui/section";
import { hasMail } from "@/lib/mail/mailer";

export const metadata: Metadata = { title: "Mot de passe oublié" };

/** Two ways back in: a link by mail where there is mail, a code printed by the school. */
export default function ForgottenPage() {
  return (
    <PublicFrame>
      <PageHeader title="Mot de passe oublié" />
      {hasMail() && (
        <Section id="courriel" title="Par e-mail">
          <Card lifted>
            <ForgottenForm />
          </Card>
        </Section>
      )}
      <Section id="code" title="Par l’établissement">
        <p>
          Demandez une feuille de réinitialisation au secrétariat ou à la vie scolaire, puis{" "}
          <Link href="/activation">saisissez son code</Link>.
        </p>
      </Section>
      <p className="mt-6">
        <Link href="/connexion">Revenir à la connexion</Link>
      </p>
    </PublicFrame>
  );
}
