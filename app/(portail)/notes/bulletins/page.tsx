import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { childrenOf } from "@/app/(portail)/children";
import { DeskPage } from "@/components/notes/bulletins/desk-page";
import { type BulletinRow, FamilyPage } from "@/components/notes/bulletins/family-page";
import { hrefsOf, pdfHref } from "@/components/notes/bulletins/address";
import { requireViewerOf, withEachPerson, withViewer } from "@/lib/auth/context";
import { isFamily, personHref } from "@/lib/auth/viewer";
import { bulletinDesk, publishedBulletins } from "@/lib/notes/bulletins/queries";
import { dayIn, fromDbInstant } from "@/lib/time/day";

export const metadata: Metadata = { title: "Bulletins" };

/** For a family, its published bulletins, all schools together; for staff, what there is to write and to read. */
export default async function Page() {
  const viewer = await requireViewerOf("notes");
  const crumb = { label: "Notes", href: personHref(viewer, "/notes") };
  if (!isFamily(viewer)) {
    const desk = await withViewer("notes", bulletinDesk);
    return <DeskPage crumb={crumb} desk={desk} hrefOf={hrefsOf(viewer)} />;
  }
  const isPupil = viewer.profile === "STUDENT";
  if (!isPupil && childrenOf(viewer, "notes").length === 0) notFound();
  const parts = await withEachPerson("notes", async (ctx): Promise<BulletinRow[]> => {
    const found = await publishedBulletins(ctx);
    return found.map(({ student, division, period, publishedAt }) => ({
      key: `${student.id}/${period.id}`,
      href: hrefsOf(ctx.viewer)(`/classes/${division.id}/eleves/${student.id}`, { periode: period.id }),
      pdf: pdfHref(ctx.viewer, period.id, division.id, student.id),
      firstName: isPupil ? null : student.firstName,
      period: period.name,
      division: division.name,
      day: dayIn(ctx.viewer.school.timeZone, fromDbInstant(new Date(publishedAt))).toString(),
    }));
  });
  return <FamilyPage crumb={crumb} isPupil={isPupil} rows={parts.flat()} />;
}
