import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { hrefsOf } from "@/components/absences/address";
import { JustifyPage } from "@/components/absences/justify-page";
import { absenceToJustify } from "@/lib/absences/queries";
import { withViewer } from "@/lib/auth/context";
import { isId, newId } from "@/lib/db/id";
import { today } from "@/lib/school/rules";

export const metadata: Metadata = { title: "Justifier une absence" };

/** Where a family says why a pupil was not there. */
export default async function Page({ params }: PageProps<"/absences/justifier/[absence]">) {
  const { absence: absenceId } = await params;
  const read = await withViewer("absences", async (ctx) => {
    const found = isId(absenceId) ? await absenceToJustify(ctx, absenceId) : null;
    if (!found) notFound();
    const { viewer } = ctx;
    return {
      ...found,
      today: today(ctx),
      personId: viewer.person.id,
      operationId: newId(),
      hrefOf: hrefsOf(viewer),
    };
  });
  return <JustifyPage {...read} />;
}
