import "server-only";
import type { Context } from "@/lib/auth/context";
import type { Civility, Duty, Profile } from "@/lib/db/types";
import { likeText } from "@/lib/fold";
import { guardianLevelsOf } from "@/lib/modules";
import { openTies, shutTies } from "@/lib/school/guardians";
import { teacherName, today, validOn } from "@/lib/school/rules";
import { toDbDay } from "@/lib/time/day";
import { formatList, formatName, ofName } from "@/lib/time/format";
import { groupReachOf, mayBeWrittenTo, reachOf } from "./access";
import { audienceKey, folded, isCircular, parseAudience } from "./rules";
import type { Audience, RecipientChoice, RecipientSection, Resolved } from "./types";

/** How many persons a search by name brings: more is a name to write further. */
const FOUND = 8;

/** Guardians whom the school may write to: those who see the child here (docs/rules.md). */
const LEVELS = [...guardianLevelsOf("messagerie")];

interface Someone {
  id: string;
  profile: Profile;
  duty: Duty | null;
  civility: Civility | null;
  firstName: string;
  lastName: string;
}

const someone = { id: true, profile: true, duty: true, civility: true, firstName: true, lastName: true } as const;

const validToday = (ctx: Context) => validOn(today(ctx));

const shutToday = (ctx: Context) => shutTies(ctx.db, ctx.viewer.school.id, today(ctx));

const isFamilyProfile = (profile: Profile): boolean => profile === "STUDENT" || profile === "GUARDIAN";

/** «Mme Diallo» of the staff, «Lina Benali» of a family. */
export function mailName(person: Omit<Someone, "id" | "duty">): string {
  return isFamilyProfile(person.profile) ? formatName(person) : teacherName(person);
}

const DUTIES: Record<Duty, string> = {
  DEPUTY_HEAD: "Direction",
  CPE: "CPE",
  AED: "Vie scolaire",
  AESH: "AESH",
  SECRETARY: "Secrétariat",
  INSPECTOR: "Inspection",
  LIBRARIAN: "CDI",
  NURSE: "Infirmerie",
};

const PROFILES: Record<Profile, string> = {
  STUDENT: "Élève",
  GUARDIAN: "Parent",
  TEACHER: "Enseignement",
  VIE_SCOLAIRE: "Vie scolaire",
  STAFF: "Administration",
  HEAD: "Direction",
  ADMIN: "Administration du portail",
};

function choiceOf(person: Someone, detail = person.duty ? DUTIES[person.duty] : PROFILES[person.profile]) {
  return { key: audienceKey({ kind: "person", id: person.id }), label: mailName(person), detail };
}

/** What the composer offers without a search, by heading. Nobody out of the writer's reach is in it. */
export async function offeredRecipients(ctx: Context): Promise<RecipientSection[]> {
  const reach = reachOf(ctx.viewer);
  if (reach === "guardian" || reach === "pupil") return (await familyContacts(ctx)).sections;
  const groups = await reachableGroups(ctx);
  const sections = groups.map(({ id, name, isDivision }) => ({
    title: name,
    choices: groupChoices(id, name, isDivision),
  }));
  return ctx.viewer.duty === "AESH" ? [...sections, ...(await supportedSections(ctx))] : sections;
}

/**
 * Persons by name, for the staff: pupils with their guardians beside them. A family is offered everybody whom it may write to,
 * and searches nobody. Words may come in any order, without accents.
 */
