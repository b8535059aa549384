import type { Metadata } from "next";
import { ArchivesPage } from "@/components/annees/archives-page";
import { withViewer } from "@/lib/auth/context";
import { canOpen, personHref } from "@/lib/auth/viewer";
import { listArchives } from "@/lib/school/queries";

export const metadata: Metadata = { title: "Années passées" };

/** What is read of each closed year, where it begins. */
const ROOMS = [
  { module: "cahier-de-texte", title: "Cahier de textes", path: "/cahier-de-texte/matieres" },
  { module: "notes", title: "Notes", path: "/notes" },
  { module: "notes", title: "Bulletins", path: "/notes/bulletins" },
  { module: "absences", title: "Absences", path: "/absences" },
  { module: "emploi-du-temps", title: "Emploi du temps", path: "/emploi-du-temps" },
] as const;

/** The archives of the school, for whoever was there. */
export default async function Page() {
  const years = await withViewer("accueil", async (ctx) => {
    const rooms = ROOMS.filter(({ module }) => canOpen(ctx.viewer, module));
    return (await listArchives(ctx)).map((year) => ({
      ...year,
      rooms: rooms.map(({ title, path }) => ({ title, href: personHref(ctx.viewer, path, { annee: year.label }) })),
    }));
  });
  return <ArchivesPage years={years} />;
}
