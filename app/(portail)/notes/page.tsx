import type { Metadata } from "next";
import { readAsked } from "@/app/(portail)/asked";
import { readNotes } from "@/app/(portail)/notes/results";
import { ResultsPage } from "@/components/notes/results-page";
import { StaffServices } from "@/components/notes/staff-services";

export const metadata: Metadata = { title: "Notes" };

/** Results for a family; for who teaches or reads the school, the way to the grades of each service. */
export default async function Page({ searchParams }: PageProps<"/notes">) {
  const read = await readNotes(await readAsked(searchParams));
  return read.kind === "results" ? <ResultsPage {...read} /> : <StaffServices {...read} />;
}
