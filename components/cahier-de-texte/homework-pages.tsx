import { HomeworkDays } from "@/components/cahier-de-texte/homework-days";
import type { NotebookFrameProps } from "@/components/cahier-de-texte/notebook-frame";
import { mergeDays, type ShownDay, type Voice } from "@/components/cahier-de-texte/shown";
import { type HomeworkSpan, lastDayOf } from "@/components/cahier-de-texte/spans";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { AllDone } from "@/components/ui/illustrations/all-done";
import type { IsoDay } from "@/lib/time/day";
import { formatDayRange } from "@/lib/time/format";

/** Homework of one school, over the days that the address asks for. */
export interface HomeworkPart {
  today: IsoDay;
  span: HomeworkSpan;
  days: ShownDay[];
}

/** Two weeks of homework, all schools together, and the ways to what is before and after. */
export function HomeworkPages({ frame, parts }: { frame: NotebookFrameProps; parts: readonly HomeworkPart[] }) {
  const [part] = parts;
  if (!part) return null;
  const { span, today } = part;
  const merged = mergeDays(parts.map(({ days }) => days));
  const days = span.isPast ? merged.toReversed() : merged;
  const isNow = span.from === today;
  return (
    <>
      {!isNow && (
        <p className="notebook-note">
          {span.isPast ? "Déjà passé" : "Plus tard"} : {formatDayRange(span.from, lastDayOf(span), today)}
        </p>
      )}
      <HomeworkDays days={days} today={today} voice={frame.voice} />
      {days.length === 0 && (
        <EmptyState illustration={<AllDone />} title={nothingTitle(frame.voice, isNow)}>
          {nothingText(frame.voice, span, today)}
        </EmptyState>
      )}
      <nav aria-label="Autres jours" className="notebook-pages">
        {span.earlier && (
          <LinkButton href={frame.hrefOf("", { avant: span.earlier })} icon="chevron-left" rel="prev" size="small">
            {isNow ? "Déjà passés" : "Plus anciens"}
          </LinkButton>
        )}
        {!isNow && (
          <LinkButton href={frame.hrefOf()} size="small" variant="quiet">
            À partir d’aujourd’hui
          </LinkButton>
        )}
        {span.later && !span.isPast && (
          <LinkButton href={frame.hrefOf("", { du: span.later })} rel="next" size="small">
            Plus tard
          </LinkButton>
        )}
      </nav>
    </>
  );
}

function nothingTitle(voice: Voice, isNow: boolean): string {
  if (!isNow || voice === "staff") return "Aucun travail sur ces jours";
  return voice === "pupil" ? "Tu n’as rien à faire !" : "Rien à faire pour le moment";
}

function nothingText(voice: Voice, span: HomeworkSpan, today: IsoDay): string {
  const range = formatDayRange(span.from, lastDayOf(span), today);
  if (voice === "pupil") return `Aucun travail n’est donné ${range}. Profites-en.`;
  return `Aucun travail n’est donné ${range}.`;
}
