import "@/components/auth/auth.css";
import { RemoveFactorForm, RenewCodesForm } from "@/components/auth/security-forms";
import { Badge } from "@/components/ui/badge";
import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Card, Section } from "@/components/ui/section";
import { Time } from "@/components/ui/time";
import type { OwnFactors } from "@/lib/auth/types";
import { formatCount } from "@/lib/time/format";

/** Codes that are few enough to think of new ones. */
const FEW_CODES = 3;

const kinds = { TOTP: "Application", PASSKEY: "Clé d’accès" } as const;

/** «Sécurité»: what a sign-in asks for besides the password, when it was used, and the codes that stand in for it. */
export function SecuritySection({
  factors,
  recoveryCodes,
  timeZone,
  addHref,
  isPupil,
}: OwnFactors & { timeZone: string; addHref: string; isPupil: boolean }) {
  const hasFactors = factors.length > 0;
  return (
    <Section
      action={
        <LinkButton className="section-action" href={addHref} icon="plus" size="small">
          {hasFactors ? "Ajouter un moyen" : "Activer"}
        </LinkButton>
      }
      id="securite"
      note="À la connexion, un second geste que personne d’autre ne peut faire."
      title="Sécurité"
    >
      <Card>
        <p className="mb-3 flex flex-wrap items-center gap-3">
          Double vérification
          <Badge tone={hasFactors ? "success" : "neutral"}>{hasFactors ? "Activée" : "Non activée"}</Badge>
        </p>
        {!hasFactors && (
          <p className="text-soft">
            Avec elle, un mot de passe deviné ou volé n’ouvre plus le compte. Il faut un téléphone, ou un appareil qui
            reconnaît un visage ou une empreinte.
          </p>
        )}
        {hasFactors && (
          <>
            <ul className="factor-rows">
              {factors.map(({ id, kind, name, createdAt, lastUsedAt }) => (
                <li key={id}>
                  <p>
                    <strong>{name}</strong> <span className="text-soft">{kinds[kind]}</span>
                  </p>
                  <p className="text-soft">
                    Depuis <Time instant={createdAt} zone={timeZone} />
                    {lastUsedAt && (
                      <>
                        , utilisé <Time instant={lastUsedAt} zone={timeZone} />
                      </>
                    )}
                  </p>
                  <RemoveFactorForm factorId={id} name={name} />
                </li>
              ))}
            </ul>
            {recoveryCodes <= FEW_CODES ? (
              <Notice className="my-4" tone="warning">
                {codeWords(recoveryCodes)}
              </Notice>
            ) : (
              <p className="mt-4">{codeWords(recoveryCodes)}</p>
            )}
            <RenewCodesForm isPupil={isPupil} />
          </>
        )}
      </Card>
    </Section>
  );
}

function codeWords(count: number): string {
  if (count === 0) return "Il ne reste aucun code de secours.";
  return `Il reste ${formatCount(count, "code de secours", "codes de secours")}.`;
}
