import { ActivationBadge } from "@/components/plateforme/activation-badge";
import { PlatformFrame } from "@/components/plateforme/frame";
import { InviteForm, RenewInviteForm } from "@/components/plateforme/people-forms";
import { SaveSchoolForm, SchoolStateForm } from "@/components/plateforme/school-forms";
import { Badge } from "@/components/ui/badge";
import { List, Row } from "@/components/ui/list";
import { Notice } from "@/components/ui/notice";
import { Card, Section } from "@/components/ui/section";
import { Time } from "@/components/ui/time";
import type { OrganizationChoice, SchoolFigures, SchoolOverview } from "@/lib/plateforme/types";
import { functionWords, schoolKindWords } from "@/lib/plateforme/wording";
import { fromDbInstant } from "@/lib/time/day";
import { formatName, formatNumber, formatPercent } from "@/lib/time/format";

/** A school, as far as the platform goes: what it is, how far it has come, who runs it. */
export function PlatformSchoolPage({
  school,
  choices,
  isWide,
}: {
  school: SchoolOverview;
  choices: readonly OrganizationChoice[];
  isWide: boolean;
}) {
  const { id, name, kind, city, uai, figures, administration, timeZone } = school;
  return (
    <PlatformFrame
      crumbs={[{ label: "Établissements", href: "/plateforme" }]}
      lead={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          {[schoolKindWords[kind], city, uai].filter(Boolean).join(" · ")}
          {school.closedAt && <Badge tone="danger">Fermé</Badge>}
        </span>
      }
      room="Établissements"
      title={name}
    >
      <div className="platform-columns">
        <div className="platform-stack">
          <Section id="direction" title="Direction et administration">
            {administration.length > 0 && (
              <List label="Direction et administration">
                {administration.map((person) => (
                  <Row
                    aside={<ActivationBadge activation={person.activation} />}
                    key={person.id}
                    title={formatName(person)}
                  >
                    {[functionWords(person), person.email].filter(Boolean).join(" · ")}
                    {person.canRenew && (
                      <RenewInviteForm
                        isFirst={person.activation === "WAITING"}
                        name={formatName(person)}
                        personId={person.id}
                        schoolId={id}
                      />
                    )}
                  </Row>
                ))}
              </List>
            )}
            {school.canInvite ? (
              <Card className={administration.length > 0 ? "mt-4" : ""}>
                <p className="mb-4 text-soft">
                  La première personne de la direction ou de l’administration reçoit un code et active son compte. Elle
                  gère ensuite elle-même les accès de l’établissement.
                </p>
                <InviteForm schoolId={id} />
              </Card>
            ) : (
              <p className="mt-3 text-soft">
                {administration.some(({ canRenew }) => canRenew)
                  ? "L’établissement gère lui-même ses accès, sauf celui de sa direction, qu’un administrateur ne peut pas ouvrir\u202F: son premier code se donne ici."
                  : "L’établissement gère lui-même ses accès\u202F: aucun compte ne s’y crée plus d’ici."}
              </p>
            )}
          </Section>
          <Section id="avancement" title="Mise en route">
            <Card>
              <Figures figures={figures} timeZone={timeZone} />
            </Card>
          </Section>
        </div>
        <div className="platform-stack">
          <Section id="fiche" title="Fiche">
            <Card>
              <SaveSchoolForm
                canBeNone={isWide}
                choices={choices}
                key={`${name} ${school.organizationId} ${school.zone} ${timeZone} ${kind} ${city}`}
                school={school}
              />
            </Card>
          </Section>
          <Section id="fermeture" title={school.closedAt ? "Réouverture" : "Fermeture"}>
            <Card>
              <SchoolStateForm isClosed={school.closedAt !== null} key={String(school.closedAt)} schoolId={id} />
            </Card>
          </Section>
        </div>
      </div>
    </PlatformFrame>
  );
}

function Figures({ figures, timeZone }: { figures: SchoolFigures | null; timeZone: string }) {
  if (!figures) return <Notice>Les chiffres de l’établissement arrivent dans l’heure.</Notice>;
  const { persons, activated, lastImportAt, countedAt } = figures;
  return (
    <>
      <dl className="platform-figures">
        <div>
          <dt>Personnes</dt>
          <dd>{formatNumber(persons)}</dd>
        </div>
        <div>
          <dt>Comptes activés</dt>
          <dd>
            {formatNumber(activated)}
            {persons > 0 && ` (${formatPercent(activated / persons, 0)})`}
          </dd>
        </div>
      </dl>
      <dl className="platform-facts">
        <div>
          <dt>Dernier import</dt>
          <dd>{lastImportAt ? <Time instant={fromDbInstant(lastImportAt)} zone={timeZone} /> : "aucun"}</dd>
        </div>
        <div>
          <dt>Compté</dt>
          <dd>
            <Time instant={fromDbInstant(countedAt)} zone={timeZone} />
          </dd>
        </div>
      </dl>
    </>
  );
}
