import "server-only";
import { notFound } from "next/navigation";
import { cache } from "react";
import { readNotebook } from "@/app/(portail)/cahier-de-texte/notebook";
import { showLessons } from "@/components/cahier-de-texte/shown";
import { lessonsOfService, listServices } from "@/lib/cahier-de-texte/queries";
import { today } from "@/lib/school/rules";
import { parseDay } from "@/lib/time/day";

/**
 * One subject's log: read once for the title and the page, which is why what identifies it is text and not an object.
 * Absent when it is not read by the viewer.
 */
export const readLog = cache(async (serviceId: string, enfant?: string, classe?: string, avant?: string) => {
  const before = parseDay(avant)?.toString() ?? null;
  const { frame, parts } = await readNotebook("/matieres", { enfant, classe }, async (ctx, focus) => {
    const service = (await listServices(ctx, focus)).find((candidate) => candidate.serviceId === serviceId);
    const log = service && (await lessonsOfService(ctx, focus, serviceId, before));
    if (!log) return null;
    const lessons = showLessons(ctx.viewer, focus, log.lessons);
    return { service, lessons, olderThan: log.olderThan, today: today(ctx), isFirst: !before };
  });
  return { frame, part: parts[0] ?? notFound() };
});
