import { beforeEach, describe, expect, it, vi } from "vitest";
import { newId } from "@/lib/db/id";
import { withSystem } from "@/lib/db/system";
import type { MailChoice } from "@/lib/db/types";
import { databaseAdminUrl, env } from "@/lib/env";
import { runWorker } from "@/lib/jobs/worker";
import { relayOutbox } from "@/lib/jobs/outbox";
import { emit } from "@/lib/journal/emit";
import { saveMailSettings } from "@/lib/notifications/commands";
import { sendNotificationMails } from "@/lib/notifications/jobs";
import { countUnread } from "@/lib/notifications/queries";
import { MAIL_ATTEMPTS } from "@/lib/notifications/rules";
import { createQueue } from "@/scripts/platform/queue";
import { actAs, viewerAs } from "@/tests/access/personas";
import { aJudgment, type PersonRef } from "@/tests/factories/builders";
import { makeWorld, type World } from "@/tests/factories/world";
import { useMailServer } from "@/tests/integration/mail-server";

const mails = useMailServer();
const { received } = mails;

let world: World;
beforeEach(async () => {
  world = await withSystem("mails: the world", async (db) => {
    await db.outbox.deleteMany();
    await db.notification.deleteMany();
    return makeWorld(db);
  });
});

/** This person wants mails, at this address. */
async function wants(person: PersonRef, mail: MailChoice, email: string | null): Promise<void> {
  await withSystem("mails: an address", (db) =>
    db.account.update({ where: { id: person.accountId }, data: { email } }),
  );
  const saved = await actAs(
    person,
    (ctx) => saveMailSettings(ctx, { "emploi-du-temps.change": mail, "invented.kind": mail }),
    "notifications",
  );
  expect(saved).toMatchObject({ ok: true });
}

/** A lesson of 6A changes. */
async function change(): Promise<void> {
  await actAs(world.people.cpe, (ctx) =>
    emit(ctx, "emploi-du-temps.session.changed", { sessionIds: [world.sessions.french6A.id] }),
  );
  await relayOutbox();
}

const noticesOf = (person: PersonRef) =>
  withSystem("mails: notices", (db) => db.notification.findMany({ where: { personId: person.id } }));

/** As if the notices of a person were from then. */
const since = (person: PersonRef, at: string) =>
  withSystem("mails: earlier", (db) =>
    db.notification.updateMany({ where: { personId: person.id }, data: { visibleAt: new Date(at) } }),
  );

