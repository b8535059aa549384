import type { Metadata } from "next";
import { readAsked } from "@/app/(portail)/asked";
import { readGiven } from "@/app/(portail)/ressources/reading";
import { GivenPage } from "@/components/ressources/given-page";

export const metadata: Metadata = { title: "Ressources données" };

/** What classes were given. */
export default async function Page({ searchParams }: PageProps<"/ressources/donnees">) {
  return <GivenPage {...await readGiven(await readAsked(searchParams))} />;
}
