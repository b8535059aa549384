import type { Metadata } from "next";
import { readAsked } from "@/app/(portail)/asked";
import { readNewAssessment } from "@/app/(portail)/notes/sheets";
import { NewAssessmentPage } from "@/components/notes/new-assessment-page";

export const metadata: Metadata = { title: "Nouvelle évaluation" };

/** A new assessment of a service. */
export default async function Page({ params, searchParams }: PageProps<"/notes/services/[service]/nouvelle">) {
  const read = await readNewAssessment((await params).service, (await readAsked(searchParams))["periode"] ?? null);
  return <NewAssessmentPage {...read} />;
}
