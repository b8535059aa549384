import type { Metadata } from "next";
import { readAsked } from "@/app/(portail)/asked";
import { readLesson } from "@/app/(portail)/cahier-de-texte/seances/[seance]/read";
import { EditorPage } from "@/components/cahier-de-texte/editor/editor-page";
import { LessonPage } from "@/components/cahier-de-texte/lesson-page";
import { formatDay } from "@/lib/time/format";

type Props = PageProps<"/cahier-de-texte/seances/[seance]">;

async function lessonOf({ params, searchParams }: Props) {
  const [{ seance }, { enfant, classe }] = [await params, await readAsked(searchParams)];
  return readLesson(seance, enfant, classe);
}

/** Names the lesson: subject, class and day. */
export async function generateMetadata(props: Props): Promise<Metadata> {
  const { session } = await lessonOf(props);
  return { title: `${session.subject}, ${session.group}, ${formatDay(session.day)}` };
}

/** A lesson: to be written by its teacher, read by the others. */
export default async function SessionPage(props: Props) {
  const { editor, lesson } = await lessonOf(props);
  return editor ? <EditorPage shown={editor} /> : <LessonPage {...lesson} />;
}
