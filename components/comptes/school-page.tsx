import type { HrefOf } from "@/components/comptes/address";
import { ComptesFrame } from "@/components/comptes/frame";
import { PeriodsForm, PeriodStates, SchemeForm } from "@/components/comptes/period-forms";
import { ModulesForm, SettingsForm } from "@/components/comptes/school-forms";
import { EmptyState } from "@/components/ui/empty-state";
import { BlankNotebook } from "@/components/ui/illustrations/blank-notebook";
import { Card, Section } from "@/components/ui/section";
import type { SchoolFile } from "@/lib/comptes/types";
import type { SettingGroup } from "@/lib/school/settings";
import { formatCount } from "@/lib/time/format";

/** What the school has set: its modules, the periods of its year, its policies. */
export function SchoolPage({
  school,
  groups,
  modules,
  personId,
  operationId,
  hrefOf,
}: {
  school: SchoolFile;
  groups: readonly SettingGroup[];
  /** The modules that a school may close. */
  modules: readonly { slug: string; title: string }[];
  personId: string;
  operationId: string;
  hrefOf: HrefOf;
}) {
  const acting = { personId, operationId };
  return (
    <ComptesFrame
      hrefOf={hrefOf}
      lead="Ce que l’établissement a choisi, pour tout le monde."
      room="Réglages"
      title="Réglages de l’établissement"
    >
      <div className="school-columns">
        <Section id="modules" title="Modules">
          <Card>
            <ModulesForm {...acting} closed={school.disabledModules} modules={modules} version={school.version} />
          </Card>
        </Section>
        <Section id="periodes" title="Périodes de l’année">
          <div className="school-stack">
            {school.schemes.length === 0 && (
              <EmptyState illustration={<BlankNotebook />} level={3} title="Pas encore de périodes">
                L’année scolaire n’est pas découpée en trimestres ou en semestres.
              </EmptyState>
            )}
            {school.schemes.map((scheme) => (
              <Card className="scheme" key={scheme.id}>
                <h3 className="account-title">{`${scheme.name}, ${formatCount(scheme.divisions, "classe")}`}</h3>
                <PeriodsForm {...acting} scheme={scheme} />
                <PeriodStates {...acting} scheme={scheme} />
              </Card>
            ))}
            {school.undivided.length > 0 && (
              <Card>
                <h3 className="account-title">Découper l’année</h3>
                <SchemeForm {...acting} divisions={school.undivided} />
              </Card>
            )}
          </div>
        </Section>
        {groups.map((group) => (
          <Section id={`reglages-${group.name}`} key={group.name} note={group.help} title={group.label}>
            <Card>
              <SettingsForm {...acting} group={group} version={school.version} />
            </Card>
          </Section>
        ))}
      </div>
    </ComptesFrame>
  );
}
