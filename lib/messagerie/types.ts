import type { Attachment } from "@/lib/files/types";
import type { RichText } from "@/lib/rich-text/types";

/** To whom a message goes, by meaning: a person, the pupils, guardians or teachers of a group, those of one pupil. */
export interface Audience {
  kind: "person" | "pupils" | "parents" | "team" | "guardians" | "teachers";
  /** Of the person; of the group for `pupils`, `parents`, `team`; of the pupil for `guardians`, `teachers`. */
  id: string;
}

/** An audience that the composer offers. */
export interface RecipientChoice {
  /** As forms send it: «parents:018f…». */
  key: string;
  /** «Mme Diallo», «Parents de la 5B». */
  label: string;
  /** «Mathématiques», «CPE», «5B». */
  detail: string | null;
}

/** Choices under one heading. */
export interface RecipientSection {
  title: string;
  choices: RecipientChoice[];
}

/** The persons that audiences come down to, at this moment. */
export interface Resolved {
  persons: { id: string; name: string; isFamily: boolean }[];
  /** «Parents de la 5B, Mme Diallo». */
  label: string;
  /** Will they not be shown to each other? */
  isCircular: boolean;
  choices: RecipientChoice[];
  /** Did one of them lead to nobody, or is it out of the writer's reach? */
  hasRefused: boolean;
}

/** The four sides of a mailbox, as addresses name them. */
export type Box = "recus" | "envoyes" | "brouillons" | "archives";

/** Where a list goes on: the instant and the message of the last line shown. */
export interface Cursor {
  at: string;
  id: string;
}

/** A line of a mailbox: a thread, by the newest of its messages on that side. */
export interface MailLine extends Cursor {
  threadId: string;
  subject: string;
  /** Who wrote, or, of what one has sent, to whom. */
  who: string;
  /** Of who wrote; null of what one has sent. */
  initials: string | null;
  excerpt: string;
  isUnread: boolean;
  isUrgent: boolean;
  hasFiles: boolean;
  /** ISO instant at which a message that waits will be delivered; null once it is. */
  waitsUntil: string | null;
  /** Is it one's own? */
  isSent: boolean;
}

/** A message as a reader is shown it. */
export interface ShownMessage {
  id: string;
  author: string;
  initials: string;
  isOwn: boolean;
  content: RichText;
  files: Attachment[];
  /** ISO instant. */
  sentAt: string;
  /** ISO instant of a delivery to come. */
  waitsUntil: string | null;
  isUrgent: boolean;
  isReported: boolean;
  /** To whom, of one's own. */
  audienceLabel: string | null;
  /** Of one's own circular: how many have opened it, of how many. Nobody is told who has. */
  readBy: { read: number; of: number } | null;
  can: { withdraw: boolean; report: boolean };
}

/** A thread with its messages, oldest first. */
export interface ShownThread {
  id: string;
  subject: string;
  isCircular: boolean;
  isUnread: boolean;
  isArchived: boolean;
  /** Those who take part, but the reader; of a circular, its author alone. */
  members: string[];
  messages: ShownMessage[];
  /** Are there older messages than those shown? */
  hasOlder: boolean;
  /** The circular that it answers. */
  origin: { id: string; subject: string } | null;
  /** One's own answer to this circular, or the answers that its author got. */
  answers: { id: string; name: string }[];
  draft: StoredDraft | null;
  /** Could it be answered, if the reader might still write to anybody here? */
  isClosed: boolean;
  can: { reply: boolean };
}

/** A draft as it is stored. */
export interface StoredDraft {
  id: string;
  threadId: string | null;
  subject: string;
  audience: string[];
  content: RichText;
  files: Attachment[];
  version: number;
  /** ISO instant. */
  updatedAt: string;
}

/** A report as the moderators' list shows it. */
export interface ReportLine {
  id: string;
  author: string;
  reporter: string;
  reason: string;
  /** ISO instants. */
  createdAt: string;
  settledAt: string | null;
}

/** A message in the copy that a report keeps. */
export interface CopiedMessage {
  author: string;
  sentAt: string;
  content: RichText;
}
