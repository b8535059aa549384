import "@/components/annees/annees.css";
import { CloseForm } from "@/components/annees/year-forms";
import { YearBadge } from "@/components/annees/year-state";
import type { HrefOf } from "@/components/comptes/address";
import { ComptesFrame } from "@/components/comptes/frame";
import { Link } from "@/components/ui/link";
import { List, Row } from "@/components/ui/list";
import { Notice } from "@/components/ui/notice";
import { Card, Section } from "@/components/ui/section";
import type { ClosingPage as Closing } from "@/lib/comptes/annees/types";
import { formatCount, formatDay } from "@/lib/time/format";

/** A year about to become an archive: what that means, what nobody has finished, and the form. */
export function ClosingPage({
  closing: { year, open, mustConfirm },
  links,
  personId,
  operationId,
  hrefOf,
}: {
  closing: Closing;
  /** Where each is finished, for who may open it. */
  links: { bulletins: string | null; absences: string | null };
  personId: string;
  operationId: string;
  hrefOf: HrefOf;
}) {
  const things = [
    {
      count: open.bulletins,
      words: formatCount(open.bulletins, "bulletin de classe à publier", "bulletins de classe à publier"),
      effect: "Ce qui n’est pas publié ne le sera plus, et les familles ne le verront pas.",
      href: links.bulletins,
    },
    {
      count: open.absences,
      words: formatCount(open.absences, "absence à régler", "absences à régler"),
      effect: "Elles resteront sans motif.",
      href: links.absences,
    },
    {
      count: open.rollCalls,
      words: formatCount(open.rollCalls, "appel non fait", "appels non faits"),
      effect: "Ces cours n’auront pas d’appel.",
      href: links.absences,
    },
  ].filter(({ count }) => count > 0);
  return (
    <ComptesFrame
      crumbs={[{ label: "Années scolaires", href: hrefOf("/annees") }]}
      hrefOf={hrefOf}
      lead={<YearBadge state={year.state} />}
      room="Années"
      title={`Clore l’année ${year.label}`}
    >
      <div className="closing">
        {year.state === "CURRENT" && (
          <Notice title="Cette année n’est pas finie" tone="warning">
            {`Elle va jusqu’au ${formatDay(year.lastDay, { long: true, today: "0001-01-01" })}. Close avant, plus personne n’y fera d’appel, n’y donnera de travail ni de note.`}
          </Notice>
        )}
        <Section id="reste" title="Ce qui reste ouvert">
          {things.length === 0 ? (
            <Notice tone="success">Tout est publié, réglé et appelé. L’année peut être close.</Notice>
          ) : (
            <List>
              {things.map(({ words, effect, href }) => (
                <Row key={words} title={href ? <Link href={href}>{words}</Link> : words}>
                  {effect}
                </Row>
              ))}
            </List>
          )}
        </Section>
        <Section id="clore" title="Clore">
          <Card className="account-form">
            <p>
              Les cours, le cahier de textes, les notes, les bulletins et les absences de l’année resteront lisibles par
              ceux qui les lisent aujourd’hui. Plus rien n’y sera écrit ni corrigé. La direction peut la rouvrir pendant
              trente jours.
            </p>
            <CloseForm mustConfirm={mustConfirm} operationId={operationId} personId={personId} year={year} />
          </Card>
        </Section>
      </div>
    </ComptesFrame>
  );
}
