import "server-only";
import { z } from "zod";
import type { Db } from "@/lib/db/types";
import { pupilsOfGroups } from "@/lib/notifications/recipients";
import type { Notice, NoticeEvent, NoticeKind } from "@/lib/notifications/types";
import { teacherName } from "@/lib/school/rules";
import { dayIn, fromDbDay } from "@/lib/time/day";
import { formatCount, formatDay } from "@/lib/time/format";

const assigned = z.object({ assignmentId: z.uuid() });

/**
 * A class was given a resource: its pupils are told. Their guardians find it in the portal, as they find the homework; what is for
 * adults alone, or was taken back meanwhile, is told to nobody.
 */
async function resourceAssigned(db: Db, { schoolId, payload, at, timeZone }: NoticeEvent): Promise<Notice[]> {
  const given = await db.resourceAssignment.findFirst({
    relationLoadStrategy: "join",
    where: {
      schoolId,
      id: assigned.parse(payload).assignmentId,
      withdrawnAt: null,
      resource: { is: { schoolId, withdrawnAt: null, isForPupils: true } },
    },
    select: {
      groupId: true,
      dueOn: true,
      resource: { select: { title: true } },
      teacher: { select: { civility: true, firstName: true, lastName: true } },
    },
  });
  if (!given) return [];
  const pupils = await pupilsOfGroups(db, schoolId, [given.groupId], dayIn(timeZone, at).toString());
  return (pupils.get(given.groupId) ?? []).map((personId) => ({
    personId,
    title: `${teacherName(given.teacher)} te donne une ressource\u202F: ${given.resource.title}`,
    ...(given.dueOn ? { detail: `Pour ${formatDay(fromDbDay(given.dueOn))}` } : {}),
    href: "/ressources",
  }));
}

/** What the resources tell of. */
export const noticeKinds: readonly NoticeKind[] = [
  {
    kind: "ressources.given",
    label: "Ressources données",
    count: (count) => formatCount(count, "ressource donnée", "ressources données"),
    mail: { STUDENT: "NONE" },
    makers: { "ressources.resource.assigned": resourceAssigned },
  },
];
