import type { Metadata } from "next";
import { readEditor } from "@/app/(portail)/actualites/read";
import { EditorPage } from "@/components/actualites/editor/editor-page";

export const metadata: Metadata = { title: "Modifier une actualité" };

/** A piece of news to change. */
export default async function Page({ params }: PageProps<"/actualites/[actualite]/modifier">) {
  return <EditorPage {...await readEditor((await params).actualite)} />;
}
