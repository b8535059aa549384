import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { readBoard, readFamily, readLessons } from "@/app/(portail)/absences/board";
import { hrefsOf } from "@/components/absences/address";
import { BoardPage } from "@/components/absences/board-page";
import { FamilyPage } from "@/components/absences/family-page";
import { LessonsPage } from "@/components/absences/lessons-page";
import { requireViewerOf, withEachPerson, withViewer } from "@/lib/auth/context";

export const metadata: Metadata = { title: "Absences" };

/** What now? A teacher's roll calls, the board of those who follow absences up, a family's absences. */
export default async function Page() {
  const viewer = await requireViewerOf("absences");
  switch (viewer.profile) {
    case "TEACHER":
      return <LessonsPage {...await withViewer("absences", readLessons)} />;
    case "STUDENT":
      return <FamilyPage parts={await withViewer("absences", readFamily)} voice="pupil" />;
    case "GUARDIAN":
      return <FamilyPage parts={(await withEachPerson("absences", readFamily)).flat()} voice="guardian" />;
    default:
      // What is missing now is of today: an archive is read pupil by pupil.
      if (viewer.archive) redirect(hrefsOf(viewer)("/eleves"));
      return <BoardPage {...await withViewer("absences", readBoard)} />;
  }
}
