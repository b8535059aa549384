import "@/components/droits/droits.css";
import type { HrefOf } from "@/components/comptes/address";
import { ComptesFrame } from "@/components/comptes/frame";
import { EndSubstitutionForm, ReplacedForm, SubstitutionForm } from "@/components/droits/substitution-forms";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { BlankNotebook } from "@/components/ui/illustrations/blank-notebook";
import { List, Row } from "@/components/ui/list";
import { Pagination } from "@/components/ui/pagination";
import { Card, Section } from "@/components/ui/section";
import type { ReplaceableTeacher, SubstitutionLine, SubstitutionList } from "@/lib/droits/types";
import type { IsoDay } from "@/lib/time/day";
import { formatCount, formatDay, formatDayRange, formatList, formatName } from "@/lib/time/format";

const states = {
  RUNNING: { words: "En cours", tone: "success" },
  COMING: { words: "À venir", tone: "primary" },
  OVER: { words: "Terminé", tone: "neutral" },
} as const;

/** Who replaces whom, and the form that appoints a substitute. */
export function SubstitutionsPage({
  substitutions,
  page,
  teachers,
  replaced,
  actingId,
  operationId,
  today,
  hrefOf,
}: {
  substitutions: SubstitutionList;
  page: number;
  teachers: readonly ReplaceableTeacher[];
  replaced: ReplaceableTeacher | undefined;
  actingId: string;
  operationId: string;
  today: IsoDay;
  hrefOf: HrefOf;
}) {
  const names = teachers.map(({ id, firstName, lastName }) => ({ id, firstName, lastName }));
  return (
    <ComptesFrame
      hrefOf={hrefOf}
      lead="Un professeur en remplace un autre, service par service, d’un jour à un autre."
      room="Remplacements"
      title="Remplacements"
    >
      <div className="person-columns">
        <Section id="nommer" title="Nommer un remplaçant">
          <Card>
            <div className="account-card">
              <ReplacedForm action={hrefOf("/remplacements")} replacedId={replaced?.id} teachers={names} />
              {replaced && replaced.services.length > 0 && (
                <SubstitutionForm
                  actingId={actingId}
                  key={`${replaced.id} ${operationId}`}
                  operationId={operationId}
                  replaced={replaced}
                  teachers={names}
                  today={today}
                />
              )}
              {replaced?.services.length === 0 && <p>Cette personne n’a aucun service aujourd’hui.</p>}
            </div>
          </Card>
        </Section>
        <Section id="remplacements" title="Remplacements">
          {substitutions.lines.length === 0 ? (
            <EmptyState illustration={<BlankNotebook />} level={3} title="Aucun remplacement">
              Quand un professeur s’absente longtemps, nommez ici qui prend ses classes.
            </EmptyState>
          ) : (
            <List className="rows-wordy">
              {substitutions.lines.map((line) => (
                <SubstitutionRow actingId={actingId} key={line.id} line={line} today={today} />
              ))}
            </List>
          )}
          <Pagination
            hrefOf={(each) => hrefOf("/remplacements", { page: String(each) })}
            page={page}
            pages={substitutions.pages}
          />
        </Section>
      </div>
    </ComptesFrame>
  );
}

function SubstitutionRow({ line, actingId, today }: { line: SubstitutionLine; actingId: string; today: IsoDay }) {
  const { words, tone } = states[line.state];
  const name = `${formatName(line.substitute)} remplace ${formatName(line.replaced)}`;
  return (
    <Row
      aside={
        line.state === "OVER" ? (
          <Badge tone={tone}>{words}</Badge>
        ) : (
          <EndSubstitutionForm actingId={actingId} name={name} substitutionId={line.id} />
        )
      }
      title={name}
    >
      <span className="delegation-facts">
        {line.lastDay
          ? formatDayRange(line.startsOn, line.lastDay, today)
          : `depuis le ${formatDay(line.startsOn, { today })}`}
        {line.state !== "OVER" && <Badge tone={tone}>{words}</Badge>}
      </span>
      {`${formatList(line.services)}.`}
      {line.left > 0 && (
        <span className="delegation-facts">
          <Badge icon="triangle-alert" tone="warning">
            {formatCount(line.left, "séance reste", "séances restent")} à {formatName(line.replaced)}
          </Badge>
        </span>
      )}
    </Row>
  );
}
