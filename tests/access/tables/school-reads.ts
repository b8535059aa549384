import { listArchives, listDivisions, schoolYearOn } from "@/lib/school/queries";
import { type ReadRow, REST, told } from "@/tests/access/matrix";
import { THURSDAY } from "@/tests/factories/builders";

const ELSEWHERE = "aliceGuardian1Elsewhere otherHead otherTeacher otherPupil";

/** The calendar and the names of divisions are for everyone of the school. */
export const schoolReads: ReadRow[] = [
  {
    operation: "school/queries.schoolYearOn",
    ask: async (ctx, world) => {
      const year = await schoolYearOn(ctx, THURSDAY);
      return year?.id === world.school.yearId ? "ours" : year?.id === world.other.school.yearId ? "theirs" : "absent";
    },
    expected: [
      ["theirs", ELSEWHERE],
      ["ours", REST],
    ],
  },
  {
    operation: "school/queries.listDivisions",
    ask: async (ctx) => told((await listDivisions(ctx)).map((division) => division.code)),
    expected: [
      ["CM2", ELSEWHERE],
      ["6A 6B", REST],
    ],
  },
  {
    operation: "school/queries.listArchives",
    // No year of the world is over: tests/integration/school/archives.test.ts closes one.
    ask: async (ctx) => told((await listArchives(ctx)).map(({ label }) => label)),
    expected: [["", REST]],
  },
];
