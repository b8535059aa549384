import type { ComponentProps } from "react";
import { DayAhead, type ShownDayAhead } from "@/components/accueil/day-ahead";
import { otherDayNote } from "@/components/accueil/words";
import { HomeHeader } from "@/components/accueil/home-header";
import type { HrefOf } from "@/components/cahier-de-texte/address";
import { HomeworkDays } from "@/components/cahier-de-texte/homework-days";
import type { ShownDay } from "@/components/cahier-de-texte/shown";
import { NewDocuments } from "@/components/documents/new-documents";
import { EmptyState } from "@/components/ui/empty-state";
import { AllDone } from "@/components/ui/illustrations/all-done";
import { Hopscotch } from "@/components/ui/illustrations/hopscotch";
import { Link } from "@/components/ui/link";
import { Section } from "@/components/ui/section";
import type { IsoDay } from "@/lib/time/day";

/** What a pupil's home shows. */
export interface PupilHomeProps {
  firstName: string;
  today: IsoDay;
  ahead: ShownDayAhead;
  homework: ShownDay[];
  hrefOf: HrefOf;
  documents: ComponentProps<typeof NewDocuments>;
}

/** A pupil's home: where to go now, then what to do by when. */
export function PupilHome({ firstName, today, ahead, homework, hrefOf, documents }: PupilHomeProps) {
  return (
    <div data-module="cahier-de-texte">
      <HomeHeader firstName={firstName} today={today} />
      <div className="home-columns">
        <Section
          action={<Link href={hrefOf("/seances")}>Toute la semaine</Link>}
          id="cours"
          note={otherDayNote(ahead.day, today)}
          title="Tes cours"
        >
          {ahead.lessons.length > 0 ? (
            <DayAhead ahead={ahead} today={today} />
          ) : (
            <EmptyState illustration={<Hopscotch />} level={3} title="Aucun cours à venir">
              Bonnes vacances !
            </EmptyState>
          )}
        </Section>
        <Section action={<Link href={hrefOf()}>Tout le travail</Link>} id="travail" title="Ton travail à faire">
          <HomeworkDays days={homework} level={3} today={today} voice="pupil" />
          {homework.length === 0 && (
            <EmptyState illustration={<AllDone />} level={3} title="Tu n’as rien à faire !">
              Aucun travail n’est donné pour les sept prochains jours. Profites-en.
            </EmptyState>
          )}
        </Section>
      </div>
      <NewDocuments {...documents} />
    </div>
  );
}
