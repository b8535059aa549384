import type { Metadata } from "next";
import { readAsked } from "@/app/(portail)/asked";
import * as homes from "@/app/(portail)/accueil/homes";
import { CalmHome } from "@/components/accueil/calm-home";
import { DeskHome } from "@/components/accueil/desk-home";
import { GuardianHome } from "@/components/accueil/guardian-home";
import { PupilHome } from "@/components/accueil/pupil-home";
import { SchoolHome } from "@/components/accueil/school-home";
import { SupportHome } from "@/components/accueil/support-home";
import { TeacherHome } from "@/components/accueil/teacher-home";
import { requireViewer, withEachPerson, withViewer } from "@/lib/auth/context";
import { personHref } from "@/lib/auth/viewer";

export const metadata: Metadata = { title: "Accueil" };

/** What now? The answer depends on who asks. */
export default async function HomePage({ searchParams }: PageProps<"/accueil">) {
  const [viewer, { jour, enfant }] = [await requireViewer(), await readAsked(searchParams)];
  const { firstName } = viewer.person;
  switch (homes.homeOf(viewer)) {
    case "pupil":
      return <PupilHome {...await withViewer("accueil", homes.pupilHome)} />;
    case "guardian": {
      const parts = await withEachPerson("accueil", (ctx) => homes.guardianHome(ctx, enfant));
      return <GuardianHome firstName={firstName} parts={parts} />;
    }
    case "teacher":
      return <TeacherHome {...await withViewer("accueil", (ctx) => homes.teacherHome(ctx, jour))} />;
    case "support":
      return <SupportHome {...await withViewer("accueil", homes.supportHome)} />;
    case "school":
      return <SchoolHome {...await withViewer("accueil", (ctx) => homes.schoolHome(ctx, jour))} />;
    case "desk":
      return <DeskHome {...await withViewer("accueil", homes.deskHome)} />;
    case "calm":
      return <CalmHome accountHref={personHref(viewer, "/compte")} comfortHref="/confort" firstName={firstName} />;
  }
}
