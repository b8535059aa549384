import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { hrefsOf } from "@/components/emploi-du-temps/address";
import { FeedsPage, type SubscribedPerson } from "@/components/emploi-du-temps/feeds-page";
import { requireViewerOf, withEachPerson } from "@/lib/auth/context";
import { isFamily } from "@/lib/auth/viewer";
import { publicUrl } from "@/lib/env";
import { listFeeds } from "@/lib/emploi-du-temps/queries";

export const metadata: Metadata = { title: "Abonner mon agenda" };

/** The secret addresses by which a calendar reads a timetable: mine, or each child's, all schools together. */
export default async function Page() {
  const viewer = await requireViewerOf("emploi-du-temps");
  if (viewer.archive) notFound();
  if (!isFamily(viewer) && viewer.profile !== "TEACHER") notFound();
  const persons = await withEachPerson("emploi-du-temps", async (ctx): Promise<SubscribedPerson> => {
    const feeds = await listFeeds(ctx);
    const { person, school, students, profile } = ctx.viewer;
    const subjects = profile === "TEACHER" ? [{ id: null, firstName: "Mes cours" }] : students;
    return {
      personId: person.id,
      schoolName: school.name,
      timeZone: school.timeZone,
      feeds: subjects.map(({ id, firstName }) => ({
        studentId: id,
        label: profile === "STUDENT" ? "Mes cours" : firstName,
        feed: feeds.find(({ studentId }) => studentId === id) ?? null,
      })),
    };
  });
  return <FeedsPage hrefOf={hrefsOf(viewer)} origin={new URL(publicUrl()).origin} persons={persons} />;
}
