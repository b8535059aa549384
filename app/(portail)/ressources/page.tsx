import type { Metadata } from "next";
import { readAsked } from "@/app/(portail)/asked";
import { readCatalogue } from "@/app/(portail)/ressources/reading";
import { CataloguePage } from "@/components/ressources/catalogue-page";

export const metadata: Metadata = { title: "Ressources" };

/** What is worth reading, watching and practising elsewhere. */
export default async function Page({ searchParams }: PageProps<"/ressources">) {
  return <CataloguePage {...await readCatalogue(await readAsked(searchParams))} />;
}
