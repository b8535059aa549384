import "@/components/notifications/notifications.css";
import { SettingsForm } from "@/components/notifications/forms";
import { EmptyState } from "@/components/ui/empty-state";
import { PaperPlane } from "@/components/ui/illustrations/paper-plane";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Card, Section } from "@/components/ui/section";
import { mailChoices } from "@/lib/notifications/rules";
import type { MailSetting } from "@/lib/notifications/types";

/** When mails are sent beside the notices of the portal, by person and kind. */
export function SettingsPage({
  persons,
  hasMail,
  isPupil,
  accountHref,
  centreHref,
}: {
  persons: readonly { id: string; label: string; settings: readonly MailSetting[] }[];
  /** Is there a mail server? */
  hasMail: boolean;
  isPupil: boolean;
  accountHref: string;
  centreHref: string;
}) {
  const told = persons.filter(({ settings }) => settings.length > 0);
  return (
    <div className="notices notices-settings">
      <PageHeader
        crumbs={[{ label: "Notifications", href: centreHref }]}
        lead={
          isPupil
            ? "Tout ce qui est nouveau s’affiche dans Préau. Tu peux aussi le recevoir par e-mail."
            : "Tout ce qui est nouveau s’affiche dans Préau. Vous pouvez aussi le recevoir par e-mail."
        }
        title="E-mails de Préau"
      />
      {!hasMail && (
        <Notice tone="info">
          Ce Préau n’envoie pas encore d’e-mails{"\u202F"}: {isPupil ? "tes" : "vos"} choix seront suivis dès qu’il le
          pourra.
        </Notice>
      )}
      {told.length === 0 && (
        <EmptyState illustration={<PaperPlane />} title="Aucun e-mail à régler">
          {isPupil ? "Ton profil ne reçoit" : "Votre profil ne reçoit"} pas de notifications pour le moment.
        </EmptyState>
      )}
      {told.map(({ id, label, settings }) => (
        <Section id={`reglages-${id}`} key={id} title={persons.length > 1 ? label : "Recevoir un e-mail"}>
          <Card>
            <SettingsForm choices={mailChoices} personId={id} settings={settings} />
          </Card>
        </Section>
      ))}
      <p className="text-soft">
        Les e-mails ne disent ni nom ni note. Ils partent à l’adresse de <Link href={accountHref}>Mon compte</Link>, ou
        à défaut à celle que l’établissement connaît.
      </p>
    </div>
  );
}
