import "@/components/accueil/accueil.css";
import { FiguresCard, type FiguresCardProps } from "@/components/absences/home-cards";
import { DayNav } from "@/components/accueil/day-nav";
import { Folded } from "@/components/accueil/folded";
import { type CommonHome, HomeTop } from "@/components/accueil/home-top";
import { HomeNews } from "@/components/actualites/home-news";
import { TeachersAway, type TeachersAwayProps } from "@/components/emploi-du-temps/home-absences";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Hopscotch } from "@/components/ui/illustrations/hopscotch";
import { Link } from "@/components/ui/link";
import { Section } from "@/components/ui/section";
import { mostToWriteFirst } from "@/lib/accueil/rules";
import type { DivisionLog } from "@/lib/cahier-de-texte/types";
import type { IsoDay } from "@/lib/time/day";
import { formatCount, formatNumber } from "@/lib/time/format";

type Log = DivisionLog & { href: string };

/** Classes that a phone shows at once: whole rows of two and of three where there is room. */
const LOGS_AT_ONCE = 6;

/** What the home of those who read the whole school shows. */
export interface SchoolHomeProps extends CommonHome {
  day: IsoDay;
  /** Is this another day than today because today holds nothing? */
  isOtherDay: boolean;
  logs: Log[];
  /** Every class, on a day without lessons. */
  divisions: { id: string; name: string; href: string }[];
  previousHref: string;
  nextHref: string;
  todayHref: string | null;
  /** Null for who does not follow absences up. */
  absences: FiguresCardProps | null;
  /** Null for who does not manage the timetable. */
  teachers: TeachersAwayProps | null;
  /** The way to the councils of the classes; null for who does not prepare them. */
  councilsHref: string | null;
}

/** The home of the head, the CPE and the inspectors: who is missing, pupils and teachers, how far the logs of a day are written, and the way to each of them. */
export function SchoolHome({
  logs,
  divisions,
  isOtherDay,
  absences,
  teachers,
  councilsHref,
  news,
  ...home
}: SchoolHomeProps) {
  const { firstName, today, mail, ...days } = home;
  const ordered = mostToWriteFirst(logs);
  const later = ordered.slice(LOGS_AT_ONCE);
  return (
    <div data-module="cahier-de-texte">
      <HomeTop firstName={firstName} mail={mail} news={news} today={today}>
        {absences && <FiguresCard {...absences} />}
        {teachers && <TeachersAway {...teachers} />}
      </HomeTop>
      <HomeNews {...news} />
      {councilsHref && (
        <p className="home-actions">
          <LinkButton href={councilsHref} icon="users">
            Préparer les conseils de classe
          </LinkButton>
        </p>
      )}
      <Section
        id="cahiers"
        note={isOtherDay ? "Pas de cours aujourd’hui : voici les prochains." : logNote(logs)}
        title="Cahiers de texte"
      >
        <DayNav {...days} />
        {logs.length > 0 ? (
          <>
            <Logs label="Classes" logs={ordered.slice(0, LOGS_AT_ONCE)} />
            {later.length > 0 && (
              <Folded summary={formatCount(later.length, "autre classe", "autres classes")}>
                <Logs label="Autres classes" logs={later} />
              </Folded>
            )}
          </>
        ) : (
          <>
            <EmptyState illustration={<Hopscotch />} level={3} title="Pas de cours ce jour-là" />
            <ul aria-label="Classes" className="tiles">
              {divisions.map(({ id, name, href }) => (
                <li key={id}>
                  <Link className="tile" href={href}>
                    {name}
                  </Link>
                </li>
              ))}
            </ul>
          </>
        )}
      </Section>
    </div>
  );
}

function Logs({ logs, label }: { logs: readonly Log[]; label: string }) {
  return (
    <ul aria-label={label} className="logs">
      {logs.map((log) => (
        <li key={log.id}>
          <Link className="log" href={log.href}>
            <span className="log-name">{log.name}</span>
            <span className="log-state">{logState(log)}</span>
            {log.begun > 0 && <progress aria-hidden="true" className="progress" max={log.begun} value={log.written} />}
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** «3 séances écrites sur 5»: of those begun; before the first, how many there will be. */
function logState({ lessons, begun, written }: DivisionLog): string {
  if (begun === 0) return `${formatCount(lessons, "séance")} à venir`;
  return `${formatCount(written, "séance écrite", "séances écrites")} sur ${begun}`;
}

function logNote(logs: readonly DivisionLog[]): string | null {
  const begun = logs.reduce((sum, log) => sum + log.begun, 0);
  const written = logs.reduce((sum, log) => sum + log.written, 0);
  return begun === 0
    ? null
    : `${formatCount(written, "séance écrite", "séances écrites")} sur ${formatNumber(begun)} commencées`;
}
