import "@/components/notifications/notifications.css";
import { Temporal } from "temporal-polyfill";
import { OpenForm, ReadAllForm } from "@/components/notifications/forms";
import { LiveRefresh } from "@/components/shell/live";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { AllDone } from "@/components/ui/illustrations/all-done";
import { ModuleIcon } from "@/components/ui/module-icon";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { Time } from "@/components/ui/time";
import type { NotificationItem, NotificationList } from "@/lib/notifications/types";
import { dayIn, type IsoDay, minuteIn } from "@/lib/time/day";
import { formatRelativeDay, formatTimeOfDay } from "@/lib/time/format";

/** The centre of notices, day by day. */
export function NotificationsPage({
  items,
  lists,
  now,
  timeZone,
  nextHref,
  firstHref,
  settingsHref,
}: {
  items: readonly NotificationItem[];
  /** By person of the account. */
  lists: readonly NotificationList[];
  now: Temporal.Instant;
  timeZone: string;
  /** Null on the last page. */
  nextHref: string | null;
  /** Null on the first page. */
  firstHref: string | null;
  settingsHref: string;
}) {
  const unread = lists.filter(({ hasUnread }) => hasUnread);
  return (
    <div className="notices">
      <LiveRefresh topic="notifications" />
      <PageHeader
        actions={
          <>
            {unread.map(({ personId, schoolName }) => (
              <ReadAllForm
                key={personId}
                personId={personId}
                schoolName={unread.length > 1 ? schoolName : null}
                until={now.toString()}
              />
            ))}
            <LinkButton href={settingsHref} icon="mail" variant="quiet">
              Réglages des e-mails
            </LinkButton>
          </>
        }
        title="Notifications"
      />
      {items.length === 0 && (
        <EmptyState illustration={<AllDone />} title={firstHref ? "Rien de plus ancien" : "Rien à signaler"}>
          Les changements d’emploi du temps, le travail donné et le reste de la vie de l’établissement s’affichent ici.
        </EmptyState>
      )}
      {byDay(items, timeZone).map(([day, own]) => (
        <Section id={`jour-${day}`} key={day} title={<DayTitle day={day} today={dayIn(timeZone, now).toString()} />}>
          <ul className="notice-list">
            {own.map((item) => (
              <Item item={item} key={item.id} showsSchool={lists.length > 1} timeZone={timeZone} />
            ))}
          </ul>
        </Section>
      ))}
      {(nextHref || firstHref) && (
        <nav aria-label="Pages des notifications" className="pagination">
          {firstHref && (
            <LinkButton href={firstHref} icon="chevron-left" size="small" variant="quiet">
              Les plus récentes
            </LinkButton>
          )}
          {nextHref && (
            <LinkButton className="ms-auto" href={nextHref} rel="next" size="small" variant="quiet">
              Plus anciennes
            </LinkButton>
          )}
        </nav>
      )}
    </div>
  );
}

function DayTitle({ day, today }: { day: IsoDay; today: IsoDay }) {
  const words = formatRelativeDay(day, today);
  return <Time day={day}>{words.charAt(0).toUpperCase() + words.slice(1)}</Time>;
}

function Item({ item, timeZone, showsSchool }: { item: NotificationItem; timeZone: string; showsSchool: boolean }) {
  const at = Temporal.Instant.from(item.at);
  return (
    <li className="notice-item" data-module={item.module} data-unread={!item.isRead || undefined}>
      <ModuleIcon slug={item.module} />
      <div className="notice-body">
        <OpenForm isRead={item.isRead} notificationId={item.id} personId={item.personId} title={item.title} />
        {item.detail && <p className="notice-detail">{item.detail}</p>}
        <p className="notice-meta">
          {item.about && <span className="notice-about">{item.about}</span>}
          <Time instant={at} zone={timeZone}>
            {formatTimeOfDay(minuteIn(timeZone, at))}
          </Time>
          {showsSchool && <span>{item.schoolName}</span>}
        </p>
      </div>
    </li>
  );
}

function byDay(items: readonly NotificationItem[], timeZone: string): [IsoDay, NotificationItem[]][] {
  const days = new Map<IsoDay, NotificationItem[]>();
  for (const item of items) {
    const day = dayIn(timeZone, Temporal.Instant.from(item.at)).toString();
    days.set(day, [...(days.get(day) ?? []), item]);
  }
  return [...days];
}
