import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { hrefsOf } from "@/components/absences/address";
import { PupilPage } from "@/components/absences/pupil-page";
import { listMotives, peopleToCall, pupilFile } from "@/lib/absences/queries";
import { withViewer } from "@/lib/auth/context";
import { isId, newId } from "@/lib/db/id";
import { today } from "@/lib/school/rules";
import { formatName, ofName } from "@/lib/time/format";

type Props = PageProps<"/absences/eleves/[eleve]">;

/** Read once for the title and the page. */
const readFile = cache(async (studentId: string) =>
  withViewer("absences", async (ctx) => {
    const file = isId(studentId) ? await pupilFile(ctx, studentId) : null;
    if (!file) notFound();
    const { viewer } = ctx;
    return {
      file,
      people: viewer.archive ? null : await peopleToCall(ctx, studentId),
      motives: await listMotives(ctx),
      today: today(ctx),
      timeZone: viewer.school.timeZone,
      personId: viewer.person.id,
      operationId: newId(),
      hrefOf: hrefsOf(viewer),
    };
  }),
);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Absences ${ofName(formatName((await readFile((await params).eleve)).file.student))}` };
}

/** The absences of one pupil, for those who follow them up. */
export default async function Page({ params }: Props) {
  return <PupilPage {...await readFile((await params).eleve)} />;
}
