import { EmailForm, PasswordForm } from "@/components/auth/account-settings";
import { RevokeDeviceForm, RevokeOthersForm, SwitchPersonForm } from "@/components/auth/account-buttons";
import { SecuritySection } from "@/components/auth/security-section";
import { Badge } from "@/components/ui/badge";
import { LinkButton } from "@/components/ui/button";
import { List, Row } from "@/components/ui/list";
import { PageHeader } from "@/components/ui/page-header";
import { Card, Section } from "@/components/ui/section";
import { Time } from "@/components/ui/time";
import type { AccountOverview, OwnFactors } from "@/lib/auth/types";

/** One of the account's persons, in words. */
export interface AccountPerson {
  id: string;
  name: string;
  profile: string;
  schoolName: string;
  /** The one acted as. */
  current: boolean;
}

/** «Mon compte»: who I am where, my signed-in devices, my password, the address of reset links. */
export function AccountView({
  account,
  persons,
  timeZone,
  hasMail,
  factors,
  example,
  addFactorHref,
  isPupil,
}: {
  account: AccountOverview;
  factors: OwnFactors;
  /** A passphrase for who is about to choose one. */
  example: string;
  addFactorHref: string;
  persons: readonly AccountPerson[];
  timeZone: string;
  hasMail: boolean;
  isPupil: boolean;
}) {
  return (
    <>
      <PageHeader
        lead={
          <>
            Identifiant de connexion{"\u202F"}: <strong>{account.login}</strong>
          </>
        }
        title="Mon compte"
      />
      <Section
        action={
          <LinkButton className="section-action" href="/activation" icon="plus" size="small">
            Ajouter avec un code
          </LinkButton>
        }
        id="profils"
        title="Mes profils"
      >
        <List>
          {persons.map(({ id, name, profile, schoolName, current }) => (
            <Row
              aside={
                persons.length > 1 &&
                (current ? (
                  <Badge tone="success">En ce moment</Badge>
                ) : (
                  <SwitchPersonForm label={`${profile}, ${schoolName}`} personId={id} />
                ))
              }
              key={id}
              title={name}
            >
              {profile} · {schoolName}
            </Row>
          ))}
        </List>
      </Section>
      <Section id="appareils" note="Là où ce compte est ouvert en ce moment." title="Mes appareils">
        <List>
          {account.devices.map(({ id, name, current, createdAt, lastSeenAt }) => (
            <Row
              aside={
                current ? <Badge tone="success">Cet appareil</Badge> : <RevokeDeviceForm name={name} signInId={id} />
              }
              key={id}
              title={name}
            >
              Connecté <Time instant={createdAt} zone={timeZone} />
              {!current && (
                <>
                  , utilisé <Time instant={lastSeenAt} zone={timeZone} />
                </>
              )}
            </Row>
          ))}
        </List>
        {account.devices.length > 1 && (
          <div className="mt-4">
            <RevokeOthersForm />
          </div>
        )}
      </Section>
      <SecuritySection {...factors} addHref={addFactorHref} isPupil={isPupil} timeZone={timeZone} />
      <Section id="mot-de-passe" title="Mot de passe">
        <Card>
          <PasswordForm example={example} login={account.login} />
        </Card>
      </Section>
      {hasMail && (
        <Section id="email" title="Adresse e-mail">
          <Card>
            <EmailForm email={account.email} />
          </Card>
        </Section>
      )}
    </>
  );
}
