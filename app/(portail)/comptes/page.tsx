import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { readAsked } from "@/app/(portail)/asked";
import { directoryFilter } from "@/app/(portail)/comptes/filter";
import { stayWithin } from "@/app/paging";
import { hrefsOf } from "@/components/comptes/address";
import { DirectoryPage } from "@/components/comptes/directory-page";
import { withViewer } from "@/lib/auth/context";
import { mayKeepAccounts } from "@/lib/comptes/access";
import { directory } from "@/lib/comptes/queries";
import { schoolAccounts, signInNarrowing } from "@/lib/comptes/sign-ins";
import { listDivisions } from "@/lib/school/queries";

export const metadata: Metadata = { title: "Comptes" };

/** The directory of the school. */
export default async function Page({ searchParams }: PageProps<"/comptes">) {
  const filter = directoryFilter(await readAsked(searchParams));
  const since = filter.lastSignIn;
  const narrowing = since ? await signInNarrowing(await withViewer("comptes", schoolAccounts), since) : undefined;
  const read = await withViewer("comptes", async (ctx) => {
    const hrefOf = hrefsOf(ctx.viewer);
    // Whoever was lent another right has its room for a first page.
    const [first] = hrefOf.rooms;
    if (!first) notFound();
    if (!mayKeepAccounts(ctx.viewer)) redirect(hrefOf(first.path));
    return {
      found: await directory(ctx, filter, narrowing),
      divisions: await listDivisions(ctx),
      hrefOf,
    };
  });
  await stayWithin(read.found, filter.page);
  return <DirectoryPage {...read} filter={filter} />;
}
