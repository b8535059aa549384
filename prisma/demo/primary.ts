import { newId } from "@/lib/db/id";
import type { Db } from "@/lib/db/types";
import type { SchoolCalendar } from "@/prisma/demo/calendar";
import { PRIMARY_CONTENT } from "@/prisma/demo/content/index";
import { SHOWCASED } from "@/prisma/demo/families";
import type { SchoolFilling } from "@/prisma/demo/fill";
import type { DemoService, DemoSlot } from "@/prisma/demo/lessons";
import { loadSchool } from "@/prisma/demo/load";
import { type DemoYear, PRIMARY_CLASSES, PRIMARY_SUBJECTS } from "@/prisma/demo/schools";

/** The hours of a day, four days a week, twenty-four hours in all. */
const HOURS = [
  [510, 570],
  [570, 630],
  [645, 705],
  [810, 870],
  [870, 915],
  [930, 990],
] as const;

/** What is taught at each of these hours, by weekday; every class has its own teacher and room. */
const WEEK: readonly { weekday: number; subjects: readonly string[] }[] = [
  { weekday: 1, subjects: ["lecture", "calcul", "anglais", "monde", "sciences", "eps"] },
  { weekday: 2, subjects: ["lecture", "calcul", "lecture", "calcul", "arts", "lecture"] },
  { weekday: 4, subjects: ["lecture", "calcul", "anglais", "sciences", "monde", "eps"] },
  { weekday: 5, subjects: ["lecture", "calcul", "lecture", "monde", "arts", "calcul"] },
];

/** The primary school once imported, with its timetable: what its year is filled from. */
export async function primaryFilling(
  db: Db,
  schoolId: string,
  year: DemoYear,
  calendar: SchoolCalendar,
): Promise<SchoolFilling> {
  const school = await loadSchool(db, schoolId);
  const rooms = PRIMARY_CLASSES.map(({ code }) => ({ id: newId(), code, name: `Classe de ${code}` }));
  const services: DemoService[] = [];
  const slots: DemoSlot[] = [];
  for (const { id, groupId, groupCode, teacherId, subjectCode } of school.services) {
    const key = PRIMARY_SUBJECTS.find((subject) => subject.code === subjectCode)?.key;
    const content = key && PRIMARY_CONTENT[key];
    if (!content) continue;
    const studentIds = school.students.get(groupId) ?? [];
    services.push({ id, groupId, teacherId, level: groupCode, content, studentIds, subgroupIds: [] });
    const roomId = rooms.find((room) => room.code === groupCode)?.id ?? null;
    for (const { weekday, subjects } of WEEK) {
      for (const [hour, [startMinute, endMinute]] of HOURS.entries()) {
        if (subjects[hour] !== key) continue;
        slots.push({ id: newId(), serviceId: id, roomId, weekday, startMinute, endMinute, alternance: null });
      }
    }
  }
  return {
    school,
    year,
    calendar,
    periodKind: "TRIMESTRE",
    services,
    rooms,
    slots,
    hasGrades: false,
    spareRoomIds: [],
    disturbedDivisionIds: [],
    steadyTeacherIds: new Set(),
    diligentIds: [school.person("SIECLE_ELEVE", SHOWCASED.sami.eleveId)],
  };
}
