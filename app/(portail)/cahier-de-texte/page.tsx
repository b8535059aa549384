import type { Metadata } from "next";
import { readAsked } from "@/app/(portail)/asked";
import { readNotebook } from "@/app/(portail)/cahier-de-texte/notebook";
import { HomeworkPages, type HomeworkPart } from "@/components/cahier-de-texte/homework-pages";
import { NotebookFrame } from "@/components/cahier-de-texte/notebook-frame";
import { showDays } from "@/components/cahier-de-texte/shown";
import { homeworkSpan } from "@/components/cahier-de-texte/spans";
import { homeworkByDay } from "@/lib/cahier-de-texte/queries";
import { today } from "@/lib/school/rules";

export const metadata: Metadata = { title: "Travail à faire" };

/** What is to be done, by day due: mine, one child's or all of them, a class's. */
export default async function HomeworkPage({ searchParams }: PageProps<"/cahier-de-texte">) {
  const asked = await readAsked(searchParams);
  const { frame, parts } = await readNotebook("", asked, async (ctx, focus): Promise<HomeworkPart> => {
    const span = homeworkSpan(today(ctx), { du: asked["du"], avant: asked["avant"] });
    return {
      today: today(ctx),
      span,
      days: showDays(ctx.viewer, focus, await homeworkByDay(ctx, focus, span)),
    };
  });
  return (
    <NotebookFrame frame={frame}>
      <HomeworkPages frame={frame} parts={parts} />
    </NotebookFrame>
  );
}
