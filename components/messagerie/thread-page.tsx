import "@/components/forms/forms.css";
import "@/components/messagerie/messagerie.css";
import { Attachments } from "@/components/files/attachments";
import type { HrefOf } from "@/components/messagerie/address";
import { ReplyForm } from "@/components/messagerie/reply-form";
import { ArchiveForm, ReadForm, ReportForm, UnreadForm, WithdrawForm } from "@/components/messagerie/thread-forms";
import { type Clock, untilWhen, whenInFull } from "@/components/messagerie/words";
import { RichTextView } from "@/components/rich-text/rich-text-view";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { LinkButton } from "@/components/ui/button";
import { Icon } from "@/components/ui/icons/icon";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import type { ShownMessage, ShownThread } from "@/lib/messagerie/types";
import { formatCount, formatList } from "@/lib/time/format";

/** A thread as its page shows it. */
export interface ThreadPageProps {
  thread: ShownThread;
  clock: Clock;
  personId: string;
  /** Where a sending from here goes on, in an address: «personne=…» or nothing. */
  acting: string | null;
  operationId: string;
  newDraftId: string;
  /** Of the messages before those shown. */
  older: string | null;
  isPupil: boolean;
  /** «envoye», «signale»… */
  done: string;
  sentTo: number | null;
  /** ISO instant at which quiet hours end, while they last. */
  quietUntil: string | null;
  hrefOf: HrefOf;
  fileHrefOf: (fileId: string) => string;
}

