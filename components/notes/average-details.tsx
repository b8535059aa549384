import { Disclosure } from "@/components/notes/disclosure";
import type { AveragedSubject } from "@/components/notes/results-page";
import { fractionWords, outcomeWords } from "@/components/notes/words";
import { Table } from "@/components/ui/table";
import type { Average, Term } from "@/lib/notes/averages";
import { inFrench } from "@/lib/notes/marks";
import { formatAverage } from "@/lib/notes/rounding";

/** The average of a subject, unfolded into what each grade brought to it. */
export function AverageDetails({ subject }: { subject: AveragedSubject }) {
  const { service, grades, average } = subject;
  const { scale, parts, rounding } = service.rules;
  const titleOf = (id: string) => grades.find((grade) => grade.id === id)?.title ?? "";
  const partName = (id: string | null) => parts.find((part) => part.id === id)?.name ?? "Autres évaluations";
  return (
    <Disclosure summary="Le calcul de la moyenne">
      {average.parts.length === 0 ? (
        <Terms average={average} caption={`Moyenne en ${service.subject}`} nameOf={titleOf} scale={scale} />
      ) : (
        <>
          {average.parts.map((part) => (
            <Terms
              average={part}
              caption={`${partName(part.id)}\u202F: ${formatAverage(part.value, scale, rounding)}`}
              key={part.id ?? ""}
              nameOf={titleOf}
              scale={scale}
            />
          ))}
          <Terms
            average={average}
            caption={`Moyenne en ${service.subject}`}
            nameOf={(id) => partName(id || null)}
            scale={scale}
          />
        </>
      )}
    </Disclosure>
  );
}

/** The general average, unfolded into its subjects. */
export function GeneralDetails({ average, subjects }: { average: Average; subjects: readonly AveragedSubject[] }) {
  const nameOf = (id: string) => subjects.find(({ service }) => service.id === id)?.service.subject ?? "";
  return (
    <Disclosure summary="Le calcul de la moyenne générale">
      <Terms average={average} caption="Moyenne générale" nameOf={nameOf} scale="20" />
    </Disclosure>
  );
}

function Terms({
  average,
  caption,
  nameOf,
  scale,
}: {
  average: Average;
  caption: string;
  nameOf: (id: string) => string;
  scale: string;
}) {
  return (
    <>
      <Table
        caption={caption}
        className="terms"
        columns={[
          { key: "name", label: "Élément" },
          { key: "value", label: `Sur ${inFrench(scale)}`, align: "end" },
          { key: "weight", label: "Poids", align: "end" },
          { key: "points", label: "Apporte", align: "end" },
        ]}
      >
        {average.terms.map((term) => (
          <tr key={term.id}>
            <th scope="row">
              {nameOf(term.id)}
              {term.outcome !== "COUNTED" && <span className="term-note">{outcomeWords[term.outcome]}</span>}
            </th>
            <td data-align="end">{term.value ? fractionWords(term.value) : "—"}</td>
            <td data-align="end">{isCounted(term) ? fractionWords(term.weight) : "—"}</td>
            <td data-align="end">{isCounted(term) ? fractionWords(term.points) : "—"}</td>
          </tr>
        ))}
      </Table>
      <p className="grade-text">
        {average.value
          ? `${fractionWords(average.points)} points ÷ ${fractionWords(average.weight)} = ${fractionWords(average.value)}`
          : "Rien ne compte encore\u202F: il n’y a pas de moyenne."}
      </p>
    </>
  );
}

function isCounted({ outcome }: Term): boolean {
  return outcome === "COUNTED" || outcome === "OPTIONAL_KEPT" || outcome === "BONUS_ADDED";
}
