import type { Metadata } from "next";
import { readAsked } from "@/app/(portail)/asked";
import * as homes from "@/app/(portail)/accueil/homes";
import { CalmHome } from "@/components/accueil/calm-home";
import { GuardianHome } from "@/components/accueil/guardian-home";
import { AdminHome } from "@/components/comptes/admin-home";
import { PupilHome } from "@/components/accueil/pupil-home";
import { SchoolHome } from "@/components/accueil/school-home";
import { SupportHome } from "@/components/accueil/support-home";
import { TeacherHome } from "@/components/accueil/teacher-home";
import { homeKind } from "@/lib/accueil/rules";
import { requireViewer, withViewer } from "@/lib/auth/context";
import { canOpen, personHref } from "@/lib/auth/viewer";

export const metadata: Metadata = { title: "Accueil" };

/** What now? The answer depends on who asks. */
export default async function HomePage({ searchParams }: PageProps<"/accueil">) {
  const [viewer, { jour, enfant }] = [await requireViewer(), await readAsked(searchParams)];
  const { firstName } = viewer.person;
  const kind = homeKind(viewer);
  switch (kind === "admin" || canOpen(viewer, "cahier-de-texte") ? kind : "calm") {
    case "pupil":
      return <PupilHome {...await withViewer("accueil", homes.pupilHome)} />;
    case "guardian":
      return <GuardianHome {...await homes.guardianHomes(firstName, enfant)} />;
    case "teacher":
      return <TeacherHome {...await withViewer("accueil", (ctx) => homes.teacherHome(ctx, jour))} />;
    case "support":
      return <SupportHome {...await withViewer("accueil", homes.supportHome)} />;
    case "school":
      return <SchoolHome {...await withViewer("accueil", (ctx) => homes.schoolHome(ctx, jour))} />;
    case "admin":
      return <AdminHome {...await homes.adminHome()} />;
    case "calm":
      return <CalmHome accountHref={personHref(viewer, "/compte")} comfortHref="/confort" firstName={firstName} />;
  }
}
