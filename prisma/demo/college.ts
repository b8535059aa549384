import { newId } from "@/lib/db/id";
import type { Db } from "@/lib/db/types";
import type { SchoolCalendar } from "@/prisma/demo/calendar";
import { COLLEGE_CONTENT } from "@/prisma/demo/content/index";
import { type SubjectKey, SUBJECTS } from "@/prisma/demo/curriculum";
import { SHOWCASED } from "@/prisma/demo/families";
import type { SchoolFilling } from "@/prisma/demo/fill";
import type { DemoService } from "@/prisma/demo/lessons";
import { loadSchool } from "@/prisma/demo/load";
import { type DemoYear, firstTeacherId, KNOWN_TEACHERS } from "@/prisma/demo/schools";
import type { Teaching } from "@/prisma/demo/teaching";
import { type PlacedLesson, ROOMS } from "@/prisma/demo/timetable";

/** The collège once imported, with its timetable: what its year is filled from. */
export async function collegeFilling(
  db: Db,
  schoolId: string,
  year: DemoYear,
  calendar: SchoolCalendar,
  teaching: Teaching,
  lessons: readonly PlacedLesson[],
): Promise<SchoolFilling> {
  const school = await loadSchool(db, schoolId);
  const rooms = Object.values(ROOMS).flatMap((kind) => kind.map((room) => ({ id: newId(), ...room })));
  const roomId = new Map(rooms.map((room) => [room.code, room.id]));
  const keyOf = new Map<string, SubjectKey>(SUBJECTS.map((subject) => [subject.code, subject.key]));
  const serviceId = new Map<string, string>();
  const services: DemoService[] = school.services.flatMap((service) => {
    const key = keyOf.get(service.subjectCode);
    const group = school.groups.get(service.groupCode);
    if (!key || !group) return [];
    serviceId.set(`${service.groupCode} ${key}`, service.id);
    return {
      id: service.id,
      groupId: service.groupId,
      teacherId: service.teacherId,
      level: group.level ?? "",
      content: COLLEGE_CONTENT[key],
      studentIds: school.students.get(service.groupId) ?? [],
      subgroupIds: subgroupsOf(school.groups, group),
    };
  });
  return {
    school,
    year,
    calendar,
    periodKind: "TRIMESTRE",
    services,
    rooms,
    slots: lessons.flatMap(({ service, room, ...times }) => {
      const id = serviceId.get(service);
      return id === undefined ? [] : { id: newId(), serviceId: id, roomId: roomId.get(room) ?? null, ...times };
    }),
    hasGrades: true,
    spareRoomIds: ROOMS.classroom.flatMap(({ code }) => roomId.get(code) ?? []),
    disturbedDivisionIds: [SHOWCASED.lina, SHOWCASED.hugo].flatMap(
      ({ division }) => school.groups.get(division)?.id ?? [],
    ),
    steadyTeacherIds: new Set(
      KNOWN_TEACHERS.map(({ subject }) => school.person("STS_EPP", firstTeacherId(teaching, subject))),
    ),
    diligentIds: [SHOWCASED.lina, SHOWCASED.hugo, SHOWCASED.zoe].map(({ eleveId }) =>
      school.person("SIECLE_ELEVE", eleveId),
    ),
  };
}

type Groups = Awaited<ReturnType<typeof loadSchool>>["groups"];

/** Half-groups of a division: groupes that draw from it alone. */
function subgroupsOf(groups: Groups, division: NonNullable<ReturnType<Groups["get"]>>): string[] {
  if (division.kind !== "DIVISION") return [];
  return [...groups.values()]
    .filter(({ kind, divisionIds }) => kind === "GROUP" && divisionIds.length === 1 && divisionIds[0] === division.id)
    .map(({ id }) => id);
}
