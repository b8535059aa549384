import type { Metadata } from "next";
import { readEditor } from "@/app/(portail)/ressources/reading";
import { EditorPage } from "@/components/ressources/editor-page";

type Props = PageProps<"/ressources/[ressource]/modifier">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { stored } = await readEditor((await params).ressource);
  return { title: `Modifier ${stored?.title ?? ""}` };
}

/** A resource to change. */
export default async function Page({ params }: Props) {
  return <EditorPage {...await readEditor((await params).ressource)} />;
}
