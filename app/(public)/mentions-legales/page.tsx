import type { Metadata } from "next";
import { PublicFrame } from "@/components/shell/public-frame";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { isDemo } from "@/lib/env";

export const metadata: Metadata = { title: "Mentions légales" };

/** Who answers for this portal (loi 2004-575, article 1-1). */
export default function LegalPage() {
  return (
    <PublicFrame wide>
      <PageHeader title="Mentions légales" />
      <Section id="editeur" title="Éditeur et hébergeur">
        {isDemo() ? (
          <p>
            Vous êtes sur une démonstration : les établissements, les personnes et leurs travaux sont inventés. Elle est
            éditée et hébergée par qui l’a mise en route, et n’est pas destinée à recevoir de vraies données.
          </p>
        ) : (
          <p>
            Ce portail est édité par l’établissement ou la collectivité qui vous y a donné accès. Son directeur de la
            publication et son hébergeur vous sont communiqués sur demande au secrétariat.
          </p>
        )}
      </Section>
      <Section id="logiciel" title="Logiciel">
        <p>
          Préau est un logiciel libre, publié sous la licence publique de l’Union européenne (EUPL 1.2). Vous pouvez
          l’étudier, le modifier et le redistribuer selon cette licence.
        </p>
      </Section>
      <Section id="polices" title="Polices et images">
        <p>
          Bricolage Grotesque, Atkinson Hyperlegible Next et OpenDyslexic sont distribuées sous la licence SIL Open Font
          1.1 ; les icônes viennent de Lucide, sous licence ISC. Rien n’est chargé depuis un autre site.
        </p>
      </Section>
    </PublicFrame>
  );
}
