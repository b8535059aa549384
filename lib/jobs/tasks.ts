import "server-only";
import type { TaskList } from "graphile-worker";
import { announceNews } from "@/lib/actualites/jobs";
import { sendResetMails } from "@/lib/auth/jobs";
import { relayOutbox } from "./outbox";
import { applyRetention } from "./retention";

/** The jobs that the worker knows, by name. A module adds its own here. */
export const tasks: TaskList = {
  "relay-outbox": async () => {
    await relayOutbox();
  },
  "send-reset-mails": async () => {
    await sendResetMails();
  },
  "announce-news": async () => {
    await announceNews();
  },
  "apply-retention": async () => {
    await applyRetention();
  },
};

/** When the worker does them by itself (crontab of graphile-worker, UTC). */
export const crontab = `
* * * * * relay-outbox ?max=1
* * * * * send-reset-mails ?max=1
* * * * * announce-news ?max=1
20 2 * * * apply-retention ?max=3
`;
