import { GivenForm } from "@/components/ressources/given-form";
import { ResourceLink } from "@/components/ressources/resource-link";
import { Badge } from "@/components/ui/badge";
import { List, Row } from "@/components/ui/list";
import type { GivenResource } from "@/lib/ressources/types";
import type { IsoDay } from "@/lib/time/day";
import { formatDay, formatList, formatRelativeDay } from "@/lib/time/format";

/** A resource that was given, and the person who reads it: a guardian may have children in several schools. */
export interface ShownGiven extends GivenResource {
  personId: string;
}

/** What classes were given, with what is asked for. */
export function GivenList({
  given,
  today,
  label,
  hasChildren = false,
}: {
  given: readonly ShownGiven[];
  today: IsoDay;
  label: string;
  /** Name the children whom it concerns: for guardians. */
  hasChildren?: boolean;
}) {
  return (
    <List className="given" label={label}>
      {given.map((each) => (
        <Row
          aside={
            <div className="given-aside">
              {each.dueOn && !each.isWithdrawn && <DueBadge dueOn={each.dueOn} today={today} />}
              {each.isWithdrawn && <Badge tone="warning">Retirée</Badge>}
              {each.can.withdraw && (
                <GivenForm
                  assignmentId={each.id}
                  isWithdrawn={each.isWithdrawn}
                  personId={each.personId}
                  what={`${each.resource.title}, ${each.group}`}
                />
              )}
            </div>
          }
          key={each.id}
          title={<ResourceLink title={each.resource.title} url={each.resource.url} />}
        >
          <span className="resource-source">
            {hasChildren && each.students.length > 0 && <span>{`Pour ${formatList(each.students)}`}</span>}
            <span>{each.can.withdraw ? each.group : each.teacher}</span>
            <span>{`donnée ${dayWords(each.givenOn, today)}`}</span>
          </span>
          {each.instruction && <span className="given-instruction">{each.instruction}</span>}
        </Row>
      ))}
    </List>
  );
}

/** «pour demain»: near days stand out, past ones are told plainly. */
function DueBadge({ dueOn, today }: { dueOn: IsoDay; today: IsoDay }) {
  const words = formatRelativeDay(dueOn, today);
  const isNear = words === "aujourd’hui" || words === "demain";
  return (
    <Badge
      tone={isNear ? "sun" : "neutral"}
    >{`pour ${isNear || dueOn > today ? words : `le ${formatDay(dueOn)}`}`}</Badge>
  );
}

/** «aujourd’hui», «hier», «le lun. 2 nov.». */
function dayWords(day: IsoDay, today: IsoDay): string {
  const words = formatRelativeDay(day, today);
  return words === "aujourd’hui" || words === "hier" ? words : `le ${formatDay(day, { today })}`;
}
