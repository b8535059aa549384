import { Section } from "@/components/ui/section";
import { Table } from "@/components/ui/table";
import { ENTITIES } from "@/lib/imports/records";
import { CHANGE_KINDS } from "@/lib/imports/rules";
import type { ChangeCounts } from "@/lib/imports/types";
import { entityWords, kindWords } from "@/lib/imports/wording";
import { formatNumber } from "@/lib/time/format";

/** How many things of each sort an import touches. Nothing when it touches none. */
export function Summary({ counts }: { counts: ChangeCounts }) {
  const entities = ENTITIES.filter((entity) => counts[entity]);
  if (entities.length === 0) return null;
  return (
    <Section id="bilan" title="En bref">
      <Table
        caption="Ce que l’import touche, par nature"
        captionHidden
        columns={[
          { key: "entity", label: "Nature" },
          ...CHANGE_KINDS.map((kind) => ({ key: kind, label: kindWords[kind], align: "end" as const })),
        ]}
      >
        {entities.map((entity) => (
          <tr key={entity}>
            <th scope="row">{entityWords[entity]}</th>
            {CHANGE_KINDS.map((kind) => {
              const count = counts[entity]?.[kind] ?? 0;
              return (
                <td className={count === 0 ? "text-soft" : undefined} data-align="end" key={kind}>
                  {count === 0 ? "—" : formatNumber(count)}
                </td>
              );
            })}
          </tr>
        ))}
      </Table>
    </Section>
  );
}
