import "server-only";
import { z } from "zod";
import { rightWords } from "@/lib/auth/right-words";
import type { Db } from "@/lib/db/types";
import type { Notice, NoticeEvent, NoticeKind } from "@/lib/notifications/types";
import { teacherName } from "@/lib/school/rules";
import { schoolSettings } from "@/lib/school/settings";
import { dayIn, daysAfter, fromDbDay, toDbDay } from "@/lib/time/day";
import { formatCount, formatDay, formatDayRange, formatList } from "@/lib/time/format";

/** Beyond it, a list says how many more. */
const NAMED = 3;

const named = { select: { civility: true, firstName: true, lastName: true } } as const;

const delegationEvent = z.object({ delegationId: z.uuid() });

/**
 * A right was lent: who holds it is told of it, and that it asks for a second factor from its first day, where the account has none
 * (account_demands_factor). Not once it is over.
 */
async function delegationGiven(db: Db, event: NoticeEvent): Promise<Notice[]> {
  const found = await delegationOf(db, event);
  if (!found || found.endsOn <= found.today || found.endsOn <= found.startsOn) return [];
  const { personId, right, startsOn, endsOn, today, givenBy, reason, lacksFactor } = found;
  const when = formatDayRange(startsOn, daysAfter(endsOn, -1), today);
  const from = startsOn > today ? `À partir du ${formatDay(startsOn, { today })}` : "Dès maintenant";
  const protect = `${from}, la connexion demande une double vérification\u202F: activez-la dans «\u00A0Mon compte\u00A0».`;
  return [
    {
      personId,
      title: `Droit confié\u202F: ${rightWords[right].label}, ${when}`,
      detail: [
        `Par ${teacherName(givenBy)}\u202F: ${reason}${/[.!?…]$/.test(reason) ? "" : "."}`,
        lacksFactor && protect,
      ]
        .filter(Boolean)
        .join(" "),
      href: lacksFactor ? "/compte" : startsOn > today ? "/accueil" : "/comptes",
    },
  ];
}

/** It was ended before its day: who held it, or was to hold it, is told. */
async function delegationEnded(db: Db, event: NoticeEvent): Promise<Notice[]> {
  const found = await delegationOf(db, event);
  // One that had not begun ends on the day on which it would have.
  if (!found || (found.endsOn > found.today && found.endsOn > found.startsOn)) return [];
  const { personId, right, startsOn, today } = found;
  const detail = startsOn > today ? "Elle n’a pas commencé." : "Vous n’avez plus ce droit.";
  return [{ personId, title: `Fin de délégation\u202F: ${rightWords[right].label}`, detail, href: "/accueil" }];
}

async function delegationOf(db: Db, { schoolId, payload, at, timeZone }: NoticeEvent) {
  const { delegationId } = delegationEvent.parse(payload);
  const row = await db.delegation.findUnique({
    relationLoadStrategy: "join",
    where: { schoolId_id: { schoolId, id: delegationId } },
    select: {
      personId: true,
      right: true,
      startsOn: true,
      endsOn: true,
      reason: true,
      givenBy: named,
      person: { select: { accountId: true, school: { select: { settings: true } } } },
    },
  });
  if (!row) return null;
  const { person, ...delegation } = row;
  const { accountId, school } = person;
  const factors = accountId ? await db.secondFactor.count({ where: { accountId, confirmedAt: { not: null } } }) : 0;
  return {
    ...delegation,
    startsOn: fromDbDay(row.startsOn),
    endsOn: fromDbDay(row.endsOn),
    today: dayIn(timeZone, at).toString(),
    lacksFactor: factors === 0 && schoolSettings(school.settings).signIn.demandsSecondFactor,
  };
}

const pair = z.object({ substituteId: z.uuid(), replacedId: z.uuid() });
const substitutionGiven = pair.extend({ startsOn: z.iso.date(), endsOn: z.iso.date() });
const substitutionEnded = pair.extend({ endsOn: z.iso.date() });

