import type { Metadata } from "next";
import { homeOf } from "@/app/(portail)/accueil/home";
import { readAsked } from "@/app/(portail)/asked";
import { type HomeKind, homeKind } from "@/lib/accueil/rules";
import { requireViewer } from "@/lib/auth/context";
import { canOpen } from "@/lib/auth/viewer";

export const metadata: Metadata = { title: "Accueil" };

/** Homes made of lessons and homework: where the school has closed the cahier de texte, mail and news are left. */
const MADE_OF_LOGS: ReadonlySet<HomeKind> = new Set(["pupil", "teacher", "support", "school"]);

/** The first page after signing in: what now? A form of its own for each profile. */
export default async function HomePage({ searchParams }: PageProps<"/accueil">) {
  const [viewer, asked] = [await requireViewer(), await readAsked(searchParams)];
  const kind = homeKind(viewer);
  return homeOf(MADE_OF_LOGS.has(kind) && !canOpen(viewer, "cahier-de-texte") ? "calm" : kind, asked);
}
