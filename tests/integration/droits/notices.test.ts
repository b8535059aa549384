import { beforeEach, describe, expect, it } from "vitest";
import { newId } from "@/lib/db/id";
import { withSystem } from "@/lib/db/system";
import { endDelegation, giveDelegation } from "@/lib/droits/commands";
import { appointSubstitute, endSubstitution } from "@/lib/droits/substitutions";
import { relayOutbox } from "@/lib/jobs/outbox";
import { actAs } from "@/tests/access/personas";
import { aGroup, aPerson, aService, aSubject, MADE_AT, type PersonRef } from "@/tests/factories/builders";
import { makeWorld, type World } from "@/tests/factories/world";

let world: World;
let delegate: PersonRef;
beforeEach(async () => {
  await withSystem("notices of rights: the world", async (db) => {
    await db.outbox.deleteMany();
    world = await makeWorld(db);
    delegate = await aPerson(db, world.school.schoolId, { profile: "STAFF", firstName: "Denise", lastName: "Zay" });
  });
});

/** What is told of by the events that wait, relayed twice: «title | detail | where it leads», by person. */
async function told(kind: string): Promise<[personId: string, words: string][]> {
  await relayOutbox();
  await withSystem("relay again", (db) => db.outbox.updateMany({ data: { processedAt: null } }));
  await relayOutbox();
  const rows = await withSystem("notices", (db) =>
    db.notification.findMany({
      where: { schoolId: world.school.schoolId, kind },
      select: { personId: true, title: true, detail: true, href: true, mail: true },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    }),
  );
  expect(rows.map(({ mail }) => mail)).toEqual(rows.map(() => "AT_ONCE"));
  await withSystem("forget", (db) => db.outbox.deleteMany());
  return rows.map(({ personId, title, detail, href }) => [
    personId,
    [title, detail, href].join(" | ").replaceAll(/[\u202F\u00A0]/g, " "),
  ]);
}

const give = async (startsOn: string, lastDay: string) => {
  const given = await actAs(world.people.head, (ctx) =>
    giveDelegation(ctx, {
      operationId: newId(),
      personId: delegate.id,
      right: "ACTIVATION",
      startsOn,
      lastDay,
      reason: "Rentrée",
    }),
  );
  if (!given.ok) throw new Error(given.code);
  return given.value.id;
};
const end = (delegationId: string) =>
  actAs(world.people.head, (ctx) => endDelegation(ctx, { operationId: newId(), delegationId }));

describe("a right that is lent", () => {
  it("is told to who holds it, and its early end too, although the module is closed by then", async () => {
    const id = await give("2026-11-19", "2026-12-18");
    const [first] = await told("comptes.delegation");
    expect(first).toEqual([
      delegate.id,
      expect.stringMatching(
        /^Droit confié : Activation, du jeu. 19 nov. au ven. 18 déc. \| Par .+ : Rentrée\. \| \/comptes$/,
      ),
    ]);
    await end(id);
    expect(await told("comptes.delegation")).toEqual([
      first,
      [delegate.id, "Fin de délégation : Activation | Vous n’avez plus ce droit. | /accueil"],
    ]);
  });

  it("says that it asks for a second factor, from its first day, to who has none", async () => {
    const { schoolId } = world.school;
    await withSystem("a school like any other", (db) =>
      db.school.update({ where: { id: schoolId }, data: { settings: {} } }),
    );
    const protect = /À partir du lun. 23 nov., la connexion demande une double vérification.* \| \/compte$/;
    const first = await withSystem("the head, as it was given", (db) =>
      db.delegation.create({
        data: {
          schoolId,
          id: newId(),
          personId: delegate.id,
          right: "IMPORTS",
          startsOn: new Date("2026-11-23"),
          endsOn: new Date("2026-12-01"),
          givenById: world.people.head.id,
          givenAt: MADE_AT,
          reason: "Bascule",
        },
      }),
    );
    const emitted = (delegationId: string) =>
      withSystem("event", (db) =>
        db.outbox.create({
          data: {
            schoolId,
            id: newId(),
            kind: "droits.delegation.given",
            payload: { delegationId },
            createdAt: new Date("2026-11-19T07:05:00Z"),
          },
        }),
      );
    await emitted(first.id);
    expect(await told("comptes.delegation")).toEqual([[delegate.id, expect.stringMatching(protect)]]);
    await withSystem("a passkey", async (db) => {
      await db.notification.deleteMany({ where: { schoolId } });
      const factor = { kind: "TOTP" as const, name: "Téléphone", createdAt: MADE_AT, confirmedAt: MADE_AT };
      await db.secondFactor.create({
        data: { id: newId(), accountId: delegate.accountId, secret: "sealed", ...factor },
      });
    });
    await emitted(first.id);
    expect(await told("comptes.delegation")).toEqual([
      [delegate.id, expect.not.stringContaining("double vérification")],
    ]);
  });

  it("is told to nobody once it is over, and one that never began says so", async () => {
    await end(await give("2026-11-23", "2026-12-18"));
    expect(await told("comptes.delegation")).toEqual([
      [delegate.id, "Fin de délégation : Activation | Elle n’a pas commencé. | /accueil"],
    ]);
  });
});

it("a substitution is told to both colleagues, and its end too", async () => {
  const { head, mathsTeacher } = world.people;
  const { service, substitute } = await withSystem("a service, and a colleague", async (db) => {
    const subject = await aSubject(db, world.school.schoolId, newId().slice(-6), "Essai");
    const group = await aGroup(db, world.school, { code: newId().slice(-6) });
    return {
      service: await aService(db, subject, group, [mathsTeacher]),
      substitute: await aPerson(db, world.school.schoolId, { profile: "TEACHER", firstName: "Noé", lastName: "Roy" }),
    };
  });
  const given = await actAs(head, (ctx) =>
    appointSubstitute(ctx, {
      operationId: newId(),
      replacedId: mathsTeacher.id,
      substituteId: substitute.id,
      serviceIds: [service.id],
      startsOn: "2026-11-19",
      lastDay: "2026-12-04",
    }),
  );
  expect(given).toMatchObject({ ok: true });
  const begun = await told("emploi-du-temps.substitution");
  expect(new Map(begun)).toEqual(
    new Map([
      [
        substitute.id,
        expect.stringMatching(
          /^Vous remplacez .+, du jeu. 19 nov. au ven. 4 déc. \| .+\. \| \/emploi-du-temps\?jour=2026-11-19$/,
        ),
      ],
      [mathsTeacher.id, expect.stringMatching(/ assure vos cours, du jeu. 19 nov. au ven. 4 déc. \| /)],
    ]),
  );
  const { id: substitutionId } = await withSystem("its row", (db) =>
    db.serviceTeacher.findFirstOrThrow({ where: { teacherId: substitute.id, startsOn: new Date("2026-11-19") } }),
  );
  await actAs(head, (ctx) => endSubstitution(ctx, { operationId: newId(), substitutionId }));
  const all = await told("emploi-du-temps.substitution");
  const titles = all.slice(2).map(([, words]) => words.split(" | ")[0]?.replace(/(de|par) .+/, "$1"));
  expect(new Set(titles)).toEqual(new Set(["Fin du remplacement de", "Fin du remplacement par"]));
});
