import "server-only";
import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import type { Db } from "@/lib/db/types";
import { pupilsOfGroups } from "@/lib/notifications/recipients";
import type { Notice, NoticeEvent, NoticeKind } from "@/lib/notifications/types";
import { dayIn, fromDbDay } from "@/lib/time/day";
import { formatCount, formatDay, formatMinutes } from "@/lib/time/format";

const given = z.object({ homeworkId: z.uuid() });

/**
 * Homework was given: the pupils whom it is for are told, from the day that it is given. Their guardians find it in the portal:
 * five lines a day would bury what needs them.
 */
async function homeworkGiven(db: Db, { schoolId, payload, at, timeZone }: NoticeEvent): Promise<Notice[]> {
  const homework = await db.homework.findFirst({
    relationLoadStrategy: "join",
    where: { schoolId, id: given.parse(payload).homeworkId, withdrawnAt: null },
    select: {
      dueOn: true,
      givenOn: true,
      minutes: true,
      audience: true,
      groupId: true,
      recipients: { select: { studentId: true } },
      service: { select: { groupId: true, subject: { select: { name: true } } } },
    },
  });
  if (!homework) return [];
  const { service, audience } = homework;
  const dueOn = fromDbDay(homework.dueOn);
  const groupIds = [service.groupId, ...(homework.groupId ? [homework.groupId] : [])];
  const pupils = await pupilsOfGroups(db, schoolId, groupIds, dueOn);
  const chosen = {
    ALL: () => true,
    GROUP: (id: string) => pupils.get(homework.groupId ?? "")?.includes(id) ?? false,
    STUDENTS: (id: string) => homework.recipients.some(({ studentId }) => studentId === id),
  }[audience];
  const day = fromDbDay(homework.givenOn);
  const isLater = day > dayIn(timeZone, at).toString();
  return (pupils.get(service.groupId) ?? []).filter(chosen).map((personId) => ({
    personId,
    title: `${service.subject.name}\u202F: travail pour ${formatDay(dueOn)}`,
    ...(homework.minutes ? { detail: `Environ ${formatMinutes(homework.minutes)}` } : {}),
    href: "/cahier-de-texte",
    ...(isLater ? { visibleAt: Temporal.PlainDate.from(day).toZonedDateTime(timeZone).toInstant() } : {}),
  }));
}

/** What the cahier de texte tells of. */
export const noticeKinds: readonly NoticeKind[] = [
  {
    kind: "cahier-de-texte.homework",
    label: "Travail à faire",
    count: (count) => formatCount(count, "nouveau travail à faire", "nouveaux travaux à faire"),
    mail: { STUDENT: "NONE" },
    makers: { "cahier-de-texte.homework.given": homeworkGiven },
  },
];
