import { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { hashSecret } from "@/lib/auth/codes";
import { disconnect } from "@/lib/db/client";
import { openPersons, resolveFeed, resolveSignIn } from "@/lib/db/identity";
import { closeIdentityPool } from "@/lib/db/identity-pool";
import { newId } from "@/lib/db/id";
import { withSystem } from "@/lib/db/system";
import type { Db } from "@/lib/db/types";
import { databaseAdminUrl } from "@/lib/env";
import { processDepartures, processRequests, purgeLoneAccounts } from "@/lib/departs/jobs";
import { fates } from "@/lib/departs/registry";
import { closingSteps } from "@/lib/departs/steps";
import { storage } from "@/lib/storage/storage";
import { now } from "@/lib/time/clock";
import { toDbDay, toDbInstant } from "@/lib/time/day";
import { aSignIn } from "@/tests/access/personas";
import { changedTables, closeSnapshots, snapshot } from "@/tests/access/snapshot";
import {
  MADE_AT,
  aFile,
  aMessage,
  aPerson,
  aSchool,
  aService,
  aSubject,
  aGroup,
  aSession,
  type PersonRef,
  type Ref,
} from "@/tests/factories/builders";
import { aDocument, aFolder, anUpload, aShare } from "@/tests/factories/documents";
import { aFavourite, aResource } from "@/tests/factories/resources";
import { makeWorld, type World } from "@/tests/factories/world";

// What is left of somebody: nothing that tells who it was, and all that belongs to others.

let pool: Pool;
let world: World;

beforeAll(async () => {
  pool = new Pool({ connectionString: databaseAdminUrl(), max: 1 });
  world = await withSystem("test: the world", makeWorld);
});
afterAll(async () => {
  await pool.end();
  await closeSnapshots();
  await closeIdentityPool();
  await disconnect();
});

const NAME = { firstName: "Églantine", lastName: "Quatrefages" };

/** The year before that of the world, in whose summer pupils left. */
async function aYearBefore(db: Db, schoolId: string): Promise<void> {
  await db.schoolYear.create({
    data: {
      schoolId,
      id: newId(),
      label: "2025-2026",
      startsOn: toDbDay("2025-09-01"),
      endsOn: toDbDay("2026-09-01"),
    },
  });
}

async function hasBytes(key: string): Promise<boolean> {
  return storage()
    .get(key)
    .then(
      async (body) => {
        await body.cancel();
        return true;
      },
      () => false,
    );
}

const bytesOf = (text: string): ReadableStream<Uint8Array> => new Blob([text]).stream();

/** alice under a name that nobody else bears, with something of hers in every table, gone since June. */
async function fillAndLeave(db: Db, { people, school, groups, services, periods, assessments, news }: World) {
  const { schoolId } = school;
  const { alice, aliceGuardian1, frenchTeacher, head } = people;
  const own = { schoolId, personId: alice.id };
  await aYearBefore(db, schoolId);
  await db.person.update({
    where: { schoolId_id: { schoolId, id: alice.id } },
    data: { ...NAME, endsOn: toDbDay("2026-06-30") },
  });
  const document = await aDocument(db, { person: alice }, alice, "poème.pdf");
  const stored = await db.document.findUniqueOrThrow({
    where: { schoolId_id: { schoolId, id: document.id } },
    select: { file: { select: { storageKey: true } } },
  });
  await aFolder(db, { person: alice }, alice, "Privé");
  await aShare(db, document, alice, { groupId: groups.sixA.id });
  const upload = await anUpload(db, alice);
  const draftFile = await aFile(db, alice, "brouillon.pdf");
  const draftId = newId();
  await db.draft.create({
    data: { ...own, id: draftId, subject: "À finir", audience: [], content: {}, updatedAt: MADE_AT },
  });
  await db.draftFile.create({ data: { ...own, draftId, fileId: draftFile.id, position: 0 } });
  const sentFile = await aFile(db, alice, "expose.pdf");
  const sent = await aMessage(db, alice, [frenchTeacher], { subject: "Exposé", file: sentFile });
  await db.message.update({
    where: { schoolId_id: { schoolId, id: sent.messageId } },
    data: { searchText: "eglantine quatrefages expose" },
  });
  const received = await aMessage(db, frenchTeacher, [alice], { subject: "Bravo" });
  await db.delivery.updateMany({
    where: { schoolId, messageId: received.messageId, kind: "SENT" },
    data: { audienceLabel: "Églantine Quatrefages, Adam Azoulay" },
  });
  const notice = {
    schoolId,
    eventId: newId(),
    href: "/",
    createdAt: MADE_AT,
    visibleAt: MADE_AT,
    mail: "NONE" as const,
  };
  await db.notification.createMany({
    data: [
      { ...notice, id: newId(), personId: alice.id, kind: "a", title: "À toi" },
      {
        ...notice,
        id: newId(),
        personId: aliceGuardian1.id,
        studentId: alice.id,
        kind: "b",
        title: "Note d’Églantine",
      },
      { ...notice, id: newId(), personId: frenchTeacher.id, kind: "c", title: "Message de Églantine Quatrefages" },
    ],
  });
  await db.notificationPreference.create({ data: { ...own, kind: "a", mail: "DAILY" } });
  await db.newsRead.create({ data: { ...own, newsId: news.everybody.id, readAt: MADE_AT } });
  await db.newsAcknowledgement.create({ data: { ...own, newsId: news.sixA.id, acknowledgedAt: MADE_AT } });
  await aFavourite(db, await aResource(db, schoolId, "Dictionnaire"), alice);
  await db.homeworkCompletion.create({
    data: { schoolId, studentId: alice.id, homeworkId: world.homework.maths6A.id, doneAt: MADE_AT },
  });
  await db.homeworkRecipient.create({
    data: { schoolId, studentId: alice.id, homeworkId: world.homework.mathsForAdam.id },
  });
  await db.operation.create({ data: { ...own, id: newId(), name: "x", result: {}, createdAt: MADE_AT } });
  await db.accessCode.create({
    data: { ...own, id: newId(), purpose: "ACTIVATION", codeHash: newId(), createdAt: MADE_AT, expiresAt: MADE_AT },
  });
  await db.feedToken.createMany({
    data: [
      { ...own, id: newId(), studentId: alice.id, tokenHash: newId(), createdAt: MADE_AT },
      {
        schoolId,
        id: newId(),
        personId: aliceGuardian1.id,
        studentId: alice.id,
        tokenHash: newId(),
        createdAt: MADE_AT,
      },
    ],
  });
  await db.contact.create({ data: { ...own, id: newId(), kind: "EMAIL", value: "eglantine@example.org" } });
  await db.externalId.create({ data: { ...own, source: "INE", value: "123456789AB" } });
  await db.grade.updateMany({
    where: { schoolId, studentId: alice.id, assessmentId: assessments.maths6A.id },
    data: { comment: "Églantine a triché" },
  });
  const written = { schoolId, studentId: alice.id, periodId: periods.firstTerm.id, updatedAt: MADE_AT };
  await db.appreciation.create({
    data: { ...written, serviceId: services.maths6A.id, text: "ÉGLANTINE progresse.", authorId: head.id },
  });
  await db.councilAppreciation.create({
    data: { ...written, divisionId: groups.sixA.id, text: "Bravo Églantine Quatrefages", authorId: head.id },
  });
  await db.bulletin.create({
    data: {
      schoolId,
      divisionId: groups.sixA.id,
      periodId: periods.firstTerm.id,
      studentId: alice.id,
      createdAt: MADE_AT,
      visibleAt: MADE_AT,
      content: { student: { id: alice.id, ...NAME }, lines: [{ appreciation: "Églantine lit." }], council: "Oui" },
    },
  });
  await db.messageReport.create({
    data: {
      schoolId,
      id: newId(),
      messageId: sent.messageId,
      authorId: alice.id,
      reporterId: frenchTeacher.id,
      reason: "Églantine insulte",
      subject: "Exposé",
      copy: [{ author: "Églantine Quatrefages", sentAt: "2026-01-01", content: {} }],
      createdAt: MADE_AT,
      settledAt: MADE_AT,
    },
  });
  const exported = `${newId()}/${newId()}`;
  await db.dataExport.create({
    data: { ...own, id: newId(), askedById: alice.id, state: "READY", createdAt: MADE_AT, storageKey: exported },
  });
  return { document: stored.file.storageKey, upload: upload.storageKey, exported, sent, sentFile };
}

/** Tables with a row in which one of these texts is, whatever the column. */
async function tablesWith(...texts: string[]): Promise<string[]> {
  const found: string[] = [];
  for (const table of Object.keys(fates)) {
    const { rows } = await pool.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM "${table}" t WHERE ${texts.map((_, index) => `t::text ILIKE $${index + 1}`).join(" OR ")}`,
      texts.map((text) => `%${text}%`),
    );
    if (rows[0]?.count) found.push(table);
  }
  return found;
}

const personOf = ({ schoolId, id }: Ref) =>
  withSystem("test", (db) => db.person.findUniqueOrThrow({ where: { schoolId_id: { schoolId, id } } }));

const leave = ({ schoolId, id }: Ref, values: { endsOn?: string; accessEndsOn?: string; asked?: boolean }) =>
  withSystem("test", async (db) => {
    await db.person.update({
      where: { schoolId_id: { schoolId, id } },
      data: {
        ...(values.endsOn && { endsOn: toDbDay(values.endsOn) }),
        ...(values.accessEndsOn && { accessEndsOn: toDbDay(values.accessEndsOn) }),
        ...(values.asked && { eraseAskedAt: MADE_AT }),
      },
    });
  });

describe("a pupil of last year", () => {
  test("is nowhere any more, neither by name nor by what was its own; a second run changes nothing", async () => {
    const { alice, frenchTeacher } = world.people;
    const token = await aSignIn(alice.accountId);
    const left = await withSystem("test", (db) => fillAndLeave(db, world));
    for (const key of [left.document, left.upload, left.exported]) await storage().put(key, bytesOf("x"), 10);
    expect(await tablesWith("quatrefages")).not.toEqual([]);

    // A worker that stops in the middle leaves everything as it was, and is gone on with.
    const broken = vi.spyOn(closingSteps, "account" as never);
    broken.mockImplementationOnce(() => Promise.reject(new Error("stopped")));
    const before = await snapshot();
    await processDepartures();
    expect(changedTables(before, await snapshot())).toEqual([]);
    broken.mockRestore();
    expect(await processDepartures()).toBe(1);

    expect(await tablesWith("quatrefages", "eglantine", "églantine", "123456789AB")).toEqual([]);
    const person = await personOf(alice);
    expect(person).toMatchObject({ firstName: "Ancien élève", accountId: null, civility: null });
    expect(person.lastName).toMatch(/^[A-Z2-9]{4}$/);
    expect(person.closedAt).toEqual(person.erasedAt);
    // What is hers alone is gone; what hangs on the mail of others stays with them.
    const deleted = Object.entries(fates).filter(
      ([table, { fate }]) => fate === "deleted" && !["file", "delivery"].includes(table),
    );
    expect((await tablesWith(alice.id)).filter((table) => deleted.some(([each]) => each === table))).toEqual([]);
    for (const key of [left.document, left.upload, left.exported]) expect(await hasBytes(key)).toBe(false);
    expect(await tablesWith(alice.accountId, alice.login)).toEqual([]);
    expect(await resolveSignIn(hashSecret(token), now())).toBeNull();
    const { schoolId, messageId } = left.sent;
    const kept = await withSystem("test", (db) =>
      db.message.findUniqueOrThrow({
        where: { schoolId_id: { schoolId, id: messageId } },
        select: { searchText: true, deliveries: { select: { personId: true } }, files: { select: { fileId: true } } },
      }),
    );
    expect(kept.deliveries).toEqual([{ personId: frenchTeacher.id }]);
    expect(kept.files).toEqual([{ fileId: left.sentFile.id }]);
    expect(kept.searchText).toMatch(/^ancien eleve \w{4} expose$/);
    const points = await withSystem("test", (db) =>
      db.grade.findMany({ where: { schoolId, studentId: alice.id }, select: { points: true, comment: true } }),
    );
    expect(points.length).toBeGreaterThan(1);
    expect(points.every(({ comment }) => comment === null)).toBe(true);

    const after = await snapshot();
    expect(await processDepartures()).toBe(0);
    await processRequests();
    expect(changedTables(after, await snapshot())).toEqual([]);
  });
});

/** Somebody of a school of its own, so that what one test leaves is no other's. */
async function someone(profile: PersonRef["profile"], values: { account?: PersonRef } = {}) {
  return withSystem("test", async (db) => {
    const school = await aSchool(db);
    const person = await aPerson(db, school.schoolId, {
      profile,
      firstName: "Ophélie",
      lastName: "Valbonne",
      ...values,
    });
    return { school, person };
  });
}

describe("who stays, and who stays a while", () => {
  test("a second hat, or another school, keeps the account; the last to go takes it along", async () => {
    const { person } = await someone("GUARDIAN");
    const elsewhere = await someone("GUARDIAN", { account: person });
    await leave(person, { endsOn: "2026-08-19" });
    await processDepartures();
    expect(await personOf(person)).toMatchObject({ firstName: "Ancien parent", accountId: null });
    expect(await personOf(elsewhere.person)).toMatchObject({ accountId: person.accountId, closedAt: null });
    expect(await tablesWith(person.login)).toEqual(["account"]);
    await leave(elsewhere.person, { endsOn: "2026-08-19" });
    await processDepartures();
    expect(await tablesWith(person.login)).toEqual([]);
  });

  test("a part in running the platform keeps the account for as long as it is remembered", async () => {
    const { person } = await someone("GUARDIAN");
    const startsAt = MADE_AT;
    const role = { id: newId(), accountId: person.accountId, lastName: "Hautin", firstName: "Paule", startsAt };
    await withSystem("test", (db) => db.platformRole.create({ data: { ...role, createdAt: MADE_AT } }));
    await leave(person, { endsOn: "2026-08-19" });
    const night = async () => {
      await processDepartures();
      await withSystem("test", (db) => purgeLoneAccounts(db, toDbInstant(now())));
      return tablesWith(person.login);
    };
    expect(await night()).toEqual(["account"]);
    await withSystem("test", (db) => db.platformRole.delete({ where: { id: role.id } }));
    expect(await night()).toEqual([]);
  });

  test("nothing happens a day too early, nor to who begins later or is only shut out", async () => {
    const [early, later, shut] = [await someone("GUARDIAN"), await someone("GUARDIAN"), await someone("TEACHER")];
    await leave(early.person, { endsOn: "2026-08-20" });
    await withSystem("test", async (db) => {
      const group = await aGroup(db, shut.school, { code: "5Z" });
      await aService(db, await aSubject(db, shut.school.schoolId, "1", "Musique"), group, [shut.person]);
    });
    await leave(shut.person, { accessEndsOn: "2026-06-01" });
    await processDepartures();
    for (const { person } of [early, later, shut]) expect(await personOf(person)).toMatchObject({ closedAt: null });
  });

  test("a pupil who left this autumn loses its things, and its name with the file of absences; a teacher five years later", async () => {
    const [pupil, teacher] = [await someone("STUDENT"), await someone("TEACHER")];
    await withSystem("test", async (db) => {
      const group = await aGroup(db, teacher.school, { code: "5Z" });
      const service = await aService(db, await aSubject(db, teacher.school.schoolId, "1", "Musique"), group, [
        teacher.person,
      ]);
      await aSession(db, service, [teacher.person]);
    });
    await leave(pupil.person, { endsOn: "2026-10-17", asked: true });
    await leave(teacher.person, { endsOn: "2026-08-01" });
    // Asked before it left: nobody is in a hurry then.
    await processDepartures();
    expect(await personOf(pupil.person)).toMatchObject({ closedAt: null });
    await withSystem("test", (db) =>
      db.person.updateMany({
        where: { id: pupil.person.id },
        data: { eraseAskedAt: new Date("2026-11-19T06:00:00Z") },
      }),
    );
    await processRequests();
    const closed = await personOf(pupil.person);
    expect(closed).toMatchObject({ lastName: "Valbonne", accountId: null, erasedAt: null });
    expect(closed.closedAt).not.toBeNull();
    expect(await personOf(teacher.person)).toMatchObject({ lastName: "Valbonne", accountId: null, erasedAt: null });
  });

  test("a report that waits holds everything until it is settled", async () => {
    const { person, school } = await someone("GUARDIAN");
    const other = await withSystem("test", (db) =>
      aPerson(db, school.schoolId, { profile: "TEACHER", firstName: "Tom", lastName: "Thule" }),
    );
    const id = newId();
    await withSystem("test", async (db) => {
      const { messageId } = await aMessage(db, person, [other]);
      const common = { schoolId: school.schoolId, id, messageId, authorId: person.id, reporterId: other.id };
      await db.messageReport.create({ data: { ...common, reason: "r", subject: "s", copy: [], createdAt: MADE_AT } });
    });
    await leave(person, { endsOn: "2026-06-01" });
    await processDepartures();
    expect(await personOf(person)).toMatchObject({ closedAt: null, erasedAt: null });
    await withSystem("test", (db) => db.messageReport.updateMany({ where: { id }, data: { settledAt: MADE_AT } }));
    await processDepartures();
    expect(await personOf(person)).toMatchObject({ firstName: "Ancien parent" });
  });

  test("who comes back starts anew, and leaves again in its time", async () => {
    const { person } = await someone("STUDENT");
    await leave(person, { endsOn: "2026-10-17" });
    await withSystem("test", (db) =>
      db.person.updateMany({ where: { id: person.id }, data: { closedAt: new Date("2026-09-15T06:00:00Z") } }),
    );
    await processDepartures();
    expect((await personOf(person)).closedAt).toEqual(new Date("2026-09-15T06:00:00Z"));
    await leave(person, { endsOn: "2026-08-01" });
    await withSystem("test", (db) =>
      db.person.updateMany({ where: { id: person.id }, data: { closedAt: new Date("2026-07-01T06:00:00Z") } }),
    );
    expect(await processDepartures()).toBe(1);
  });
});

describe("the doors, on the day itself", () => {
  test("devices, open pages and calendars are closed at once", async () => {
    const { person } = await someone("TEACHER");
    const token = await aSignIn(person.accountId);
    const feed = newId();
    await withSystem("test", (db) =>
      db.feedToken.create({
        data: {
          schoolId: person.schoolId,
          id: newId(),
          personId: person.id,
          tokenHash: hashSecret(feed),
          createdAt: MADE_AT,
        },
      }),
    );
    const doors = async () => {
      const signedIn = await resolveSignIn(hashSecret(token), now());
      return {
        pages: signedIn?.persons.length,
        streams: signedIn && (await openPersons(signedIn.signInId, now()))?.length,
        feeds: (await resolveFeed(hashSecret(feed), now())) !== null,
      };
    };
    expect(await doors()).toEqual({ pages: 1, streams: 1, feeds: true });
    await leave(person, { endsOn: "2026-11-20" });
    expect(await doors()).toEqual({ pages: 1, streams: 1, feeds: true });
    await leave(person, { endsOn: "2026-11-19" });
    const closed = await doors();
    expect([closed.pages, closed.streams ?? 0, closed.feeds]).toEqual([0, 0, false]);
  });
});
