import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Forms } from "@/components/ui/gallery/forms";
import { Foundations } from "@/components/ui/gallery/foundations";
import { isGalleryOpen } from "@/components/ui/gallery/is-open";
import { Patterns } from "@/components/ui/gallery/patterns";
import { MenuBehaviour } from "@/components/ui/menu-behaviour";
import { PageHeader } from "@/components/ui/page-header";
import { Toaster } from "@/components/ui/toast";

export const metadata: Metadata = { title: "Galerie" };

/** The gallery of the design system, in development and in tests. */
export default function GalleryPage() {
  if (!isGalleryOpen()) notFound();
  return (
    <main className="mx-auto max-w-4xl px-4 py-10" id="contenu">
      <PageHeader
        crumbs={[{ label: "Exemple du portail", href: "/dev/ui/portail" }]}
        lead="Les pièces dont toutes les pages sont faites, dans les deux thèmes."
        title="Galerie de Préau"
      />
      <Foundations />
      <Forms />
      <Patterns />
      <Toaster />
      <MenuBehaviour />
    </main>
  );
}
