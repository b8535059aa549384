import "server-only";
import { withSystem } from "@/lib/db/system";
import { emit } from "@/lib/journal/emit";
import { toDbInstant } from "@/lib/time/day";

/**
 * Tells the other modules of the news whose moment has come, for the worker. Readers need no job: they see it from its moment on. Two
 * workers never tell of the same.
 * @returns how many were told of.
 */
export async function announceNews(): Promise<number> {
  return withSystem("announce news", async (db, now) => {
    const at = toDbInstant(now);
    const due = await db.$queryRaw<{ schoolId: string; id: string }[]>`
      UPDATE news SET announced_at = ${at}
      WHERE announced_at IS NULL AND withdrawn_at IS NULL AND published_from <= ${at}
      RETURNING school_id AS "schoolId", id`;
    // {newsId}, as lib/actualites/commands.ts says it of what is published at once.
    for (const { schoolId, id } of due) {
      await emit({ db, now, viewer: { school: { id: schoolId } } }, "actualites.news.published", { newsId: id });
    }
    return due.length;
  });
}
