import type { Metadata } from "next";
import { PublicFrame } from "@/components/shell/public-frame";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";

export const metadata: Metadata = { title: "Données personnelles" };

/** What is kept of people, why and for how long (RGPD, articles 13 and 14; arrêté of 30 November 2006 on the ENT). */
export default function PersonalDataPage() {
  return (
    <PublicFrame wide>
      <PageHeader
        lead="Ce que le portail sait de vous, pourquoi, et pendant combien de temps."
        title="Données personnelles"
      />
      <Section id="responsable" title="Qui en répond">
        <p>
          Le chef d’établissement ou, dans le premier degré, le directeur académique, est responsable du traitement. Il
          s’appuie sur une mission d’intérêt public : suivre la scolarité et informer les familles.
        </p>
      </Section>
      <Section id="lesquelles" title="Lesquelles">
        <ul className="list-disc space-y-1 ps-5">
          <li>Identité, classe, responsables et coordonnées, reçues des bases de l’éducation nationale.</li>
          <li>Cours, travail à faire et pièces jointes, écrits par les enseignants ; devoirs cochés par l’élève.</li>
          <li>
            Compte : identifiant, empreinte du mot de passe, appareils connectés, adresse e-mail si vous la donnez.
          </li>
          <li>Journal des connexions : date, adresse réseau, réussite ou échec.</li>
        </ul>
      </Section>
      <Section id="qui" title="Qui les voit">
        <p>
          Les personnels de l’établissement selon leur fonction, l’élève, et ses responsables pour ce qui le concerne.
          Personne d’autre : ni publicité, ni mesure d’audience, ni service extérieur chargé dans vos pages.
        </p>
      </Section>
      <Section id="duree" title="Combien de temps">
        <ul className="list-disc space-y-1 ps-5">
          <li>Compte : fermé dès la fin de l’accès, à supprimer dans les trois mois qui suivent.</li>
          <li>Journal des connexions : un an.</li>
          <li>Notifications : trois mois.</li>
          <li>Codes et liens à usage unique : un mois au plus après leur fin.</li>
        </ul>
      </Section>
      <Section id="cookies" title="Cookies">
        <p>
          Seulement ceux qui sont nécessaires : votre connexion, l’appareil reconnu (six mois, pour vous protéger des
          essais de mot de passe faits par d’autres) et votre confort de lecture. Aucun ne demande de consentement.
        </p>
      </Section>
      <Section id="droits" title="Vos droits">
        <p>
          Adressez-vous à l’établissement ou au délégué à la protection des données de l’académie pour accéder à vos
          données, les faire rectifier ou vous opposer. Vous pouvez aussi saisir la CNIL.
        </p>
      </Section>
    </PublicFrame>
  );
}
