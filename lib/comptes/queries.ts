import "server-only";
import { Temporal } from "temporal-polyfill";
import type { Context } from "@/lib/auth/context";
import type { Viewer } from "@/lib/auth/viewer";
import { withIdentity } from "@/lib/db/identity";
import { Prisma, type Profile } from "@/lib/db/types";
import type { FieldChange } from "@/lib/imports/types";
import { isNotShut, openTies } from "@/lib/school/guardians";
import { today } from "@/lib/school/rules";
import { daysAfter, fromDbDay, fromDbInstant, toDbDay, toDbInstant } from "@/lib/time/day";
import { mayActivateAccounts, mayAdminister, mayKeepAccountOf, mayKeepAccounts, maySetSchool } from "./access";
import { DIRECTORY_PAGE, searchWords } from "./rules";
import { personSelect, toPersonFile } from "./shapes";
import type {
  AccountFile,
  AccountsOverview,
  ActivationCount,
  DirectoryEntry,
  DirectoryFilter,
  DirectoryPage,
  HistoryLine,
  PersonFile,
  SchoolFile,
  SignInNarrowing,
} from "./types";
import { HISTORY_ACTIONS } from "./wording";

/** What a search brings: more is a name to write further. */
const FOUND = 8;
/** How much of a person's past the page shows. */
const HISTORY_LINES = 50;
/** Whom the home page names among those who cannot sign in. */
const TROUBLED_NAMED = 5;
/** Since when a failure to sign in is news. */
const TROUBLE_HOURS = 3 * 24;
const MOST_CLASSES = 200;
/** Failures that are more than a slip of the finger. */
const TROUBLE_FAILURES = 3;

/**
 * A page of the school's directory, by name; names that begin with what is typed come first. For who keeps the accounts; others get nobody. One statement, which reads
 * the school's persons: 2,000 rows take 15 ms, and no index serves a part of a name under row-level security.
 */
export async function directory(
  ctx: Context,
  filter: DirectoryFilter,
  narrowing?: SignInNarrowing,
): Promise<DirectoryPage> {
  if (!mayKeepAccounts(ctx.viewer)) return { entries: [], total: 0, pages: 1 };
  const schoolId = ctx.viewer.school.id;
  const day = today(ctx);
  const words = searchWords(filter.text);
  const rows = await ctx.db.$queryRaw<(DirectoryEntry & { total: number })[]>`
    WITH known AS (
      SELECT p.id, p.first_name AS "firstName", p.last_name AS "lastName", p.profile, p.duty,
        own.names AS divisions,
        ' ' || folded(concat_ws(' ', p.last_name, p.first_name, own.names, own.codes)) AS key,
        CASE
          WHEN p.ends_on <= ${day}::date OR p.access_ends_on <= ${day}::date THEN 'ENDED'
          WHEN p.account_id IS NOT NULL THEN 'ACTIVE'
          WHEN p.profile = 'GUARDIAN' AND NOT coalesce(own.opens, false) THEN 'CONTACT'
          WHEN EXISTS (SELECT FROM access_code c WHERE c.school_id = ${schoolId}::uuid AND c.person_id = p.id
            AND c.used_at IS NULL AND c.expires_at > ${toDbInstant(ctx.now)}) THEN 'CODED'
          ELSE 'WAITING' END AS state
      FROM person p
      LEFT JOIN (
        SELECT tie.person_id, bool_or(tie.level <= 2) AS opens, array_agg(e.group_id) AS division_ids,
          string_agg(DISTINCT d.name, ', ' ORDER BY d.name) AS names, string_agg(DISTINCT d.code, ' ') AS codes
        FROM (
          SELECT student.id AS person_id, student.id AS student_id, 1 AS level FROM person student
            WHERE student.school_id = ${schoolId}::uuid AND student.profile = 'STUDENT'
          UNION ALL
          SELECT g.guardian_id, g.student_id, CASE WHEN ${isNotShut(Prisma.sql`${day}::date`)} THEN g.level ELSE 3 END
            FROM guardianship g
            WHERE g.school_id = ${schoolId}::uuid AND daterange(g.starts_on, g.ends_on) @> ${day}::date
        ) tie
        LEFT JOIN enrollment e ON e.school_id = ${schoolId}::uuid AND e.student_id = tie.student_id
          AND e.group_kind = 'DIVISION' AND daterange(e.starts_on, e.ends_on) @> ${day}::date
        LEFT JOIN "group" d ON d.school_id = ${schoolId}::uuid AND d.id = e.group_id
        GROUP BY tie.person_id
      ) own ON own.person_id = p.id
      WHERE p.school_id = ${schoolId}::uuid AND p.erased_at IS NULL
        AND (${filter.profile}::text IS NULL OR p.profile::text = ${filter.profile})
        AND ${signInCondition(narrowing)}
        AND (${filter.divisionId}::uuid IS NULL OR ${filter.divisionId}::uuid = ANY (own.division_ids))
    )
    SELECT id, "firstName", "lastName", profile, duty, divisions, state, count(*) OVER ()::int AS total FROM known
    WHERE key LIKE ALL (${words.map((word) => `%${word}%`)}::text[]) AND CASE ${filter.state}::text
      WHEN 'ENDED' THEN state = 'ENDED'
      WHEN 'ACTIVE' THEN state = 'ACTIVE'
      WHEN 'TO_ACTIVATE' THEN state IN ('WAITING', 'CODED')
      ELSE state <> 'ENDED' END
    ORDER BY key LIKE ALL (${words.map((word) => `% ${word}%`)}::text[]) DESC, "lastName", "firstName", id
    LIMIT ${DIRECTORY_PAGE} OFFSET ${(filter.page - 1) * DIRECTORY_PAGE}`;
  // Beyond the last page no row tells how many there are.
  if (rows.length === 0 && filter.page > 1) {
    return { ...(await directory(ctx, { ...filter, page: 1 }, narrowing)), entries: [] };
  }
  const total = rows[0]?.total ?? 0;
  return {
    entries: rows.map(({ total: _total, ...entry }) => entry),
    total,
    pages: Math.max(1, Math.ceil(total / DIRECTORY_PAGE)),
  };
}

