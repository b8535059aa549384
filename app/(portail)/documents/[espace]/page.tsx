import type { Metadata } from "next";
import { cache } from "react";
import { readAsked } from "@/app/(portail)/asked";
import { readFolder } from "@/app/(portail)/documents/reading";
import { FolderPage } from "@/components/documents/folder-page";

type Props = PageProps<"/documents/[espace]">;

/** Read once for the title and the page: what identifies it is text, so that both ask for the same. */
const readOnce = cache(async (espace: string, query: string) =>
  readFolder(espace, Object.fromEntries(new URLSearchParams(query))),
);

async function folderOf({ params, searchParams }: Props) {
  const known = Object.entries(await readAsked(searchParams)).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  return readOnce((await params).espace, new URLSearchParams(known).toString());
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { folder, space } = (await folderOf(props)).open;
  return { title: `${folder?.name ?? space.name} · Documents` };
}

/** A folder of a space. */
export default async function Page(props: Props) {
  return <FolderPage {...await folderOf(props)} />;
}
