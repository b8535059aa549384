import type { Metadata } from "next";
import { CodeForm } from "@/components/auth/code-form";
import { PublicFrame } from "@/components/shell/public-frame";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { Card } from "@/components/ui/section";

export const metadata: Metadata = { title: "Code d’activation" };

/** Where a printed sheet leads: its code opens a first account, one more school, or a new password. */
export default function ActivationPage() {
  return (
    <PublicFrame>
      <PageHeader
        lead="L’établissement vous a remis une feuille : son code ne sert qu’une fois."
        title="J’ai reçu un code"
      />
      <Card lifted>
        <CodeForm />
      </Card>
      <p className="mt-6">
        <Link href="/connexion">Revenir à la connexion</Link>
      </p>
    </PublicFrame>
  );
}
