import type { Metadata } from "next";
import { readDocument } from "@/app/(portail)/documents/reading";
import { DocumentPage } from "@/components/documents/document-page";

type Props = PageProps<"/documents/fichiers/[document]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { document } = await readDocument((await params).document);
  return { title: `${document.name} · Documents` };
}

/** One document. */
export default async function Page({ params }: Props) {
  return <DocumentPage {...await readDocument((await params).document)} />;
}
