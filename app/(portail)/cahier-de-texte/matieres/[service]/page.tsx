import type { Metadata } from "next";
import { readAsked } from "@/app/(portail)/asked";
import { readLog } from "@/app/(portail)/cahier-de-texte/matieres/[service]/read";
import { NotebookFrame } from "@/components/cahier-de-texte/notebook-frame";
import { ServiceLog } from "@/components/cahier-de-texte/service-log";

type Props = PageProps<"/cahier-de-texte/matieres/[service]">;

async function logOf({ params, searchParams }: Props) {
  const [{ service }, { enfant, classe, avant }] = [await params, await readAsked(searchParams)];
  return readLog(service, enfant, classe, avant);
}

/** Names the subject and the class. */
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
