import type { Temporal } from "temporal-polyfill";
import type { Db, MailChoice, Prisma, Profile } from "@/lib/db/types";
import type { ModuleSlug } from "@/lib/modules";

/** An event of another module (lib/journal/emit.ts), as the worker hands it to a maker. */
export interface NoticeEvent {
  id: string;
  schoolId: string;
  payload: Prisma.JsonValue;
  happenedAt: Temporal.Instant;
  /** The moment of which a maker tells: when it happened, or the hour that its notices waited for. */
  at: Temporal.Instant;
  /** The zone of the school. */
  timeZone: string;
}

/** What one person is told. */
export interface Notice {
  personId: string;
  /** The child that a guardian is told about. Its name is not part of the words: screens add it. */
  studentId?: string;
  /** One line, for who does not open it: «Mathématiques, jeu. 19 nov., 9 h : annulé». Never a grade. */
  title: string;
  detail?: string;
  /** Path within the portal: `/emploi-du-temps?jour=2026-11-19`. The person who acts is added to it. */
  href: string;
  /** Shown to nobody before: results have their hours (docs/rules.md). Default: at once. */
  visibleAt?: Temporal.Instant;
}

/**
 * A kind of notice: what a person chooses mails for. Each module lists its own in `lib/<module>/notices.ts`, and
 * lib/notifications/registry.ts lists the modules.
 */
export interface NoticeKind {
  /** «module.word»: "emploi-du-temps.change". */
  kind: `${ModuleSlug}.${string}`;
  /** In the settings: «Changements d’emploi du temps». */
  label: string;
  /** In a mail, which names nobody: «2 changements d’emploi du temps». */
  count: (count: number) => string;
  /** Told also to who may not open the module: what it tells of is just that. */
  isForAnyone?: true;
  /** Who can be told, and whether by mail too when they have chosen nothing. */
  mail: Partial<Record<Profile, MailChoice>>;
  /**
   * By event, who is told what. Runs in the worker, as the system: it reads with `schoolId` in each condition and names
   * recipients by the rules of its module (lib/notifications/recipients.ts). Who left, has no account, or may not open
   * the module is left out afterwards. Asked again at the hour that a notice waited for: what it would not make any more
   * is told to nobody.
   */
  makers: Readonly<Record<string, (db: Db, event: NoticeEvent) => Promise<Notice[]>>>;
  /** By event that takes something back, the `href` of the notices that told of it: they are gone, read or not. */
  takenBack?: Readonly<Record<string, (payload: Prisma.JsonValue) => string>>;
}

/** A notice as its page shows it. */
export interface NotificationItem {
  id: string;
  personId: string;
  /** The school of this person, in the account's words when it has several. */
  schoolName: string;
  module: ModuleSlug;
  title: string;
  detail: string | null;
  /** First name of the child that it is about. */
  about: string | null;
  /** ISO instant. */
  at: string;
  isRead: boolean;
}

/** A page of one person's notices, and whether there is anything to mark as read, on this page or another. */
export interface NotificationList {
  personId: string;
  schoolName: string;
  items: NotificationItem[];
  hasUnread: boolean;
}

/** The choice of a person for a kind of notice. */
export interface MailSetting {
  kind: string;
  module: ModuleSlug;
  label: string;
  mail: MailChoice;
}