/** A conversation, oldest first, with the answer at its end. */
export function ThreadPage(props: ThreadPageProps) {
  const { thread, personId, hrefOf, clock, isPupil } = props;
  const newest = thread.messages.at(-1);
  return (
    <div data-module="messagerie">
      <PageHeader
        actions={
          <>
            {!thread.isUnread && thread.messages.some(({ isOwn }) => !isOwn) && (
              <UnreadForm personId={personId} threadId={thread.id} />
            )}
            <ArchiveForm isArchived={thread.isArchived} personId={personId} threadId={thread.id} />
          </>
        }
        crumbs={[{ label: "Messagerie", href: hrefOf() }]}
        lead={<span className="lead-line">{membersLine(props)}</span>}
        title={thread.subject}
      />
      {thread.isUnread && <ReadForm personId={personId} threadId={thread.id} />}
      <Done {...props} />
      {thread.origin && (
        <p className="thread-origin">
          <Icon name="arrow-left" /> En réponse à{" "}
          <Link href={hrefOf(`/${thread.origin.id}`)}>{thread.origin.subject}</Link>
        </p>
      )}
      {props.older && (
        <p className="thread-older">
          <LinkButton href={hrefOf(`/${thread.id}`, { avant: props.older })} size="small" variant="quiet">
            Messages plus anciens
          </LinkButton>
        </p>
      )}
      <ol className="messages">
        {thread.messages.map((message) => (
          <Message key={message.id} message={message} {...props} />
        ))}
      </ol>
      {thread.answers.length > 0 && (
        <Section className="thread-answers" id="reponses" title={answersTitle(props)}>
          <ul className="answers">
            {thread.answers.map(({ id, name }) => (
              <li key={id}>
                <Link className="chip" href={hrefOf(`/${id}`)}>
                  {name}
                </Link>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {thread.isClosed && (
        <Notice className="thread-closed" title="Vous ne pouvez plus répondre.">
          Vous ne suivez plus d’élève dans cet établissement. Les messages que vous avez reçus restent lisibles ici.
        </Notice>
      )}
      {thread.can.reply && newest && (
        <Section id="repondre" title="Répondre">
          {props.quietUntil && <QuietNotice clock={clock} until={props.quietUntil} />}
          <ReplyForm
            acting={props.acting}
            draft={thread.draft}
            isPupil={isPupil}
            newDraftId={props.newDraftId}
            operationId={props.operationId}
            personId={personId}
            threadId={thread.id}
            to={formatList(thread.members.slice(0, 6)) + (thread.members.length > 6 ? "…" : "")}
          />
        </Section>
      )}
    </div>
  );
}

/** What is sent now arrives later, and can be taken back until then. */
export function QuietNotice({ until, clock }: { until: string; clock: Clock }) {
  return (
    <Notice className="quiet">
      {`Heures calmes\u202F: ce message sera remis ${untilWhen(until, clock)}. Jusque-là, vous pourrez annuler l’envoi.`}
    </Notice>
  );
}

function Message({ message, ...props }: ThreadPageProps & { message: ShownMessage }) {
  const { clock, personId, operationId, fileHrefOf, isPupil } = props;
  const { author, isOwn, waitsUntil, readBy } = message;
  return (
    <li className="message" data-own={isOwn || undefined} id={`message-${message.id}`}>
      <div className="message-head">
        <Avatar initials={message.initials} />
        <div className="min-w-0">
          <h2 className="message-author">{isOwn ? (isPupil ? "Toi" : "Vous") : author}</h2>
          <p className="message-when">
            <time dateTime={message.sentAt}>{whenInFull(message.sentAt, clock)}</time>
            {message.audienceLabel && <span className="block">{`À\u202F: ${message.audienceLabel}`}</span>}
          </p>
        </div>
        {message.isUrgent && <Badge tone="danger">Urgent</Badge>}
      </div>
      <RichTextView className="message-text" content={message.content} />
      <Attachments files={message.files} hrefOf={fileHrefOf} />
      {waitsUntil && (
        <div className="message-waits">
          <Badge icon="clock" tone="warning">{`Sera remis ${untilWhen(waitsUntil, clock)}`}</Badge>
          {message.can.withdraw && (
            <WithdrawForm messageId={message.id} operationId={operationId} personId={personId} />
          )}
        </div>
      )}
      {readBy && !waitsUntil && (
        <p className="message-reads">
          <Icon name="eye" />
          {`Ouvert par ${formatCount(readBy.read, "destinataire")} sur ${readBy.of}`}
        </p>
      )}
      {message.isReported && <p className="message-reads">Message signalé à la direction et aux CPE.</p>}
      {message.can.report && (
        <ReportForm author={author} messageId={message.id} operationId={operationId} personId={personId} />
      )}
    </li>
  );
}

function membersLine({ thread, isPupil }: ThreadPageProps): string {
  const own = thread.messages.find(({ isOwn }) => isOwn);
  if (thread.isCircular && thread.members.length === 0) {
    return `À\u202F: ${own?.audienceLabel ?? "plusieurs personnes"}. Personne n’y voit les autres destinataires.`;
  }
  if (thread.isCircular) {
    const who = thread.members.join("");
    return `${who} a écrit à plusieurs personnes. ${isPupil ? "Ta" : "Votre"} réponse n’est lue que de ${who}.`;
  }
  return `Avec ${formatList(thread.members)}`;
}

function answersTitle({ thread, isPupil }: ThreadPageProps): string {
  if (!thread.can.reply && !thread.isClosed)
    return formatCount(thread.answers.length, "réponse reçue", "réponses reçues");
  return isPupil ? "Ta réponse" : "Votre réponse";
}

function Done({ done, sentTo, thread, isPupil }: ThreadPageProps) {
  const waits = thread.messages.at(-1)?.waitsUntil;
  const words: Partial<Record<string, string>> = {
    envoye: waits ? "Message enregistré\u202F: il partira à la fin des heures calmes." : sentWords(sentTo),
    signale: isPupil
      ? "C’est signalé. La direction et les CPE vont regarder. Si c’est urgent, parles-en tout de suite à un adulte."
      : "C’est signalé. La direction et les CPE en sont informés.",
    desarchive: "Conversation remise dans les reçus.",
    annule: "Envoi annulé\u202F: votre texte est de nouveau un brouillon, ci-dessous.",
  };
  const text = words[done];
  return text ? (
    <Notice className="mail-done" live="polite" tone="success">
      {text}
    </Notice>
  ) : null;
}

function sentWords(sentTo: number | null): string {
  return sentTo && sentTo > 1 ? `Message remis à ${formatCount(sentTo, "personne")}.` : "Message remis.";
}
