import { maySeeAs } from "@/lib/auth/access";
import { holderOf, holderSelect } from "@/lib/auth/access-codes";
import { mayActivate, mayReset } from "@/lib/auth/rules";
import type { Viewer } from "@/lib/auth/viewer";
import type { ContactKind, Prisma } from "@/lib/db/types";
import type { IsoDay } from "@/lib/time/day";
import { fromDbDay, fromDbInstant } from "@/lib/time/day";
import { isWithin } from "@/lib/school/rules";
import { mayAdminister, mayKeepAccountOf } from "./access";
import { fieldsSelect, fieldValues } from "./fields";
import { accountState, isOverridable, type OverrideField } from "./rules";
import type { JudgmentLine, Membership, Origin, PersonFile, Relative } from "./types";

const CONTACTS: readonly ContactKind[] = ["EMAIL", "MOBILE", "HOME_PHONE", "WORK_PHONE", "ADDRESS"];

const named = { select: { id: true, firstName: true, lastName: true } } as const;
const dated = { startsOn: true, endsOn: true } as const;
const imported = { importedFrom: true, importedOn: true } as const;

const judged = { id: true, version: true, kind: true, reference: true, ...dated } as const;

/** The columns of a person's page. @param at the instant at which codes are looked at. */
export function personSelect(schoolId: string, day: IsoDay, at: Date) {
  return {
    ...holderSelect(schoolId, day),
    id: true,
    accountId: true,
    accessEndsOn: true,
    ...dated,
    ...fieldsSelect,
    ...imported,
    civilStatus: { select: { ...fieldsSelect.civilStatus.select, ...imported } },
    contacts: { ...fieldsSelect.contacts, select: { ...fieldsSelect.contacts.select, ...imported } },
    overrides: {
      select: {
        field: true,
        aboutId: true,
        value: true,
        importedValue: true,
        setAt: true,
        author: { select: { firstName: true, lastName: true } },
      },
      orderBy: { field: "asc" },
    },
    judgments: { select: { ...judged, studentId: true }, orderBy: { startsOn: "desc" } },
    judgmentsAbout: { select: { ...judged, guardianId: true }, orderBy: { startsOn: "desc" } },
    externalIds: { select: { source: true, value: true, ...imported }, orderBy: { source: "asc" } },
    guardians: {
      select: { level: true, kinship: true, ...dated, guardian: named },
      orderBy: [{ level: "asc" }, { startsOn: "asc" }],
    },
    wards: {
      select: { level: true, kinship: true, ...dated, student: named },
      orderBy: [{ level: "asc" }, { startsOn: "asc" }],
    },
    enrollments: {
      select: { id: true, ...dated, group: { select: { name: true, kind: true, year: { select: { label: true } } } } },
      orderBy: [{ groupKind: "asc" }, { startsOn: "desc" }],
      take: 40,
    },
    mainGroups: {
      select: { id: true, ...dated, group: { select: { name: true } } },
      orderBy: { startsOn: "desc" },
      take: 10,
    },
    services: {
      select: {
        id: true,
        ...dated,
        role: true,
        service: { select: { subject: { select: { name: true } }, group: { select: { name: true } } } },
      },
      orderBy: { startsOn: "desc" },
      take: 40,
    },
    supports: { select: { ...dated, student: named }, orderBy: { startsOn: "desc" }, take: 20 },
    accessCodes: {
      where: { usedAt: null, expiresAt: { gt: at } },
      select: { purpose: true, createdAt: true, expiresAt: true },
      orderBy: { createdAt: "desc" },
      take: 1,
    },
  } satisfies Prisma.PersonSelect;
}

type PersonRow = Prisma.PersonGetPayload<{ select: ReturnType<typeof personSelect> }>;
type Dated = Pick<PersonRow, "startsOn" | "endsOn">;
type Named = Pick<PersonRow, "id" | "firstName" | "lastName">;

const roles = { TITULAR: null, CO_TEACHER: "co-enseignement", SUBSTITUTE: "remplacement" } as const;

