import type { Metadata } from "next";
import { readEditor } from "@/app/(portail)/actualites/read";
import { EditorPage } from "@/components/actualites/editor/editor-page";

export const metadata: Metadata = { title: "Nouvelle actualité" };

/** A piece of news to write. */
export default async function Page() {
  return <EditorPage {...await readEditor(null)} />;
}