/** A substitute was appointed: both colleagues are told of the days, and of the services. */
async function substitutionBegun(db: Db, { schoolId, payload, at, timeZone }: NoticeEvent): Promise<Notice[]> {
  const { substituteId, replacedId, startsOn, endsOn } = substitutionGiven.parse(payload);
  const today = dayIn(timeZone, at).toString();
  const rows = await db.serviceTeacher.findMany({
    relationLoadStrategy: "join",
    where: {
      schoolId,
      teacherId: substituteId,
      replacesId: replacedId,
      startsOn: toDbDay(startsOn),
      endsOn: toDbDay(endsOn),
    },
    select: { service: { select: { subject: { select: { name: true } }, group: { select: { name: true } } } } },
  });
  const names = await namesOf(db, schoolId, [substituteId, replacedId]);
  if (rows.length === 0 || endsOn <= today || !names) return [];
  const services = rows
    .map(({ service }) => `${service.subject.name} ${service.group.name}`)
    .toSorted((a, b) => a.localeCompare(b, "fr"));
  const more = services.length - NAMED;
  const shown = services.slice(0, NAMED);
  const notice = {
    detail: `${formatList(more > 0 ? [...shown, formatCount(more, "autre")] : shown)}.`,
    href: `/emploi-du-temps?jour=${startsOn > today ? startsOn : today}`,
  };
  const when = formatDayRange(startsOn, daysAfter(endsOn, -1), today);
  return [
    { personId: substituteId, title: `Vous remplacez ${names.replaced}, ${when}`, ...notice },
    { personId: replacedId, title: `${names.substitute} assure vos cours, ${when}`, ...notice },
  ];
}

/** It ended before its day: both are told from when. */
async function substitutionOver(db: Db, { schoolId, payload, at, timeZone }: NoticeEvent): Promise<Notice[]> {
  const { substituteId, replacedId, endsOn } = substitutionEnded.parse(payload);
  const today = dayIn(timeZone, at).toString();
  const names = await namesOf(db, schoolId, [substituteId, replacedId]);
  if (!names) return [];
  const notice = {
    detail: `Les cours à venir, à partir du ${formatDay(endsOn, { today })}, sont de nouveau à la personne remplacée quand elle est libre.`,
    href: `/emploi-du-temps?jour=${endsOn > today ? endsOn : today}`,
  };
  return [
    { personId: substituteId, title: `Fin du remplacement de ${names.replaced}`, ...notice },
    { personId: replacedId, title: `Fin du remplacement par ${names.substitute}`, ...notice },
  ];
}

async function namesOf(db: Db, schoolId: string, [substituteId, replacedId]: readonly [string, string]) {
  const people = await db.person.findMany({
    where: { schoolId, id: { in: [substituteId, replacedId] } },
    select: { id: true, ...named.select },
  });
  const nameOf = (id: string) => people.flatMap((person) => (person.id === id ? teacherName(person) : []))[0];
  const [substitute, replaced] = [nameOf(substituteId), nameOf(replacedId)];
  return substitute && replaced ? { substitute, replaced } : null;
}

/** What the rights that are lent, and the services that are given for a time, tell of: to those whom they are lent to, at once. */
export const noticeKinds: readonly NoticeKind[] = [
  {
    kind: "comptes.delegation",
    label: "Droits qui vous sont confiés",
    count: (count) => formatCount(count, "droit confié ou retiré", "droits confiés ou retirés"),
    isForAnyone: true,
    mail: { TEACHER: "AT_ONCE", VIE_SCOLAIRE: "AT_ONCE", STAFF: "AT_ONCE" },
    makers: { "droits.delegation.given": delegationGiven, "droits.delegation.ended": delegationEnded },
  },
  {
    kind: "emploi-du-temps.substitution",
    label: "Remplacements",
    count: (count) => formatCount(count, "remplacement"),
    mail: { TEACHER: "AT_ONCE" },
    makers: { "droits.substitution.given": substitutionBegun, "droits.substitution.ended": substitutionOver },
  },
];
