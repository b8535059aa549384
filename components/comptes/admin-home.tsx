import "@/components/accueil/accueil.css";
import "@/components/comptes/comptes.css";
import { type CommonHome, HomeTop } from "@/components/accueil/home-top";
import { HomeNews } from "@/components/actualites/home-news";
import type { HrefOf } from "@/components/comptes/address";
import { LinkButton } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { List, Row } from "@/components/ui/list";
import { Card, Section } from "@/components/ui/section";
import { Time } from "@/components/ui/time";
import type { AccountsOverview } from "@/lib/comptes/types";
import { profileWords } from "@/lib/comptes/wording";
import { formatCount, formatName, formatPercent } from "@/lib/time/format";

/** What the administrator's home shows. */
export interface AdminHomeProps extends AccountsOverview, CommonHome {
  timeZone: string;
  hrefOf: HrefOf;
}

/** The home of who runs the accounts: who is still to come, who cannot sign in, what the last import said. */
export function AdminHome({ timeZone, hrefOf, profiles, troubled, lastImport, news, ...top }: AdminHomeProps) {
  const waiting = profiles.reduce((sum, { persons, active }) => sum + persons - active, 0);
  return (
    <div data-module="comptes">
      <HomeTop {...top} news={news} />
      <div className="home-columns">
        <div className="home-side">
          <Section
            id="difficultes"
            note="Échecs des trois derniers jours, sans connexion depuis."
            title="N’arrivent pas à se connecter"
          >
            {troubled.length === 0 ? (
              <Card>
                <p>Personne n’est resté à la porte.</p>
              </Card>
            ) : (
              <List>
                {troubled.map((person) => (
                  <Row
                    key={person.id}
                    title={<Link href={hrefOf(`/personnes/${person.id}`)}>{formatName(person, { sorted: true })}</Link>}
                  >
                    {formatCount(person.failures, "essai", "essais")} sans succès
                  </Row>
                ))}
              </List>
            )}
          </Section>
          <Section
            action={<Link href={hrefOf("/imports")}>Importer des fichiers</Link>}
            id="import"
            title="Dernier import"
          >
            <Card>
              {lastImport ? (
                <p>
                  <Time instant={lastImport.at} zone={timeZone} />
                  {"\u202F"}:{" "}
                  {lastImport.refusals === 0 ? (
                    "tout est entré."
                  ) : (
                    <Refusals count={lastImport.refusals} hrefOf={hrefOf} runId={lastImport.runId} />
                  )}
                </p>
              ) : (
                <p>Aucun fichier n’a encore été importé.</p>
              )}
            </Card>
          </Section>
        </div>
        <Section
          action={<Link href={hrefOf("/activation")}>Imprimer des feuilles</Link>}
          id="activation"
          title={waiting === 0 ? "Tous les comptes sont activés" : `${formatCount(waiting, "compte")} à activer`}
        >
          <Card>
            <ul className="adoption">
              {profiles.map(({ profile, persons, active }) => (
                <li key={profile}>
                  <span>{profileWords[profile]}</span>
                  <span className="text-soft">
                    {active} sur {persons}, {formatPercent(active / persons, 0)}
                  </span>
                  <progress aria-hidden="true" className="progress" max={persons} value={active} />
                </li>
              ))}
            </ul>
          </Card>
        </Section>
      </div>
      <p className="home-actions">
        <LinkButton href={hrefOf()} icon="search" variant="primary">
          Chercher une personne
        </LinkButton>
        <LinkButton href={hrefOf("/etablissement")} icon="settings">
          Réglages de l’établissement
        </LinkButton>
      </p>
      <HomeNews {...news} />
    </div>
  );
}

/** How many records the last import refused, and where they are told one by one. */
function Refusals({ count, runId, hrefOf }: { count: number; runId: string | null; hrefOf: HrefOf }) {
  const words = formatCount(count, "enregistrement refusé", "enregistrements refusés");
  return runId ? <Link href={hrefOf(`/imports/${runId}`, { effet: "REFUSED" })}>{words}</Link> : `${words}.`;
}