/** Who has not signed in lately, or ever: those without an account never did. */
function signInCondition(narrowing: SignInNarrowing | undefined): Prisma.Sql {
  if (!narrowing) return Prisma.sql`true`;
  const { accountIds, isLeftOut } = narrowing;
  return isLeftOut
    ? Prisma.sql`(p.account_id IS NULL OR p.account_id <> ALL (${accountIds}::uuid[]))`
    : Prisma.sql`p.account_id = ANY (${accountIds}::uuid[])`;
}

/**
 * The first of the directory with all of these words in their name or their class. For who keeps the accounts; others get
 * nobody. One statement.
 * @param words folded (lib/fold.ts), letters and digits only.
 */
export async function searchPersons(ctx: Context, words: readonly string[]): Promise<DirectoryEntry[]> {
  if (words.length === 0) return [];
  const filter = { text: words.join(" "), profile: null, divisionId: null, state: "PRESENT", page: 1 } as const;
  return (await directory(ctx, filter)).entries.slice(0, FOUND);
}

/** Everything that the school knows of one of its persons, but for the account. Null for who does not keep the accounts. */
export async function personFile(ctx: Context, personId: string): Promise<PersonFile | null> {
  if (!mayKeepAccounts(ctx.viewer)) return null;
  const row = await ctx.db.person.findUnique({
    relationLoadStrategy: "join",
    where: { schoolId_id: { schoolId: ctx.viewer.school.id, id: personId } },
    select: personSelect(ctx.viewer.school.id, today(ctx), toDbInstant(ctx.now)),
  });
  return row && toPersonFile(row, { today: today(ctx), viewer: ctx.viewer });
}

/**
 * The account behind a person of the viewer's school: when it was used and on which devices, as ever the latest first. Opens its own
 * identity transaction, after the page's. Null without an account, for who may not keep it, and of who runs the school, under any hat, for a local administrator.
 */
