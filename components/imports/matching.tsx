import { ColumnsForm } from "@/components/imports/columns-form";
import { Card, Section } from "@/components/ui/section";
import type { ImportPage } from "@/lib/imports/types";

/** The step that comes before the dry run of a plain table, and that may be taken again as long as nothing has entered. */
export function MatchingStep({
  run,
  acting,
}: {
  run: Pick<ImportPage, "state" | "tables">;
  acting: { personId: string; runId: string; version: number; operationId: string };
}) {
  const { personId, ...rest } = acting;
  const form = (
    <Card>
      <div className="columns-needs">
        <p>Dites ce qu’est chaque colonne, ou laissez-la de côté. Il faut{"\u202F"}:</p>
        <ul className="import-list">
          <li>toujours le nom et le prénom{"\u202F"};</li>
          <li>pour un élève, l’INE, la date de naissance, un identifiant ou la classe{"\u202F"};</li>
          <li>
            pour un responsable, ce qui désigne l’enfant{"\u202F"}: son INE, son identifiant, ou son nom et son prénom
            {"\u202F"};
          </li>
          <li>un élève et ses responsables peuvent être sur une même ligne.</li>
        </ul>
        <p className="text-soft">
          Votre réponse est retenue pour l’établissement{"\u202F"}: le prochain tableau de mêmes colonnes sera lu
          directement.
        </p>
      </div>
      <ColumnsForm hidden={{ personne: personId, ...rest }} tables={run.tables} />
    </Card>
  );
  if (run.state === "MATCHING") {
    return (
      <Section id="colonnes" title="Les colonnes de votre tableau">
        {form}
      </Section>
    );
  }
  return (
    <details className="columns-again">
      <summary>Revoir les colonnes du tableau</summary>
      {form}
    </details>
  );
}
