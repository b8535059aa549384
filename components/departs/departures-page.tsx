import "@/components/departs/departs.css";
import type { HrefOf } from "@/components/comptes/address";
import { ComptesFrame } from "@/components/comptes/frame";
import { LiveRefresh } from "@/components/shell/live";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { AllDone } from "@/components/ui/illustrations/all-done";
import { Link } from "@/components/ui/link";
import { List, Row } from "@/components/ui/list";
import { Pagination } from "@/components/ui/pagination";
import { profileLabel } from "@/lib/auth/profile-label";
import type { DepartureLine } from "@/lib/departs/types";
import { departureWords } from "@/lib/departs/wording";
import { formatCount, formatDay, formatInitials, formatName } from "@/lib/time/format";

/** Who has left: since when, when their things go, and until when their name stays. */
export function DeparturesPage({
  lines,
  total,
  page,
  pages,
  months,
  today,
  hrefOf,
}: {
  lines: readonly DepartureLine[];
  total: number;
  page: number;
  pages: number;
  months: number;
  today: string;
  hrefOf: HrefOf;
}) {
  return (
    <ComptesFrame
      hrefOf={hrefOf}
      lead={`L’accès s’arrête le jour du départ. Le compte et ses contenus sont supprimés ${formatCount(months, "mois", "mois")} après\u202F; le nom, dès qu’aucun texte ne demande de le garder.`}
      room="Départs"
      title="Départs"
    >
      <LiveRefresh topic="comptes" />
      {lines.length === 0 ? (
        <EmptyState illustration={<AllDone />} title="Personne n’est parti récemment">
          Qui quitte l’établissement apparaît ici, avec ce qui sera supprimé et quand.
        </EmptyState>
      ) : (
        <>
          <p className="departures-count" role="status">
            {formatCount(total, "personne partie", "personnes parties")}
          </p>
          <List className="rows-wordy" label="Personnes parties">
            {lines.map((line) => (
              <Row
                aside={<Step line={line} />}
                before={<Avatar initials={formatInitials(line)} />}
                key={line.id}
                title={<Link href={hrefOf(`/personnes/${line.id}/donnees`)}>{formatName(line, { sorted: true })}</Link>}
              >
                {profileLabel(line)}, hors de l’établissement depuis le {formatDay(line.leftOn, { today })}
                <br />
                {departureWords(line, today)}
              </Row>
            ))}
          </List>
        </>
      )}
      <Pagination
        hrefOf={(next) => hrefOf("/departs", { page: next === 1 ? undefined : String(next) })}
        page={page}
        pages={pages}
      />
    </ComptesFrame>
  );
}

function Step({ line }: { line: DepartureLine }) {
  if (line.hold === "REPORT") return <Badge tone="warning">En suspens</Badge>;
  if (line.isAsked) return <Badge tone="primary">Effacement demandé</Badge>;
  return line.closedOn ? <Badge tone="neutral">Nom gardé</Badge> : <Badge tone="sun">À supprimer</Badge>;
}
