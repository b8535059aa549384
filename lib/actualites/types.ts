import type { Attachment } from "@/lib/files/types";
import type { Profile } from "@/lib/db/types";
import type { RichText } from "@/lib/rich-text/types";
import type { IsoDay } from "@/lib/time/day";

/** Where a piece of news stands, from its instants: rules.ts. */
export type NewsState = "draft" | "scheduled" | "published" | "ended" | "withdrawn";

/** Readers as people speak of them: the staff are several profiles. */
export type Readers = "STUDENT" | "GUARDIAN" | "TEACHER" | "STAFF";

/** To whom: profiles, in the whole school or in places of it. */
export interface Audience {
  profiles: Profile[];
  isSchoolWide: boolean;
  levels: string[];
  groupIds: string[];
}

/** A piece of news in somebody's list. */
export interface NewsSummary {
  id: string;
  title: string;
  /** Its first words. */
  excerpt: string;
  author: string;
  /** ISO instant. */
  publishedFrom: string;
  /** What comes first: 2 to acknowledge, 1 pinned, 0 the rest; then the newest. */
  priority: number;
  isPinned: boolean;
  /** Neither opened nor acknowledged, and recent. */
  isNew: boolean;
  isCorrected: boolean;
  hasFiles: boolean;
  /** ISO instant; null when it was not, or need not be. */
  acknowledgedAt: string | null;
}

/** From where a list goes on: the last piece that was shown. */
export type NewsCursor = Pick<NewsSummary, "priority" | "publishedFrom" | "id">;

/** What a viewer may do with a piece of news. */
export interface NewsAbilities {
  edit: boolean;
  withdraw: boolean;
  restore: boolean;
  followUp: boolean;
  acknowledge: boolean;
}

/** A piece of news, whole. */
export interface NewsArticle {
  id: string;
  title: string;
  content: RichText;
  attachments: Attachment[];
  author: string;
  state: NewsState;
  /** ISO instants. */
  publishedFrom: string | null;
  publishedUntil: string | null;
  correctedAt: string | null;
  isPinned: boolean;
  isNew: boolean;
  needsAcknowledgement: boolean;
  acknowledgedAt: string | null;
  profiles: Profile[];
  /** «5e», «6e A»…; empty for the whole school. */
  places: string[];
  can: NewsAbilities;
}

/** A piece of news in the list of those who write them. */
export interface ManagedNews {
  id: string;
  title: string;
  author: string;
  state: NewsState;
  /** ISO instants. */
  publishedFrom: string | null;
  publishedUntil: string | null;
  updatedAt: string;
  isPinned: boolean;
  profiles: Profile[];
  places: string[];
  needsAcknowledgement: boolean;
  /** How many have confirmed. */
  acknowledged: number;
}

/** A level or a group that a writer may choose. */
export interface Places {
  /** May it be the whole school, or a level? Not for a teacher. */
  isSchoolAllowed: boolean;
  readers: Readers[];
  levels: string[];
  groups: { id: string; name: string; level: string | null; kind: "DIVISION" | "GROUP" }[];
}

/** A piece of news as its form starts from it. */
export interface EditableNews {
  id: string;
  version: number;
  title: string;
  content: RichText;
  attachments: Attachment[];
  readers: Readers[];
  isSchoolWide: boolean;
  levels: string[];
  groupIds: string[];
  state: NewsState;
  /** Of the moment from which it is, or was, shown; in the school's zone. */
  fromDay: IsoDay | null;
  fromMinute: number | null;
  /** Last days, included. */
  untilDay: IsoDay | null;
  pinnedDay: IsoDay | null;
  needsAcknowledgement: boolean;
}

/** How many people an audience has today, each counted once. */
export interface Reach {
  total: number;
  byReaders: Record<Readers, number>;
}

/** How many of a class, or of those in none, have confirmed. */
export interface FollowUpLine {
  /** Null: in no class, as teachers and staff are. */
  groupId: string | null;
  name: string | null;
  expected: number;
  acknowledged: number;
}

/** Somebody from whom a confirmation is expected. */
export interface ExpectedReader {
  id: string;
  firstName: string;
  lastName: string;
  profile: Profile;
  /** Own class of a pupil, those of the children of a parent. */
  classes: string;
  /** First names of the children concerned, for a parent. */
  children: string;
  /** ISO instant. */
  acknowledgedAt: string | null;
}

/** Who has confirmed, for the author and the head. A parent of two classes counts in both, and once in the total. */
export interface FollowUp {
  id: string;
  title: string;
  expected: number;
  acknowledged: number;
  lines: FollowUpLine[];
  /** Those who have not, of the class asked for, by name. */
  missing: ExpectedReader[];
  missingCount: number;
  page: number;
  pages: number;
  /** ISO instant of the last reminder. */
  remindedAt: string | null;
  /** Is it shown now, and has no reminder gone today? */
  mayRemind: boolean;
}
