import type { Metadata } from "next";
import { readToGive } from "@/app/(portail)/ressources/reading";
import { GivePage } from "@/components/ressources/give-page";

type Props = PageProps<"/ressources/[ressource]/donner">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { toGive } = await readToGive((await params).ressource);
  return { title: `Donner ${toGive.resource.title} à une classe` };
}

/** A resource, to whom, and for what. */
export default async function Page({ params }: Props) {
  return <GivePage {...await readToGive((await params).ressource)} />;
}
