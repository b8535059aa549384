import type { Metadata } from "next";
import { PublicFrame } from "@/components/shell/public-frame";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";

export const metadata: Metadata = { title: "Accessibilité" };

/** The statement that the law asks for (loi 2005-102, article 47; décret 2019-768), as it honestly stands. */
export default function AccessibilityPage() {
  return (
    <PublicFrame wide>
      <PageHeader lead="État de conformité : partiellement conforme, sous réserve d’audit." title="Accessibilité" />
      <Section id="etat" title="Où nous en sommes">
        <p>
          Préau vise le référentiel général d’amélioration de l’accessibilité (RGAA 4.1, niveau AA). Aucun audit
          extérieur n’a encore été mené : cette déclaration décrit ce que nous vérifions nous-mêmes.
        </p>
        <ul className="mt-3 list-disc space-y-1 ps-5">
          <li>Chaque page est contrôlée automatiquement, dans ses couleurs claires et sombres.</li>
          <li>Les parcours principaux sont essayés au clavier seul, et la connexion sans JavaScript.</li>
          <li>Les contrastes, la taille des cibles et l’affichage à 200 % ou sur 320 pixels sont pris en compte.</li>
          <li>
            Chacun règle la taille, l’espacement, la police, les couleurs et les animations dans{" "}
            <Link href="/confort">Confort de lecture</Link>.
          </li>
        </ul>
      </Section>
      <Section id="limites" title="Ce qui peut manquer">
        <p>
          Les pièces jointes et les contenus écrits par les utilisateurs ne sont pas tous accessibles. Les essais avec
          des lecteurs d’écran restent à compléter.
        </p>
      </Section>
      <Section id="contact" title="Signaler une difficulté">
        <p>
          Si une page vous résiste, dites-le à l’établissement : il doit vous proposer une autre voie. Sans réponse,
          vous pouvez saisir le Défenseur des droits, gratuitement.
        </p>
      </Section>
    </PublicFrame>
  );
}
