import "server-only";
import { z } from "zod";
import type { Db } from "@/lib/db/types";
import { EVERYBODY } from "@/lib/notifications/recipients";
import type { Notice, NoticeEvent, NoticeKind } from "@/lib/notifications/types";
import { formatCount, ofName } from "@/lib/time/format";
import { mailName } from "./recipients";

const delivered = z.object({ messageId: z.uuid() });

/** A message was delivered, after the quiet hours if it had to wait: who received it is told who writes about what, no more. */
async function messageDelivered(db: Db, { schoolId, payload }: NoticeEvent): Promise<Notice[]> {
  const message = await db.message.findFirst({
    where: { schoolId, id: delivered.parse(payload).messageId, deliveredAt: { not: null } },
    select: {
      author: { select: { profile: true, civility: true, firstName: true, lastName: true } },
      deliveries: {
        where: { kind: "RECEIVED" },
        select: { personId: true, threadId: true, thread: { select: { subject: true } } },
      },
    },
  });
  return (message?.deliveries ?? []).map(({ personId, threadId, thread }) => ({
    personId,
    title: `Message ${ofName(message ? mailName(message.author) : "")}`,
    detail: thread.subject,
    href: `/messagerie/${threadId}`,
  }));
}

/** What the mail tells of. */
export const noticeKinds: readonly NoticeKind[] = [
  {
    kind: "messagerie.message",
    label: "Messages reçus",
    count: (count) => formatCount(count, "nouveau message", "nouveaux messages"),
    mail: EVERYBODY,
    makers: { "messagerie.message.delivered": messageDelivered },
  },
];
