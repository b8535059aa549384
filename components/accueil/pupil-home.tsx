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
import { formatCount } from "@/lib/time/format";

/** What a pupil's home shows. */
export interface PupilHomeProps extends Omit<CommonHome, "mail"> {
  ahead: ShownDayAhead;
  homework: ShownDay[];
  hrefOf: HrefOf;
  grades: readonly RecentGrade[];
  notesHref: string;
  documents: ComponentProps<typeof NewDocuments>;
  resources: HomeResourcesProps;
}

/** Days of homework shown, each with the work of its evening; the others are a link away. */
const HOMEWORK_DAYS = 3;

/** A pupil's home: what asks for an act, where to go now, what to do by when, then what is new. */
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
  const later = homework.slice(HOMEWORK_DAYS).reduce((sum, { items }) => sum + items.length, 0);
  return (
    <div data-module="cahier-de-texte">
      <HomeTop {...top} news={news} />
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
          <HomeworkDays
            days={homework.slice(0, HOMEWORK_DAYS)}
            level={3}
            listHref={hrefOf()}
            today={today}
            voice="pupil"
          />
          {later > 0 && (
            <p className="homework-later">
              <Link href={hrefOf()}>{`${formatCount(later, "travail", "travaux")} pour plus tard`}</Link>
            </p>
          )}
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
