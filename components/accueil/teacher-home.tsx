import { RollCallCard, type RollCallCardProps } from "@/components/absences/home-cards";
import { DayNav } from "@/components/accueil/day-nav";
import { type CommonHome, HomeTop } from "@/components/accueil/home-top";
import { HomeNews } from "@/components/actualites/home-news";
import { roomLabel } from "@/components/cahier-de-texte/words";
import { SessionStatus } from "@/components/cahier-de-texte/session-status";
import { Subject } from "@/components/subjects/subject";
import { Unmarked } from "@/components/notes/home-cards";
import { Badge } from "@/components/ui/badge";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Hopscotch } from "@/components/ui/illustrations/hopscotch";
import { Section } from "@/components/ui/section";
import type { TeachingSession } from "@/lib/cahier-de-texte/types";
import type { UnmarkedAssessment } from "@/lib/notes/types";
import type { IsoDay } from "@/lib/time/day";
import { formatCount, formatTimeOfDay } from "@/lib/time/format";

/** What a teacher's home shows. */
export interface TeacherHomeProps extends CommonHome {
  /** Minutes since midnight, now. */
  minute: number;
  day: IsoDay;
  /** Is this another day than today because today holds nothing? */
  isOtherDay: boolean;
  lessons: (TeachingSession & { href: string })[];
  previousHref: string;
  nextHref: string;
  todayHref: string | null;
  /** Null where the school has closed the module. */
  rollCalls: RollCallCardProps | null;
  unmarked: readonly UnmarkedAssessment[];
  unmarkedHref: (assessmentId: string) => string;
}

/** A teacher's home: the roll to call, the lessons of a day, what is written and what is not, one gesture from the page that writes it. */
export function TeacherHome({ lessons, isOtherDay, rollCalls, ...home }: TeacherHomeProps) {
  const { firstName, today, day, minute, mail } = home;
  const called = new Set(rollCalls?.lessons.flatMap(({ id, rollCall }) => (rollCall ? [id] : [])));
  // One primary button on the page: on the lesson to write now.
  const next =
    lessons.find((lesson) => isToWrite(lesson) && hasBegun(lesson, day, today, minute)) ?? lessons.find(isToWrite);
  return (
    <div data-module="cahier-de-texte">
      <HomeTop firstName={firstName} mail={mail} news={home.news} today={today}>
        {rollCalls && <RollCallCard {...rollCalls} />}
      </HomeTop>
      <Section
        id="cours"
        note={isOtherDay ? "Pas de cours aujourd’hui : voici les prochains." : dayNote(lessons)}
        title="Mes cours"
      >
        <DayNav day={day} nextHref={home.nextHref} previousHref={home.previousHref} todayHref={home.todayHref} />
        {lessons.length === 0 && <EmptyState illustration={<Hopscotch />} level={3} title="Pas de cours ce jour-là" />}
        <ol className="teaching">
          {lessons.map((lesson) => (
            <li className="teaching-lesson" data-status={lesson.status} key={lesson.id}>
              <p className="lesson-time">
                <span>{formatTimeOfDay(lesson.startMinute)}</span>
                <span className="lesson-end">{formatTimeOfDay(lesson.endMinute)}</span>
              </p>
              <div className="teaching-body">
                <h3 className="teaching-title">
                  {lesson.group} <Subject code={lesson.subjectCode} name={lesson.subject} />
                </h3>
                <p className="teaching-state">
                  {isOngoing(lesson, day, today, minute) && <Badge tone="sun">En ce moment</Badge>}
                  <SessionStatus status={lesson.status} />
                  {lesson.room && <span>{roomLabel(lesson.room)}</span>}
                  {called.has(lesson.id) && (
                    <Badge icon="check" tone="success">
                      Appel fait
                    </Badge>
                  )}
                  <Written hasBegun={hasBegun(lesson, day, today, minute)} lesson={lesson} />
                  {lesson.homeworkGiven > 0 && (
                    <Badge icon="check" tone="success">
                      {formatCount(lesson.homeworkGiven, "travail donné", "travaux donnés")}
                    </Badge>
                  )}
                  {lesson.homeworkDue > 0 && (
                    <Badge icon="notebook-pen">{`${formatCount(lesson.homeworkDue, "travail", "travaux")} à rendre`}</Badge>
                  )}
                </p>
              </div>
              <LinkButton
                className="teaching-action"
                href={lesson.href}
                size="small"
                variant={lesson === next ? "primary" : "secondary"}
              >
                {lesson.hasContent ? "Ouvrir" : "Écrire la séance"}
                <span className="visually-hidden">
                  {" "}
                  de {lesson.group}, {formatTimeOfDay(lesson.startMinute)}
                </span>
              </LinkButton>
            </li>
          ))}
        </ol>
      </Section>
      <Unmarked assessments={home.unmarked} hrefOf={home.unmarkedHref} />
      <HomeNews {...home.news} />
    </div>
  );
}

function Written({ lesson, hasBegun: isExpected }: { lesson: TeachingSession; hasBegun: boolean }) {
  if (lesson.hasContent) {
    return (
      <Badge icon="check" tone="success">
        Contenu écrit
      </Badge>
    );
  }
  return isExpected && isToWrite(lesson) ? (
    <Badge icon="pencil" tone="warning">
      À écrire
    </Badge>
  ) : null;
}

function dayNote(lessons: readonly TeachingSession[]): string | null {
  const held = lessons.filter(({ status }) => status !== "CANCELLED");
  if (held.length === 0) return null;
  return `${formatCount(held.filter(({ hasContent }) => hasContent).length, "séance écrite", "séances écrites")} sur ${held.length}`;
}

function isToWrite({ hasContent, status }: TeachingSession): boolean {
  return !hasContent && status !== "CANCELLED";
}

function hasBegun({ startMinute }: TeachingSession, day: IsoDay, today: IsoDay, minute: number): boolean {
  return day < today || (day === today && startMinute <= minute);
}

function isOngoing(lesson: TeachingSession, day: IsoDay, today: IsoDay, minute: number): boolean {
  const isHeld = lesson.status !== "CANCELLED" && day === today;
  return isHeld && lesson.startMinute <= minute && minute < lesson.endMinute;
}