export async function accountFile(
  viewer: Viewer,
  person: Pick<PersonFile, "accountId" | "profile"> | null,
): Promise<AccountFile | null> {
  const accountId = person?.accountId;
  if (!accountId || !mayKeepAccountOf(viewer, person)) return null;
  return withIdentity({ accountId }, async (db, now) => {
    const at = toDbInstant(now);
    const account = await db.account.findUnique({
      relationLoadStrategy: "join",
      where: { id: accountId },
      select: {
        login: true,
        email: true,
        createdAt: true,
        passwordChangedAt: true,
        persons: { select: { schoolId: true, profile: true } },
        secondFactors: { where: { confirmedAt: { not: null } }, select: { id: true } },
        signIns: {
          where: { revokedAt: null, expiresAt: { gt: at }, endsAt: { gt: at } },
          select: { id: true, device: true, createdAt: true, lastSeenAt: true },
          orderBy: [{ lastSeenAt: "desc" }, { id: "desc" }],
          take: 20,
        },
      },
    });
    const hats = account?.persons.filter(({ schoolId }) => schoolId === viewer.school.id) ?? [];
    if (!account || hats.length === 0 || !hats.every((hat) => mayKeepAccountOf(viewer, hat))) return null;
    const last = await db.signInAttempt.findFirst({
      where: { accountId, outcome: "SUCCESS" },
      select: { at: true },
      orderBy: { at: "desc" },
    });
    return {
      login: account.login,
      activatedAt: fromDbInstant(account.createdAt),
      passwordChangedAt: account.passwordChangedAt && fromDbInstant(account.passwordChangedAt),
      lastSignInAt: last && fromDbInstant(last.at),
      hasEmail: account.email !== null,
      factors: account.secondFactors.length,
      servesElsewhere: account.persons.some(({ schoolId }) => schoolId !== viewer.school.id),
      devices: account.signIns.map((signIn) => ({
        id: signIn.id,
        name: signIn.device,
        createdAt: fromDbInstant(signIn.createdAt),
        lastSeenAt: fromDbInstant(signIn.lastSeenAt),
      })),
    };
  });
}

/**
 * What was done to a person's access and file, the latest first, by hand and by the imports of the last days: the lines of accounts only, so that nothing of what other modules write about
 * a pupil comes here. For who keeps the accounts; others get none. That a judgment was entered is for who reads judgments.
 */
export async function personHistory(ctx: Context, personId: string): Promise<HistoryLine[]> {
  if (!mayKeepAccounts(ctx.viewer)) return [];
  const schoolId = ctx.viewer.school.id;
  const lines = await ctx.db.journal.findMany({
    where: {
      schoolId,
      targetType: "person",
      targetId: personId,
      action: { in: HISTORY_ACTIONS.filter((action) => action !== JUDGMENT_SAVED || mayAdminister(ctx.viewer)) },
    },
    select: { id: true, at: true, action: true, personId: true, details: true },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: HISTORY_LINES,
  });
  const imported = await ctx.db.importChange.findMany({
    relationLoadStrategy: "join",
    where: { schoolId, personId, kind: { not: "REFUSED" }, run: { state: "APPLIED" } },
    select: {
      id: true,
      kind: true,
      fields: true,
      run: { select: { appliedAt: true, updatedAt: true, personId: true } },
    },
    orderBy: [{ run: { appliedAt: "desc" } }, { position: "asc" }],
    take: HISTORY_LINES,
  });
  const authorIds = [
    ...new Set([...lines.flatMap((line) => line.personId ?? []), ...imported.map(({ run }) => run.personId)]),
  ];
  const authors =
    authorIds.length === 0
      ? []
      : await ctx.db.person.findMany({
          where: { schoolId, id: { in: authorIds } },
          select: { id: true, firstName: true, lastName: true },
        });
  const told = lines.map(({ details, personId: authorId, at, ...line }) => ({
    ...line,
    at: fromDbInstant(at),
    author: authors.find(({ id }) => id === authorId) ?? null,
    isOwn: authorId === personId,
    details: typeof details === "object" && details !== null && !Array.isArray(details) ? details : {},
  }));
  const byImports = imported.map(({ id, kind, fields, run }) => ({
    id,
    at: fromDbInstant(run.appliedAt ?? run.updatedAt),
    action: "imports.change",
    author: authors.find((author) => author.id === run.personId) ?? null,
    isOwn: false,
    details: { kind },
    changes: fields as unknown as FieldChange[],
  }));
  return [...told, ...byImports].toSorted((a, b) => Temporal.Instant.compare(b.at, a.at)).slice(0, HISTORY_LINES);
}

/**
 * How far each class and the staff have come. Guardians of level 3 alone are not counted: nothing opens to them. For the head, the
 * administrators and those to whom activation is delegated; others get none.
 */
