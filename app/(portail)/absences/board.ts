import "server-only";
import { notFound } from "next/navigation";
import { hrefsOf } from "@/components/absences/address";
import type { BoardProps } from "@/components/absences/board-page";
import type { FamilyPart } from "@/components/absences/family-page";
import type { RollCallPageProps } from "@/components/absences/roll-call-page";
import { mayReadAlerts } from "@/lib/absences/access";
import {
  absentNow,
  latesOfToday,
  lessonsToCall,
  missingRollCalls,
  openAlerts,
  rollCallSheet,
  waitingJustifications,
} from "@/lib/absences/editing";
import { familyAbsences } from "@/lib/absences/queries";
import type { Context } from "@/lib/auth/context";
import { isId, newId } from "@/lib/db/id";
import { today } from "@/lib/school/rules";
import { fromDbInstant, minuteIn } from "@/lib/time/day";

/** What the vie scolaire and the head see. */
export async function readBoard(ctx: Context): Promise<BoardProps> {
  const { viewer } = ctx;
  return {
    today: today(ctx),
    minute: minuteIn(viewer.school.timeZone, ctx.now),
    timeZone: viewer.school.timeZone,
    missing: await missingRollCalls(ctx),
    absent: await absentNow(ctx),
    lates: await latesOfToday(ctx),
    waiting: await waitingJustifications(ctx),
    alerts: mayReadAlerts(viewer) ? await openAlerts(ctx) : null,
    personId: viewer.person.id,
    operationId: newId(),
    hrefOf: hrefsOf(viewer),
  };
}

/** What a teacher sees: the lessons of today. */
export async function readLessons(ctx: Context) {
  const day = today(ctx);
  const { viewer } = ctx;
  return {
    personId: viewer.person.id,
    lessons: await lessonsToCall(ctx, day),
    today: day,
    hrefOf: hrefsOf(viewer),
  };
}

/** What a family sees, in one of its schools. */
export async function readFamily(ctx: Context): Promise<FamilyPart[]> {
  const files = await familyAbsences(ctx);
  const { viewer } = ctx;
  return files.map((file) => ({
    file,
    schoolName: viewer.school.name,
    today: today(ctx),
    hrefOf: hrefsOf(viewer),
  }));
}

/** The sheet of a roll call; absent for who may not call it. */
export async function readSheet(ctx: Context, sessionId: string): Promise<RollCallPageProps> {
  const sheet = isId(sessionId) ? await rollCallSheet(ctx, sessionId) : null;
  if (!sheet) notFound();
  const { viewer } = ctx;
  const savedAt = sheet.calledAt && fromDbInstant(new Date(sheet.calledAt));
  return {
    sheet,
    personId: viewer.person.id,
    operationId: newId(),
    today: today(ctx),
    savedMinute: savedAt ? minuteIn(viewer.school.timeZone, savedAt) : null,
    hrefOf: hrefsOf(viewer),
  };
}
