import { beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import { calledSessions } from "@/lib/absences/access";
import { type Operation, runOperation } from "@/lib/actions/run";
import { type Context, openContext } from "@/lib/auth/context";
import { newId } from "@/lib/db/id";
import { withSystem } from "@/lib/db/system";
import { appointSubstituteInput, endSubstitutionInput } from "@/lib/droits/schema";
import { appointSubstitute, endSubstitution, listSubstitutions, replaceableTeachers } from "@/lib/droits/substitutions";
import type { Result } from "@/lib/errors/codes";
import { taughtScope } from "@/lib/notes/access";
import { toDbDay } from "@/lib/time/day";
import { actAs, viewerAs } from "@/tests/access/personas";
import { aGroup, aPerson, aService, aSession, aSubject, type PersonRef } from "@/tests/factories/builders";
import { makeWorld, type World } from "@/tests/factories/world";

let world: World;
beforeAll(async () => {
  world = await withSystem("substitutions: the world", makeWorld);
});

/** A write as its form sends it. */
function as<Schema extends z.ZodType, Value>(
  input: Schema,
  run: (ctx: Context, input: z.output<Schema>) => Promise<Result<Value>>,
) {
  const operation: Operation<Schema, Value> = { name: `test.${run.name}`, module: "comptes", input, run };
  return async (who: PersonRef, values: Record<string, unknown>): Promise<Result<Value>> =>
    runOperation(operation, await viewerAs(who), { operationId: newId(), ...values });
}
const appoint = as(appointSubstituteInput, appointSubstitute);
const end = as(endSubstitutionInput, endSubstitution);

const days = { startsOn: "2026-11-20", lastDay: "2026-11-27" };

/** Two teachers, and a service of the first with lessons on Friday, on Friday in a week (the last day) and the Monday after. */
async function aSituation() {
  return withSystem("test: a situation", async (db) => {
    const { school } = world;
    const teacher = (firstName: string) =>
      aPerson(db, school.schoolId, { profile: "TEACHER", firstName, lastName: "Dupont" });
    const [replaced, substitute] = [await teacher("Odile"), await teacher("Noé")];
    const group = await aGroup(db, school, { code: newId().slice(-6) });
    const subject = await aSubject(db, school.schoolId, newId().slice(-6), "Musique");
    const service = await aService(db, subject, group, [replaced]);
    const lessons = [];
    for (const on of ["2026-11-20", "2026-11-27", "2026-11-30"]) {
      lessons.push(await aSession(db, service, [replaced], { on, startMinute: 600 }));
    }
    return { replaced, substitute, service, lessons, group, subject };
  });
}
type Situation = Awaited<ReturnType<typeof aSituation>>;

const input = ({ replaced, substitute, service }: Situation, values: object = {}) => ({
  ...days,
  replacedId: replaced.id,
  substituteId: substitute.id,
  serviceIds: [service.id],
  ...values,
});

/** Who gives the lessons of the situation, in order, and what state each is in. */
const givenBy = ({ lessons, replaced }: Situation): Promise<string[]> =>
  withSystem("test: who gives them", async (db) => {
    const rows = await db.session.findMany({
      where: { schoolId: world.school.schoolId, id: { in: lessons.map(({ id }) => id) } },
      select: { status: true, teachers: { select: { teacherId: true, replacesId: true } } },
      orderBy: { day: "asc" },
    });
    return rows.map(({ status, teachers }) => {
      const who = teachers.map(({ teacherId, replacesId }) =>
        teacherId === replaced.id ? "replaced" : replacesId === replaced.id ? "substitute" : "somebody",
      );
      return `${who.join("+")} ${status}`;
    });
  });

/** On which of these days a teacher has the service for its own: to grade, and to call the roll of its lesson. */
async function rightsOn(who: PersonRef, { service, lessons }: Situation, on: readonly string[]): Promise<string[]> {
  const viewer = await viewerAs(who);
  return openContext(viewer, "notes", { readOnly: true }, async ({ db }) => {
    const held: string[] = [];
    for (const day of on) {
      const grades = await db.service.count({ where: { AND: [taughtScope(viewer, day), { id: service.id }] } });
      const ids = lessons.map(({ id }) => id);
      const called = await db.session.count({
        where: { AND: [calledSessions(viewer, day), { id: { in: ids }, day: toDbDay(day) }] },
      });
      held.push([grades > 0 && "grades", called > 0 && "roll"].filter(Boolean).join("+"));
    }
    return held;
  });
}

describe("a substitution", () => {
  it("gives the lessons and the rights of its days, and neither a day more", async () => {
    const situation = await aSituation();
    const on = ["2026-11-19", "2026-11-20", "2026-11-27", "2026-11-30"];
    expect(await rightsOn(situation.substitute, situation, on)).toEqual(["", "", "", ""]);
    const made = await appoint(world.people.head, input(situation));
    expect(made).toMatchObject({ ok: true, value: { lessons: 2, left: 0 } });
    expect(await givenBy(situation)).toEqual(["substitute CHANGED", "substitute CHANGED", "replaced PLANNED"]);
    expect(await rightsOn(situation.substitute, situation, on)).toEqual(["", "grades+roll", "grades+roll", ""]);
    // Who is replaced keeps what it had: it may come back for a council.
    expect(await rightsOn(situation.replaced, situation, on.slice(1, 2))).toEqual(["grades+roll"]);
  });

  it("leaves the lessons that the substitute cannot give, and tells how many", async () => {
    const situation = await aSituation();
    await withSystem("test: already taken", async (db) => {
      const other = await aGroup(db, world.school, { code: newId().slice(-6) });
      const own = await aService(db, situation.subject, other, [situation.substitute]);
      await aSession(db, own, [situation.substitute], { on: "2026-11-20", startMinute: 630 });
    });
    expect(await appoint(world.people.admin, input(situation))).toMatchObject({
      ok: true,
      value: {
        lessons: 1,
        left: 1,
        words:
          "Le remplacement est enregistré. 1\u00A0séance à son nom\u202F; 1\u00A0séance reste à la personne remplacée, faute de disponibilité.",
      },
    });
    expect(await givenBy(situation)).toEqual(["replaced PLANNED", "substitute CHANGED", "replaced PLANNED"]);
    const { lines } = await actAs(world.people.admin, (ctx) => listSubstitutions(ctx, 1), "comptes");
    const own = lines.find(({ substitute }) => substitute.id === situation.substitute.id);
    expect(own).toMatchObject({ ...days, state: "COMING", left: 1, replaced: { id: situation.replaced.id } });
  });

  it("brings back the lessons that the absence had cancelled", async () => {
    const situation = await aSituation();
    const { schoolId } = world.school;
    await withSystem("test: an absence", async (db) => {
      const id = newId();
      const span = { startDay: toDbDay("2026-11-20"), startMinute: 0, endDay: toDbDay("2026-11-27"), endMinute: 1440 };
      await db.teacherAbsence.create({
        data: {
          schoolId,
          id,
          teacherId: situation.replaced.id,
          ...span,
          declaredById: world.people.cpe.id,
          declaredAt: new Date("2026-11-19T07:00:00Z"),
        },
      });
      await db.session.updateMany({
        where: { schoolId, id: { in: situation.lessons.slice(0, 2).map(({ id: lesson }) => lesson) } },
        data: { status: "CANCELLED", statusBefore: "PLANNED", cancelReason: "TEACHER_ABSENT", absenceId: id },
      });
    });
    expect(await appoint(world.people.head, input(situation))).toMatchObject({ value: { lessons: 2, left: 0 } });
    expect(await givenBy(situation)).toEqual(["substitute CHANGED", "substitute CHANGED", "replaced PLANNED"]);
  });

  it("ends early: the lessons to come go back, as they were planned, and the rights with them", async () => {
    const situation = await aSituation();
    await appoint(world.people.head, input(situation));
    const { lines } = await actAs(world.people.head, (ctx) => listSubstitutions(ctx, 1), "comptes");
    const own = lines.find(({ substitute }) => substitute.id === situation.substitute.id);
    const substitutionId = own?.id ?? "";
    expect(await end(world.people.deputy, { substitutionId })).toMatchObject({ ok: true, value: { lessons: 2 } });
    expect(await givenBy(situation)).toEqual(["replaced PLANNED", "replaced PLANNED", "replaced PLANNED"]);
    expect(await rightsOn(situation.substitute, situation, ["2026-11-20", "2026-11-27"])).toEqual(["", ""]);
    expect(await end(world.people.head, { substitutionId })).toMatchObject({ ok: false, code: "NOT_FOUND" });
    // The same days may be given again.
    expect(await appoint(world.people.head, input(situation))).toMatchObject({ ok: true, value: { lessons: 2 } });
  });

  it("over two years ends in the one that is open, once the other is closed", async () => {
    const situation = await aSituation();
    const { schoolId } = world.school;
    const year = {
      schoolId,
      id: newId(),
      label: "2025-2026",
      startsOn: toDbDay("2025-09-01"),
      endsOn: toDbDay("2026-08-31"),
    };
    const closed = await withSystem("test: a year before", async (db) => {
      await db.schoolYear.create({ data: year });
      const group = await aGroup(db, { ...world.school, yearId: year.id }, { code: newId().slice(-6) });
      return aService(db, situation.subject, group, [situation.replaced]);
    });
    const serviceIds = [situation.service.id, closed.id];
    expect(await appoint(world.people.head, input(situation, { serviceIds }))).toMatchObject({ ok: true });
    const rows = () =>
      withSystem("test: the rows", (db) =>
        db.serviceTeacher.findMany({
          where: { schoolId, replacesId: situation.replaced.id },
          select: { id: true, serviceId: true, endsOn: true },
        }),
      );
    const [first] = await rows();
    await withSystem("test: closed", (db) =>
      db.schoolYear.update({
        where: { schoolId_id: { schoolId, id: year.id } },
        data: { closedAt: new Date("2026-11-19T06:00:00Z") },
      }),
    );
    expect(await end(world.people.head, { substitutionId: first?.id })).toMatchObject({ ok: true });
    const ends = new Map((await rows()).map(({ serviceId, endsOn }) => [serviceId, endsOn]));
    expect(ends.get(situation.service.id)).toEqual(toDbDay("2026-11-20"));
    expect(ends.get(closed.id)).toEqual(toDbDay("2026-11-28"));
  });

  it("names what is wrong: days, services of others, somebody who is there already, oneself", async () => {
    const situation = await aSituation();
    const { head, pupil } = { head: world.people.head, pupil: world.people.alice };
    const fieldsOf = async (values: object, who: PersonRef = head) => {
      const made = await appoint(who, input(situation, values));
      return made.ok ? "appointed" : Object.keys(made.fields ?? {}).join();
    };
    expect(await fieldsOf({ startsOn: "2026-11-18" })).toBe("startsOn");
    expect(await fieldsOf({ lastDay: "2026-11-19" })).toBe("lastDay");
    expect(await fieldsOf({ substituteId: situation.replaced.id })).toBe("substituteId");
    expect(await fieldsOf({ substituteId: pupil.id })).toBe("substituteId");
    expect(await fieldsOf({ substituteId: world.other.people.teacher.id })).toBe("substituteId");
    expect(await fieldsOf({ serviceIds: [world.services.french6A.id] })).toBe("serviceIds");
    const hat = await withSystem("test: another hat", async (db) => {
      const own = await aPerson(db, world.school.schoolId, { profile: "TEACHER", firstName: "A", lastName: "Adam" });
      await db.person.update({
        where: { schoolId_id: { schoolId: world.school.schoolId, id: own.id } },
        data: { accountId: world.people.admin.accountId },
      });
      return own;
    });
    expect(await fieldsOf({ substituteId: hat.id }, world.people.admin)).toBe("substituteId");
    expect(await fieldsOf({})).toBe("appointed");
    expect(await fieldsOf({})).toBe("serviceIds");
    const third = await withSystem("test: a third", (db) =>
      aPerson(db, world.school.schoolId, { profile: "TEACHER", firstName: "Tom", lastName: "Tiers" }),
    );
    expect(await fieldsOf({ substituteId: third.id })).toBe("serviceIds");
  });

  it("is offered with the services of each teacher", async () => {
    const { replaced } = await aSituation();
    const teachers = await actAs(world.people.admin, (ctx) => replaceableTeachers(ctx), "comptes");
    const own = teachers.find(({ id }) => id === replaced.id);
    expect(own?.services.map(({ name }) => name.split(", ")[0])).toEqual(["Musique"]);
  });
});
