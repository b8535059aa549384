import "server-only";
import { notFound, redirect } from "next/navigation";
import type { Asked } from "@/app/(portail)/asked";
import { childrenOf } from "@/app/(portail)/children";
import { hrefsOf, subjectParameters } from "@/components/emploi-du-temps/address";
import type { ChildDay } from "@/components/emploi-du-temps/family-day";
import type { SlotLook } from "@/components/emploi-du-temps/slot";
import type { TimetableFrame } from "@/components/emploi-du-temps/timetable-page";
import type { Now } from "@/components/emploi-du-temps/week";
import { type Context, requireViewerOf, withEachPerson, withViewer } from "@/lib/auth/context";
import { canOpen, isFamily, personHref, type Viewer } from "@/lib/auth/viewer";
import { reachOf as reachOfLessons } from "@/lib/cahier-de-texte/access";
import { isId } from "@/lib/db/id";
import { mayManage, reachOf } from "@/lib/emploi-du-temps/access";
import { familyDay, listPupilsOf, timetableWeek } from "@/lib/emploi-du-temps/queries";
import type { Subject } from "@/lib/emploi-du-temps/types";
import { today } from "@/lib/school/rules";
import { minuteIn, parseDay } from "@/lib/time/day";

/**
 * Reads what the address asks for: a child (`enfant`), a pupil, a class, a colleague or a room; without any, one's own, or
 * all the children of a guardian. What is out of reach is absent; who has no timetable of its own chooses one.
 */
export async function readTimetable(asked: Asked) {
  const viewer = await requireViewerOf("emploi-du-temps");
  // Before any redirection: where the module is closed, every address of it looks absent.
  if (!canOpen(viewer, "emploi-du-temps")) notFound();
  const children = childrenOf(viewer, "emploi-du-temps");
  const child = children.find(({ id, personId }) => id === asked["enfant"] && personId === viewer.person.id);
  if (asked["enfant"] && !child) notFound();
  const own = child ?? (children.length === 1 && children[0]?.personId === viewer.person.id ? children[0] : undefined);
  const frame = frameOf(viewer, own?.id ?? null);
  if (viewer.profile === "GUARDIAN" && !own) {
    const day = parseDay(asked["jour"])?.toString() ?? null;
    const parts = await withEachPerson("emploi-du-temps", async (ctx): Promise<ChildDay[]> => {
      const days = await familyDay(ctx, day);
      return days.map((each) => ({
        ...each,
        ...standing(ctx, { kind: "student", id: each.student.id }, each.division),
      }));
    });
    return { kind: "family" as const, frame, days: parts.flat() };
  }
  const subject = own ? { kind: "student" as const, id: own.id } : subjectOf(viewer, asked);
  if (!subject) redirect(hrefsOf(viewer)("/choix"));
  const week = await withViewer("emploi-du-temps", (ctx) => readWeek(ctx, subject, asked));
  const title = isOwn(viewer, subject) ? "Emploi du temps" : `Emploi du temps · ${week.label}`;
  return { kind: "week" as const, frame: { ...frame, title }, ...week };
}

async function readWeek(ctx: Context, subject: Subject, asked: Asked) {
  const found = isId(subject.id)
    ? await timetableWeek(ctx, subject, parseDay(asked["jour"])?.toString() ?? null)
    : null;
  if (!found) notFound();
  return {
    ...found,
    ...standing(ctx, subject, found.division),
    pupils: subject.kind === "division" ? await listPupilsOf(ctx, subject.id) : [],
  };
}

/** Whose timetable the address names, else the viewer's own; null for who has none. */
function subjectOf(viewer: Viewer, asked: Asked): Subject | null {
  for (const kind of ["student", "division", "teacher", "room"] as const) {
    const id = asked[subjectParameters[kind]];
    if (id) return { kind, id };
  }
  const { id } = viewer.person;
  if (viewer.profile === "STUDENT") return { kind: "student", id };
  return viewer.profile === "TEACHER" ? { kind: "teacher", id } : null;
}

function isOwn(viewer: Viewer, { kind, id }: Subject): boolean {
  return id === viewer.person.id && (kind === "student" || kind === "teacher");
}

/** Where a viewer stands before a timetable: in time, and where its links lead. */
function standing(ctx: Context, subject: Subject, ownGroup: string | null) {
  const { viewer } = ctx;
  const isChild = viewer.profile === "GUARDIAN";
  const parameter = isChild ? "enfant" : subjectParameters[subject.kind];
  const now: Now = { day: today(ctx), minute: minuteIn(viewer.school.timeZone, ctx.now) };
  const look: SlotLook = {
    kind: subject.kind,
    ownGroup,
    hrefOf: sessionHrefsOf(viewer, subject),
  };
  const always = isOwn(viewer, subject) ? {} : { [parameter]: subject.id };
  return { now, look, hrefOf: hrefsOf(viewer, always) };
}

/** Where a lesson leads: to its changes for who manages them, else to what is written in it for who reads that. */
function sessionHrefsOf(viewer: Viewer, subject: Subject): SlotLook["hrefOf"] {
  if (mayManage(viewer) && !viewer.archive) return ({ id }) => hrefsOf(viewer)(`/seances/${id}`);
  const reach = canOpen(viewer, "cahier-de-texte") ? reachOfLessons(viewer) : "nothing";
  const isRead = reach === "taught" ? isOwn(viewer, subject) : reach !== "nothing";
  if (!isRead) return () => null;
  const enfant = viewer.profile === "GUARDIAN" ? subject.id : undefined;
  return ({ id }) => personHref(viewer, `/cahier-de-texte/seances/${id}`, { enfant });
}

function frameOf(viewer: Viewer, childId: string | null): TimetableFrame {
  const children = childrenOf(viewer, "emploi-du-temps").map((child) => ({
    id: child.id,
    label: child.firstName,
    href: hrefsOf({ ...viewer, person: { id: child.personId } })("", { enfant: child.id }),
    current: child.id === childId,
  }));
  const all = { id: "tous", label: "Tous", href: hrefsOf(viewer)(), current: childId === null };
  return {
    title: "Emploi du temps",
    moduleHref: hrefsOf(viewer),
    children: children.length > 1 ? [all, ...children] : [],
    can: {
      choose: reachOf(viewer) !== "family",
      subscribe: !viewer.archive && (isFamily(viewer) || viewer.profile === "TEACHER"),
      manage: !viewer.archive && mayManage(viewer),
    },
  };
}
