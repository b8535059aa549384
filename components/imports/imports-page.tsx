import "@/components/imports/imports.css";
import type { HrefOf } from "@/components/comptes/address";
import { ComptesFrame } from "@/components/comptes/frame";
import { StateBadge } from "@/components/imports/state-badge";
import { UploadForm } from "@/components/imports/upload-form";
import { LiveRefresh } from "@/components/shell/live";
import { EmptyState } from "@/components/ui/empty-state";
import { BlankNotebook } from "@/components/ui/illustrations/blank-notebook";
import { Link } from "@/components/ui/link";
import { List, Row } from "@/components/ui/list";
import { Notice } from "@/components/ui/notice";
import { Pagination } from "@/components/ui/pagination";
import { Card, Section } from "@/components/ui/section";
import { Time } from "@/components/ui/time";
import type { ImportLine } from "@/lib/imports/types";
import { totalWords } from "@/lib/imports/wording";
import { formatList, formatName } from "@/lib/time/format";

/** Where files are given, and what became of those that were. */
export function ImportsPage({
  lines,
  page,
  pages,
  problem,
  personId,
  timeZone,
  hrefOf,
}: {
  lines: readonly ImportLine[];
  page: number;
  pages: number;
  /** Why the last sending was refused, in a sentence. */
  problem: string | null;
  personId: string;
  timeZone: string;
  hrefOf: HrefOf;
}) {
  return (
    <ComptesFrame
      hrefOf={hrefOf}
      lead="Les fichiers nationaux apportent les élèves, leurs responsables, les personnels, les classes et les services."
      room="Imports"
      title="Imports"
    >
      <LiveRefresh topic="comptes" />
      {problem && (
        <Notice className="mb-6" live="assertive" tone="danger">
          {problem}
        </Notice>
      )}
      <Section
        id="deposer"
        note="Rien ne change avant que vous ayez relu ce que les fichiers apporteraient."
        title="Apporter des fichiers"
      >
        <Card>
          <UploadForm personId={personId} />
        </Card>
      </Section>
      <Section id="passes" title="Imports de l’établissement">
        {lines.length === 0 ? (
          <EmptyState illustration={<BlankNotebook />} level={3} title="Aucun import n’a encore été fait ici">
            Commencez par STSWEB, puis les quatre exports de SIECLE. Une école dépose les trois exports d’ONDE.
          </EmptyState>
        ) : (
          <List className="rows-wordy">
            {lines.map((line) => (
              <Row
                aside={<StateBadge state={line.state} />}
                key={line.id}
                title={
                  <Link href={hrefOf(`/imports/${line.id}`)}>
                    <Time instant={line.createdAt} zone={timeZone} />
                    <span className="visually-hidden">{`, ${formatList(line.files)}`}</span>
                  </Link>
                }
              >
                {formatName(line.author)}, {formatList(line.files)}
                <br />
                {outcomeWords(line)}
              </Row>
            ))}
          </List>
        )}
        <Pagination
          hrefOf={(next) => hrefOf("/imports", { page: next === 1 ? undefined : String(next) })}
          page={page}
          pages={pages}
        />
      </Section>
    </ComptesFrame>
  );
}

/** What became of an import, or what it waits for. */
function outcomeWords({ state, problem, totals }: ImportLine): string | null {
  if (state === "FAILED") return problem;
  return state === "MATCHING" ? "il reste à dire ce que sont ses colonnes" : totalWords(totals);
}
