import type { Metadata } from "next";
import { readAsked } from "@/app/(portail)/asked";
import { calmHome, guardianHome, pupilHome, schoolHome, supportHome, teacherHome } from "@/app/(portail)/accueil/homes";
import { CalmHome } from "@/components/accueil/calm-home";
import { GuardianHome } from "@/components/accueil/guardian-home";
import { PupilHome } from "@/components/accueil/pupil-home";
import { SchoolHome } from "@/components/accueil/school-home";
import { SupportHome } from "@/components/accueil/support-home";
import { TeacherHome } from "@/components/accueil/teacher-home";
import { homeKind } from "@/lib/accueil/rules";
import { requireViewer, withEachPerson, withViewer } from "@/lib/auth/context";
import { canOpen } from "@/lib/auth/viewer";

export const metadata: Metadata = { title: "Accueil" };

/** What now? The answer depends on who asks. */
export default async function HomePage({ searchParams }: PageProps<"/accueil">) {
  const [viewer, { jour, enfant }] = [await requireViewer(), await readAsked(searchParams)];
  const { firstName } = viewer.person;
  switch (canOpen(viewer, "cahier-de-texte") ? homeKind(viewer) : "calm") {
    case "pupil":
      return <PupilHome {...await withViewer("accueil", pupilHome)} />;
    case "guardian":
      return (
        <GuardianHome
          firstName={firstName}
          parts={await withEachPerson("accueil", (ctx) => guardianHome(ctx, enfant))}
        />
      );
    case "teacher":
      return <TeacherHome {...await withViewer("accueil", (ctx) => teacherHome(ctx, jour))} />;
    case "support":
      return <SupportHome {...await withViewer("accueil", supportHome)} />;
    case "school":
      return <SchoolHome {...await withViewer("accueil", (ctx) => schoolHome(ctx, jour))} />;
    case "calm":
      return <CalmHome {...await withViewer("accueil", calmHome)} />;
  }
}
