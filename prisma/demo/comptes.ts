import { Temporal } from "temporal-polyfill";
import { hashSecret } from "@/lib/auth/codes";
import { proposedLogin } from "@/lib/auth/rules";
import { insertRows } from "@/lib/db/bulk";
import { newId } from "@/lib/db/id";
import type { Db, Duty, Profile } from "@/lib/db/types";
import { toDbDay } from "@/lib/time/day";
import { demoAccounts } from "@/prisma/demo/accounts";
import type { Random } from "@/prisma/demo/random";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const DEVICES = [
  "Chrome sur Android",
  "Safari sur iPhone",
  "Firefox sur Windows",
  "Chrome sur Windows",
  "Safari sur Mac",
];
/** An address that the documentation of networks keeps for examples (RFC 5737). */
const SOMEWHERE = "192.0.2.";
/** Of the staff, and how far classes have come: from the first to the one that waits for its parents' evening. */
const STAFF_SHARE = 0.9;
const CLASS_SHARES = [0.94, 0.82, 0.88, 0.71, 0.9, 0.55, 0.78] as const;
/** Parents take longer than their children. */
const PARENTS_BEHIND = 0.14;

interface Person {
  id: string;
  profile: Profile;
  duty: Duty | null;
  firstName: string;
  lastName: string;
}

/**
 * The story of the accounts of a school: most are activated, since September; a class has just been given new sheets; some people lost
 * their password, some fail to sign in today, and a few accesses were ended, one of them by mistake.
 * @param passwordHash of the one password of the demo.
 */
