import type { Metadata } from "next";
import { readEditor } from "@/app/(portail)/ressources/reading";
import { EditorPage } from "@/components/ressources/editor-page";

export const metadata: Metadata = { title: "Ajouter une ressource" };

/** A resource to describe. */
export default async function Page() {
  return <EditorPage {...await readEditor(null)} />;
}
