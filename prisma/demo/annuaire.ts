import type { Temporal } from "temporal-polyfill";
import { insertRows } from "@/lib/db/bulk";
import { newId } from "@/lib/db/id";
import type { Db } from "@/lib/db/types";
import { toDbInstant } from "@/lib/time/day";

const DAY_HOURS = 24;

/**
 * What the directory was told by hand since September: a name that the family uses, a number that the files have wrong, and a judgment
 * between a pupil and one of two parents. None of the persons who sign in on the demo's first page is concerned.
 */
export async function writeByHand(db: Db, schoolId: string, startsOn: string, now: Temporal.Instant): Promise<void> {
  const author = await db.person.findFirst({ where: { schoolId, profile: "HEAD", duty: null }, select: { id: true } });
  const families = await db.person.findMany({
    where: {
      schoolId,
      profile: "STUDENT",
      accountId: null,
      endsOn: null,
      guardians: { every: { guardian: { accountId: null } } },
    },
    select: {
      id: true,
      lastName: true,
      guardians: {
        where: { level: 1, endsOn: null },
        select: {
          guardian: { select: { id: true, contacts: { where: { kind: "MOBILE" }, select: { value: true } } } },
        },
        orderBy: { id: "asc" },
      },
    },
    orderBy: [{ lastName: "asc" }, { firstName: "asc" }],
    take: 60,
  });
  const [family] = families.filter(({ guardians }) => guardians.length === 2);
  const [first, second] = family?.guardians.map(({ guardian }) => guardian) ?? [];
  if (!author || !family || !first || !second) return;
  const at = (days: number): string => toDbInstant(now.subtract({ hours: DAY_HOURS * days })).toISOString();
  await insertRows(db, "judgment", [
    {
      schoolId,
      id: newId(),
      guardianId: second.id,
      studentId: family.id,
      kind: "NO_COMMUNICATION",
      reference: "TJ de Chalon-sur-Saône, 12 juin 2026, RG 26/00412",
      startsOn,
      endsOn: null,
      createdAt: at(40),
      authorId: author.id,
    },
  ]);
  const name = `${family.lastName}-Morel`;
  const [mobile] = first.contacts;
  const overrides = [
    { personId: family.id, field: "person.lastName", value: name, importedValue: family.lastName },
    ...(mobile
      ? [{ personId: first.id, field: "contact.MOBILE", value: "0639980412", importedValue: mobile.value }]
      : []),
  ];
  await insertRows(
    db,
    "person_override",
    overrides.map((each) => ({ schoolId, aboutId: each.personId, ...each, setAt: at(38), authorId: author.id })),
  );
  await db.person.updateMany({ where: { schoolId, id: family.id }, data: { lastName: name } });
  if (mobile) {
    await db.contact.updateMany({
      where: { schoolId, personId: first.id, kind: "MOBILE", value: mobile.value },
      data: { value: "0639980412" },
    });
  }
  const line = (days: number, action: string, targetId: string, details: object) => ({
    schoolId,
    id: newId(),
    at: at(days),
    personId: author.id,
    action,
    targetType: "person",
    targetId,
    details,
  });
  await insertRows(db, "journal", [
    line(40, "comptes.judgment.save", family.id, { guardianId: second.id, kind: "NO_COMMUNICATION" }),
    line(38, "comptes.person.save", family.id, { fields: ["person.lastName"] }),
    line(38, "comptes.person.save", first.id, { fields: ["contact.MOBILE"] }),
  ]);
}
