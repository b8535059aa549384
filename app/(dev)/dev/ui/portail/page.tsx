import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Shell } from "@/components/shell/shell";
import { isGalleryOpen } from "@/components/ui/gallery/is-open";
import { PortalSample } from "@/components/ui/gallery/portal-sample";
import { moduleLooks } from "@/components/ui/module-icon";

export const metadata: Metadata = { title: "Exemple du portail" };

const titles: Readonly<Record<string, string>> = {
  accueil: "Accueil",
  actualites: "Actualités",
  "cahier-de-texte": "Cahier de texte",
  "emploi-du-temps": "Emploi du temps",
};

/** The shell, as a guardian of two pupils with a second profile would see it. */
export default function PortalSamplePage() {
  if (!isGalleryOpen()) notFound();
  return (
    <Shell
      accountHref="/dev/ui/portail"
      archivesHref="#"
      comfortHref="/confort"
      me={{ name: "Sophie Lefèvre", profileLabel: "Parent", initials: "SL" }}
      nav={moduleLooks.map((slug) => ({
        slug,
        title: titles[slug] ?? slug.charAt(0).toLocaleUpperCase("fr") + slug.slice(1),
        href: slug === "accueil" ? "/dev/ui/portail" : `/dev/ui/portail/${slug}`,
      }))}
      persons={[
        { id: "1", label: "Parent", sublabel: "Collège Jean-Moulin", href: "#", current: true },
        { id: "2", label: "Professeure de SVT", sublabel: "Lycée Louise-Michel", href: "#", current: false },
      ]}
      pupils={[
        { id: "tous", name: "Tous mes enfants", query: {} },
        { id: "ines", name: "Inès Lefèvre", query: { eleve: "ines" } },
        { id: "malo", name: "Malo Lefèvre", query: { eleve: "malo" } },
      ]}
      school={{ name: "Collège Jean-Moulin" }}
      signOutAction="/dev/ui/portail"
    >
      <PortalSample />
    </Shell>
  );
}
