import type { Db, ExternalSource } from "@/lib/db/types";

/** A school as the importer left it, by the codes of its files. */
export interface LoadedSchool {
  schoolId: string;
  yearId: string;
  groups: ReadonlyMap<string, { id: string; kind: "DIVISION" | "GROUP"; level: string | null; divisionIds: string[] }>;
  services: readonly { id: string; subjectCode: string; groupCode: string; groupId: string; teacherId: string }[];
  /** Pupils by group. */
  students: ReadonlyMap<string, readonly string[]>;
  person(source: ExternalSource, value: string): string;
}

/** Reads back what the importer wrote of one school. */
export async function loadSchool(db: Db, schoolId: string): Promise<LoadedSchool> {
  const year = await db.schoolYear.findFirstOrThrow({ where: { schoolId }, orderBy: { startsOn: "desc" } });
  const groups = await db.group.findMany({
    where: { schoolId, yearId: year.id },
    select: { id: true, kind: true, code: true, level: true },
    orderBy: { code: "asc" },
  });
  const links = await db.groupDivision.findMany({ where: { schoolId }, select: { groupId: true, divisionId: true } });
  const services = await db.service.findMany({
    where: { schoolId, yearId: year.id },
    select: { id: true, groupId: true, subjectId: true },
  });
  const subjects = await db.subject.findMany({ where: { schoolId }, select: { id: true, code: true } });
  const teachers = await db.serviceTeacher.findMany({
    where: { schoolId },
    select: { serviceId: true, teacherId: true },
  });
  const enrollments = await db.enrollment.findMany({
    where: { schoolId },
    select: { groupId: true, student: { select: { id: true, lastName: true, firstName: true } } },
    orderBy: [{ student: { lastName: "asc" } }, { student: { firstName: "asc" } }],
  });
  const externalIds = await db.externalId.findMany({
    where: { schoolId },
    select: { source: true, value: true, personId: true },
  });

  const codeOf = new Map(groups.map((group) => [group.id, group.code]));
  const subjectCodeOf = new Map(subjects.map((subject) => [subject.id, subject.code]));
  const teacherOf = new Map(teachers.map((teacher) => [teacher.serviceId, teacher.teacherId]));
  const personOf = new Map(externalIds.map((row) => [`${row.source} ${row.value}`, row.personId]));
  const students = new Map<string, string[]>();
  for (const { groupId, student } of enrollments) students.set(groupId, [...(students.get(groupId) ?? []), student.id]);
  return {
    schoolId,
    yearId: year.id,
    groups: new Map(
      groups.map((group) => {
        const own = links.filter((link) => link.groupId === group.id).map((link) => link.divisionId);
        const { id, kind, level } = group;
        return [group.code, { id, kind, level, divisionIds: kind === "DIVISION" ? [id] : own }];
      }),
    ),
    services: services
      .map((service) => ({
        id: service.id,
        groupId: service.groupId,
        subjectCode: subjectCodeOf.get(service.subjectId) ?? "",
        groupCode: codeOf.get(service.groupId) ?? "",
        teacherId: teacherOf.get(service.id) ?? "",
      }))
      .toSorted((a, b) => (`${a.groupCode} ${a.subjectCode}` < `${b.groupCode} ${b.subjectCode}` ? -1 : 1)),
    students,
    person(source, value) {
      const id = personOf.get(`${source} ${value}`);
      if (id === undefined) throw new Error(`the demo's files have nobody for ${source} ${value}`);
      return id;
    },
  };
}
