import type { HrefOf } from "@/components/comptes/address";
import { Link } from "@/components/ui/link";
import { Section } from "@/components/ui/section";
import { Table } from "@/components/ui/table";
import { MOVERS, type Rollover } from "@/lib/imports/plan/rollover";
import { daysAfter } from "@/lib/time/day";
import { formatDay, formatNumber } from "@/lib/time/format";

const words: Readonly<Record<(typeof MOVERS)[number], string>> = {
  students: "Élèves",
  guardians: "Responsables",
  staff: "Personnels",
};
const columns = [
  { key: "enter", label: "Entrent" },
  { key: "stay", label: "Passent" },
  { key: "leave", label: "Partent" },
] as const;

/** A day with its year. */
const dayOf = (day: string) => formatDay(day, { long: true, today: "0001-01-01" });

/** Files of a year that has not begun: when it will, and who enters, goes on and leaves. */
export function RolloverSection({ rollover, hrefOf }: { rollover: Rollover; hrefOf: HrefOf }) {
  const { label, startsOn, endsOn, isNew, movements } = rollover;
  return (
    <Section id="rentree" title={`La rentrée ${label}`}>
      <p className="rollover-lead">
        {`Ces fichiers sont de l’année qui vient, du ${dayOf(startsOn)} au ${dayOf(daysAfter(endsOn, -1))}. `}
        {isNew ? (
          <>
            Elle n’existe pas encore ici{"\u202F"}: l’import la crée. Ses périodes et son calendrier se préparent
            ensuite dans les <Link href={hrefOf("/annees")}>années scolaires</Link>.
          </>
        ) : (
          <>
            Ses périodes et son calendrier sont dans les <Link href={hrefOf("/annees")}>années scolaires</Link>.
          </>
        )}{" "}
        L’année en cours n’en est pas changée{"\u202F"}: qui part garde son accès jusqu’à la fin, qui entre l’aura au
        premier jour.
      </p>
      <Table
        caption={`Qui entre, passe et part à la rentrée ${label}`}
        captionHidden
        columns={[{ key: "who", label: "Qui" }, ...columns.map((column) => ({ ...column, align: "end" as const }))]}
      >
        {MOVERS.map((who) => (
          <tr key={who}>
            <th scope="row">{words[who]}</th>
            {columns.map(({ key }) => {
              const count = movements[who][key];
              return (
                <td className={count === 0 ? "text-soft" : undefined} data-align="end" key={key}>
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
