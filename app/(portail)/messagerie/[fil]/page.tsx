import type { Metadata } from "next";
import { cache } from "react";
import { readAsked } from "@/app/(portail)/asked";
import { readThread } from "@/app/(portail)/messagerie/mail";
import { ThreadPage } from "@/components/messagerie/thread-page";

type Props = PageProps<"/messagerie/[fil]">;

/** Read once for the title and the page: what identifies it is text, so that both ask for the same. */
const readOnce = cache(async (threadId: string, query: string) =>
  readThread(threadId, Object.fromEntries(new URLSearchParams(query))),
);

async function threadOf({ params, searchParams }: Props) {
  const known = Object.entries(await readAsked(searchParams)).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  return readOnce((await params).fil, new URLSearchParams(known).toString());
}

/** Named by its subject. */
export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: `${(await threadOf(props)).thread.subject} · Messagerie` };
}

/** A conversation, and the answer at its end. */
export default async function Page(props: Props) {
  return <ThreadPage {...await threadOf(props)} />;
}