export async function activationCounts(ctx: Context): Promise<ActivationCount[]> {
  if (!mayActivateAccounts(ctx.viewer)) return [];
  const schoolId = ctx.viewer.school.id;
  const day = today(ctx);
  return ctx.db.$queryRaw<ActivationCount[]>`
    WITH present AS (
      SELECT p.id, p.profile, p.account_id IS NOT NULL AS active FROM person p
      WHERE p.school_id = ${schoolId}::uuid AND daterange(p.starts_on, p.ends_on) @> ${day}::date
        AND (p.access_ends_on IS NULL OR p.access_ends_on > ${day}::date)
    ), member AS (
      SELECT e.group_id, e.student_id FROM enrollment e
      WHERE e.school_id = ${schoolId}::uuid AND e.group_kind = 'DIVISION' AND daterange(e.starts_on, e.ends_on) @> ${day}::date
    ), counted AS (
      SELECT DISTINCT m.group_id, p.id, p.profile, p.active FROM member m JOIN present p ON p.id = m.student_id
      UNION
      SELECT DISTINCT m.group_id, p.id, p.profile, p.active FROM member m
        JOIN ${openTies(schoolId, day)} g ON g.student_id = m.student_id AND g.level <= 2
        JOIN present p ON p.id = g.guardian_id
    )
    SELECT d.id AS "divisionId", d.name,
      (count(*) FILTER (WHERE c.profile = 'STUDENT'))::int AS pupils,
      (count(*) FILTER (WHERE c.profile = 'STUDENT' AND c.active))::int AS "activePupils",
      (count(*) FILTER (WHERE c.profile = 'GUARDIAN'))::int AS guardians,
      (count(*) FILTER (WHERE c.profile = 'GUARDIAN' AND c.active))::int AS "activeGuardians"
    FROM counted c JOIN "group" d ON d.school_id = ${schoolId}::uuid AND d.id = c.group_id
    GROUP BY d.id, d.name
    UNION ALL
    SELECT NULL, '', count(*)::int, (count(*) FILTER (WHERE active))::int, 0, 0
    FROM present WHERE profile NOT IN ('STUDENT', 'GUARDIAN')
    ORDER BY 2`;
}

/** What the school has set, with the periods of the year that is on or comes next. Null for who does not set the school. */
export async function schoolFile(ctx: Context): Promise<SchoolFile | null> {
  if (!maySetSchool(ctx.viewer)) return null;
  const schoolId = ctx.viewer.school.id;
  const school = await ctx.db.school.findUniqueOrThrow({
    where: { id: schoolId },
    select: { version: true, disabledModules: true, settings: true },
  });
  const schemes = await ctx.db.periodScheme.findMany({
    relationLoadStrategy: "join",
    where: { schoolId, year: { endsOn: { gt: toDbDay(today(ctx)) } } },
    select: {
      id: true,
      version: true,
      kind: true,
      name: true,
      year: { select: { startsOn: true, endsOn: true, closedAt: true } },
      groups: { where: { schoolId, kind: "DIVISION" }, select: { id: true } },
      periods: {
        select: {
          id: true,
          name: true,
          startsOn: true,
          endsOn: true,
          divisionPeriods: { where: { schoolId, closedAt: { not: null } }, select: { divisionId: true } },
        },
        orderBy: { position: "asc" },
      },
    },
    orderBy: [{ year: { startsOn: "asc" } }, { name: "asc" }],
    take: 20,
  });
  const day = toDbDay(today(ctx));
  const undivided = await ctx.db.group.findMany({
    where: { schoolId, kind: "DIVISION", periodSchemeId: null, year: { closedAt: null, endsOn: { gt: day } } },
    select: { id: true, name: true },
    orderBy: [{ code: "asc" }],
    take: MOST_CLASSES,
  });
  return {
    ...school,
    undivided,
    schemes: schemes.map(({ year, periods, groups, ...scheme }) => ({
      ...scheme,
      divisions: groups.length,
      year: {
        startsOn: fromDbDay(year.startsOn),
        endsOn: fromDbDay(year.endsOn),
        isClosed: year.closedAt !== null,
      },
      periods: periods.map(({ id, name, startsOn, endsOn, divisionPeriods }) => ({
        id,
        name,
        closed: divisionPeriods.filter(({ divisionId }) => groups.some((group) => group.id === divisionId)).length,
        firstDay: fromDbDay(startsOn),
        lastDay: daysAfter(fromDbDay(endsOn), -1),
      })),
    })),
  };
}

