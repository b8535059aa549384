import { Badge } from "@/components/ui/badge";
import { LinkButton } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { List, Row } from "@/components/ui/list";
import { ModuleIcon } from "@/components/ui/module-icon";
import { PageHeader } from "@/components/ui/page-header";
import { Card, Section } from "@/components/ui/section";
import { formatCount, formatDay, formatMinutes, formatTimeRange } from "@/lib/time/format";

const homework = [
  { title: "Exercices 12 et 13 page 84", subject: "Mathématiques", minutes: 25, done: false },
  { title: "Lire le chapitre 3 de « L’Île au trésor »", subject: "Français", minutes: 40, done: true },
  { title: "Réviser la carte des fleuves", subject: "Histoire-géographie", minutes: 15, done: false },
] as const;

/** A page such as modules make, with figures that stand for real ones. */
export function PortalSample() {
  return (
    <>
      <PageHeader
        actions={
          <LinkButton href="#demain" icon="calendar-days">
            Ma semaine
          </LinkButton>
        }
        lead="Il reste deux devoirs pour demain, environ 40 minutes."
        title="Bonjour Sophie"
      />
      <Section id="cours" note={formatDay("2026-11-19", { long: true })} title="Prochain cours">
        <Card className="flex flex-wrap items-center gap-4" data-module="emploi-du-temps" lifted>
          <ModuleIcon slug="emploi-du-temps" />
          <div className="min-w-48 flex-1">
            <p className="font-display text-lg font-bold">Mathématiques</p>
            <p className="text-soft">{formatTimeRange(485, 540)}, salle 204, M. Garnier</p>
          </div>
          <Badge tone="sun">Maintenant</Badge>
        </Card>
      </Section>
      <Section action={<Link href="#demain">Tout le cahier</Link>} id="demain" title="Pour demain">
        <List data-module="cahier-de-texte">
          {homework.map(({ title, subject, minutes, done }) => (
            <Row
              aside={
                done ? (
                  <Badge icon="check" tone="success">
                    Fait
                  </Badge>
                ) : (
                  <Badge icon="clock">{formatMinutes(minutes)}</Badge>
                )
              }
              key={title}
              title={<Link href="#demain">{title}</Link>}
            >
              {subject}
            </Row>
          ))}
        </List>
        <p className="mt-3 text-sm text-soft">{formatCount(homework.length, "devoir")} en tout</p>
      </Section>
    </>
  );
}