describe("mails", () => {
  it("are sent at once to who wants them, once for all that is new, and name nobody", async () => {
    const { alice, aliceGuardian2 } = world.people;
    await wants(aliceGuardian2, "AT_ONCE", "gerard@example.fr");
    await change();
    await change();
    expect(await sendNotificationMails()).toBe(1);
    expect(await sendNotificationMails()).toBe(0);
    const [mail] = received;
    expect(mail?.to).toEqual(["gerard@example.fr"]);
    expect(mail?.text).toContain("– 2\u00A0changements d’emploi du temps");
    expect(mail?.text).toContain("http://localhost:3000/notifications");
    expect(mail?.text).toContain("vos réglages");
    expect(mail?.text).toContain("Auto-Submitted: auto-generated");
    expect(mail?.text).not.toMatch(/Alice|Aubert|Français|Gérard/);
    expect((await noticesOf(alice)).every(({ mail: choice }) => choice === "NONE")).toBe(true);
  });

  it("leave once a day in the evening of the school", async () => {
    const { alice } = world.people;
    await wants(alice, "DAILY", "alice@example.fr");
    await change();
    // It is 8 h 05: yesterday's evening has passed, today's has not.
    expect(await sendNotificationMails()).toBe(0);
    await since(alice, "2026-11-18T17:01:00Z");
    expect(await sendNotificationMails()).toBe(0);
    await since(alice, "2026-11-18T16:59:00Z");
    expect(await sendNotificationMails()).toBe(1);
    expect(received[0]?.text).toContain("tes réglages");
  });

  it("go to the address that the school knows when the account has none, and to nobody without any", async () => {
    const { aliceGuardian1, aliceGuardian2 } = world.people;
    await wants(aliceGuardian1, "AT_ONCE", null);
    await wants(aliceGuardian2, "AT_ONCE", null);
    await withSystem("mails: contacts", async (db) => {
      await db.contact.deleteMany({ where: { personId: { in: [aliceGuardian1.id, aliceGuardian2.id] } } });
      await db.contact.create({
        data: {
          schoolId: aliceGuardian1.schoolId,
          id: newId(),
          personId: aliceGuardian1.id,
          kind: "EMAIL",
          value: "gaelle@example.fr",
        },
      });
    });
    await change();
    expect(await sendNotificationMails()).toBe(1);
    expect(received[0]?.to).toEqual(["gaelle@example.fr"]);
    // Acting in two schools, the link says which.
    expect(received[0]?.text).toContain(`/notifications?personne=${aliceGuardian1.id}`);
  });

  it("are not sent for what was read meanwhile, nor for what is long past", async () => {
    const { alice, adam } = world.people;
    for (const person of [alice, adam]) await wants(person, "AT_ONCE", `${person.id}@example.fr`);
    await change();
    await withSystem("mails: read", (db) =>
      db.notification.updateMany({ where: { personId: alice.id }, data: { readAt: new Date("2026-11-19T07:04:00Z") } }),
    );
    await since(adam, "2026-11-16T07:00:00Z");
    expect(await sendNotificationMails()).toBe(0);
  });

  it("tell nothing of a child whom a judgment has kept from its parent meanwhile, nor of a school that was closed", async () => {
    const { alice, aliceGuardian2, adam, head } = world.people;
    await wants(aliceGuardian2, "AT_ONCE", "gerard@example.fr");
    await change();
    await withSystem("mails: a judgment", (db) => aJudgment(db, aliceGuardian2, alice, head));
    expect(await sendNotificationMails()).toBe(0);
    await wants(adam, "AT_ONCE", "adam@example.fr");
    await change();
    await withSystem("mails: a school closes", (db) =>
      db.school.update({ where: { id: adam.schoolId }, data: { closedAt: new Date("2026-11-19T07:00:00Z") } }),
    );
    expect(await sendNotificationMails()).toBe(0);
  });

  it("that are refused for now are tried again at the next run, a few times", async () => {
    const { alice } = world.people;
    await wants(alice, "AT_ONCE", "alice@example.fr");
    await change();
    mails.refuse(450);
    await sendNotificationMails();
    expect(await noticesOf(alice)).toMatchObject([{ mailAttempts: 1, mailedAt: null }]);
    for (let attempt = 2; attempt <= MAIL_ATTEMPTS; attempt += 1) await sendNotificationMails();
    mails.refuse(null);
    expect(await sendNotificationMails()).toBe(0);
    expect(await noticesOf(alice)).toMatchObject([{ mailAttempts: MAIL_ATTEMPTS }]);
  });

  it("that are refused for good are given up, and hold no other up", async () => {
    const { alice, adam } = world.people;
    await wants(alice, "AT_ONCE", "alice@example.fr");
    await change();
    mails.refuse(550);
    await sendNotificationMails();
    mails.refuse(null);
    await wants(adam, "AT_ONCE", "adam@example.fr");
    await change();
    expect(await sendNotificationMails()).toBe(2);
    // Hers tells of the second change alone.
    expect(received.map(({ to, text }) => `${to[0]} ${/– .*/.exec(text)?.[0]}`).toSorted()).toEqual([
      "adam@example.fr – 1\u00A0changement d’emploi du temps",
      "alice@example.fr – 1\u00A0changement d’emploi du temps",
    ]);
  });

  it("wait while the server cannot be reached, and while there is none", async () => {
    const { alice } = world.people;
    await wants(alice, "AT_ONCE", "alice@example.fr");
    await change();
    const address = env().SMTP_URL;
    try {
      env().SMTP_URL = "smtp://127.0.0.1:1";
      await expect(sendNotificationMails()).rejects.toThrow("ECONNREFUSED");
      delete env().SMTP_URL;
      expect(await sendNotificationMails()).toBe(0);
    } finally {
      if (address) env().SMTP_URL = address;
    }
    expect(await sendNotificationMails()).toBe(1);
  });
});

describe("the worker", () => {
  it("hears an event with its commit, long before the minute is over", async () => {
    await createQueue(databaseAdminUrl());
    const worker = await runWorker();
    try {
      await actAs(world.people.cpe, (ctx) =>
        emit(ctx, "emploi-du-temps.session.changed", { sessionIds: [world.sessions.french6A.id] }),
      );
      await vi.waitFor(async () => expect(await countUnread(await viewerAs(world.people.alice))).toBe(1), {
        timeout: 15_000,
        interval: 50,
      });
    } finally {
      await worker.stop();
    }
  });
});

describe("an access that the school has ended", () => {
  it("gets no mail of what waits, and no notice of what comes", async () => {
    const { alice } = world.people;
    await wants(alice, "AT_ONCE", "alice@example.fr");
    await change();
    await withSystem("mails: an access ends", (db) =>
      db.person.updateMany({ where: { id: alice.id }, data: { accessEndsOn: new Date("2026-11-19T00:00:00Z") } }),
    );
    expect(await noticesOf(alice)).toHaveLength(1);
    await change();
    expect(await noticesOf(alice)).toHaveLength(1);
    await sendNotificationMails();
    expect(received.map(({ to }) => to)).not.toContainEqual(["alice@example.fr"]);
  });
});
