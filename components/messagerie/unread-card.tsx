import "@/components/messagerie/messagerie.css";
import { Icon } from "@/components/ui/icons/icon";
import { Link } from "@/components/ui/link";
import { ModuleIcon } from "@/components/ui/module-icon";
import { formatCount } from "@/lib/time/format";

/** What a home page knows of the mailbox. */
export interface HomeMail {
  /** Null where the module is closed. */
  unread: number | null;
  href: string;
}

/** On a home page: how many conversations wait to be read, and the way there. Nothing when there is none. */
export function UnreadCard({ unread, href }: HomeMail) {
  if (!unread) return null;
  return (
    <Link className="unread-card" data-module="messagerie" href={href}>
      <ModuleIcon slug="messagerie" />
      <span className="unread-words">{formatCount(unread, "conversation non lue", "conversations non lues")}</span>
      <Icon name="chevron-right" />
    </Link>
  );
}
