import type { HrefOf } from "@/components/emploi-du-temps/address";
import { Link } from "@/components/ui/link";
import { List, Row } from "@/components/ui/list";
import { Section } from "@/components/ui/section";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import type { DeclaredAbsence } from "@/lib/emploi-du-temps/types";
import { absenceWords } from "@/lib/emploi-du-temps/wording";
import { formatCount } from "@/lib/time/format";

/** Teachers on a home page: when more are away, the page of absences has them all. */
const SHOWN = 5;

/** Props of {@link TeachersAway}. */
export interface TeachersAwayProps {
  /** Those of today. */
  away: readonly DeclaredAbsence[];
  hrefOf: HrefOf;
}

/** The home of who manages the timetable: the teachers who are absent today, and the way to say that another one is. */
export function TeachersAway({ away, hrefOf }: TeachersAwayProps) {
  const others = away.length - SHOWN;
  return (
    <Section
      action={
        <Link href={hrefOf("/absences")}>
          Déclarer<VisuallyHidden> un professeur absent</VisuallyHidden>
        </Link>
      }
      className="home-card"
      data-module="emploi-du-temps"
      id="professeurs"
      note={away.length === 0 ? "Aucune absence déclarée aujourd’hui." : null}
      title="Professeurs absents"
    >
      {away.length > 0 && (
        <List>
          {away.slice(0, SHOWN).map((absence) => (
            <Row key={absence.id} title={absence.teacher}>
              {`${absenceWords(absence)}, ${formatCount(absence.sessions, "séance annulée", "séances annulées")}`}
            </Row>
          ))}
          {others > 0 && (
            <Row title={<Link href={hrefOf("/absences")}>{formatCount(others, "autre", "autres")}</Link>} />
          )}
        </List>
      )}
    </Section>
  );
}
