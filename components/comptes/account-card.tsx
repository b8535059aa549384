import { InviteForm } from "@/components/comptes/invite-form";
import { CodeForm, EndAccessForm, RestoreAccessForm, SignOutForm } from "@/components/comptes/person-forms";
import { SeeAsForm } from "@/components/droits/see-as-form";
import type { PersonPageProps } from "@/components/comptes/person-page";
import { List, Row } from "@/components/ui/list";
import { Notice } from "@/components/ui/notice";
import { Card, Section } from "@/components/ui/section";
import { Time } from "@/components/ui/time";
import type { AccountFile, PersonFile } from "@/lib/comptes/types";
import { formatCount, formatInstant } from "@/lib/time/format";

/** How a person signs in: the account, its devices, its codes, its end. */
export function AccountCard({
  person,
  account,
  today,
  timeZone,
  actingId,
  operationId,
  hasMail,
}: Omit<PersonPageProps, "history" | "hrefOf" | "rights">) {
  const acting = { actingId, personId: person.id };
  return (
    <Section id="compte" title="Accès">
      <Card className="account-card">
        {account ? <AccountFacts account={account} timeZone={timeZone} /> : <p>{withoutAccount(person, timeZone)}</p>}
        {account?.servesElsewhere && (
          <Notice>
            Ce compte ouvre aussi un autre établissement. Un code d’ici n’en change pas le mot de passe{"\u202F"}: il
            permet seulement d’en détacher cette fiche.
          </Notice>
        )}
        {account && account.devices.length > 0 && (
          <div>
            <h3 className="account-title">Appareils connectés</h3>
            <List>
              {account.devices.map((device) => (
                <Row
                  aside={<SignOutForm {...acting} name={device.name} signInId={device.id} />}
                  key={device.id}
                  title={device.name}
                >
                  Utilisé <Time instant={device.lastSeenAt} zone={timeZone} />
                </Row>
              ))}
            </List>
            {account.devices.length > 1 && (
              <div className="mt-3">
                <SignOutForm {...acting} name="Tout déconnecter" signInId="" />
              </div>
            )}
          </div>
        )}
        {person.can.printCode && (
          <CodeForm
            {...acting}
            {...codeWords(person, account)}
            hasFactors={account !== null && account.factors > 0 && !account.servesElsewhere && person.id !== actingId}
          />
        )}
        {hasMail && person.can.printCode && person.accountId === null && hasEmail(person) && (
          <InviteForm
            actingId={actingId}
            id={person.id}
            operationId={operationId}
            submit="Inviter par e-mail"
            to="PERSON"
            who="EVERYONE"
          />
        )}
        {person.profile === "HEAD" && person.state === "ACTIVE" && !person.can.printCode && (
          <p>Seule la direction délivre un code de mot de passe à l’un de ses membres.</p>
        )}
        {person.can.seeAs && <SeeAsForm {...acting} />}
        {person.can.endAccess && <EndAccessForm {...acting} operationId={operationId} today={today} />}
        {person.can.restoreAccess && person.accessEndsOn && (
          <RestoreAccessForm {...acting} endsOn={person.accessEndsOn} operationId={operationId} today={today} />
        )}
      </Card>
    </Section>
  );
}

function hasEmail({ contacts }: PersonFile): boolean {
  return contacts.some(({ kind }) => kind === "EMAIL");
}

function AccountFacts({ account, timeZone }: { account: AccountFile; timeZone: string }) {
  return (
    <dl className="facts">
      <div>
        <dt>Identifiant</dt>
        <dd>
          <strong>{account.login}</strong>
        </dd>
      </div>
      <div>
        <dt>Activé</dt>
        <dd>
          <Time instant={account.activatedAt} zone={timeZone} />
        </dd>
      </div>
      <div>
        <dt>Dernière connexion</dt>
        <dd>{account.lastSignInAt ? <Time instant={account.lastSignInAt} zone={timeZone} /> : "jamais"}</dd>
      </div>
      {account.passwordChangedAt && (
        <div>
          <dt>Mot de passe changé</dt>
          <dd>
            <Time instant={account.passwordChangedAt} zone={timeZone} />
          </dd>
        </div>
      )}
      <div>
        <dt>Double vérification</dt>
        <dd>{account.factors > 0 ? formatCount(account.factors, "moyen", "moyens") : "non activée"}</dd>
      </div>
      <div>
        <dt>E-mail de secours</dt>
        <dd>{account.hasEmail ? "enregistré" : "aucun"}</dd>
      </div>
    </dl>
  );
}

function withoutAccount({ state, codes }: PersonFile, timeZone: string): string {
  const [code] = codes;
  if (state === "ENDED") return "Cette personne n’a plus accès au portail.";
  if (state === "CONTACT")
    return "Simple contact\u202F: aucun module ne s’ouvre à cette personne, elle n’a pas besoin de compte.";
  if (code)
    return `Pas encore de compte. Un code, remis ${formatInstant(code.createdAt, timeZone)}, attend d’être utilisé avant le ${formatInstant(code.expiresAt, timeZone)}.`;
  return "Pas encore de compte, et aucun code en cours.";
}

function codeWords(person: PersonFile, account: AccountFile | null): { label: string; help: string } {
  const again = person.codes.length > 0 ? " Le code précédent cessera de fonctionner." : "";
  if (account?.servesElsewhere) {
    return {
      label: "Créer un code pour cette fiche",
      help: `Le code rattache cette fiche à un autre compte, nouveau ou existant. Valable 48 heures.${again}`,
    };
  }
  if (account) {
    return {
      label: "Créer un code de mot de passe",
      help: `Pour qui a perdu son mot de passe\u202F: le code en fait choisir un nouveau et déconnecte tous les appareils. Valable 48 heures.${again}`,
    };
  }
  return {
    label: person.codes.length > 0 ? "Créer un nouveau code d’activation" : "Créer un code d’activation",
    help: `Le code fait choisir un identifiant et un mot de passe. Valable deux mois.${again}`,
  };
}
