import { hashSecret, newCode } from "@/lib/auth/codes";
import { insertRows } from "@/lib/db/bulk";
import { newId } from "@/lib/db/id";
import type { Db } from "@/lib/db/types";
import { uaiCheckLetter } from "@/lib/imports/uai";
import { countPersons } from "@/lib/plateforme/jobs";
import { openSchoolYear } from "@/lib/school/opening";
import { dayIn, fromDbInstant, toDbDay } from "@/lib/time/day";
import { PLATFORM_ACCOUNT } from "@/prisma/demo/accounts";
import { TIME_ZONE } from "@/prisma/demo/calendar";

const DAY_MS = 24 * 60 * 60 * 1000;

/** Schools that have only just come to the platform: nobody of them has signed in yet. */
const NEWCOMERS = [
  { digits: "0919903", name: "Lycée Rosa-Parks", kind: "LYCEE", city: "Draveil", under: "region" },
  { digits: "0919904", name: "École des Marronniers", kind: "ECOLE", city: "Villeneuve-sur-Orge", under: "department" },
] as const;

/**
 * What stands above the demo's schools: an académie, the Région and the département, two more schools that begin, and who administers
 * the platform. Their own year is opened, and nobody teaches there.
 * @param passwordHash of the one password of the demo.
 */
export async function writePlatform(
  db: Db,
  schools: { collegeId: string; primaryId: string },
  at: Date,
  passwordHash: string,
): Promise<void> {
  const academy = newId();
  const region = newId();
  const department = newId();
  await db.organization.createMany({
    data: [
      { id: academy, kind: "ACADEMIE", code: "VERSAILLES", name: "Académie de Versailles", parentId: null },
      { id: region, kind: "COLLECTIVITE", code: "IDF", name: "Région Île-de-France", parentId: academy },
      { id: department, kind: "COLLECTIVITE", code: "CD91", name: "Département de l’Essonne", parentId: academy },
    ],
  });
  const { collegeId, primaryId } = schools;
  await db.school.updateMany({ where: { id: { in: [collegeId, primaryId] } }, data: { organizationId: department } });

  const today = dayIn(TIME_ZONE, fromDbInstant(at)).toString();
  const made: { id: string; name: string; organizationId: string; createdAt: Date }[] = [];
  for (const [index, { digits, under, ...school }] of NEWCOMERS.entries()) {
    const id = newId();
    const organizationId = under === "region" ? region : department;
    const createdAt = new Date(at.getTime() - (index + 1) * DAY_MS);
    const uai = digits + uaiCheckLetter(digits);
    await db.school.create({ data: { id, organizationId, uai, ...school, zone: "C", timeZone: TIME_ZONE, createdAt } });
    await openSchoolYear(db, { id, kind: school.kind, zone: "C" }, today);
    made.push({ id, name: school.name, organizationId, createdAt });
  }
  const [lycee] = made;
  if (lycee) await prepareHead(db, lycee, today);

  const accountId = newId();
  const { login } = PLATFORM_ACCOUNT;
  await db.account.create({ data: { id: accountId, login, passwordHash, passwordChangedAt: at, createdAt: at } });
  const startsAt = new Date(at.getTime() - 90 * DAY_MS);
  const role = { startsAt, createdAt: startsAt };
  await insertRows(db, "platform_role", [
    // A second factor would only keep visitors out: the password is known to all.
    { ...person("Solène", "Marchand"), ...role, accountId, organizationId: null, demandsFactor: false },
    { ...person("Rachid", "Belkacem"), ...role, accountId: null, organizationId: academy, demandsFactor: true },
    { ...person("Élodie", "Fontaine"), ...role, accountId: null, organizationId: department, demandsFactor: true },
  ]);
  await db.platformLine.createMany({
    data: made.map(({ id, name, organizationId, createdAt }) => ({
      id: newId(),
      at: createdAt,
      accountId,
      organizationId,
      action: "plateforme.school.create",
      targetType: "school",
      targetId: id,
      label: name,
    })),
  });
  await countPersons(db, at);
}

function person(firstName: string, lastName: string) {
  const email = `${firstName}.${lastName}@ac-essonne.example`.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
  return { id: newId(), firstName, lastName, email };
}

/** The head of a school that begins: a code was handed over, and waits. */
async function prepareHead(db: Db, school: { id: string; createdAt: Date }, today: string): Promise<void> {
  const schoolId = school.id;
  const personId = newId();
  await db.person.create({
    data: {
      schoolId,
      id: personId,
      profile: "HEAD",
      civility: "MME",
      firstName: "Aïssata",
      lastName: "DIARRA",
      startsOn: toDbDay(today),
    },
  });
  await db.contact.create({
    data: { schoolId, id: newId(), personId, kind: "EMAIL", value: "aissata.diarra@ac-essonne.example" },
  });
  await db.accessCode.create({
    data: {
      schoolId,
      id: newId(),
      personId,
      purpose: "ACTIVATION",
      codeHash: hashSecret(newCode()),
      createdAt: school.createdAt,
      expiresAt: new Date(school.createdAt.getTime() + 60 * DAY_MS),
      issuer: "DIRECTION",
    },
  });
}
