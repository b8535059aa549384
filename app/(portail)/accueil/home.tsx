import * as homes from "@/app/(portail)/accueil/homes";
import { CalmHome } from "@/components/accueil/calm-home";
import { DeskHome } from "@/components/accueil/desk-home";
import { GuardianHome } from "@/components/accueil/guardian-home";
import { PupilHome } from "@/components/accueil/pupil-home";
import { SchoolHome } from "@/components/accueil/school-home";
import { SupportHome } from "@/components/accueil/support-home";
import { TeacherHome } from "@/components/accueil/teacher-home";
import { AdminHome } from "@/components/comptes/admin-home";
import type { HomeKind } from "@/lib/accueil/rules";
import { withEachPerson, withViewer } from "@/lib/auth/context";

/** The home of a kind, with what it reads. Each opens its own context. */
export async function homeOf(kind: HomeKind, { jour, enfant }: { jour?: string; enfant?: string }) {
  switch (kind) {
    case "pupil":
      return <PupilHome {...await withViewer("accueil", homes.pupilHome)} />;
    case "guardian":
      return <GuardianHome parts={await withEachPerson("accueil", (ctx) => homes.guardianHome(ctx, enfant))} />;
    case "teacher":
      return <TeacherHome {...await withViewer("accueil", (ctx) => homes.teacherHome(ctx, jour))} />;
    case "support":
      return <SupportHome {...await withViewer("accueil", homes.supportHome)} />;
    case "school":
      return <SchoolHome {...await withViewer("accueil", (ctx) => homes.schoolHome(ctx, jour))} />;
    case "desk":
      return <DeskHome {...await withViewer("accueil", homes.deskHome)} />;
    case "admin":
      return <AdminHome {...await homes.adminHome()} />;
    case "calm":
      return <CalmHome {...await withViewer("accueil", homes.calmHome)} />;
  }
}
