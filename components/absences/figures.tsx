import { Link } from "@/components/ui/link";

/** The figures of the vie scolaire: each leads to what it counts. */
export interface ShownFigures {
  missing: number;
  absent: number;
  late: number;
  waiting: number;
  /** Null for who is not alerted. */
  alerts: number | null;
}

const tiles = [
  { name: "missing", anchor: "appels", one: "appel manquant", many: "appels manquants", isPressing: true },
  { name: "absent", anchor: "absents", one: "élève absent", many: "élèves absents", isPressing: false },
  { name: "late", anchor: "retards", one: "retard", many: "retards", isPressing: false },
  {
    name: "waiting",
    anchor: "justificatifs",
    one: "justificatif à traiter",
    many: "justificatifs à traiter",
    isPressing: true,
  },
  { name: "alerts", anchor: "alertes", one: "alerte", many: "alertes", isPressing: true },
] as const;

/** Five figures in a row: what presses stands out, nothing is quiet. */
export function Figures({ figures, hrefOf }: { figures: ShownFigures; hrefOf: (anchor: string) => string }) {
  return (
    <ul aria-label="En ce moment" className="figures">
      {tiles.map(({ name, anchor, one, many, isPressing }) => {
        const count = figures[name];
        if (count === null) return null;
        return (
          <li key={name}>
            <Link className="figure" data-pressing={(isPressing && count > 0) || undefined} href={hrefOf(anchor)}>
              <span className="figure-count">{count}</span> {count > 1 ? many : one}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