export async function writeAccounts(
  db: Db,
  schoolId: string,
  startsOn: string,
  now: Temporal.Instant,
  random: Random,
  passwordHash: string,
): Promise<void> {
  const persons: Person[] = await db.person.findMany({
    where: { schoolId, accountId: null },
    select: { id: true, profile: true, duty: true, firstName: true, lastName: true },
    orderBy: [{ lastName: "asc" }, { firstName: "asc" }, { profile: "asc" }],
  });
  const enrollments = await db.enrollment.findMany({
    where: { schoolId, groupKind: "DIVISION", endsOn: null },
    select: { studentId: true, group: { select: { id: true, code: true } } },
    orderBy: { group: { code: "asc" } },
  });
  const ties = await db.guardianship.findMany({
    where: { schoolId, level: { lte: 2 } },
    select: { guardianId: true, studentId: true },
  });
  const admin = await db.person.findFirst({
    where: { schoolId, profile: { in: ["ADMIN", "HEAD"] } },
    select: { id: true },
    orderBy: { profile: "desc" },
  });
  const logins = new Set((await db.account.findMany({ select: { login: true } })).map(({ login }) => login));

  const codes = [...new Set(enrollments.map(({ group }) => group.code))];
  const groupOf = new Map(enrollments.map(({ studentId, group }) => [studentId, group]));
  const studentOf = new Map(ties.map(({ guardianId, studentId }) => [guardianId, studentId]));
  const groupOfPerson = ({ id }: Person) => groupOf.get(studentOf.get(id) ?? id);
  const shareOf = (person: Person): number => {
    if (person.profile === "GUARDIAN" && !studentOf.has(person.id)) return 0;
    const group = groupOfPerson(person);
    if (!group) return STAFF_SHARE;
    const share = CLASS_SHARES[codes.indexOf(group.code) % CLASS_SHARES.length] ?? 0;
    return person.profile === "GUARDIAN" ? share - PARENTS_BEHIND : share;
  };

  const end = now.epochMilliseconds;
  const start = Math.min(Temporal.Instant.from(`${startsOn}T06:00:00Z`).epochMilliseconds, end - DAY);
  const at = (ms: number): string => new Date(Math.round(ms)).toISOString();
  /** Most come in the first weeks. */
  const early = (): number => start + (end - start - DAY) * random.next() ** 3;
  const lately = (days: number): number => Math.max(start, end - DAY * days * random.next());

  const rows = {
    account: [] as object[],
    sign_in: [] as object[],
    sign_in_attempt: [] as object[],
    journal: [] as object[],
  };
  const links: { id: string; account_id: string }[] = [];
  const line = (ms: number, personId: string | null, action: string, targetId: string, details: object = {}): void => {
    const target = { targetType: "person", targetId };
    rows.journal.push({ schoolId, id: newId(), at: at(ms), personId, action, ...target, details });
  };
  const attempt = (accountId: string, ms: number, outcome: "SUCCESS" | "WRONG_PASSWORD"): void => {
    const address = `${SOMEWHERE}${random.int(1, 254)}`;
    rows.sign_in_attempt.push({ id: newId(), at: at(ms), accountId, address, outcome });
  };

  const active = persons.filter((person) => random.chance(shareOf(person)));
  for (const person of active) {
    const accountId = newId();
    const born = early();
    rows.account.push({
      id: accountId,
      login: freeLogin(person, logins),
      passwordHash,
      passwordChangedAt: at(born),
      createdAt: at(born),
    });
    links.push({ id: person.id, account_id: accountId });
    line(born, person.id, "auth.account.activate", person.id);
    attempt(accountId, born, "SUCCESS");
    const devices = random.int(0, 2);
    for (let index = 0; index < devices; index += 1) {
      const opened = Math.max(born, lately(12));
      attempt(accountId, opened, "SUCCESS");
      rows.sign_in.push({
        id: newId(),
        accountId,
        tokenHash: hashSecret(newId()),
        createdAt: at(opened),
        lastSeenAt: at(opened + (end - opened) * random.next()),
        expiresAt: at(end + 10 * DAY),
        endsAt: at(opened + 30 * DAY),
        idleMinutes: 14 * 24 * 60,
        device: DEVICES[random.int(0, DEVICES.length - 1)],
      });
    }
    if (admin && random.chance(0.03)) {
      const lost = Math.max(born, lately(40));
      line(lost, admin.id, "auth.code.create", person.id, { purpose: "RESET" });
      line(Math.min(end, lost + 50 * MINUTE), person.id, "auth.password.reset", person.id);
    }
  }
  await insertRows(db, "account", rows.account);
  const written = JSON.stringify(links);
  await db.$executeRaw`UPDATE person p SET account_id = l.account_id
    FROM jsonb_to_recordset(${written}::jsonb) AS l(id uuid, account_id uuid)
    WHERE p.school_id = ${schoolId}::uuid AND p.id = l.id`;

  const accountOf = new Map(links.map(({ id, account_id }) => [id, account_id]));
  // This morning: three who have the wrong password, and tried again and again.
  for (const person of active.filter(({ profile }) => profile !== "TEACHER").slice(20, 23)) {
    const tries = random.int(4, 7);
    for (let index = 0; index < tries; index += 1) {
      attempt(accountOf.get(person.id) ?? "", end - (5 + index * 2) * MINUTE, "WRONG_PASSWORD");
    }
  }
  await rememberShowcased(db, schoolId, at(start + DAY), line, attempt, end);
  await insertRows(db, "sign_in", rows.sign_in);
  await insertRows(db, "sign_in_attempt", rows.sign_in_attempt);

  if (admin) {
    // The class that is furthest behind was given new sheets the day before yesterday.
    const behind = codes[CLASS_SHARES.indexOf(0.55) % Math.max(codes.length, 1)];
    const waiting = persons.filter((person) => !accountOf.has(person.id) && groupOfPerson(person)?.code === behind);
    const printed = Math.max(start, end - 2 * DAY);
    await insertRows(
      db,
      "access_code",
      waiting
        .filter((person) => shareOf(person) > 0)
        .map(({ id }) => ({
          schoolId,
          id: newId(),
          personId: id,
          purpose: "ACTIVATION",
          channel: "PRINTED",
          codeHash: hashSecret(newId()),
          createdAt: at(printed),
          createdBy: admin.id,
          expiresAt: at(printed + 60 * DAY),
        })),
    );
    const mailed = random.fork("invitations");
    // Elsewhere, those who still wait hold the sheet of September, or an invitation of last week.
    const elsewhere = persons.filter(
      (person) => !accountOf.has(person.id) && shareOf(person) > 0 && groupOfPerson(person)?.code !== behind,
    );
    await insertRows(
      db,
      "access_code",
      elsewhere.map(({ id, profile }) => {
        const isMailed = profile === "GUARDIAN" && mailed.chance(0.4);
        const made = isMailed ? Math.max(start, end - 6 * DAY) : start;
        return {
          schoolId,
          id: newId(),
          personId: id,
          purpose: "ACTIVATION",
          channel: isMailed ? "MAILED" : "PRINTED",
          codeHash: hashSecret(newId()),
          createdAt: at(made),
          createdBy: admin.id,
          expiresAt: at(made + (isMailed ? 14 : 60) * DAY),
        };
      }),
    );
    await endSome(db, schoolId, admin.id, active, end, line);
  }
  await insertRows(db, "journal", rows.journal);
}

