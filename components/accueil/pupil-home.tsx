import type { ComponentProps } from "react";
import { DayAhead, type ShownDayAhead } from "@/components/accueil/day-ahead";
import { type CommonHome, HomeTop } from "@/components/accueil/home-top";
import { otherDayNote } from "@/components/accueil/words";
import { HomeNews } from "@/components/actualites/home-news";
import type { HrefOf } from "@/components/cahier-de-texte/address";
import { HomeworkDays } from "@/components/cahier-de-texte/homework-days";
import type { ShownDay } from "@/components/cahier-de-texte/shown";
import { NewDocuments } from "@/components/documents/new-documents";
import { NewGrades } from "@/components/notes/home-cards";
import { HomeResources, type HomeResourcesProps } from "@/components/ressources/home-resources";
import { EmptyState } from "@/components/ui/empty-state";
import { AllDone } from "@/components/ui/illustrations/all-done";
import { Hopscotch } from "@/components/ui/illustrations/hopscotch";
import { Link } from "@/components/ui/link";
import { Section } from "@/components/ui/section";
import type { RecentGrade } from "@/lib/notes/types";

/** What a pupil's home shows. */
export interface PupilHomeProps extends CommonHome {
  ahead: ShownDayAhead;
  homework: ShownDay[];
  hrefOf: HrefOf;
  grades: readonly RecentGrade[];
  notesHref: string;
  documents: ComponentProps<typeof NewDocuments>;
  resources: HomeResourcesProps;
}

/** A pupil's home: where to go now, what to do by when, then what is new. */
export function PupilHome({
  ahead,
  homework,
  hrefOf,
  grades,
  notesHref,
  documents,
  resources,
  news,
  ...top
}: PupilHomeProps) {
  const { today } = top;
  return (
    <div data-module="cahier-de-texte">
      <HomeTop {...top} />
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
        <NewGrades grades={grades} href={notesHref} />
      </div>
      <HomeNews {...news} />
      <NewDocuments {...documents} />
      <HomeResources {...resources} />
    </div>
  );
}
