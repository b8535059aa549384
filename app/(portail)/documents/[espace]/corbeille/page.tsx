import type { Metadata } from "next";
import { readTrash } from "@/app/(portail)/documents/reading";
import { TrashPage } from "@/components/documents/trash-page";

export const metadata: Metadata = { title: "Corbeille · Documents" };

/** What was thrown away in a space. */
export default async function Page({ params }: PageProps<"/documents/[espace]/corbeille">) {
  return <TrashPage {...await readTrash((await params).espace)} />;
}
