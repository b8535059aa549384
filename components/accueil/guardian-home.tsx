import { type AwaitedChild, JustifyCard } from "@/components/absences/home-cards";

import { OtherLessons, type ShownDayAhead } from "@/components/accueil/day-ahead";
import { type CommonHome, HomeTop } from "@/components/accueil/home-top";
import { HomeNews } from "@/components/actualites/home-news";
import type { HrefOf } from "@/components/cahier-de-texte/address";
import { Subject } from "@/components/subjects/subject";
import type { ShownHomework } from "@/components/cahier-de-texte/shown";
import { ChildGrades } from "@/components/notes/home-cards";
import { Badge } from "@/components/ui/badge";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { IconName } from "@/components/ui/icons/names";
import { BlankNotebook } from "@/components/ui/illustrations/blank-notebook";
import { moduleIcon } from "@/components/ui/module-icon";
import { Card } from "@/components/ui/section";
import { compareNews } from "@/lib/actualites/rules";
import type { RecentGrade } from "@/lib/notes/types";
import { excerpt } from "@/lib/rich-text/text";
import type { IsoDay } from "@/lib/time/day";
import { formatCount, formatMinutes, formatRelativeDay, formatTimeOfDay, ofName } from "@/lib/time/format";

/** A child's card. */
interface ChildHome {
  id: string;
  firstName: string;
  /** What its cahier de texte says; null where the school has closed it. */
  notebook: {
    ahead: ShownDayAhead;
    /** What the child has not ticked yet. */
    homework: ShownHomework[];
    /** Was there any at all, ticked or not? */
    hasHomework: boolean;
    hrefOf: HrefOf;
  } | null;
  grades: readonly RecentGrade[];
  /** One gesture away; null for what this parent does not open. */
  hrefs: { notes: string | null; absences: string | null; write: string | null };
}

/** One school's children, and what waits there. */
export interface GuardianPart extends CommonHome {
  personId: string;
  schoolName: string;
  children: ChildHome[];
  toJustify: AwaitedChild[];
}

/** What a card shows before «Tout voir». */
const SHOWN = 4;

/**
 * A guardian's home: what awaits an answer, then a card per child, all schools together, in the order of the account whichever is
 * acted as.
 */
export function GuardianHome({ parts }: { parts: readonly GuardianPart[] }) {
  const [first] = parts;
  const inOrder = parts.toSorted((a, b) => a.personId.localeCompare(b.personId));
  const isEmpty = parts.every(({ children }) => children.length === 0);
  const news = parts.flatMap((part) => part.news.news).toSorted(compareNews);
  return (
    <div data-module="cahier-de-texte">
      {first && (
        <HomeTop
          firstName={first.firstName}
          mail={{ ...first.mail, unread: parts.reduce((sum, { mail }) => sum + (mail.unread ?? 0), 0) }}
          news={{ ...first.news, news }}
          today={first.today}
        >
          <JustifyCard awaited={inOrder.flatMap(({ toJustify }) => toJustify)} />
        </HomeTop>
      )}
      {isEmpty && (
        <EmptyState illustration={<BlankNotebook />} title="Aucun enfant rattaché à votre compte">
          Si cela vous surprend, adressez-vous au secrétariat de l’établissement.
        </EmptyState>
      )}
      <div className="child-cards">
        {inOrder.flatMap(({ children, schoolName, today }) =>
          children.map((child) => <ChildCard child={child} key={child.id} schoolName={schoolName} today={today} />),
        )}
      </div>
      {first && <HomeNews href={first.news.href} news={news} />}
    </div>
  );
}

function ChildCard({ child, schoolName, today }: { child: ChildHome; schoolName: string; today: IsoDay }) {
  const { id, firstName, notebook, grades, hrefs } = child;
  return (
    <Card aria-labelledby={`enfant-${id}`} className="child-card" role="group">
      <div className="child-head">
        <h2 className="section-title" id={`enfant-${id}`}>
          {firstName}
        </h2>
        <p className="section-note">{schoolName}</p>
      </div>
      <ChildGrades grades={grades} href={hrefs.notes} name={firstName} />
      {notebook && (
        <>
          <ChildHomework {...notebook} today={today} />
          <ChildLessons ahead={notebook.ahead} firstName={firstName} today={today} />
        </>
      )}
      <ChildLinks firstName={firstName} hrefs={hrefs} notebookHrefOf={notebook?.hrefOf ?? null} />
    </Card>
  );
}

