import "@/components/droits/droits.css";
import { Badge } from "@/components/ui/badge";
import { Card, Section } from "@/components/ui/section";
import { profileLabel } from "@/lib/auth/profile-label";
import type { Duty, Profile } from "@/lib/db/types";
import type { PersonRights } from "@/lib/droits/types";
import { rightWords } from "@/lib/auth/right-words";
import type { IsoDay } from "@/lib/time/day";
import { formatDayRange } from "@/lib/time/format";

/** What a person can do in the portal, and why: by its office, or by a right that was lent. */
export function PersonRightsSection({
  rights,
  person,
  today,
}: {
  rights: PersonRights;
  person: { profile: Profile; duty: Duty | null };
  today: IsoDay;
}) {
  if (rights.modules.length === 0) return null;
  return (
    <Section id="droits" note={`Par sa fonction\u202F: ${profileLabel(person)}.`} title="Droits">
      <Card>
        {rights.delegations.length > 0 && (
          <ul className="holders person-delegations">
            {rights.delegations.map(({ id, right, startsOn, lastDay, state }) => (
              <li key={id}>
                <Badge tone={state === "OVER" ? "neutral" : "sun"}>
                  {state === "OVER" ? "Délégation terminée" : state === "COMING" ? "Délégation à venir" : "Délégué"}
                </Badge>{" "}
                {`${rightWords[right].label}, ${formatDayRange(startsOn, lastDay, today)}`}
              </li>
            ))}
          </ul>
        )}
        <dl className="person-rights">
          {rights.modules.map(({ module, title, abilities }) => (
            <div key={module}>
              <dt>{title}</dt>
              <dd>
                <ul>
                  {abilities.map(({ words, lent }) => (
                    <li key={words}>
                      {words} {lent && <Badge tone="sun">Délégué</Badge>}
                    </li>
                  ))}
                </ul>
              </dd>
            </div>
          ))}
        </dl>
      </Card>
    </Section>
  );
}
