import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { readAsked } from "@/app/(portail)/asked";
import { hrefsOf } from "@/components/cahier-de-texte/address";
import { EditorPage } from "@/components/cahier-de-texte/editor/editor-page";
import { LessonPage } from "@/components/cahier-de-texte/lesson-page";
import { showEditor, showLesson } from "@/components/cahier-de-texte/shown";
import { withViewer } from "@/lib/auth/context";
import { lessonEditor } from "@/lib/cahier-de-texte/editing";
import { findLesson } from "@/lib/cahier-de-texte/queries";
import { isId } from "@/lib/db/id";
import { today } from "@/lib/school/rules";
import { formatDay } from "@/lib/time/format";

type Props = PageProps<"/cahier-de-texte/seances/[seance]">;

/** Read once for the title and the page. Who writes this lesson gets its editor, who reads it its content. */
const readLesson = cache(async (sessionId: string, studentId?: string, divisionId?: string) =>
  withViewer("cahier-de-texte", async (ctx) => {
    if (!isId(sessionId)) notFound();
    const focus = { ...(studentId && { studentId }), ...(divisionId && { divisionId }) };
    const editor = await lessonEditor(ctx, sessionId);
    if (editor) return { session: editor.session, editor: showEditor(ctx, focus, editor), lesson: null };
    const lesson = await findLesson(ctx, sessionId);
    if (!lesson) notFound();
    const isPast = lesson.day < today(ctx);
    const shown = { lesson: showLesson(ctx.viewer, focus, lesson), hrefOf: hrefsOf(ctx.viewer, focus), isPast };
    return { session: lesson, editor: null, lesson: shown };
  }),
);

async function lessonOf({ params, searchParams }: Props) {
  const [{ seance }, { enfant, classe }] = [await params, await readAsked(searchParams)];
  return readLesson(seance, enfant, classe);
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { session } = await lessonOf(props);
  return { title: `${session.subject}, ${session.group}, ${formatDay(session.day)}` };
}

/** A lesson: to be written by its teacher, read by the others. */
export default async function SessionPage(props: Props) {
  const { editor, lesson } = await lessonOf(props);
  return editor ? <EditorPage shown={editor} /> : <LessonPage {...lesson} />;
}
