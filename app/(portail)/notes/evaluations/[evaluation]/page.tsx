import type { Metadata } from "next";
import { readAssessment } from "@/app/(portail)/notes/sheets";
import { AssessmentPage } from "@/components/notes/assessment-page";

type Props = PageProps<"/notes/evaluations/[evaluation]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { assessment, sheet } = await readAssessment((await params).evaluation);
  return { title: `${assessment.title} · ${sheet.service.group}` };
}

/** One assessment: its grades in a list, its figures, its publication. */
export default async function Page({ params }: Props) {
  return <AssessmentPage {...await readAssessment((await params).evaluation)} />;
}