export async function searchRecipients(ctx: Context, text: string): Promise<RecipientChoice[]> {
  const reach = reachOf(ctx.viewer);
  const terms = folded(text).split(" ").filter(Boolean).slice(0, 4);
  if ((reach !== "school" && reach !== "staff") || terms.join("").length < 2) return [];
  const day = today(ctx);
  const { school, person } = ctx.viewer;
  // The school's persons are few enough to be read through.
  const found = await ctx.db.$queryRaw<{ id: string }[]>`
    SELECT id FROM (
      SELECT id, last_name, first_name,
        folded(first_name || ' ' || last_name) AS name
      FROM person
      WHERE school_id = ${school.id}::uuid AND id <> ${person.id}::uuid AND starts_on <= ${day}::date
        AND (ends_on IS NULL OR ends_on > ${day}::date)
        AND (${reach} = 'school' OR profile NOT IN ('STUDENT', 'GUARDIAN'))
        AND (profile <> 'GUARDIAN' OR EXISTS (
          SELECT FROM ${openTies(school.id, day)} tie WHERE tie.guardian_id = person.id AND tie.level = ANY (${LEVELS}::int[])))
    ) named
    WHERE ' ' || name LIKE ALL (${terms.map((term) => `% ${likeText(term)}%`)}::text[])
    ORDER BY last_name, first_name LIMIT ${FOUND}`;
  if (found.length === 0) return [];
  const rows = await ctx.db.person.findMany({
    relationLoadStrategy: "join",
    where: { schoolId: school.id, id: { in: found.map(({ id }) => id) } },
    select: {
      ...someone,
      enrollments: {
        where: { groupKind: "DIVISION", ...validToday(ctx) },
        select: { group: { select: { name: true } } },
      },
      wards: {
        where: { level: { in: LEVELS }, ...validToday(ctx), NOT: await shutToday(ctx) },
        select: { student: { select: { firstName: true } } },
      },
    },
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return found.flatMap(({ id }) => {
    const row = byId.get(id);
    if (!row) return [];
    if (row.profile === "GUARDIAN") {
      return [choiceOf(row, `Parent ${ofName(formatList(row.wards.map(({ student }) => student.firstName)))}`)];
    }
    if (row.profile !== "STUDENT") return [choiceOf(row)];
    const division = row.enrollments[0]?.group.name ?? "";
    return pupilChoices(row, division ? `Élève, ${division}` : "Élève");
  });
}

/**
 * The persons behind audiences, today: who left is not among them, nor the writer. Resolved once more when a message is
 * sent, in its transaction.
 */
export async function resolveRecipients(ctx: Context, keys: readonly string[]): Promise<Resolved> {
  const audiences = keys.flatMap((key) => parseAudience(key) ?? []);
  const found = await personsBehind(ctx, audiences);
  const persons = new Map<string, Resolved["persons"][number]>();
  for (const { members } of found) {
    for (const member of members) {
      if (member.id === ctx.viewer.person.id) continue;
      persons.set(member.id, { id: member.id, name: mailName(member), isFamily: isFamilyProfile(member.profile) });
    }
  }
  const sorted = [...persons.values()].toSorted((a, b) => a.name.localeCompare(b.name, "fr"));
  return {
    persons: sorted,
    isCircular: isCircular(sorted),
    label: found.map(({ label }) => label).join(", "),
    choices: found.map(({ audience, label }) => ({ key: audienceKey(audience), label, detail: null })),
    hasRefused: found.length < audiences.length,
  };
}

interface Found {
  audience: Audience;
  label: string;
  members: Someone[];
}

async function personsBehind(ctx: Context, audiences: readonly Audience[]): Promise<Found[]> {
  if (audiences.length === 0) return [];
  const reach = reachOf(ctx.viewer);
  if (reach === "guardian" || reach === "pupil") {
    const { known } = await familyContacts(ctx);
    return audiences.flatMap((audience) => {
      const found = known.get(audienceKey(audience));
      return found ? [{ audience, ...found }] : [];
    });
  }
  if (reach === "nothing") return [];
  const idsOf = (...kinds: Audience["kind"][]) =>
    audiences.filter(({ kind }) => kinds.includes(kind)).map(({ id }) => id);
  const behind = new Map<string, Omit<Found, "audience">>();
  for (const person of await presentPersons(ctx, idsOf("person"))) {
    if (reach === "staff" && isFamilyProfile(person.profile)) continue;
    behind.set(audienceKey({ kind: "person", id: person.id }), { label: mailName(person), members: [person] });
  }
  await addGroups(ctx, idsOf("pupils", "parents", "team"), audiences, behind);
  if (reach === "school") await addPupils(ctx, idsOf("guardians", "teachers"), audiences, behind);
  return audiences.flatMap((audience) => {
    const found = behind.get(audienceKey(audience));
    return found && found.members.length > 0 ? [{ audience, ...found }] : [];
  });
}

async function presentPersons(ctx: Context, ids: readonly string[]): Promise<Someone[]> {
  if (ids.length === 0) return [];
  return ctx.db.person.findMany({
    where: {
      schoolId: ctx.viewer.school.id,
      id: { in: [...ids] },
      ...mayBeWrittenTo(today(ctx), await shutToday(ctx)),
    },
    select: someone,
  });
}

/** Groups as a whole: those of {@link reachableGroups}, and no other. */
async function addGroups(
  ctx: Context,
  asked: readonly string[],
  audiences: readonly Audience[],
  behind: Map<string, Omit<Found, "audience">>,
): Promise<void> {
  if (asked.length === 0) return;
  const schoolId = ctx.viewer.school.id;
  const valid = validToday(ctx);
  const groups = (await reachableGroups(ctx)).filter(({ id }) => asked.includes(id));
  const groupIds = groups.map(({ id }) => id);
  const has = (kind: Audience["kind"]) => audiences.some((audience) => audience.kind === kind);
  const shut = has("parents") ? await shutToday(ctx) : [];
  const enrolled =
    has("pupils") || has("parents")
      ? await ctx.db.enrollment.findMany({
          relationLoadStrategy: "join",
          where: { schoolId, groupId: { in: groupIds }, ...valid, student: valid },
          select: {
            groupId: true,
            student: {
              select: {
                ...someone,
                guardians: {
                  where: { level: { in: LEVELS }, ...valid, NOT: shut, guardian: valid },
                  select: { guardian: { select: someone } },
                },
              },
            },
          },
        })
      : [];
  const teaching = has("team")
    ? await ctx.db.serviceTeacher.findMany({
        relationLoadStrategy: "join",
        where: {
          schoolId,
          ...valid,
          teacher: valid,
          service: {
            group: {
              AND: [
                {
                  OR: [{ id: { in: groupIds } }, { divisions: { some: { schoolId, divisionId: { in: groupIds } } } }],
                },
              ],
            },
          },
        },
        select: {
          teacher: { select: someone },
          service: { select: { groupId: true, group: { select: { divisions: { select: { divisionId: true } } } } } },
        },
      })
    : [];
  for (const { id, name } of groups) {
    const own = enrolled.filter(({ groupId }) => groupId === id).map(({ student }) => student);
    const team = teaching.filter(
      ({ service }) => service.groupId === id || service.group.divisions.some(({ divisionId }) => divisionId === id),
    );
    behind.set(`pupils:${id}`, { label: `Élèves de ${name}`, members: own });
    behind.set(`parents:${id}`, {
      label: `Parents de ${name}`,
      members: own.flatMap(({ guardians }) => guardians.map(({ guardian }) => guardian)),
    });
    behind.set(`team:${id}`, { label: `Équipe de ${name}`, members: team.map(({ teacher }) => teacher) });
  }
}

/** The guardians and the teachers of pupils. */
async function addPupils(
  ctx: Context,
  asked: readonly string[],
  audiences: readonly Audience[],
  behind: Map<string, Omit<Found, "audience">>,
): Promise<void> {
  if (asked.length === 0) return;
  const schoolId = ctx.viewer.school.id;
  const valid = validToday(ctx);
  const pupils = await ctx.db.person.findMany({
    relationLoadStrategy: "join",
    where: { schoolId, id: { in: [...asked] }, profile: "STUDENT", ...valid },
    select: {
      ...someone,
      enrollments: { where: valid, select: { groupId: true } },
      guardians: {
        where: { level: { in: LEVELS }, ...valid, NOT: await shutToday(ctx), guardian: valid },
        select: { guardian: { select: someone } },
      },
    },
  });
  const teaching = audiences.some(({ kind }) => kind === "teachers")
    ? await teachersOf(ctx, [
        ...new Set(pupils.flatMap(({ enrollments }) => enrollments.map(({ groupId }) => groupId))),
      ])
    : [];
  for (const { id, enrollments, guardians, ...pupil } of pupils) {
    const groupIds = new Set(enrollments.map(({ groupId }) => groupId));
    behind.set(`guardians:${id}`, {
      label: `Parents ${ofName(formatName(pupil))}`,
      members: guardians.map(({ guardian }) => guardian),
    });
    behind.set(`teachers:${id}`, {
      label: `Équipe ${ofName(formatName(pupil))}`,
      members: teaching.filter(({ groupId }) => groupIds.has(groupId)).map(({ teacher }) => teacher),
    });
  }
}

async function teachersOf(ctx: Context, groupIds: readonly string[]) {
  if (groupIds.length === 0) return [];
  const valid = validToday(ctx);
  const rows = await ctx.db.serviceTeacher.findMany({
    relationLoadStrategy: "join",
    where: {
      schoolId: ctx.viewer.school.id,
      ...valid,
      teacher: valid,
      service: { groupId: { in: [...groupIds] } },
    },
    select: {
      teacher: { select: someone },
      service: { select: { groupId: true, subject: { select: { name: true } } } },
    },
  });
  return rows.map(({ teacher, service }) => ({ teacher, groupId: service.groupId, subject: service.subject.name }));
}

/** A page offers recipients and resolves those of a draft in one context; what it offers is looked up once. */
function oncePerContext<Value>(find: (ctx: Context) => Promise<Value>): (ctx: Context) => Promise<Value> {
  const known = new WeakMap<Context, Promise<Value>>();
  return (ctx) => {
    const value = known.get(ctx) ?? find(ctx);
    known.set(ctx, value);
    return value;
  };
}

const reachableGroups = oncePerContext(findReachableGroups);
const familyContacts = oncePerContext(findFamilyContacts);

/** The groups that the viewer writes to as a whole: access.ts. */
async function findReachableGroups(ctx: Context): Promise<{ id: string; name: string; isDivision: boolean }[]> {
  const reach = groupReachOf(ctx.viewer);
  if (reach === "none") return [];
  const schoolId = ctx.viewer.school.id;
  const day = toDbDay(today(ctx));
  const valid = validToday(ctx);
  const teacherId = ctx.viewer.person.id;
  const groups = await ctx.db.group.findMany({
    where: {
      schoolId,
      year: { startsOn: { lte: day }, endsOn: { gt: day } },
      ...valid,
      ...(reach === "taught"
        ? {
            AND: {
              OR: [
                { services: { some: { schoolId, teachers: { some: { schoolId, teacherId, ...valid } } } } },
                { mainTeachers: { some: { schoolId, teacherId, ...valid } } },
              ],
            },
          }
        : { kind: "DIVISION" }),
    },
    select: { id: true, name: true, kind: true },
    orderBy: [{ kind: "asc" }, { code: "asc" }],
    take: 120,
  });
  return groups.map(({ id, name, kind }) => ({ id, name, isDivision: kind === "DIVISION" }));
}

function groupChoices(id: string, name: string, isDivision: boolean): RecipientChoice[] {
  const choices: RecipientChoice[] = [
    { key: `pupils:${id}`, label: `Élèves de ${name}`, detail: null },
    { key: `parents:${id}`, label: `Parents de ${name}`, detail: null },
  ];
  if (isDivision) choices.push({ key: `team:${id}`, label: `Équipe de ${name}`, detail: null });
  return choices;
}

/** A pupil, its guardians, its teachers. */
function pupilChoices(pupil: Someone, detail: string): RecipientChoice[] {
  const name = formatName(pupil);
  return [
    choiceOf(pupil, detail),
    { key: `guardians:${pupil.id}`, label: `Parents ${ofName(name)}`, detail: null },
    { key: `teachers:${pupil.id}`, label: `Équipe ${ofName(name)}`, detail: null },
  ];
}

async function supportedSections(ctx: Context): Promise<RecipientSection[]> {
  const rows = await ctx.db.studentSupport.findMany({
    relationLoadStrategy: "join",
    where: { schoolId: ctx.viewer.school.id, staffId: ctx.viewer.person.id, ...validToday(ctx) },
    select: { student: { select: someone } },
    orderBy: [{ student: { lastName: "asc" } }, { student: { firstName: "asc" } }],
  });
  return rows.map(({ student }) => ({ title: formatName(student), choices: pupilChoices(student, "Élève") }));
}

/** Everybody whom a pupil or a guardian may start to write to: few enough to be read at once. */
async function findFamilyContacts(
  ctx: Context,
): Promise<{ sections: RecipientSection[]; known: Map<string, Omit<Found, "audience">> }> {
  const { school, students, profile } = ctx.viewer;
  const schoolId = school.id;
  const valid = validToday(ctx);
  const isGuardian = profile === "GUARDIAN";
  const enrolled = await ctx.db.enrollment.findMany({
    where: { schoolId, studentId: { in: students.map(({ id }) => id) }, ...valid },
    select: { studentId: true, groupId: true },
  });
  const groupIds = [...new Set(enrolled.map(({ groupId }) => groupId))];
  const teaching = await teachersOf(ctx, groupIds);
  const main = await ctx.db.mainTeacher.findMany({
    relationLoadStrategy: "join",
    where: { schoolId, groupId: { in: groupIds }, ...valid, teacher: valid },
    select: { groupId: true, teacher: { select: someone } },
  });
  const staff = await ctx.db.person.findMany({
    where: {
      schoolId,
      ...valid,
      profile: { in: isGuardian ? ["VIE_SCOLAIRE", "STAFF", "HEAD"] : ["VIE_SCOLAIRE", "STAFF"] },
      // Those whose work is the families of the whole school: an AESH answers, an inspector visits. `NOT IN` forgets nulls.
      AND: { OR: [{ duty: null }, { duty: { notIn: ["AESH", "INSPECTOR"] } }] },
    },
    select: someone,
    orderBy: [{ lastName: "asc" }, { firstName: "asc" }],
  });

  const known = new Map<string, Omit<Found, "audience">>();
  const sections: RecipientSection[] = [];
  for (const student of students) {
    const own = new Set(enrolled.filter(({ studentId }) => studentId === student.id).map(({ groupId }) => groupId));
    const teachers = new Map<string, { person: Someone; words: Set<string> }>();
    const add = (person: Someone, word: string) => {
      const entry = teachers.get(person.id) ?? { person, words: new Set<string>() };
      teachers.set(person.id, entry);
      entry.words.add(word);
    };
    for (const { groupId, teacher } of main) if (own.has(groupId)) add(teacher, "Professeur principal");
    for (const { groupId, teacher, subject } of teaching) if (own.has(groupId)) add(teacher, subject);
    const sorted = [...teachers.values()].toSorted((a, b) => a.person.lastName.localeCompare(b.person.lastName, "fr"));
    const choices: RecipientChoice[] = sorted.map(({ person, words }) => choiceOf(person, [...words].join(", ")));
    for (const { person } of sorted) known.set(`person:${person.id}`, { label: mailName(person), members: [person] });
    if (isGuardian && sorted.length > 1) {
      const label = `Équipe ${ofName(student.firstName)}`;
      const key = `teachers:${student.id}`;
      choices.unshift({ key, label, detail: "Tous ses professeurs ensemble" });
      known.set(key, { label, members: sorted.map(({ person }) => person) });
    }
    if (choices.length > 0) {
      sections.push({ title: isGuardian ? `Professeurs ${ofName(student.firstName)}` : "Tes professeurs", choices });
    }
  }
  for (const person of staff) known.set(`person:${person.id}`, { label: mailName(person), members: [person] });
  if (staff.length > 0) {
    sections.push({
      title: isGuardian ? "Vie scolaire, direction et administration" : "Vie scolaire et administration",
      choices: staff.map((person) => choiceOf(person)),
    });
  }
  return { sections, known };
}
