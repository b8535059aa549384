import { LessonLines, type ShownDayAhead } from "@/components/accueil/day-ahead";
import { otherDayNote } from "@/components/accueil/words";
import { type CommonHome, HomeTop } from "@/components/accueil/home-top";
import { HomeNews } from "@/components/actualites/home-news";
import type { HrefOf } from "@/components/cahier-de-texte/address";
import { HomeworkDays } from "@/components/cahier-de-texte/homework-days";
import type { ShownDay } from "@/components/cahier-de-texte/shown";
import { EmptyState } from "@/components/ui/empty-state";
import { BlankNotebook } from "@/components/ui/illustrations/blank-notebook";
import { Hopscotch } from "@/components/ui/illustrations/hopscotch";
import { Link } from "@/components/ui/link";
import { Card, Section } from "@/components/ui/section";

/** What an AESH's home shows. */
export interface SupportHomeProps extends CommonHome {
  ahead: ShownDayAhead;
  homework: ShownDay[];
  hrefOf: HrefOf;
}

/** The home of an AESH: the lessons and the homework of the pupils supported. */
export function SupportHome({ ahead, homework, hrefOf, news, ...top }: SupportHomeProps) {
  const { today } = top;
  return (
    <div data-module="cahier-de-texte">
      <HomeTop {...top} news={news} />
      <div className="home-columns">
        <Section
          action={<Link href={hrefOf()}>Cahiers de texte</Link>}
          id="cours"
          note={otherDayNote(ahead.day, today)}
          title="Cours des élèves que vous accompagnez"
        >
          {ahead.lessons.length > 0 ? (
            <Card>
              <LessonLines label="Cours à venir" lessons={ahead.lessons} />
            </Card>
          ) : (
            <EmptyState illustration={<Hopscotch />} level={3} title="Aucun cours à venir" />
          )}
        </Section>
        <Section id="travail" title="Leur travail à faire">
          <HomeworkDays days={homework} level={3} today={today} voice="staff" />
          {homework.length === 0 && (
            <EmptyState
              illustration={<BlankNotebook />}
              level={3}
              title="Aucun travail pour les sept prochains jours"
            />
          )}
        </Section>
      </div>
      <HomeNews {...news} />
    </div>
  );
}
