import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { Icon } from "@/components/ui/icons/icon";
import { Link } from "@/components/ui/link";
import { List } from "@/components/ui/list";
import type { MailLine } from "@/lib/messagerie/types";

/** A line of a mailbox, as it is shown. */
export interface ShownLine extends MailLine {
  href: string;
  when: string;
  /** «demain à 7 h»; null once it is delivered. */
  waits: string | null;
  /** Of which school, where an account has several. */
  school: string | null;
}

/** A draft, as it is shown. */
export interface ShownDraft {
  id: string;
  href: string;
  subject: string;
  excerpt: string;
  when: string;
  school: string | null;
}

/** The lines of a mailbox: who, what about, how it begins, when. What is unread stands out, by weight and by words. */
export function MailList({
  label,
  lines,
  drafts,
}: {
  label: string;
  lines: readonly ShownLine[];
  drafts: readonly ShownDraft[];
}) {
  if (lines.length === 0 && drafts.length === 0) return null;
  return (
    <List className="mails" label={label}>
      {drafts.map((draft) => (
        <li className="row mail" key={draft.id}>
          <span aria-hidden="true" className="avatar mail-mark">
            <Icon name="pencil" />
          </span>
          <div className="row-body">
            <p className="mail-head">
              <span className="mail-who">Brouillon</span>
              <span className="mail-when">{draft.when}</span>
            </p>
            <p className="row-title">
              <Link href={draft.href}>{draft.subject || "(sans objet)"}</Link>
            </p>
            <p className="row-text mail-excerpt">{draft.excerpt || "Pas encore de texte"}</p>
            {draft.school && <p className="mail-school">{draft.school}</p>}
          </div>
        </li>
      ))}
      {lines.map((line) => (
        <li className="row mail" data-unread={line.isUnread || undefined} key={line.threadId}>
          {line.initials ? (
            <Avatar initials={line.initials} />
          ) : (
            <span aria-hidden="true" className="avatar mail-mark">
              <Icon name="send" />
            </span>
          )}
          <div className="row-body">
            <p className="mail-head">
              <span className="mail-who">
                {line.isSent && "À\u202F: "}
                {line.who}
              </span>
              {line.hasFiles && (
                <span>
                  <Icon className="text-soft" name="paperclip" />
                  <span className="visually-hidden">Avec des fichiers</span>
                </span>
              )}
              <span className="mail-when">{line.when}</span>
            </p>
            <p className="row-title">
              <Link href={line.href}>
                {line.isUnread && <span className="visually-hidden">Non lu, </span>}
                {line.subject}
              </Link>
            </p>
            <p className="row-text mail-excerpt">{line.excerpt}</p>
            {(line.isUrgent || line.waits || line.school) && (
              <p className="mail-notes">
                {line.isUrgent && <Badge tone="danger">Urgent</Badge>}
                {line.waits && <Badge icon="clock" tone="warning">{`Remise ${line.waits}`}</Badge>}
                {line.school && <span className="mail-school">{line.school}</span>}
              </p>
            )}
          </div>
        </li>
      ))}
    </List>
  );
}
