import type { GroupKind } from "@/lib/db/types";
import { recordName } from "@/lib/imports/fields";
import type { PlanContext } from "@/lib/imports/plan/context";
import { groupBy } from "@/lib/imports/plan/group-by";
import type { Structure } from "@/lib/imports/plan/structure";
import type { ServiceRow, ServiceTeacherRow } from "@/lib/imports/plan/tables";
import type { StaffKey, StsFile } from "@/lib/imports/records";

/** A subject in a group, whatever the modality, which a feed does not know of. */
const placeOf = ({ subjectId, groupId }: Pick<ServiceRow, "subjectId" | "groupId">) => `${subjectId} ${groupId}`;

/**
 * Plans services from what each teacher is said to teach: of the teachers told, in divisions or in groupes, what is no longer said is
 * dated out, and so is a service that nobody is left to teach. Other teachers, substitutes and co-teachers are left alone.
 */
export function planToldServices(
  context: PlanContext,
  file: StsFile,
  tells: NonNullable<StsFile["tells"]>,
  structure: Structure,
  staff: ReadonlyMap<string, string>,
): void {
  const { drafts, counts, year } = context;
  const known = [...drafts.service.rows()].filter((row) => row.yearId === year.id);
  const services = new Map(known.map((row) => [row.id, row]));
  const open = known.filter((row) => context.isOpen(row));
  const byPlace = groupBy([...open, ...known.filter((row) => !context.isOpen(row))], placeOf);
  const kinds = new Map([...drafts.group.rows()].map((row) => [row.id, row.kind]));
  const rows = [...drafts.serviceTeacher.rows()].filter((row) => services.has(row.serviceId));
  const titulars = rows.filter((row) => row.role === "TITULAR" && context.isOpen(row));
  const byTeacher = groupBy(titulars, (row) => row.teacherId);
  const others = groupBy(
    rows.filter((row) => row.role !== "TITULAR" && context.isOpen(row)),
    (row) => row.teacherId,
  );
  const placeOfRow = ({ serviceId }: ServiceTeacherRow): string | null => {
    const service = services.get(serviceId);
    return service ? placeOf(service) : null;
  };
  const serviceStart = context.startOf(known.length === 0);
  const start = context.startOf(rows.length === 0);
  const idOf = ({ type, id }: StaffKey) => staff.get(`${type} ${id}`);

  const wanted = wantedPlaces(context, file, structure, idOf);
  const lost = new Set<string>();
  const put = new Set<string>();
  const end = (row: ServiceTeacherRow): void => {
    drafts.serviceTeacher.put({ ...row, endsOn: context.endOf(row) });
    counts.serviceTeacher.ended += 1;
    lost.add(row.serviceId);
  };
  const kindsTold = new Map<string, Set<GroupKind>>();
  for (const { key, kind } of tells) {
    const teacherId = idOf(key);
    if (teacherId) kindsTold.set(teacherId, (kindsTold.get(teacherId) ?? new Set()).add(kind));
  }
  for (const [teacherId, told] of kindsTold) {
    const places = wanted.get(teacherId) ?? new Map<string, Pick<ServiceRow, "subjectId" | "groupId">>();
    // Whoever teaches it already in another capacity has no second row.
    const held = new Set((others.get(teacherId) ?? []).flatMap((row) => placeOfRow(row) ?? []));
    for (const row of byTeacher.get(teacherId) ?? []) {
      const service = services.get(row.serviceId);
      const kind = service && kinds.get(service.groupId);
      if (!service || !kind || !told.has(kind)) continue;
      if (places.has(placeOf(service))) {
        held.add(placeOf(service));
        counts.serviceTeacher.unchanged += 1;
      } else end(row);
    }
    for (const [place, natural] of places) {
      if (held.has(place)) continue;
      const service = serviceAt(place, natural);
      const row = { id: context.newId(), serviceId: service.id, teacherId, role: "TITULAR" as const };
      counts.serviceTeacher[drafts.serviceTeacher.put({ ...row, startsOn: start, endsOn: context.endInYear })] += 1;
    }
  }
  endTeachingOfGone();
  endUntaught();

  /** The service of a place, open: the one that is, that was, or a new one. */
  function serviceAt(place: string, natural: Pick<ServiceRow, "subjectId" | "groupId">): ServiceRow {
    const [before] = byPlace.get(place) ?? [];
    const service: ServiceRow = before
      ? { ...before, endsOn: context.endInYear }
      : {
          id: context.newId(),
          yearId: year.id,
          ...natural,
          modality: "CG",
          startsOn: serviceStart,
          endsOn: context.endInYear,
        };
    const outcome = drafts.service.put(service);
    if (!put.has(service.id)) counts.service[outcome] += 1;
    put.add(service.id);
    services.set(service.id, service);
    byPlace.set(place, [service]);
    return service;
  }

  /** Who is no longer there teaches no more. */
  function endTeachingOfGone(): void {
    for (const person of drafts.person.rows()) {
      if (context.isOpen(person) || !context.isKnownTo("AAF_PERSONNEL", person.id)) continue;
      for (const row of byTeacher.get(person.id) ?? []) end(row);
    }
  }

  function endUntaught(): void {
    const taught = new Set(
      [...drafts.serviceTeacher.rows()].flatMap((row) =>
        row.role === "TITULAR" && context.isOpen(row) ? row.serviceId : [],
      ),
    );
    for (const id of lost) {
      const service = services.get(id);
      if (!service || taught.has(id) || !context.isOpen(service)) continue;
      drafts.service.put({ ...service, endsOn: context.endOf(service) });
      counts.service.ended += 1;
    }
  }
}

/** What each teacher is said to teach, by place. A subject without a name, that the school does not know either, is refused. */
function wantedPlaces(
  context: PlanContext,
  file: StsFile,
  structure: Structure,
  idOf: (key: StaffKey) => string | undefined,
): Map<string, Map<string, Pick<ServiceRow, "subjectId" | "groupId">>> {
  const wanted = new Map<string, Map<string, Pick<ServiceRow, "subjectId" | "groupId">>>();
  for (const { subject: code, group: ref, teachers, line, source } of file.services) {
    const subject = structure.subject(code);
    const group = structure.group(ref);
    if (!subject || !group) {
      const name = recordName("Service", [ref.code], { ENTMatJointure: code });
      context.refuse("service", source ?? file.file, line, name, "la matière n’est pas dans la nomenclature");
      continue;
    }
    const natural = { subjectId: subject.id, groupId: group.id };
    for (const key of teachers) {
      const teacherId = idOf(key);
      if (!teacherId) continue;
      const places = wanted.get(teacherId) ?? new Map<string, typeof natural>();
      wanted.set(teacherId, places.set(placeOf(natural), natural));
    }
  }
  return wanted;
}
