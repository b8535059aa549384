import "server-only";
import type { Context } from "@/lib/auth/context";
import { mayKeepAccounts } from "@/lib/comptes/access";
import type { Prisma } from "@/lib/db/types";
import { today, validOn } from "@/lib/school/rules";
import { daysAfter, fromDbDay, type IsoDay, toDbDay } from "@/lib/time/day";
import { mayBeDelegate, mayDelegate } from "./access";
import { type Colleague, rightsOf, rightsOfOne, stateOf } from "./rules";
import type { DelegationLine, DelegationList, ModuleRights, Named, PersonRights } from "./types";

/** How many delegations a page shows. */
const DELEGATIONS_PAGE = 20;
/** A large lycée has two hundred colleagues. */
const MOST_STAFF = 600;
/** How much of a person's past delegations its page shows. */
const OWN_DELEGATIONS = 10;

const named = { select: { id: true, firstName: true, lastName: true } } as const;

const delegationSelect = {
  id: true,
  right: true,
  startsOn: true,
  endsOn: true,
  reason: true,
  person: { select: { ...named.select, profile: true, duty: true } },
  givenBy: named,
} as const satisfies Prisma.DelegationSelect;

function toLine(
  { startsOn, endsOn, ...row }: Prisma.DelegationGetPayload<{ select: typeof delegationSelect }>,
  day: IsoDay,
): DelegationLine {
  const span = { startsOn: fromDbDay(startsOn), endsOn: fromDbDay(endsOn) };
  return { ...row, startsOn: span.startsOn, lastDay: daysAfter(span.endsOn, -1), state: stateOf(span, day) };
}

/** The rights lent in the school, what ends last first. For those who run the school; others get none. @param page from 1. */
export async function listDelegations(ctx: Context, page: number): Promise<DelegationList> {
  if (!mayDelegate(ctx.viewer)) return { lines: [], pages: 1 };
  const where = { schoolId: ctx.viewer.school.id };
  const total = await ctx.db.delegation.count({ where });
  const rows = await ctx.db.delegation.findMany({
    relationLoadStrategy: "join",
    where,
    select: delegationSelect,
    orderBy: [{ endsOn: "desc" }, { id: "desc" }],
    skip: (page - 1) * DELEGATIONS_PAGE,
    take: DELEGATIONS_PAGE,
  });
  const day = today(ctx);
  return { lines: rows.map((row) => toLine(row, day)), pages: Math.max(1, Math.ceil(total / DELEGATIONS_PAGE)) };
}

/**
 * Who can do what in the school, and to whom a right may be lent: those of the staff who have an account, but oneself. For those who
 * run the school; others get nothing.
 */
export async function schoolRights(ctx: Context): Promise<{ modules: ModuleRights[]; delegates: Named[] }> {
  if (!mayDelegate(ctx.viewer)) return { modules: [], delegates: [] };
  const { school, account } = ctx.viewer;
  const day = today(ctx);
  const rows = await ctx.db.person.findMany({
    relationLoadStrategy: "join",
    where: {
      schoolId: school.id,
      profile: { notIn: ["STUDENT", "GUARDIAN"] },
      ...validOn(day),
      AND: [{ OR: [{ accessEndsOn: null }, { accessEndsOn: { gt: toDbDay(day) } }] }],
    },
    select: {
      ...named.select,
      accountId: true,
      profile: true,
      duty: true,
      delegations: { where: runningDelegation(school.id, day), select: { right: true } },
    },
    orderBy: [{ lastName: "asc" }, { firstName: "asc" }, { id: "asc" }],
    take: MOST_STAFF,
  });
  const staff: Colleague[] = rows.map(({ delegations, accountId: _account, ...person }) => ({
    ...person,
    rights: delegations.map(({ right }) => right),
  }));
  return {
    modules: rightsOf(staff, school.disabledModules),
    delegates: rows.flatMap(({ id, firstName, lastName, accountId, ...person }) =>
      accountId && accountId !== account.id && mayBeDelegate(person) ? [{ id, firstName, lastName }] : [],
    ),
  };
}

/** What a person of the school can do today and why, with the rights lent to it. For who keeps the accounts; null for others. */
export async function personRights(ctx: Context, personId: string): Promise<PersonRights | null> {
  if (!mayKeepAccounts(ctx.viewer)) return null;
  const schoolId = ctx.viewer.school.id;
  const day = today(ctx);
  const person = await ctx.db.person.findUnique({
    relationLoadStrategy: "join",
    where: { schoolId_id: { schoolId, id: personId } },
    select: {
      profile: true,
      duty: true,
      delegations: { select: delegationSelect, orderBy: [{ endsOn: "desc" }, { id: "desc" }], take: OWN_DELEGATIONS },
    },
  });
  if (!person) return null;
  const delegations = person.delegations.map((row) => toLine(row, day));
  const rights = delegations.flatMap(({ state, right }) => (state === "RUNNING" ? [right] : []));
  return { modules: rightsOfOne({ ...person, rights }, ctx.viewer.school.disabledModules), delegations };
}

function runningDelegation(schoolId: string, day: IsoDay): Prisma.DelegationWhereInput {
  return { schoolId, startsOn: { lte: toDbDay(day) }, endsOn: { gt: toDbDay(day) } };
}
