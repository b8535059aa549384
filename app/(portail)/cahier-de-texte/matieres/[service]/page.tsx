import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { readAsked } from "@/app/(portail)/asked";
import { readNotebook } from "@/app/(portail)/cahier-de-texte/notebook";
import { NotebookFrame } from "@/components/cahier-de-texte/notebook-frame";
import { ServiceLog } from "@/components/cahier-de-texte/service-log";
import { showLessons } from "@/components/cahier-de-texte/shown";
import { lessonsOfService, listServices } from "@/lib/cahier-de-texte/queries";
import { today } from "@/lib/school/rules";
import { parseDay } from "@/lib/time/day";

type Props = PageProps<"/cahier-de-texte/matieres/[service]">;

/** Read once for the title and the page: what identifies it is text, so that both ask for the same. */
const readLog = cache(async (serviceId: string, enfant?: string, classe?: string, avant?: string) => {
  const before = parseDay(avant)?.toString() ?? null;
  const { frame, parts } = await readNotebook("/matieres", { enfant, classe }, async (ctx, focus) => {
    const service = (await listServices(ctx, focus)).find((candidate) => candidate.serviceId === serviceId);
    const log = service && (await lessonsOfService(ctx, focus, serviceId, before));
    if (!log) return null;
    return {
      ...log,
      service,
      lessons: showLessons(ctx.viewer, focus, log.lessons),
      today: today(ctx),
      isFirst: !before,
    };
  });
  return { frame, part: parts[0] ?? notFound() };
});

async function logOf({ params, searchParams }: Props) {
  const [{ service }, asked] = [await params, await readAsked(searchParams)];
  return readLog(service, asked["enfant"], asked["classe"], asked["avant"]);
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { service } = (await logOf(props)).part;
  return { title: `${service.subject}, ${service.group}` };
}

/** The log of one subject, from the latest lesson back. */
export default async function ServicePage(props: Props) {
  const { frame, part } = await logOf(props);
  return (
    <NotebookFrame frame={frame}>
      <ServiceLog frame={frame} {...part} />
    </NotebookFrame>
  );
}