/** A person as its page shows it to a viewer, who does not end its own access. */
export function toPersonFile(row: PersonRow, { today, viewer }: { today: IsoDay; viewer: Viewer }): PersonFile {
  const isSelf = row.id === viewer.person.id;
  const span = spanOf(row);
  const accessEndsOn = row.accessEndsOn && fromDbDay(row.accessEndsOn);
  const judgments = { mayRead: mayAdminister(viewer), today };
  const children = row.wards.map(({ student, ...tie }) =>
    relative(
      student,
      tie,
      row.judgments.filter(({ studentId }) => studentId === student.id),
      judgments,
    ),
  );
  const opening = children.filter(
    ({ level, endsOn, isShut }) => level <= 2 && !isShut && (endsOn === null || endsOn > today),
  );
  const isOfFiles = row.externalIds.some(({ source }) => source !== "INE");
  const mayKeep = mayKeepAccountOf(viewer, row);
  const state = accountState({
    endsOn: span.endsOn,
    accessEndsOn,
    hasAccount: row.accountId !== null,
    isContactOnly: row.profile === "GUARDIAN" && opening.length === 0,
    hasCode: row.accessCodes.length > 0,
    today,
  });
  const isGone = span.endsOn !== null && span.endsOn <= today;
  const isReplaced = (...fields: OverrideField[]) =>
    row.overrides.some(({ field }) => fields.some((each) => each === field));
  return {
    id: row.id,
    accountId: row.accountId,
    firstName: row.firstName,
    lastName: row.lastName,
    profile: row.profile,
    duty: row.duty,
    division:
      row.enrollments.find((each) => each.group.kind === "DIVISION" && isWithin(spanOf(each), today))?.group.name ??
      null,
    ...span,
    accessEndsOn,
    state,
    birthDate: row.civilStatus?.birthDate ? fromDbDay(row.civilStatus.birthDate) : null,
    sex: row.civilStatus?.sex ?? null,
    origins: {
      name: isReplaced("person.lastName", "person.firstName", "person.civility") ? null : originOf(row),
      civilStatus:
        row.civilStatus && !isReplaced("civilStatus.birthDate", "civilStatus.sex") ? originOf(row.civilStatus) : null,
    },
    contacts: row.contacts
      .toSorted((a, b) => CONTACTS.indexOf(a.kind) - CONTACTS.indexOf(b.kind))
      .map(({ kind, value, ...origin }) => ({
        kind,
        value,
        origin: isReplaced(`contact.${kind}`) ? null : originOf(origin),
      })),
    isOfFiles,
    fields: fieldValues(row),
    overrides: row.overrides.flatMap(({ field, setAt, ...override }) =>
      isOverridable(field) ? [{ ...override, field, setAt: fromDbInstant(setAt) }] : [],
    ),
    identifiers: row.externalIds.map(({ source, value, ...origin }) => ({ source, value, origin: originOf(origin) })),
    guardians: row.guardians.map(({ guardian, ...tie }) =>
      relative(
        guardian,
        tie,
        row.judgmentsAbout.filter(({ guardianId }) => guardianId === guardian.id),
        judgments,
      ),
    ),
    children,
    groups: [
      ...row.enrollments.map(({ id, group, ...dates }) =>
        membership(id, group.name, group.kind === "DIVISION" ? `classe, ${group.year.label}` : "groupe", dates),
      ),
      ...row.mainGroups.map(({ id, group, ...dates }) => membership(id, group.name, "professeur principal", dates)),
    ],
    services: row.services.map(({ id, service, role, ...dates }) =>
      membership(id, `${service.subject.name}, ${service.group.name}`, roles[role], dates),
    ),
    supports: row.supports.map(({ student, ...dates }) => ({ ...student, ...spanOf(dates) })),
    codes: row.accessCodes.map(({ purpose, createdAt, expiresAt }) => ({
      purpose,
      createdAt: fromDbInstant(createdAt),
      expiresAt: fromDbInstant(expiresAt),
    })),
    can: {
      seeAs: state !== "ENDED" && state !== "CONTACT" && maySeeAs(viewer, row),
      endAccess: !isSelf && !isGone && accessEndsOn === null && mayKeepAccountOf(viewer, row),
      restoreAccess: !isGone && accessEndsOn !== null && mayKeepAccountOf(viewer, row),
      printCode:
        state !== "ENDED" &&
        state !== "CONTACT" &&
        (row.accountId === null ? mayActivate(viewer, holderOf(row)) : mayReset(viewer, [holderOf(row)])),
      edit: mayKeep,
      end: mayKeep && !isSelf && !isOfFiles && span.endsOn === null,
      tie: mayKeep,
      judge: mayAdminister(viewer),
    },
  };
}

function originOf({ importedFrom, importedOn }: Pick<PersonRow, "importedFrom" | "importedOn">): Origin | null {
  return importedFrom && importedOn && { system: importedFrom, on: fromDbDay(importedOn) };
}

function spanOf({ startsOn, endsOn }: Dated): { startsOn: IsoDay; endsOn: IsoDay | null } {
  return { startsOn: fromDbDay(startsOn), endsOn: endsOn && fromDbDay(endsOn) };
}

/** Somebody tied to the person; judgments are for those who may read them, what they shut is for all who read the page. */
function relative(
  person: Named,
  { level, kinship, ...dates }: Dated & Pick<Relative, "level" | "kinship">,
  judgments: readonly (Dated & Omit<JudgmentLine, "startsOn" | "endsOn">)[],
  { mayRead, today }: { mayRead: boolean; today: IsoDay },
): Relative {
  const lines = judgments.map(({ id, version, kind, reference, ...span }) => ({
    id,
    version,
    kind,
    reference,
    ...spanOf(span),
  }));
  const isShut = lines.some((line) => line.kind === "NO_COMMUNICATION" && isWithin(line, today));
  return { ...person, level, kinship, ...spanOf(dates), isShut, judgments: mayRead ? lines : [] };
}

function membership(id: string, name: string, note: string | null, dates: Dated): Membership {
  return { id, name, note, ...spanOf(dates) };
}
