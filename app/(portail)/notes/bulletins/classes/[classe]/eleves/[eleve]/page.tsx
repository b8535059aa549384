import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { readAsked } from "@/app/(portail)/asked";
import { hrefsOf, pdfHref } from "@/components/notes/bulletins/address";
import { BulletinPage } from "@/components/notes/bulletins/bulletin-page";
import { PreparedAttendanceBlock } from "@/components/notes/bulletins/prepared-attendance";
import { withViewer } from "@/lib/auth/context";
import { isFamily } from "@/lib/auth/viewer";
import { isId, newId } from "@/lib/db/id";
import { bulletinsOf } from "@/lib/notes/bulletins/queries";

export const metadata: Metadata = { title: "Bulletin" };

/** The bulletin of a pupil: for its family once published, for staff before. */
export default async function Page(props: PageProps<"/notes/bulletins/classes/[classe]/eleves/[eleve]">) {
  const { classe, eleve } = await props.params;
  const { periode } = await readAsked(props.searchParams);
  const { set, viewer } = await withViewer("notes", async (ctx) => {
    const found = isId(classe) && isId(eleve) ? await bulletinsOf(ctx, classe, periode ?? null, eleve) : null;
    if (!found) notFound();
    return { set: found, viewer: ctx.viewer };
  });
  const { division, period, publishedAt, bulletins } = set;
  const [bulletin] = bulletins;
  if (!bulletin) notFound();
  const hrefOf = hrefsOf(viewer);
  const crumbs = [{ label: "Bulletins", href: hrefOf() }];
  const ofClass = { label: division.name, href: hrefOf(`/classes/${division.id}`, { periode: period.id }) };
  return (
    <BulletinPage
      bulletin={bulletin}
      crumbs={isFamily(viewer) ? crumbs : [...crumbs, ofClass]}
      isDraft={publishedAt === null}
      pdf={pdfHref(viewer, period.id, division.id, eleve)}
    >
      <PreparedAttendanceBlock operationId={newId()} personId={viewer.person.id} set={set} studentId={eleve} />
    </BulletinPage>
  );
}
