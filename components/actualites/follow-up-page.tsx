import "@/components/actualites/actualites.css";
import { Temporal } from "temporal-polyfill";
import type { HrefOf } from "@/components/actualites/address";
import { RemindForm } from "@/components/actualites/manage-forms";
import { EmptyState } from "@/components/ui/empty-state";
import { AllDone } from "@/components/ui/illustrations/all-done";
import { Link } from "@/components/ui/link";
import { List, Row } from "@/components/ui/list";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { Progress } from "@/components/ui/progress";
import { Section } from "@/components/ui/section";
import { Table } from "@/components/ui/table";
import { readerNames } from "@/lib/actualites/rules";
import type { ExpectedReader, FollowUp, FollowUpLine } from "@/lib/actualites/types";
import { formatCount, formatInstant, formatName, formatNumber, formatPercent } from "@/lib/time/format";

/** Who has confirmed a piece of news: in all, by class, and by name those who have not. */
export function FollowUpPage({
  followUp,
  classe,
  personId,
  operationId,
  exportHref,
  hrefOf,
  timeZone,
  today,
}: {
  followUp: FollowUp;
  /** The class shown alone, as its address says it: an id, or `aucune`. */
  classe: string | undefined;
  personId: string;
  operationId: string;
  exportHref: string;
  hrefOf: HrefOf;
  timeZone: string;
  today: string;
}) {
  const { id, title, expected, acknowledged, lines, missing, missingCount } = followUp;
  const here = (query: Record<string, string | undefined>) => hrefOf(`/${id}/suivi`, query);
  const shown = lines.find(({ groupId }) => (groupId ?? "aucune") === classe);
  return (
    <div className="news-page" data-module="actualites" data-wide>
      <PageHeader
        actions={
          <a className="button" data-size="medium" data-variant="secondary" href={exportHref}>
            Tableau CSV
          </a>
        }
        crumbs={[
          { label: "Actualités", href: hrefOf() },
          { label: title, href: hrefOf(`/${id}`) },
        ]}
        title="Qui a confirmé"
      />
      <div className="news-follow">
        <Progress
          label={`${formatCount(acknowledged, "lecture confirmée", "lectures confirmées")} sur ${formatNumber(expected)}`}
          max={Math.max(expected, 1)}
          text={expected > 0 && formatPercent(acknowledged / expected, 0)}
          value={acknowledged}
        />
        {followUp.mayRemind && acknowledged < expected && (
          <RemindForm newsId={id} operationId={operationId} personId={personId} />
        )}
        {followUp.remindedAt && (
          <p className="section-note" role="status">
            Dernier rappel{"\u202F"}: {formatInstant(Temporal.Instant.from(followUp.remindedAt), timeZone, today)}.
          </p>
        )}
      </div>
      <div className="news-follow-parts">
        <Section
          action={shown && <Link href={here({})}>Toutes les classes</Link>}
          id="manquent"
          note={missingCount > 0 && formatCount(missingCount, "personne")}
          title={shown ? `N’ont pas confirmé, ${lineName(shown)}` : "N’ont pas confirmé"}
        >
          {missing.length > 0 ? (
            <List>
              {missing.map((reader) => (
                <Row key={reader.id} title={formatName(reader, { sorted: true })}>
                  {readerWords(reader)}
                </Row>
              ))}
            </List>
          ) : (
            <EmptyState illustration={<AllDone />} level={3} title="Tout le monde a confirmé" />
          )}
          <Pagination
            hrefOf={(other) => here({ classe, page: other > 1 ? String(other) : undefined })}
            page={followUp.page}
            pages={followUp.pages}
          />
        </Section>
        {lines.length > 1 && (
          <Section id="classes" title="Par classe">
            <Table
              caption="Lectures confirmées par classe"
              captionHidden
              columns={[
                { key: "classe", label: "Classe" },
                { key: "confirmees", label: "Confirmées", align: "end" },
                { key: "part", label: "Part", align: "end" },
              ]}
            >
              {lines.map((line) => (
                <tr key={line.groupId ?? "aucune"}>
                  <th scope="row">
                    <Link
                      aria-current={line === shown ? "true" : undefined}
                      href={here({ classe: line.groupId ?? "aucune" })}
                    >
                      {lineName(line)}
                    </Link>
                  </th>
                  <td data-align="end">{`${formatNumber(line.acknowledged)} sur ${formatNumber(line.expected)}`}</td>
                  <td data-align="end">{formatPercent(line.acknowledged / line.expected, 0)}</td>
                </tr>
              ))}
            </Table>
          </Section>
        )}
      </div>
    </div>
  );
}

function lineName({ name }: FollowUpLine): string {
  return name ?? "Professeurs et personnels";
}

/** «Parent (Lina), 5e B», «Élève, 5e B», «Professeur». */
function readerWords({ profile, classes, children }: ExpectedReader): string {
  const who = profile === "GUARDIAN" && children ? `${readerNames[profile]} (${children})` : readerNames[profile];
  return [who, classes].filter(Boolean).join(", ");
}