function ChildHomework({ homework, hasHomework, today }: NonNullable<ChildHome["notebook"]> & { today: IsoDay }) {
  const minutes = homework.reduce((sum, item) => sum + (item.minutes ?? 0), 0);
  const more = homework.length - SHOWN;
  return (
    <div>
      <div className="child-part">
        <h3>Travail à faire</h3>
        <p className="section-note">
          {homework.length === 0 ? (
            <NothingLeft hasHomework={hasHomework} />
          ) : (
            [formatCount(homework.length, "travail", "travaux"), minutes > 0 && formatMinutes(minutes)]
              .filter(Boolean)
              .join(", ")
          )}
        </p>
      </div>
      <ul className="homework-lines">
        {homework.slice(0, SHOWN).map((item) => (
          <li key={item.id}>
            <span className="line-start">{formatRelativeDay(item.dueOn, today)}</span>
            <span className="line-body">
              <Subject code={item.subjectCode} name={item.subject} />
              <span className="line-place">{excerpt(item.content, 70)}</span>
            </span>
          </li>
        ))}
      </ul>
      {more > 0 && <p className="section-note">{`et ${formatCount(more, "autre")}`}</p>}
    </div>
  );
}

function ChildLessons({ ahead, firstName, today }: { ahead: ShownDayAhead; firstName: string; today: IsoDay }) {
  return (
    <div>
      <div className="child-part">
        <h3>Cours</h3>
        <p className="section-note">{dayNote(ahead, today)}</p>
      </div>
      <OtherLessons lessons={ahead.lessons} name={`Cours ${ofName(firstName)}`} />
    </div>
  );
}

function ChildLinks({
  firstName,
  hrefs,
  notebookHrefOf,
}: Pick<ChildHome, "firstName" | "hrefs"> & { notebookHrefOf: HrefOf | null }) {
  const links: { href: string | null; label: string; icon: IconName }[] = [
    { href: notebookHrefOf?.() ?? null, label: "Travail à faire", icon: "notebook-pen" },
    { href: notebookHrefOf?.("/seances") ?? null, label: "Séances", icon: "calendar-days" },
    { href: hrefs.notes, label: "Notes", icon: moduleIcon("notes") },
    { href: hrefs.absences, label: "Absences", icon: moduleIcon("absences") },
    { href: hrefs.write, label: "Écrire aux professeurs", icon: "pencil" },
  ];
  return (
    <div className="child-links">
      {links.map(
        ({ href, label, icon }) =>
          href && (
            <LinkButton href={href} icon={icon} key={label} size="small">
              {label}
              <span className="visually-hidden">{` ${ofName(firstName)}`}</span>
            </LinkButton>
          ),
      )}
    </div>
  );
}

function NothingLeft({ hasHomework }: { hasHomework: boolean }) {
  return hasHomework ? (
    <Badge icon="check" tone="success">
      Tout est fait
    </Badge>
  ) : (
    "Rien cette semaine"
  );
}

/** «aujourd’hui jusqu’à 16 h 40», «lundi, de 8 h à 16 h 40»: what a parent plans around. */
function dayNote({ day, lessons, minute }: ShownDayAhead, today: IsoDay): string {
  const held = lessons.filter(({ status }) => status !== "CANCELLED");
  const [first] = held;
  if (day === null || !first) return "Aucun cours prévu";
  const end = formatTimeOfDay(Math.max(...held.map(({ endMinute }) => endMinute)));
  return minute === null
    ? `${formatRelativeDay(day, today)}, de ${formatTimeOfDay(first.startMinute)} à ${end}`
    : `${formatRelativeDay(day, today)}, jusqu’à ${end}`;
}
