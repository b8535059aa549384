import "server-only";
import { notFound } from "next/navigation";
import { cache } from "react";
import { hrefsOf } from "@/components/cahier-de-texte/address";
import { showEditor, showLesson } from "@/components/cahier-de-texte/shown";
import { withViewer } from "@/lib/auth/context";
import { lessonEditor } from "@/lib/cahier-de-texte/editing";
import { findLesson } from "@/lib/cahier-de-texte/queries";
import { isId } from "@/lib/db/id";
import { today } from "@/lib/school/rules";

/**
 * One lesson: its editor for who writes it, its content for who reads it, absent for anybody else. Read once for the title
 * and the page, which is why what identifies it is text and not an object.
 */
export const readLesson = cache(async (sessionId: string, enfant?: string, classe?: string) =>
  withViewer("cahier-de-texte", async (ctx) => {
    if (!isId(sessionId)) notFound();
    const focus = { ...(isId(enfant) && { studentId: enfant }), ...(isId(classe) && { divisionId: classe }) };
    const editor = await lessonEditor(ctx, sessionId);
    if (editor) return { session: editor.session, editor: showEditor(ctx, focus, editor), lesson: null };
    const lesson = await findLesson(ctx, sessionId);
    if (!lesson) notFound();
    const isPast = lesson.day < today(ctx);
    const shown = { lesson: showLesson(ctx.viewer, focus, lesson), hrefOf: hrefsOf(ctx.viewer, focus), isPast };
    return { session: lesson, editor: null, lesson: shown };
  }),
);
