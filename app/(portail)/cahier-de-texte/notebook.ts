import "server-only";
import { notFound, redirect } from "next/navigation";
import type { Asked } from "@/app/(portail)/asked";
import { childrenOf } from "@/app/(portail)/children";
import { hrefsOf } from "@/components/cahier-de-texte/address";
import type { NotebookChoice, NotebookFrameProps } from "@/components/cahier-de-texte/notebook-frame";
import { voiceOf } from "@/components/cahier-de-texte/shown";
import { type Context, requireViewerOf, withEachPerson, withViewer } from "@/lib/auth/context";
import { isFamily, type Viewer } from "@/lib/auth/viewer";
import { type Focus, listReadDivisions } from "@/lib/cahier-de-texte/queries";

/** A page of the module: its frame, and what was read, once for each school that it spans. */
export interface Notebook<T> {
  frame: NotebookFrameProps;
  parts: T[];
}

/**
 * Reads for whom the address asks: the pupil itself, one child (`enfant`) or all, one class (`classe`). A child or a class
 * out of reach is absent; a class not chosen yet leaves nothing to read.
 * @param path of the page within the module.
 * @param read one school's part, in its context.
 */
export async function readNotebook<T>(
  path: NotebookFrameProps["path"],
  asked: Asked,
  read: (ctx: Context, focus: Focus) => Promise<T>,
): Promise<Notebook<T>> {
  const viewer = await requireViewerOf("cahier-de-texte");
  return isFamily(viewer) ? familyNotebook(viewer, path, asked, read) : staffNotebook(path, asked, read);
}

async function familyNotebook<T>(
  viewer: Viewer,
  path: NotebookFrameProps["path"],
  asked: Asked,
  read: (ctx: Context, focus: Focus) => Promise<T>,
): Promise<Notebook<T>> {
  const children = childrenOf(viewer, "cahier-de-texte");
  const chosen = children.find((child) => child.id === asked["enfant"] && child.personId === viewer.person.id);
  if (asked["enfant"] && !chosen) notFound();
  const hrefOfChild = (child: (typeof children)[number]) =>
    hrefsOf({ ...viewer, person: { id: child.personId } }, { studentId: child.id })(path);

  // Several timetables side by side are read by nobody: only what is to be done shows all the children together.
  const [first] = children;
  if (path !== "" && !chosen && first && children.length > 1) redirect(hrefOfChild(first));

  const focus: Focus = chosen ? { studentId: chosen.id } : {};
  const choices: NotebookChoice[] = children.map((child) => ({
    id: child.id,
    label: child.firstName,
    level: null,
    href: hrefOfChild(child),
    current: child === chosen,
  }));
  if (path === "") {
    const all = hrefsOf(viewer, {})(path);
    choices.unshift({ id: "tous", label: "Tous", level: null, href: all, current: !chosen });
  }
  return {
    frame: {
      voice: voiceOf(viewer),
      path,
      subject: chosen?.firstName ?? null,
      choices,
      mustChoose: false,
      hrefOf: hrefsOf(viewer, focus),
    },
    parts: chosen
      ? [await withViewer("cahier-de-texte", (ctx) => read(ctx, focus))]
      : await withEachPerson("cahier-de-texte", (ctx) => read(ctx, focus)),
  };
}

async function staffNotebook<T>(
  path: NotebookFrameProps["path"],
  asked: Asked,
  read: (ctx: Context, focus: Focus) => Promise<T>,
): Promise<Notebook<T>> {
  return withViewer("cahier-de-texte", async (ctx) => {
    const divisions = await listReadDivisions(ctx);
    const chosen = divisions.find((division) => division.id === asked["classe"]);
    if (asked["classe"] && !chosen) notFound();
    const focus: Focus = chosen ? { divisionId: chosen.id } : {};
    return {
      frame: {
        voice: "staff",
        path,
        subject: chosen?.name ?? null,
        choices: divisions.map((division) => ({
          id: division.id,
          label: division.name,
          level: division.level,
          href: hrefsOf(ctx.viewer, { divisionId: division.id })(path),
          current: division === chosen,
        })),
        mustChoose: !chosen,
        hrefOf: hrefsOf(ctx.viewer, focus),
      },
      parts: chosen ? [await read(ctx, focus)] : [],
    };
  });
}
