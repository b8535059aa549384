import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Courtyard } from "@/components/auth/courtyard";
import { DemoPersons } from "@/components/auth/demo-persons";
import { SignInForm } from "@/components/auth/sign-in-form";
import { PublicFrame } from "@/components/shell/public-frame";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { Card, Section } from "@/components/ui/section";
import { currentAccount, waitingSignIn } from "@/lib/auth/context";
import { safeReturnPath, stepHref } from "@/lib/auth/return-path";
import { isDemo } from "@/lib/env";
import { demoAccounts, PLATFORM_ACCOUNT } from "@/prisma/demo/accounts";

export const metadata: Metadata = { title: "Connexion" };

/** The door of the portal. In the demo, and only there, its persons stand beside it. */
export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<{ retour?: string | string[]; avis?: string | string[] }>;
}) {
  const { retour, avis } = await searchParams;
  const path = typeof retour === "string" ? safeReturnPath(retour) : undefined;
  if ((await currentAccount())?.persons.length) redirect(path ?? "/accueil");
  const waiting = await waitingSignIn();
  if (waiting) redirect(stepHref(waiting.step, path));
  return (
    <PublicFrame wide>
      <div className="grid items-center gap-x-10 gap-y-6 md:grid-cols-[1fr_23rem]">
        <div>
          <h1 className="text-3xl">Bonjour</h1>
          <p className="mt-3 max-w-[34ch] text-lg text-soft">
            Les cours, les devoirs et les nouvelles de votre établissement, à l’abri.
          </p>
          <Courtyard className="mt-6 hidden w-full max-w-sm md:block" />
        </div>
        <Card lifted>
          {avis === "mot-de-passe" && (
            <Notice className="mb-5" tone="success">
              Votre mot de passe est changé. Connectez-vous avec le nouveau.
            </Notice>
          )}
          <SignInForm retour={path} />
          <ul className="mt-4 grid">
            <li>
              <Link className="inline-flex min-h-11 items-center" href="/activation">
                J’ai reçu une feuille avec un code
              </Link>
            </li>
            <li>
              <Link className="inline-flex min-h-11 items-center" href="/mot-de-passe/oublie">
                J’ai oublié mon mot de passe
              </Link>
            </li>
          </ul>
        </Card>
      </div>
      {isDemo() && (
        <Section
          className="mt-10"
          id="demonstration"
          note="Établissements et personnes inventés. Choisissez un regard : un clic suffit."
          title="Visiter la démonstration"
        >
          <DemoPersons
            persons={[...demoAccounts(), PLATFORM_ACCOUNT].map(({ login, label, description }) => ({
              login,
              label,
              description,
            }))}
            retour={path}
          />
        </Section>
      )}
    </PublicFrame>
  );
}
