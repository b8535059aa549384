import { newId } from "@/lib/db/id";
import type { Db } from "@/lib/db/types";
import { openNotification, readAll, saveMailSettings } from "@/lib/notifications/commands";
import { listMailSettings, listNotifications } from "@/lib/notifications/queries";
import { openNotificationInput, readAllInput, saveMailSettingsInput } from "@/lib/notifications/schema";
import { type ReadRow, REST, told, type WriteRow } from "@/tests/access/matrix";
import { MADE_AT } from "@/tests/factories/builders";
import type { World } from "@/tests/factories/world";

// Everybody has notices of its own, and nobody reads another's: tests/integration/notifications has some to find.

const FAMILIES =
  "alice adam basile otherPupil aliceGuardian1 aliceGuardian2 aliceGuardian3 aliceFormerGuardian basileGuardian1 aliceGuardian1Elsewhere";
const TEACHERS = "mathsTeacher frenchTeacher teacherOf6B substitute formerSubstitute otherTeacher";
const STAFF = "cpe aed aesh inspector secretary head deputy admin otherHead";
const MAIL = "messagerie.message";
const MANY = "emploi-du-temps.change";
const NEWS = "actualites.confirmation actualites.news";
const SHARED = "documents.shared";

async function aNotice(db: Db, person: { schoolId: string; id: string }): Promise<string> {
  const id = newId();
  await db.notification.create({
    data: {
      schoolId: person.schoolId,
      id,
      personId: person.id,
      kind: MANY,
      eventId: newId(),
      title: "Mathématiques, jeu. 19 nov., 8 h",
      href: "/emploi-du-temps",
      createdAt: MADE_AT,
      visibleAt: MADE_AT,
      announcedAt: MADE_AT,
      mail: "NONE",
    },
  });
  return id;
}

export const notificationsReads: ReadRow[] = [
  {
    operation: "notifications/queries.listNotifications",
    ask: async (ctx) => String((await listNotifications(ctx, null)).items.length),
    expected: [["0", REST]],
  },
  {
    operation: "notifications/queries.listMailSettings",
    ask: async (ctx) => told((await listMailSettings(ctx)).map(({ kind }) => kind)),
    expected: [
      [
        `${NEWS} cahier-de-texte.homework ${SHARED} ${MANY} ${MAIL} notes.bulletin notes.grade ressources.given`,
        "alice adam basile otherPupil",
      ],
      [
        `absences.absence ${NEWS} ${MANY} ${MAIL} notes.bulletin notes.grade`,
        "aliceGuardian1 aliceGuardian2 aliceGuardian3 aliceFormerGuardian basileGuardian1 aliceGuardian1Elsewhere",
      ],
      [`${NEWS} comptes.delegation ${SHARED} ${MANY} emploi-du-temps.substitution ${MAIL}`, TEACHERS],
      // Who has every right is lent none.
      [`absences.alert ${NEWS} ${SHARED} ${MAIL}`, "head deputy otherHead"],
      [`${NEWS} ${SHARED} ${MAIL}`, "admin"],
      [`absences.alert ${NEWS} comptes.delegation ${SHARED} ${MAIL}`, "cpe aed"],
      [`${NEWS} comptes.delegation ${SHARED} ${MAIL}`, REST],
    ],
  },
];

export const notificationsWrites: WriteRow[] = [
  {
    operation: "notifications/commands.openNotification",
    prepare: (db, { people }) => aNotice(db, people.alice),
    input: (target) => ({ notificationId: target }),
    run: (ctx, input) => openNotification(ctx, openNotificationInput.parse(input)),
    allowed: "alice",
    action: "notifications.notification.open",
    changes: "notification",
  },
  {
    operation: "notifications/commands.readAll",
    prepare: async (db, world: World) => {
      const { other, people } = world;
      for (const person of [...Object.values(people), ...Object.values(other.people)]) await aNotice(db, person);
      return "";
    },
    input: () => ({ until: "2026-11-19T07:05:00Z" }),
    run: (ctx, input) => readAll(ctx, readAllInput.parse(input)),
    allowed: `${FAMILIES} ${TEACHERS} ${STAFF}`,
    action: "notifications.notification.read-all",
    changes: "notification",
  },
  {
    operation: "notifications/commands.saveMailSettings",
    prepare: async () => "",
    input: () => ({ [MAIL]: "DAILY" }),
    run: (ctx, input) => saveMailSettings(ctx, saveMailSettingsInput.parse(input)),
    allowed: `${FAMILIES} ${TEACHERS} ${STAFF}`,
    action: "notifications.settings.save",
    changes: "notification_preference",
  },
];
