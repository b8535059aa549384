import "server-only";
import type { Temporal } from "temporal-polyfill";
import type { Visitor } from "@/lib/actions/define-public-action";
import { hashSecret } from "@/lib/auth/codes";
import { checkPassword, openSignIn, revokeAll, weakPassword } from "@/lib/auth/commands";
import { freeLogin } from "@/lib/auth/free-login";
import { LOGIN_TAKEN, WRONG_CODE } from "@/lib/auth/messages";
import { hashPassword } from "@/lib/auth/passwords";
import type { CodeSubject, OpenedSignIn } from "@/lib/auth/types";
import { newId } from "@/lib/db/id";
import { withIdentity } from "@/lib/db/identity";
import type { Db } from "@/lib/db/types";
import { type Failure, fail, ok, type Result } from "@/lib/errors/codes";
import { toDbInstant } from "@/lib/time/day";

// The code of an administrator of the platform, which gives a role its account: a new one, or one that exists. Beside
// lib/auth/activation.ts, whose codes are those of persons of a school.

/** Whom such a code is for, in the words of the page that asks for a password. */
export type RoleSubject = Pick<CodeSubject, "schoolName" | "firstName" | "lastName" | "login"> & {
  roleId: string;
  purpose: "ACTIVATION";
  accountId: null;
  organizationId: string | null;
};

/** Whom a recognised code makes an administrator, or null when it is none of those codes, used or out of date. */
export async function roleOfCode(code: string): Promise<RoleSubject | null> {
  const role = await withIdentity({}, (db, now) =>
    db.platformRole.findFirst({
      where: openCode(code, now),
      select: {
        id: true,
        firstName: true,
        lastName: true,
        organizationId: true,
        organization: { select: { name: true } },
      },
    }),
  );
  if (!role) return null;
  const { id, organization, ...names } = role;
  return {
    ...names,
    roleId: id,
    purpose: "ACTIVATION",
    accountId: null,
    schoolName: organization
      ? `Administration de la plateforme, ${organization.name}`
      : "Administration de la plateforme",
    login: await freeLogin(role),
  };
}

/** Creates the account of a code's administrator and signs in. INVALID on a login taken, a weak password or a code that was used. */
export async function activateAdministrator(
  visitor: Visitor,
  code: string,
  input: { login: string; password: string; shared: boolean },
): Promise<Result<OpenedSignIn>> {
  const subject = await roleOfCode(code);
  if (!subject) return fail("INVALID", { message: WRONG_CODE });
  const weak = await weakPassword(input.password, [input.login, subject.firstName, subject.lastName]);
  if (weak) return weak;
  const passwordHash = await hashPassword(input.password);
  const accountId = newId();
  const done = await withRole(code, subject, accountId, "plateforme.account.activate", async (db, now) => {
    const at = toDbInstant(now);
    const account = { id: accountId, login: input.login, passwordHash, passwordChangedAt: at, createdAt: at };
    const { count } = await db.account.createMany({ data: [account], skipDuplicates: true });
    if (count === 0) throw new Undone(fail("INVALID", { fields: { login: [LOGIN_TAKEN] } }));
  });
  return done.ok ? openSignIn(visitor, { accountId, login: input.login, shared: input.shared }) : done;
}

/** Gives the role to an account that exists, recognised by its password, signs its devices out, and signs in. INVALID and LIMITED as for signing in. */
export async function linkAdministrator(
  visitor: Visitor,
  code: string,
  input: { login: string; password: string; shared: boolean },
  browser: string | null,
): Promise<Result<OpenedSignIn>> {
  const checked = await checkPassword(visitor, input, browser);
  if (!checked.ok) return checked;
  const subject = await roleOfCode(code);
  if (!subject) return fail("INVALID", { message: WRONG_CODE });
  const { accountId, login } = checked.value;
  const done = await withRole(code, subject, accountId, "plateforme.account.link", (db, now) =>
    // Devices signed in before keep longer hours than those of who administers the platform (PLATFORM_IDLE_MINUTES).
    revokeAll(db, accountId, now),
  );
  return done.ok ? openSignIn(visitor, { accountId, login, shared: input.shared }) : done;
}

function openCode(code: string, now: Temporal.Instant) {
  const at = toDbInstant(now);
  return {
    codeHash: hashSecret(code),
    codeExpiresAt: { gt: at },
    accountId: null,
    OR: [{ endsAt: null }, { endsAt: { gt: at } }],
  };
}

/** Carries a failure out of the transaction, so that the code it claimed is not spent. */
class Undone extends Error {
  constructor(readonly failure: Failure) {
    super(failure.code);
  }
}

/** Claims the code and gives the role its account, in one transaction: of two uses at once one wins. */
async function withRole(
  code: string,
  subject: RoleSubject,
  accountId: string,
  action: string,
  prepare: (db: Db, now: Temporal.Instant) => Promise<void>,
): Promise<Result<null>> {
  try {
    await withIdentity({ accountId }, async (db, now) => {
      await prepare(db, now);
      const { count } = await db.platformRole.updateMany({
        where: { ...openCode(code, now), id: subject.roleId },
        data: { accountId, codeHash: null, codeExpiresAt: null },
      });
      if (count !== 1) throw new Undone(fail("INVALID", { message: WRONG_CODE }));
      await db.platformLine.createMany({
        data: [
          {
            id: newId(),
            at: toDbInstant(now),
            accountId,
            organizationId: subject.organizationId,
            action,
            targetType: "administrator",
            targetId: subject.roleId,
            label: `${subject.firstName} ${subject.lastName}`,
          },
        ],
      });
    });
    return ok(null);
  } catch (error) {
    if (error instanceof Undone) return error.failure;
    throw error;
  }
}
