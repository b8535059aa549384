import type { Metadata } from "next";
import { readAsked } from "@/app/(portail)/asked";
import { mergeGroups } from "@/components/recherche/groups";
import { SearchPage } from "@/components/recherche/search-page";
import { showFound } from "@/components/recherche/shown";
import { requireViewer, withEachPerson } from "@/lib/auth/context";
import { search } from "@/lib/recherche/queries";

export const metadata: Metadata = { title: "Rechercher" };

/** Everything that the words find, in all schools of the account where one is what one is here. */
export default async function Page({ searchParams }: PageProps<"/recherche">) {
  const { mots = "" } = await readAsked(searchParams);
  const viewer = await requireViewer();
  const schools = await withEachPerson("accueil", async (ctx) => showFound(ctx.viewer, mots, await search(ctx, mots)));
  const personId = viewer.persons.length > 1 ? viewer.person.id : null;
  return <SearchPage groups={mergeGroups(schools)} personId={personId} typed={mots} />;
}
