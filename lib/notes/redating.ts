import "server-only";
import type { Context } from "@/lib/auth/context";
import { fromDbInstant, toDbInstant } from "@/lib/time/day";
import { lockService, refreshFigures } from "./refresh";
import { type PolicyChange, redated, redatedGrade, type Visibility, visibleAt } from "./rules";
import { serviceSelect, toGradedService, visibilityIn } from "./shapes";

/**
 * Gives what families do not see yet the instants of the school's new policy: assessments given back, grades, bulletins, and the figures of
 * classes that go with them. What somebody has seen is never hidden, and what waits in a closed year appears when it was to. A part of the
 * command that changes the settings (lib/comptes), in its transaction: who may, it has asked.
 */
export async function redateResults(ctx: Context, change: PolicyChange): Promise<{ assessments: number }> {
  if (!isRedating(change)) return { assessments: 0 };
  await redateBulletins(ctx, change);
  const schoolId = ctx.viewer.school.id;
  const services = [...new Set((await unseenAssessments(ctx)).map(({ serviceId }) => serviceId))].toSorted();
  for (const serviceId of services) await lockService(ctx.db, schoolId, serviceId);
  // Read again under the locks.
  const rows = await unseenAssessments(ctx);
  const found = rows.flatMap((row) => {
    const before = visibilityIn(row);
    if (!before || !row.returnedAt) return [];
    const after = redated(change, before, fromDbInstant(row.returnedAt), ctx.now, ctx.viewer.school.timeZone);
    return [{ ...row, before, after }];
  });
  const dates = found.map(({ id, after }) => ({ id, ...inColumns(after) }));
  await ctx.db.$executeRaw`
    UPDATE assessment a SET visible_to_student_at = r.student_at, visible_to_guardian_at = r.guardian_at
    FROM jsonb_to_recordset(${JSON.stringify(dates)}::jsonb) AS r (id uuid, student_at timestamptz, guardian_at timestamptz)
    WHERE a.school_id = ${schoolId}::uuid AND a.id = r.id`;
  const grades = found.flatMap(({ id, before, after, grades: own }) =>
    own.flatMap((row) => {
      const stored = visibilityIn(row);
      if (!stored) return [];
      const written = { stored, writtenAt: fromDbInstant(row.updatedAt) };
      const dated = redatedGrade(change, { before, after }, written, ctx.now, ctx.viewer.school.timeZone);
      return [{ assessment_id: id, student_id: row.studentId, ...inColumns(dated) }];
    }),
  );
  await ctx.db.$executeRaw`
    UPDATE grade g SET visible_to_student_at = r.student_at, visible_to_guardian_at = r.guardian_at
    FROM jsonb_to_recordset(${JSON.stringify(grades)}::jsonb)
      AS r (assessment_id uuid, student_id uuid, student_at timestamptz, guardian_at timestamptz)
    WHERE g.school_id = ${schoolId}::uuid AND g.assessment_id = r.assessment_id AND g.student_id = r.student_id`;
  const scopes = new Map(found.map((row) => [`${row.serviceId} ${row.periodId}`, row]));
  for (const { serviceId, periodId, service } of scopes.values()) {
    const scope = { schoolId, serviceId, periodId, groupId: service.groupId };
    await refreshFigures(ctx.db, { ...scope, rules: toGradedService(service, []).rules }, "INSTANTS", ctx.now);
  }
  return { assessments: found.length };
}

function isRedating({ before, after }: PolicyChange): boolean {
  return (
    before.studentDelayHours !== after.studentDelayHours ||
    before.guardianDelayHours !== after.guardianDelayHours ||
    before.quietFromMinute !== after.quietFromMinute ||
    before.quietUntilMinute !== after.quietUntilMinute ||
    before.isWeekendQuiet !== after.isWeekendQuiet
  );
}

/** What was given back and somebody of a family does not see yet, itself or one of its grades. */
async function unseenAssessments(ctx: Context) {
  const schoolId = ctx.viewer.school.id;
  const coming = { gt: toDbInstant(ctx.now) };
  const unseen = [{ visibleToStudentAt: coming }, { visibleToGuardianAt: coming }];
  return ctx.db.assessment.findMany({
    relationLoadStrategy: "join",
    where: {
      schoolId,
      returnedAt: { not: null },
      service: { year: { closedAt: null } },
      OR: [...unseen, { grades: { some: { schoolId, OR: unseen } } }],
    },
    select: {
      id: true,
      serviceId: true,
      periodId: true,
      returnedAt: true,
      visibleToStudentAt: true,
      visibleToGuardianAt: true,
      service: { select: { ...serviceSelect, groupId: true } },
      grades: {
        where: { schoolId, OR: unseen },
        select: { studentId: true, updatedAt: true, visibleToStudentAt: true, visibleToGuardianAt: true },
      },
    },
    orderBy: { id: "asc" },
  });
}

/** A bulletin is for pupil and parents at once, and waits for the end of the quiet hours only. */
async function redateBulletins(ctx: Context, { after }: PolicyChange): Promise<void> {
  const schoolId = ctx.viewer.school.id;
  const soonest = visibleAt({ ...after, studentDelayHours: 0 }, ctx.now, "STUDENT", ctx.viewer.school.timeZone);
  // Published before now: whatever the policy was, the first quiet hours that end from now on are the ones to wait for.
  await ctx.db.bulletin.updateMany({
    where: { schoolId, visibleAt: { gt: toDbInstant(ctx.now) }, period: { scheme: { year: { closedAt: null } } } },
    data: { visibleAt: toDbInstant(soonest) },
  });
}

function inColumns({ STUDENT, GUARDIAN }: Visibility): { student_at: string; guardian_at: string } {
  return { student_at: STUDENT.toString(), guardian_at: GUARDIAN.toString() };
}
