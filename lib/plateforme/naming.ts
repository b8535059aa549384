import "server-only";
import type { Temporal } from "temporal-polyfill";
import { formatCode, hashSecret, newCode } from "@/lib/auth/codes";
import { CODE_DAYS } from "@/lib/auth/rules";
import { newId } from "@/lib/db/id";
import type { Db } from "@/lib/db/types";
import { toDbInstant } from "@/lib/time/day";

/**
 * Names an administrator from the command line: how the first one comes to be. The code is told once.
 * @param db a transaction of preau_system.
 * @returns null when there is no organisation of that code.
 */
export async function nameAdministrator(
  db: Db,
  now: Temporal.Instant,
  who: { firstName: string; lastName: string; email: string | null; organizationCode: string | null },
): Promise<{ roleId: string; code: string; expiresAt: Temporal.Instant } | null> {
  const { organizationCode, ...names } = who;
  const organization = organizationCode
    ? await db.organization.findUnique({ where: { code: organizationCode }, select: { id: true } })
    : null;
  if (organizationCode && !organization) return null;
  const code = newCode();
  const roleId = newId();
  const organizationId = organization?.id ?? null;
  const expiresAt = now.add({ hours: CODE_DAYS.ACTIVATION * 24 });
  const at = toDbInstant(now);
  await db.platformRole.create({
    data: {
      id: roleId,
      organizationId,
      ...names,
      startsAt: at,
      createdAt: at,
      codeHash: hashSecret(code),
      codeExpiresAt: toDbInstant(expiresAt),
    },
  });
  await db.platformLine.create({
    data: {
      id: newId(),
      at,
      organizationId,
      action: "plateforme.administrator.add",
      targetType: "administrator",
      targetId: roleId,
      label: `${names.firstName} ${names.lastName}`,
    },
  });
  return { roleId, code: formatCode(code), expiresAt };
}
