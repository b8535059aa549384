import type { Metadata } from "next";
import { cache } from "react";
import { readSheet } from "@/app/(portail)/absences/board";
import { RollCallPage } from "@/components/absences/roll-call-page";
import { withViewer } from "@/lib/auth/context";
import { formatDay, formatTimeOfDay } from "@/lib/time/format";

type Props = PageProps<"/absences/appel/[seance]">;

/** Read once for the title and the page. */
const readOnce = cache(async (sessionId: string) => withViewer("absences", (ctx) => readSheet(ctx, sessionId)));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { lesson } = (await readOnce((await params).seance)).sheet;
  return { title: `Appel ${lesson.group}, ${formatDay(lesson.day)}, ${formatTimeOfDay(lesson.startMinute)}` };
}

/** The roll call of one lesson. */
export default async function Page({ params }: Props) {
  return <RollCallPage {...await readOnce((await params).seance)} />;
}
