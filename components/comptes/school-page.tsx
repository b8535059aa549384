import type { HrefOf } from "@/components/comptes/address";
import { ComptesFrame } from "@/components/comptes/frame";
import { ModulesForm, PeriodsForm, SettingsForm } from "@/components/comptes/school-forms";
import { EmptyState } from "@/components/ui/empty-state";
import { BlankNotebook } from "@/components/ui/illustrations/blank-notebook";
import { Card, Section } from "@/components/ui/section";
import type { SchoolFile } from "@/lib/comptes/types";
import type { SettingGroup } from "@/lib/school/settings";

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
          {school.schemes.length === 0 ? (
            <EmptyState illustration={<BlankNotebook />} level={3} title="Pas encore de périodes">
              L’année scolaire n’est pas découpée en trimestres ou en semestres.
            </EmptyState>
          ) : (
            <div className="school-stack">
              {school.schemes.map((scheme) => (
                <Card key={scheme.id}>
                  <h3 className="account-title">{scheme.name}</h3>
                  <PeriodsForm {...acting} scheme={scheme} />
                </Card>
              ))}
            </div>
          )}
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
