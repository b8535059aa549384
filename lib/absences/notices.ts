import "server-only";
import { z } from "zod";
import type { Db } from "@/lib/db/types";
import { guardiansOf } from "@/lib/notifications/recipients";
import type { Notice, NoticeEvent, NoticeKind } from "@/lib/notifications/types";
import { validOn } from "@/lib/school/rules";
import { dayIn, fromDbDay } from "@/lib/time/day";
import { formatCount, formatDay } from "@/lib/time/format";

const opened = z.object({ absenceId: z.uuid() });
const settled = z.object({ justificationId: z.uuid() });
const reached = z.object({ alertId: z.uuid() });

/**
 * A pupil is missing: each guardian who follows its absences is told, at once (R131-5: the persons responsible are informed without
 * delay). Not of what a parent told of, nor of what is settled or corrected already.
 */
async function absenceOpened(db: Db, { schoolId, payload, at, timeZone }: NoticeEvent): Promise<Notice[]> {
  const absence = await db.absence.findFirst({
    where: {
      schoolId,
      id: opened.parse(payload).absenceId,
      origin: { not: "GUARDIAN" },
      settledAt: null,
      supersededAt: null,
    },
    select: { studentId: true, startDay: true },
  });
  if (!absence) return [];
  const guardians = await guardiansOf(db, schoolId, [absence.studentId], "absences", dayIn(timeZone, at).toString());
  return guardians.map(({ guardianId, studentId }) => ({
    personId: guardianId,
    studentId,
    title: `Absence signalée, ${formatDay(fromDbDay(absence.startDay))}`,
    detail: "Dites à l’établissement pourquoi, en quelques mots.",
    href: "/absences",
  }));
}

/** The office has answered: who sent the justification is told, whatever the answer. */
async function justificationSettled(db: Db, { schoolId, payload }: NoticeEvent): Promise<Notice[]> {
  const sent = await db.justification.findFirst({
    where: { schoolId, id: settled.parse(payload).justificationId, status: { not: "PENDING" } },
    select: {
      authorId: true,
      studentId: true,
      status: true,
      absence: { select: { startDay: true } },
    },
  });
  if (!sent) return [];
  const answer = sent.status === "ACCEPTED" ? "Justificatif accepté" : "Justificatif refusé";
  return [
    {
      personId: sent.authorId,
      ...(sent.authorId === sent.studentId ? {} : { studentId: sent.studentId }),
      title: `${answer}, absence ${formatDay(fromDbDay(sent.absence.startDay))}`,
      href: "/absences",
    },
  ];
}

/** Half-days without a legitimate motive have reached a threshold: the head, its deputies and the CPE are told (R131-7). */
async function alertReached(db: Db, { schoolId, payload, at, timeZone }: NoticeEvent): Promise<Notice[]> {
  const alert = await db.absenceAlert.findFirst({
    where: { schoolId, id: reached.parse(payload).alertId },
    select: { studentId: true, threshold: true },
  });
  if (!alert) return [];
  const told = await db.person.findMany({
    where: {
      schoolId,
      AND: [
        validOn(dayIn(timeZone, at).toString()),
        { OR: [{ profile: "HEAD" }, { profile: "VIE_SCOLAIRE", duty: "CPE" }] },
      ],
    },
    select: { id: true },
  });
  return told.map(({ id }) => ({
    personId: id,
    title: `Seuil d’absences atteint\u202F: ${formatCount(alert.threshold, "demi-journée")} sans motif légitime`,
    href: `/absences/eleves/${alert.studentId}`,
  }));
}

/** What absences tell of. Exempt from the hours of results (docs/rules.md): an absence cannot wait. */
export const noticeKinds: readonly NoticeKind[] = [
  {
    kind: "absences.absence",
    label: "Absences et justificatifs",
    count: (count) => formatCount(count, "nouvelle d’une absence", "nouvelles d’absences"),
    mail: { GUARDIAN: "AT_ONCE" },
    makers: {
      "absences.absence.opened": absenceOpened,
      "absences.justification.settled": justificationSettled,
    },
  },
  {
    kind: "absences.alert",
    label: "Seuils d’absences atteints",
    count: (count) => formatCount(count, "seuil d’absences atteint", "seuils d’absences atteints"),
    mail: { HEAD: "NONE", VIE_SCOLAIRE: "NONE" },
    makers: { "absences.alert.reached": alertReached },
  },
];
