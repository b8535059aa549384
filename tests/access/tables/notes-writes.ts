import { Temporal } from "temporal-polyfill";
import type { z } from "zod";
import type { Context } from "@/lib/auth/context";
import { newId } from "@/lib/db/id";
import type { Db } from "@/lib/db/types";
import type { Result } from "@/lib/errors/codes";
import { deleteAssessment, returnAssessment, saveAssessment, saveGrades, saveService } from "@/lib/notes/commands";
import { refreshFigures } from "@/lib/notes/refresh";
import {
  deleteAssessmentInput,
  returnAssessmentInput,
  saveAssessmentInput,
  saveGradesInput,
  saveServiceInput,
} from "@/lib/notes/schema";
import type { WriteRow } from "@/tests/access/matrix";
import { anAssessment } from "@/tests/factories/builders";
import type { World } from "@/tests/factories/world";

// Who writes grades: the teachers of the service, today's substitute included. See lib/notes/access.ts.

const COMMANDS = "notes/commands";
const TEACHERS = "mathsTeacher substitute";

/** A command with its schema, as defineAction ties them. */
function parsed<Schema extends z.ZodType, Value>(
  schema: Schema,
  command: (ctx: Context, input: z.output<Schema>) => Promise<Result<Value>>,
): WriteRow["run"] {
  return (ctx, input) => command(ctx, schema.parse(input));
}

const aTarget = async (db: Db, { services, periods, people }: World): Promise<string> => {
  const grades = [{ student: people.alice, points: 10 }];
  return (await anAssessment(db, services.maths6A, periods.firstTerm, people.mathsTeacher, { grades })).id;
};

/** Not given back yet. */
const aHiddenTarget = async (db: Db, { services, periods, people }: World): Promise<string> => {
  const values = { grades: [{ student: people.alice, points: 10 }], visible: null };
  return (await anAssessment(db, services.maths6A, periods.firstTerm, people.mathsTeacher, values)).id;
};

/** The same with the figures of its class, since an instant of its own. */
const aTargetWithFigures = async (db: Db, { services, groups, periods, people }: World): Promise<string> => {
  const given = { student: "2026-10-05T08:00:00Z", guardian: "2026-10-06T08:00:00Z" };
  const { schoolId, id } = await anAssessment(db, services.maths6A, periods.firstTerm, people.mathsTeacher, {
    grades: [{ student: people.alice, points: 10 }],
    visible: given,
  });
  const scope = { schoolId, serviceId: services.maths6A.id, groupId: groups.sixA.id, periodId: periods.firstTerm.id };
  await refreshFigures(db, { ...scope, rules: { scale: "20" } }, "ASSESSMENTS", Temporal.Instant.from(given.student));
  return id;
};

export const notesWrites: WriteRow[] = [
  {
    operation: `${COMMANDS}.saveGrades`,
    prepare: aTarget,
    input: (assessmentId, { services, people }) => ({
      serviceId: services.maths6A.id,
      assessment: [assessmentId],
      student: [people.adam.id],
      version: ["0"],
      was: [""],
      value: ["13,5"],
    }),
    run: parsed(saveGradesInput, saveGrades),
    allowed: TEACHERS,
    action: "notes.grades.save",
    changes: "assessment_statistic class_average grade shown_statistic",
  },
  {
    operation: `${COMMANDS}.saveAssessment`,
    prepare: () => Promise.resolve(""),
    input: (_target, { services, periods }) => ({
      operationId: newId(),
      serviceId: services.maths6A.id,
      periodId: periods.firstTerm.id,
      title: "Fractions",
      heldOn: "2026-11-18",
      outOf: "20",
      coefficient: "0,5",
      broughtToScale: "on",
      kind: "NORMAL",
    }),
    run: parsed(saveAssessmentInput, saveAssessment),
    allowed: TEACHERS,
    action: "notes.assessment.create",
    changes: "assessment",
  },
  {
    operation: `${COMMANDS}.returnAssessment`,
    prepare: aHiddenTarget,
    input: (assessmentId) => ({ operationId: newId(), assessmentId, version: "1", returned: "yes" }),
    run: parsed(returnAssessmentInput, returnAssessment),
    allowed: TEACHERS,
    action: "notes.assessment.return",
    changes: "assessment assessment_statistic class_average grade outbox shown_statistic",
  },
  {
    operation: `${COMMANDS}.deleteAssessment`,
    prepare: aTargetWithFigures,
    input: (assessmentId) => ({ operationId: newId(), assessmentId, version: "1" }),
    run: parsed(deleteAssessmentInput, deleteAssessment),
    allowed: TEACHERS,
    action: "notes.assessment.delete",
    changes: "assessment assessment_statistic class_average grade shown_statistic",
  },
  {
    operation: `${COMMANDS}.saveService`,
    prepare: async (db, { services, school: { schoolId } }) => {
      const { id: serviceId } = services.maths6A;
      await db.assessment.updateMany({ where: { schoolId, serviceId }, data: { partId: null } });
      await db.servicePart.deleteMany({ where: { schoolId, serviceId } });
      await db.serviceGrading.deleteMany({ where: { schoolId, serviceId } });
      await db.divisionPeriod.deleteMany({ where: { schoolId } });
      await db.assessmentStatistic.deleteMany({ where: { schoolId, assessment: { serviceId } } });
      await db.classAverage.deleteMany({ where: { schoolId, serviceId } });
      return serviceId;
    },
    input: (serviceId) => ({
      operationId: newId(),
      serviceId,
      version: "0",
      scale: "20",
      roundingMode: "UP",
      roundingStep: "0.5",
      partId: [""],
      partName: ["Oral"],
      partCoefficient: ["0,5"],
    }),
    run: parsed(saveServiceInput, saveService),
    allowed: TEACHERS,
    action: "notes.service.save",
    changes: "assessment_statistic class_average service_grading service_part",
  },
];
