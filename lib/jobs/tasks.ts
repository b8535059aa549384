import "server-only";
import type { TaskList } from "graphile-worker";
import { announceNews } from "@/lib/actualites/jobs";
import { endSeeingOverdue, sendResetMails, sendSecurityMails } from "@/lib/auth/jobs";
import { sendInvitations } from "@/lib/comptes/jobs";
import { processDepartures, processRequests } from "@/lib/departs/jobs";
import { processImports } from "@/lib/imports/jobs";
import { announceDueNotices, sendNotificationMails } from "@/lib/notifications/jobs";
import { deliverWaitingMessages } from "@/lib/messagerie/jobs";
import { countSchools } from "@/lib/plateforme/jobs";
import { relayOutbox } from "./outbox";
import { applyRetention } from "./retention";

/** The jobs that the worker knows, by name. A module adds its own here. */
export const tasks: TaskList = {
  "relay-outbox": async () => {
    while ((await relayOutbox()) > 0);
  },
  "announce-notices": async () => {
    await announceDueNotices();
  },
  "send-notification-mails": async () => {
    await sendNotificationMails();
  },
  "send-reset-mails": async () => {
    await sendResetMails();
  },
  "send-security-mails": async () => {
    await sendSecurityMails();
  },
  "end-seeing": async () => {
    await endSeeingOverdue();
  },
  "send-invitations": async () => {
    await sendInvitations();
  },
  "deliver-messages": async () => {
    await deliverWaitingMessages();
  },
  "announce-news": async () => {
    await announceNews();
  },
  "process-imports": async () => {
    await processImports();
  },
  "process-requests": async () => {
    await processRequests();
  },
  "count-schools": async () => {
    await countSchools();
  },
  "apply-retention": async () => {
    // Before the rules: what those who left leave loose goes with the rest.
    await processDepartures();
    await applyRetention();
  },
};

/** What the web asks for by a notification of PostgreSQL, since it may not queue jobs: the channel and the job that answers. */
export const wakeUps = {
  preau_outbox: "relay-outbox",
  preau_mail: "send-reset-mails",
  preau_invitations: "send-invitations",
  preau_imports: "process-imports",
  preau_requests: "process-requests",
} as const;

/**
 * When the worker does them by itself (crontab of graphile-worker, UTC): also what it was asked for and did not hear. A queue does
 * one thing at a time.
 */
export const crontab = `
* * * * * relay-outbox ?max=1
* * * * * announce-notices ?max=1
* * * * * send-reset-mails ?max=1
* * * * * send-security-mails ?max=1
* * * * * end-seeing ?max=1
* * * * * send-invitations ?max=1&queue=invitations
* * * * * send-notification-mails ?max=1&queue=notification-mails
* * * * * deliver-messages ?max=1
* * * * * announce-news ?max=1
* * * * * process-imports ?max=1&queue=imports
* * * * * process-requests ?max=1&queue=requests
7 * * * * count-schools ?max=1
20 2 * * * apply-retention ?max=3
`;