/** What the administrator's home tells, in one statement; who cannot sign in is asked of `troubledAccounts`. Null for others. */
export async function accountsOverview(
  ctx: Context,
): Promise<(Omit<AccountsOverview, "troubled"> & { accounts: SchoolAccount[] }) | null> {
  if (!mayAdminister(ctx.viewer)) return null;
  const schoolId = ctx.viewer.school.id;
  const day = today(ctx);
  const [row] = await ctx.db.$queryRaw<
    {
      profiles: { profile: Profile; persons: number; active: number }[] | null;
      accounts: SchoolAccount[] | null;
      imported: { at: string; refusals: number; runId: string | null } | null;
    }[]
  >`
    WITH present AS (
      SELECT p.id, p.profile, p.account_id, p.first_name, p.last_name FROM person p
      WHERE p.school_id = ${schoolId}::uuid AND daterange(p.starts_on, p.ends_on) @> ${day}::date
        AND (p.access_ends_on IS NULL OR p.access_ends_on > ${day}::date)
        AND (p.profile <> 'GUARDIAN' OR EXISTS (SELECT FROM ${openTies(schoolId, day)} g WHERE g.guardian_id = p.id AND g.level <= 2))
    )
    SELECT
      (SELECT jsonb_agg(jsonb_build_object('profile', profile, 'persons', persons, 'active', active) ORDER BY profile)
        FROM (SELECT profile, count(*) AS persons, count(account_id) AS active FROM present GROUP BY profile) counted) AS profiles,
      (SELECT jsonb_agg(jsonb_build_object('id', id, 'accountId', account_id, 'firstName', first_name, 'lastName', last_name))
        FROM present WHERE account_id IS NOT NULL) AS accounts,
      (SELECT jsonb_build_object('at', j.at, 'refusals', coalesce((j.details ->> 'refusals')::int, 0), 'runId', j.details ->> 'runId')
        FROM journal j WHERE j.school_id = ${schoolId}::uuid AND j.target_type = 'school' AND j.target_id = ${schoolId}::uuid
          AND j.action = 'imports.run' ORDER BY j.at DESC LIMIT 1) AS imported`;
  return {
    profiles: row?.profiles ?? [],
    accounts: row?.accounts ?? [],
    lastImport: row?.imported ? { ...row.imported, at: fromDbInstant(new Date(row.imported.at)) } : null,
  };
}

/** The line of the journal that tells of a judgment (lib/comptes/guardianships.ts). */
const JUDGMENT_SAVED = "comptes.judgment.save";

/** A person of the school with the account that signs in. */
interface SchoolAccount {
  id: string;
  accountId: string;
  firstName: string;
  lastName: string;
}

/**
 * Of these accounts of the viewer's school, those that failed several times lately and did not succeed since. Opens its own identity
 * transaction, after the page's. Others than head and administrators get none.
 */
export async function troubledAccounts(
  viewer: Viewer,
  accounts: readonly SchoolAccount[],
): Promise<AccountsOverview["troubled"]> {
  if (!mayAdminister(viewer) || accounts.length === 0) return [];
  const ids = accounts.map(({ accountId }) => accountId);
  const failing = await withIdentity(
    {},
    (db, now) => db.$queryRaw<{ accountId: string; failures: number }[]>`
      SELECT a.account_id AS "accountId", (count(*) FILTER (WHERE a.outcome <> 'SUCCESS'))::int AS failures
      FROM sign_in_attempt a
      WHERE a.account_id = ANY (${ids}::uuid[]) AND a.at > ${toDbInstant(now.subtract({ hours: TROUBLE_HOURS }))}
      GROUP BY a.account_id
      HAVING count(*) FILTER (WHERE a.outcome <> 'SUCCESS') >= ${TROUBLE_FAILURES}
        AND max(a.at) FILTER (WHERE a.outcome <> 'SUCCESS') > coalesce(max(a.at) FILTER (WHERE a.outcome = 'SUCCESS'), '-infinity')
      ORDER BY max(a.at) DESC LIMIT ${TROUBLED_NAMED}`,
  );
  return failing.flatMap(({ accountId, failures }) => {
    const person = accounts.find((each) => each.accountId === accountId);
    return person ? [{ id: person.id, firstName: person.firstName, lastName: person.lastName, failures }] : [];
  });
}
