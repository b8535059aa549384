import type { Metadata } from "next";
import { readAsked } from "@/app/(portail)/asked";
import { readComposer } from "@/app/(portail)/messagerie/mail";
import { ComposerPage } from "@/components/messagerie/composer-page";

export const metadata: Metadata = { title: "Nouveau message" };

/** A message to write, new or begun. */
export default async function Page({ searchParams }: PageProps<"/messagerie/nouveau">) {
  const { composer, ...page } = await readComposer(await readAsked(searchParams));
  // Another draft is another form.
  return (
    <ComposerPage key={composer.start.version > 0 ? composer.start.draftId : "new"} composer={composer} {...page} />
  );
}
