import "@/components/imports/imports.css";
import type { HrefOf } from "@/components/comptes/address";
import { ComptesFrame } from "@/components/comptes/frame";
import { type ChangesFilter, Changes } from "@/components/imports/changes";
import { RolloverSection } from "@/components/imports/rollover";
import { MatchingStep } from "@/components/imports/matching";
import { Questions } from "@/components/imports/questions";
import { RunForm } from "@/components/imports/run-forms";
import { RunState } from "@/components/imports/run-state";
import { StateBadge } from "@/components/imports/state-badge";
import { Summary } from "@/components/imports/summary";
import { LiveRefresh } from "@/components/shell/live";
import { LinkButton } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import { Time } from "@/components/ui/time";
import { isUnderWay } from "@/lib/imports/rules";
import type { ChangeLine, ImportPage as Run, QuestionLine } from "@/lib/imports/types";
import { formatBytes, formatName } from "@/lib/time/format";

/** An import: what it would change, then what it changed, and what may be done about it. */
export function ImportPage({
  run,
  found,
  asked,
  filter,
  questionsPage,
  personId,
  operationId,
  timeZone,
  hrefOf,
}: {
  run: Run;
  found: { changes: readonly ChangeLine[]; total: number; pages: number };
  /** The records that may be several people. */
  asked: { questions: readonly QuestionLine[]; total: number; open: number; pages: number };
  filter: ChangesFilter;
  questionsPage: number;
  personId: string;
  operationId: string;
  timeZone: string;
  hrefOf: HrefOf;
}) {
  const acting = { personId, runId: run.id, version: run.version, operationId };
  const gestures = (["apply", "allowDepartures", "undo", "discard"] as const).filter((gesture) => run.can[gesture]);
  return (
    <ComptesFrame
      crumbs={[
        { label: "Comptes", href: hrefOf() },
        { label: "Imports", href: hrefOf("/imports") },
      ]}
      hrefOf={hrefOf}
      lead={
        <span className="import-lead">
          <StateBadge state={run.state} />
          <span>
            {formatName(run.author)}, <Time instant={run.createdAt} zone={timeZone} />
          </span>
        </span>
      }
      room="Imports"
      title={run.yearLabel ? `Import pour ${run.yearLabel}` : "Import"}
    >
      <LiveRefresh isUnderWay={isUnderWay(run.state)} topic="comptes" />
      <div className="run-state" role="status">
        <RunState hrefOf={hrefOf} open={asked.open} run={run} timeZone={timeZone} />
      </div>
      {gestures.length > 0 && (
        <div className="run-gestures">
          {gestures.map((gesture) => (
            <RunForm gesture={gesture} key={gesture} {...acting} />
          ))}
        </div>
      )}
      {run.rollover && run.state !== "FAILED" && <RolloverSection hrefOf={hrefOf} rollover={run.rollover} />}
      <Questions acting={acting} found={asked} hrefOf={hrefOf} page={questionsPage} run={run} />
      {run.tables.length > 0 && run.can.match && <MatchingStep acting={acting} run={run} />}
      {!isUnderWay(run.state) && run.state !== "FAILED" && run.state !== "MATCHING" && <Summary counts={run.counts} />}
      {run.hasChanges && run.state !== "READING" && run.state !== "MATCHING" && (
        <Section
          action={
            <LinkButton
              download
              href={`/api/comptes/imports/${run.id}?personne=${personId}`}
              icon="download"
              prefetch={false}
              size="small"
              variant="quiet"
            >
              Télécharger (CSV)
            </LinkButton>
          }
          id="details"
          title="Dans le détail"
        >
          <Changes filter={filter} found={found} hrefOf={hrefOf} run={run} />
        </Section>
      )}
      <Section id="fichiers" title="Fichiers reçus">
        <ul className="import-files">
          {run.files.map(({ id, name, size }) => (
            <li key={id}>
              {name} <span className="text-soft">{formatBytes(size)}</span>
            </li>
          ))}
        </ul>
      </Section>
    </ComptesFrame>
  );
}
