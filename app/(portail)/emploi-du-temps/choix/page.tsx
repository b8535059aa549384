import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { hrefsOf } from "@/components/emploi-du-temps/address";
import { SubjectChoices } from "@/components/emploi-du-temps/subject-choice";
import { withViewer } from "@/lib/auth/context";
import { isFamily } from "@/lib/auth/viewer";
import { listSubjects } from "@/lib/emploi-du-temps/queries";

export const metadata: Metadata = { title: "Emplois du temps" };

/** The timetables that a member of staff may open: classes, colleagues, rooms, or the pupils accompanied. */
export default async function ChoicePage() {
  const choice = await withViewer("emploi-du-temps", async (ctx) => {
    if (isFamily(ctx.viewer)) notFound();
    return { choices: await listSubjects(ctx), hrefOf: hrefsOf(ctx.viewer) };
  });
  return <SubjectChoices {...choice} />;
}
