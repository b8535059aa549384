import "@/components/annees/annees.css";
import type { HrefOf } from "@/components/comptes/address";
import { ComptesFrame } from "@/components/comptes/frame";
import { PrepareForm, ReopenForm } from "@/components/annees/year-forms";
import { YearBadge } from "@/components/annees/year-state";
import { EmptyState } from "@/components/ui/empty-state";
import { BlankNotebook } from "@/components/ui/illustrations/blank-notebook";
import { LinkButton } from "@/components/ui/button";
import { Pagination } from "@/components/ui/pagination";
import { Card, Section } from "@/components/ui/section";
import type { YearLine, YearsPage as Years } from "@/lib/comptes/annees/types";
import { formatCount, formatDayRange, formatInstant, formatList } from "@/lib/time/format";

/** The years of the school: the one to come, the one under way, those that are archives. */
export function YearsPage({
  page,
  years: { years, pages, next, hasHolidays },
  personId,
  operationId,
  timeZone,
  hrefOf,
}: {
  page: number;
  years: Years;
  personId: string;
  operationId: string;
  timeZone: string;
  hrefOf: HrefOf;
}) {
  const acting = { personId, operationId };
  return (
    <ComptesFrame
      hrefOf={hrefOf}
      lead="Chaque année commence et finit d’elle-même, à ses dates. Close, elle devient une archive que l’on consulte sans rien y changer."
      room="Années"
      title="Années scolaires"
    >
      {next && (
        <Section
          id="suivante"
          note={"Dès le printemps si vous le voulez\u202F: l’année en cours n’en est pas changée."}
          title={`Préparer l’année ${next.label}`}
        >
          <Card className="year-next">
            <PrepareForm {...acting} key={next.label} year={next} />
            <div>
              <p className="field-label">Ce qui sera créé, et que vous pourrez corriger</p>
              <ul className="year-facts">
                <li>
                  {next.copies.length > 0
                    ? `les périodes de l’année précédente\u202F: ${formatList(next.copies)}`
                    : "aucune période, faute d’en avoir à reprendre"}
                </li>
                <li>
                  {hasHolidays
                    ? "les vacances de votre zone et les jours fériés"
                    : "les jours fériés\u202F; vos vacances n’ont pas de calendrier national"}
                </li>
                <li>les semaines de cours, A et B en alternance</li>
              </ul>
              <p className="text-soft">Les classes, les élèves et les services viendront avec les fichiers importés.</p>
            </div>
          </Card>
        </Section>
      )}
      <Section id="annees" title="Années de l’établissement">
        {years.length === 0 && (
          <EmptyState illustration={<BlankNotebook />} level={3} title="Aucune année pour le moment">
            La première vient avec les premiers fichiers importés.
          </EmptyState>
        )}
        <ul className="years">
          {years.map((year) => (
            <li key={year.id}>
              <YearCard {...acting} hrefOf={hrefOf} timeZone={timeZone} year={year} />
            </li>
          ))}
        </ul>
        <Pagination
          hrefOf={(to) => hrefOf("/annees", { page: to === 1 ? undefined : String(to) })}
          page={page}
          pages={pages}
        />
      </Section>
    </ComptesFrame>
  );
}

function YearCard({
  year,
  personId,
  operationId,
  timeZone,
  hrefOf,
}: {
  year: YearLine;
  personId: string;
  operationId: string;
  timeZone: string;
  hrefOf: HrefOf;
}) {
  const { state, can, closedAt, reopenUntil } = year;
  return (
    <Card className="year" lifted={state === "CURRENT"}>
      <div className="year-head">
        <h3 className="year-label">{year.label}</h3>
        <YearBadge state={state} />
        {can.close && (
          <LinkButton href={hrefOf(`/annees/${year.id}`)} icon="lock" size="small" variant="secondary">
            {state === "OVER" ? "Clore l’année" : "Clore avant la fin"}
          </LinkButton>
        )}
      </div>
      <p>{formatDayRange(year.firstDay, year.lastDay, "0001-01-01")}</p>
      <p className="text-soft">{factsOf(year)}</p>
      {closedAt && <p className="text-soft">{`Close le ${formatInstant(closedAt, timeZone, "0001-01-01")}.`}</p>}
      {can.reopen && reopenUntil && (
        <ReopenForm
          operationId={operationId}
          personId={personId}
          until={formatInstant(reopenUntil, timeZone)}
          year={year}
        />
      )}
    </Card>
  );
}

function factsOf({ divisions, pupils, schemes, closures }: YearLine): string {
  const people =
    divisions > 0 ? `${formatCount(divisions, "classe")}, ${formatCount(pupils, "élève")}` : "Pas encore de classes";
  const calendar = [...schemes.map((name) => name.toLowerCase()), ...(closures > 0 ? ["calendrier"] : [])];
  return `${people}\u202F; ${calendar.length > 0 ? formatList(calendar) : "ni périodes ni calendrier"}.`;
}
