import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { ActivateForm, LinkForm, ResetByCodeForm } from "@/components/auth/activation-forms";
import { PublicFrame } from "@/components/shell/public-frame";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Card, Section } from "@/components/ui/section";
import { codeSubject } from "@/lib/auth/activation";
import { passphrase } from "@/lib/auth/passphrase";
import { readCode } from "@/lib/auth/session";
import { formatName } from "@/lib/time/format";
import { roleOfCode } from "@/lib/auth/platform-activation";

export const metadata: Metadata = { title: "Mon compte" };

/** After a code was recognised: whom it is for, and what it opens. */
export default async function CodeAccountPage() {
  const code = await readCode();
  const subject = code ? ((await codeSubject(code)) ?? (await roleOfCode(code))) : null;
  if (!subject) redirect("/activation");
  const example = passphrase();
  const isReset = subject.purpose === "RESET";
  return (
    <PublicFrame>
      <PageHeader lead={subject.schoolName} title={`Bonjour ${formatName(subject)}`} />
      {isReset ? (
        <Card lifted>
          <p className="mb-5">
            Choisissez un nouveau mot de passe pour le compte <strong>{subject.login}</strong>.
            {subject.removesFactors && " La double vérification de ce compte sera retirée."}
          </p>
          <ResetByCodeForm example={example} login={subject.login} />
        </Card>
      ) : (
        <>
          {subject.accountId && (
            <Notice className="mb-6">
              Le compte utilisé jusqu’ici sert aussi dans un autre établissement : cette feuille n’en change pas le mot
              de passe. On peut créer un compte pour cet établissement, ou retrouver l’autre avec son mot de passe.
            </Notice>
          )}
          <p className="mb-6">
            Vous avez un compte dans un autre établissement, ou avec un autre profil{"\u202F"}?{" "}
            <Link href="#lier">J’ai déjà un compte</Link>
          </p>
          <Section id="creer" title="Je crée mon compte">
            <Card lifted>
              <ActivateForm example={example} login={subject.login} />
            </Card>
          </Section>
          <Section
            id="lier"
            note="Dans un autre établissement, ou avec un autre profil : vous n’aurez qu’un mot de passe."
            title="J’ai déjà un compte"
          >
            <Card>
              <LinkForm />
            </Card>
          </Section>
        </>
      )}
      <p className="mt-6">
        Ce n’est pas vous ? <Link href="/activation">Saisir un autre code</Link>
      </p>
    </PublicFrame>
  );
}
