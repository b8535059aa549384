import type { Metadata } from "next";
import { readAsked } from "@/app/(portail)/asked";
import { readNotebook } from "@/app/(portail)/cahier-de-texte/notebook";
import { NotebookFrame } from "@/components/cahier-de-texte/notebook-frame";
import { ServiceList } from "@/components/cahier-de-texte/service-list";
import { listServices } from "@/lib/cahier-de-texte/queries";

export const metadata: Metadata = { title: "Matières du cahier de texte" };

/** The subjects whose log may be read. */
export default async function ServicesPage({ searchParams }: PageProps<"/cahier-de-texte/matieres">) {
  const asked = await readAsked(searchParams);
  const { frame, parts } = await readNotebook("/matieres", asked, listServices);
  return (
    <NotebookFrame frame={frame}>
      <ServiceList frame={frame} services={parts.flat()} />
    </NotebookFrame>
  );
}
