import { newId } from "@/lib/db/id";
import type { Db, OrganizationKind } from "@/lib/db/types";
import { anAccount, MADE_AT } from "@/tests/factories/builders";

let serial = 0;

/** An organisation, under another or above all. */
export async function anOrganization(
  db: Db,
  name: string,
  values: { parentId?: string; kind?: OrganizationKind } = {},
): Promise<string> {
  serial += 1;
  const id = newId();
  const code = `T${id.slice(-8)}${serial}`.toUpperCase();
  await db.organization.create({
    data: { id, name, code, kind: values.kind ?? "ACADEMIE", parentId: values.parentId ?? null },
  });
  return id;
}

/** Somebody who administers an organisation, or the whole platform (null), with an account. */
export async function anAdministrator(
  db: Db,
  lastName: string,
  organizationId: string | null,
): Promise<{ roleId: string; accountId: string; login: string }> {
  const account = await anAccount(db, lastName.toLowerCase());
  const roleId = newId();
  await db.platformRole.create({
    data: {
      id: roleId,
      accountId: account.accountId,
      organizationId,
      firstName: "Paule",
      lastName,
      email: `${lastName.toLowerCase()}@academie.example`,
      startsAt: MADE_AT,
      createdAt: MADE_AT,
      // Signs in by its row alone: tests of the second step are those of lib/auth.
      demandsFactor: false,
    },
  });
  return { roleId, ...account };
}

/**
 * The organisations above the two schools of a world, and who administers what:
 * an académie with a département under it, where school 1 is; another académie, where school 2 is.
 */
export async function organize(db: Db, schoolId: string, otherSchoolId: string) {
  const academy = await anOrganization(db, "Académie d’Essai");
  const department = await anOrganization(db, "Département d’Essai", { parentId: academy, kind: "COLLECTIVITE" });
  const otherAcademy = await anOrganization(db, "Académie d’À-Côté");
  await db.school.update({ where: { id: schoolId }, data: { organizationId: department } });
  await db.school.update({ where: { id: otherSchoolId }, data: { organizationId: otherAcademy } });
  return {
    academy,
    department,
    otherAcademy,
    administrators: {
      wide: await anAdministrator(db, "Entiere", null),
      ofAcademy: await anAdministrator(db, "Academie", academy),
      ofDepartment: await anAdministrator(db, "Departement", department),
      ofOther: await anAdministrator(db, "Autre", otherAcademy),
    },
  };
}

/** What `organize` made. */
export type Organized = Awaited<ReturnType<typeof organize>>;
