import "server-only";
import { notFound } from "next/navigation";
import type { Asked } from "@/app/(portail)/asked";
import { childrenOf } from "@/app/(portail)/children";
import { hrefsOf } from "@/components/notes/address";
import type { ResultsView } from "@/components/notes/results-page";
import { requireViewerOf, withViewer } from "@/lib/auth/context";
import { canOpen, isFamily } from "@/lib/auth/viewer";
import { reachOf } from "@/lib/notes/access";
import { listServices, pupilResults } from "@/lib/notes/queries";
import { listDivisions } from "@/lib/school/queries";
import { today } from "@/lib/school/rules";

/** What `/notes` shows: a pupil's results to its family, services to who teaches or reads the school. */
export async function readNotes(asked: Asked) {
  const viewer = await requireViewerOf("notes");
  if (!canOpen(viewer, "notes")) notFound();
  return isFamily(viewer) ? readResults(asked) : readServices(asked);
}

/** The results of the pupil, or of the child that the address names: without one, the first of the acting person's. */
async function readResults(asked: Asked) {
  const viewer = await requireViewerOf("notes");
  const children = childrenOf(viewer, "notes");
  const own = children.filter(({ personId }) => personId === viewer.person.id);
  const child = own.find(({ id }) => id === asked["enfant"]) ?? (asked["enfant"] ? undefined : own[0]);
  if (asked["enfant"] && !child) notFound();
  const studentId = viewer.profile === "STUDENT" ? viewer.person.id : child?.id;
  const view: ResultsView = asked["vue"] === "dates" ? "dates" : "matieres";
  const read = await withViewer("notes", async (ctx) => ({
    results: studentId ? await pupilResults(ctx, studentId, asked["periode"] ?? null) : null,
    today: today(ctx),
  }));
  return {
    kind: "results" as const,
    voice: viewer.profile === "STUDENT" ? ("pupil" as const) : ("adult" as const),
    name: child?.firstName ?? null,
    view,
    results: read.results ?? { periods: [], period: null, subjects: [] },
    today: read.today,
    childChoices: children.map(({ id, firstName, personId }) => ({
      id,
      label: firstName,
      href: hrefsOf({ ...viewer, person: { id: personId } })("", { enfant: id }),
      current: id === child?.id,
    })),
    hrefOf: hrefsOf(viewer, { enfant: child?.id }),
  };
}

async function readServices(asked: Asked) {
  const viewer = await requireViewerOf("notes");
  return withViewer("notes", async (ctx) => {
    const divisions = reachOf(viewer) === "school" ? await listDivisions(ctx) : [];
    const division = divisions.find(({ id }) => id === asked["classe"]) ?? null;
    if (divisions.length > 0 && asked["classe"] && !division) notFound();
    const services = await listServices(ctx, division?.id ?? null);
    return { kind: "services" as const, services, divisions, division, hrefOf: hrefsOf(viewer) };
  });
}
