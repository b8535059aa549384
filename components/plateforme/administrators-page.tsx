import { ActivationBadge } from "@/components/plateforme/activation-badge";
import { PlatformFrame } from "@/components/plateforme/frame";
import { AddAdministratorForm, AdministratorForms } from "@/components/plateforme/people-forms";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { List, Row } from "@/components/ui/list";
import { Pagination } from "@/components/ui/pagination";
import { Card, Section } from "@/components/ui/section";
import type { AdministratorEntry, OrganizationChoice, Page } from "@/lib/plateforme/types";
import { formatInitials, formatName } from "@/lib/time/format";

/** Who administers the platform and its organisations. */
export function AdministratorsPage({
  found,
  page,
  choices,
  isWide,
}: {
  found: Page<AdministratorEntry>;
  page: number;
  choices: readonly OrganizationChoice[];
  isWide: boolean;
}) {
  const path = "/plateforme/administrateurs";
  return (
    <PlatformFrame
      lead="Ils créent les établissements et leurs premiers comptes. Leur connexion se confirme en deux étapes."
      room="Administrateurs"
      title="Administrateurs"
    >
      <div className="platform-columns">
        <div>
          <List className="platform-lines rows-wordy" label="Administrateurs">
            {found.entries.map((each) => (
              <Row
                aside={
                  each.isMe ? <Badge tone="primary">Vous</Badge> : <ActivationBadge activation={each.activation} />
                }
                before={<Avatar initials={formatInitials(each)} />}
                key={each.id}
                title={formatName(each)}
              >
                {[each.organizationName ?? "Toute la plateforme", each.email].filter(Boolean).join(" · ")}
                {!each.isMe && (
                  <AdministratorForms
                    isActive={each.activation === "ACTIVE"}
                    name={formatName(each)}
                    roleId={each.id}
                  />
                )}
              </Row>
            ))}
          </List>
          <Pagination hrefOf={(to) => (to === 1 ? path : `${path}?page=${to}`)} page={page} pages={found.pages} />
        </div>
        <Section id="nommer" title="Nommer un administrateur">
          <Card>
            <AddAdministratorForm canBeWide={isWide} choices={choices} />
          </Card>
        </Section>
      </div>
    </PlatformFrame>
  );
}
