import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { readAsked } from "@/app/(portail)/asked";
import { textAsked } from "@/app/(portail)/comptes/filter";
import { pageAsked, stayWithin } from "@/app/paging";
import { hrefsOf } from "@/components/comptes/address";
import { ImportPage } from "@/components/imports/import-page";
import { withViewer } from "@/lib/auth/context";
import { isId, newId } from "@/lib/db/id";
import { importChanges, importQuestions, openImport } from "@/lib/imports/queries";
import { shownKind } from "@/lib/imports/rules";

export const metadata: Metadata = { title: "Import" };

/** An import: its dry run, or what it did. */
export default async function Page({ params, searchParams }: PageProps<"/comptes/imports/[import]">) {
  const { import: runId } = await params;
  const { effet, texte, page, fiches } = await readAsked(searchParams);
  const read = await withViewer("comptes", async (ctx) => {
    const run = isId(runId) ? await openImport(ctx, runId) : null;
    if (!run) notFound();
    const filter = { kind: shownKind(effet, run.totals), text: textAsked(texte), page: pageAsked(page) };
    return {
      run,
      filter,
      found: await importChanges(ctx, run.id, filter),
      asked: await importQuestions(ctx, run.id, pageAsked(fiches)),
      questionsPage: pageAsked(fiches),
      personId: ctx.viewer.person.id,
      timeZone: ctx.viewer.school.timeZone,
      hrefOf: hrefsOf(ctx.viewer),
    };
  });
  await stayWithin(read.found, read.filter.page);
  await stayWithin(read.asked, read.questionsPage, "fiches");
  return <ImportPage {...read} operationId={newId()} />;
}
