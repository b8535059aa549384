import type { Metadata } from "next";
import { readAsked } from "@/app/(portail)/asked";
import { readNotebook } from "@/app/(portail)/cahier-de-texte/notebook";
import { NotebookFrame } from "@/components/cahier-de-texte/notebook-frame";
import { showLessons } from "@/components/cahier-de-texte/shown";
import { LessonWeek, type WeekPart } from "@/components/cahier-de-texte/lesson-week";
import { lessonsBetween, nextDayWithLessons } from "@/lib/cahier-de-texte/queries";
import { today } from "@/lib/school/rules";
import { parseDay, weekOf } from "@/lib/time/day";

export const metadata: Metadata = { title: "Séances de la semaine" };

/** A week of lessons, day by day, with what was done in each. Without a week in the address, the one that comes. */
export default async function WeekPage({ searchParams }: PageProps<"/cahier-de-texte/seances">) {
  const asked = await readAsked(searchParams);
  const { frame, parts } = await readNotebook("/seances", asked, async (ctx, focus): Promise<WeekPart> => {
    const wanted = parseDay(asked["semaine"])?.toString();
    const week = weekOf(wanted ?? (await nextDayWithLessons(ctx, focus, today(ctx))) ?? today(ctx));
    return {
      today: today(ctx),
      week,
      lessons: showLessons(ctx.viewer, focus, await lessonsBetween(ctx, focus, week)),
    };
  });
  return (
    <NotebookFrame frame={frame}>
      <LessonWeek frame={frame} part={parts[0]} />
    </NotebookFrame>
  );
}
