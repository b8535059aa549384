import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AbsencesPage } from "@/components/emploi-du-temps/absences-page";
import { hrefsOf } from "@/components/emploi-du-temps/address";
import { withViewer } from "@/lib/auth/context";
import { newId } from "@/lib/db/id";
import { mayManage } from "@/lib/emploi-du-temps/access";
import { listAbsences, listTeachers } from "@/lib/emploi-du-temps/editing";
import { today } from "@/lib/school/rules";

export const metadata: Metadata = { title: "Professeurs absents" };

/** The teachers who are or will be absent, and the form that says so. */
export default async function Page() {
  const read = await withViewer("emploi-du-temps", async (ctx) => {
    if (!mayManage(ctx.viewer) || ctx.viewer.archive) notFound();
    return {
      absences: await listAbsences(ctx),
      teachers: await listTeachers(ctx),
      today: today(ctx),
      personId: ctx.viewer.person.id,
      operationId: newId(),
      hrefOf: hrefsOf(ctx.viewer),
    };
  });
  return <AbsencesPage {...read} />;
}
