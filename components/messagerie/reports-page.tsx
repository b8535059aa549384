import "@/components/messagerie/messagerie.css";
import type { HrefOf } from "@/components/messagerie/address";
import { ReportActions } from "@/components/messagerie/thread-forms";
import { type Clock, whenInFull } from "@/components/messagerie/words";
import { RichTextView } from "@/components/rich-text/rich-text-view";
import { Badge } from "@/components/ui/badge";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { AllDone } from "@/components/ui/illustrations/all-done";
import { Link } from "@/components/ui/link";
import { List, Row } from "@/components/ui/list";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import type { CopiedMessage, ReportLine } from "@/lib/messagerie/types";

/** What was reported, for the moderators: who, by whom and why; the message itself only once it is opened. */
export function ReportsPage({
  reports,
  next,
  clock,
  done,
  hrefOf,
}: {
  reports: readonly ReportLine[];
  next: string | null;
  clock: Clock;
  done: boolean;
  hrefOf: HrefOf;
}) {
  return (
    <div data-module="messagerie">
      <PageHeader
        crumbs={[{ label: "Messagerie", href: hrefOf() }]}
        lead="Ce que des élèves, des parents ou des collègues ont signalé. Chaque lecture est inscrite au journal."
        title="Signalements"
      />
      {done && (
        <Notice className="mail-done" live="polite" tone="success">
          Signalement classé.
        </Notice>
      )}
      {reports.length === 0 ? (
        <EmptyState illustration={<AllDone />} title="Rien n’est signalé" />
      ) : (
        <List label="Signalements">
          {reports.map((report) => (
            <Row
              aside={report.settledAt ? <Badge icon="check">Classé</Badge> : <Badge tone="warning">À traiter</Badge>}
              key={report.id}
              title={<Link href={hrefOf(`/signalements/${report.id}`)}>{`Un message de ${report.author}`}</Link>}
            >
              {`Signalé par ${report.reporter}, ${whenInFull(report.createdAt, clock)}`}
              <span className="block">{report.reason}</span>
            </Row>
          ))}
        </List>
      )}
      {next && (
        <p className="mail-pages">
          <LinkButton href={hrefOf("/signalements", { avant: next })} rel="next" size="small">
            Plus anciens
          </LinkButton>
        </p>
      )}
    </div>
  );
}

/** One report: why, and, once this moderator has opened it, the message with what preceded it. */
export function ReportPage({
  report,
  clock,
  personId,
  hrefOf,
}: {
  report: ReportLine & { subject: string; copy: CopiedMessage[] | null };
  clock: Clock;
  personId: string;
  hrefOf: HrefOf;
}) {
  const { copy } = report;
  return (
    <div data-module="messagerie">
      <PageHeader
        crumbs={[
          { label: "Messagerie", href: hrefOf() },
          { label: "Signalements", href: hrefOf("/signalements") },
        ]}
        lead={`Signalé par ${report.reporter}, ${whenInFull(report.createdAt, clock)}`}
        title={`Un message de ${report.author}`}
      />
      <Notice title="Motif du signalement" tone="warning">
        <p className="report-reason">{report.reason}</p>
      </Notice>
      {copy && (
        <>
          <p className="report-subject">{`Conversation «\u00a0${report.subject}\u00a0», jusqu’au message signalé\u202F:`}</p>
          <ol className="messages">
            {copy.map((message, index) => (
              <li
                className="message"
                data-reported={index === copy.length - 1 || undefined}
                key={`${message.sentAt} ${message.author}`}
              >
                <div className="message-head">
                  <div className="min-w-0">
                    <h2 className="message-author">{message.author}</h2>
                    <p className="message-when">{whenInFull(message.sentAt, clock)}</p>
                  </div>
                  {index === copy.length - 1 && <Badge tone="danger">Message signalé</Badge>}
                </div>
                <RichTextView className="message-text" content={message.content} />
              </li>
            ))}
          </ol>
        </>
      )}
      <div className="report-actions">
        {!copy && (
          <p className="text-soft">
            Le message n’est lisible que de la direction et des CPE. Son ouverture est inscrite au journal, à votre nom.
          </p>
        )}
        <ReportActions
          isOpen={copy !== null}
          isSettled={report.settledAt !== null}
          personId={personId}
          reportId={report.id}
        />
      </div>
    </div>
  );
}