/** The persons whom the demo shows came in the first days, and were here yesterday. */
async function rememberShowcased(
  db: Db,
  schoolId: string,
  since: string,
  line: (ms: number, personId: string | null, action: string, targetId: string) => void,
  attempt: (accountId: string, ms: number, outcome: "SUCCESS") => void,
  now: number,
): Promise<void> {
  const known = demoAccounts().map(({ login }) => login);
  const persons = await db.person.findMany({
    where: { schoolId, account: { login: { in: known } } },
    select: { id: true, accountId: true },
    orderBy: [{ lastName: "asc" }, { firstName: "asc" }, { profile: "asc" }],
  });
  const accountIds = persons.flatMap(({ accountId }) => accountId ?? []);
  await db.account.updateMany({
    where: { id: { in: accountIds } },
    data: { createdAt: new Date(since), passwordChangedAt: new Date(since) },
  });
  for (const { id, accountId } of persons) {
    line(Date.parse(since), id, "auth.account.activate", id);
    if (accountId) attempt(accountId, now - DAY + accountIds.indexOf(accountId) * 7 * MINUTE, "SUCCESS");
  }
}

/** A second file of the same mother, an assistant who left after the autumn holidays, one who leaves next week, and a mistake undone. */
async function endSome(
  db: Db,
  schoolId: string,
  adminId: string,
  active: readonly Person[],
  now: number,
  line: (ms: number, personId: string | null, action: string, targetId: string, details?: object) => void,
): Promise<void> {
  const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
  const guardian = active.filter(({ profile }) => profile === "GUARDIAN").at(-1);
  const [gone, leaving] = active.filter(({ duty }) => duty === "AED" || duty === "AESH");
  const pupil = active.find(({ profile }) => profile === "STUDENT");
  const ended = [
    { person: guardian, at: now - 36 * DAY, endsOn: day(now - 36 * DAY), reason: "DUPLICATE" },
    { person: gone, at: now - 17 * DAY, endsOn: day(now - 17 * DAY), reason: "LEFT" },
    { person: leaving, at: now - 3 * DAY, endsOn: day(now + 9 * DAY), reason: "LEFT" },
  ];
  for (const { person, at, endsOn, reason } of ended) {
    if (!person) continue;
    await db.person.update({
      where: { schoolId_id: { schoolId, id: person.id } },
      data: { accessEndsOn: toDbDay(endsOn) },
    });
    line(at, adminId, "comptes.access.end", person.id, { endsOn, reason });
  }
  if (!pupil) return;
  line(now - 9 * DAY, adminId, "comptes.access.end", pupil.id, { endsOn: day(now - 9 * DAY), reason: "LEFT" });
  line(now - 9 * DAY + 4 * MINUTE, adminId, "comptes.access.restore", pupil.id);
}

function freeLogin({ firstName, lastName }: Person, taken: Set<string>): string {
  let attempt = 1;
  while (taken.has(proposedLogin(firstName, lastName, attempt))) attempt += 1;
  const login = proposedLogin(firstName, lastName, attempt);
  taken.add(login);
  return login;
}
