import type { NotebookFrameProps } from "@/components/cahier-de-texte/notebook-frame";
import { Subject } from "@/components/subjects/subject";
import { EmptyState } from "@/components/ui/empty-state";
import { BlankNotebook } from "@/components/ui/illustrations/blank-notebook";
import { Link } from "@/components/ui/link";
import type { ServiceLabel } from "@/lib/cahier-de-texte/types";

/** The subjects of a class, each with the way to its log. A subject taught to several groups says which. */
export function ServiceList({ frame, services }: { frame: NotebookFrameProps; services: readonly ServiceLabel[] }) {
  if (services.length === 0) {
    return (
      <EmptyState illustration={<BlankNotebook />} title="Aucune matière pour le moment">
        Les matières apparaissent dès que les enseignements de l’année sont connus.
      </EmptyState>
    );
  }
  return (
    <ul className="tiles" data-wide>
      {services.map(({ serviceId, subject, subjectCode, group }) => (
        <li key={serviceId}>
          <Link className="tile" href={frame.hrefOf(`/matieres/${serviceId}`)}>
            <Subject code={subjectCode} name={subject} />
            <span className="tile-note">{group}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
