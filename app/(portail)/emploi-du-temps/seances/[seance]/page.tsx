import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { hrefsOf } from "@/components/emploi-du-temps/address";
import { SessionPage } from "@/components/emploi-du-temps/session-page";
import { withViewer } from "@/lib/auth/context";
import { canOpen, personHref } from "@/lib/auth/viewer";
import { isId, newId } from "@/lib/db/id";
import { sessionChange } from "@/lib/emploi-du-temps/editing";
import { formatDay } from "@/lib/time/format";

type Props = PageProps<"/emploi-du-temps/seances/[seance]">;

/** Read once for the title and the page. */
const readChange = cache(async (sessionId: string) =>
  withViewer("emploi-du-temps", async (ctx) => {
    const change = isId(sessionId) && !ctx.viewer.archive ? await sessionChange(ctx, sessionId) : null;
    if (!change) notFound();
    const { viewer } = ctx;
    return {
      change,
      personId: viewer.person.id,
      operationId: newId(),
      hrefOf: hrefsOf(viewer),
      lessonHref: canOpen(viewer, "cahier-de-texte")
        ? personHref(viewer, `/cahier-de-texte/seances/${sessionId}`)
        : null,
    };
  }),
);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { session } = (await readChange((await params).seance)).change;
  return { title: `Modifier ${session.subject}, ${session.group}, ${formatDay(session.day)}` };
}

/** One lesson, for those who cancel, move and replace. */
export default async function Page({ params }: Props) {
  return <SessionPage {...await readChange((await params).seance)} />;
}
