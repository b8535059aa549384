import type { HrefOf } from "@/components/comptes/address";
import { InviteForm } from "@/components/comptes/invite-form";
import { ComptesFrame } from "@/components/comptes/frame";
import { Hidden } from "@/components/forms/form-parts";
import { StateBadge } from "@/components/comptes/state-badge";
import { Button, LinkButton } from "@/components/ui/button";
import { Checkbox, ChoiceGroup, Select } from "@/components/ui/inputs";
import { Link } from "@/components/ui/link";
import { List, Row } from "@/components/ui/list";
import { Notice } from "@/components/ui/notice";
import { Card, Section } from "@/components/ui/section";
import { CODE_DAYS, SHEET_DAYS } from "@/lib/auth/rules";
import { profileWords, sheetWords } from "@/lib/comptes/wording";
import type { IsoDay } from "@/lib/time/day";
import type { Temporal } from "temporal-polyfill";
import { profileLabel } from "@/lib/auth/profile-label";
import type { ActivationCount, SheetPerson } from "@/lib/comptes/types";
import { errorMessages } from "@/lib/errors/codes";
import { formatCount, formatList, formatName, formatPercent, ofName } from "@/lib/time/format";

/** How far each class has come; each leads to its sheets. */
export function ActivationPage({
  counts,
  hrefOf,
  personId,
  operationId,
  hasMail,
}: {
  counts: readonly ActivationCount[];
  hrefOf: HrefOf;
  personId: string;
  operationId: string;
  /** Is there a mail server to invite with? */
  hasMail: boolean;
}) {
  const all = counts.reduce((sum, each) => sum + each.pupils + each.guardians, 0);
  const active = counts.reduce((sum, each) => sum + each.activePupils + each.activeGuardians, 0);
  return (
    <ComptesFrame
      hrefOf={hrefOf}
      lead={`Les feuilles à découper et à remettre\u202F: un code par personne, un QR code pour l’utiliser.`}
      room="Activation"
      title="Activation"
    >
      <p className="activation-total">
        {all === 0
          ? "Aucune classe n’a d’élèves aujourd’hui."
          : `${formatPercent(active / all, 0)} des comptes sont activés.`}
      </p>
      <ul className="logs">
        {counts.map((each) => (
          <li key={each.divisionId ?? "personnels"}>
            <Link className="log" href={hrefOf("/activation", { classe: each.divisionId ?? "personnels" })}>
              <span className="log-name">{each.divisionId ? each.name : "Personnels"}</span>
              <span className="log-state">
                {countsOf(each).map((words) => (
                  <span className="activation-count" key={words}>
                    {words}
                  </span>
                ))}
              </span>
              <progress
                aria-hidden="true"
                className="progress"
                max={each.pupils + each.guardians}
                value={each.activePupils + each.activeGuardians}
              />
            </Link>
          </li>
        ))}
      </ul>
      {hasMail && all > active && (
        <Section
          className="mt-8"
          id="inviter"
          note="Un e-mail à chaque personne sans compte dont l’adresse est connue. Les feuilles déjà remises restent valables."
          title="Inviter tous ceux qui n’ont pas de compte"
        >
          <Card>
            <InviteForm
              actingId={personId}
              operationId={operationId}
              submit="Envoyer les invitations"
              to="EVERYONE"
              who="EVERYONE"
            />
          </Card>
        </Section>
      )}
    </ComptesFrame>
  );
}

function countsOf({ divisionId, pupils, activePupils, guardians, activeGuardians }: ActivationCount): string[] {
  if (!divisionId) return [`${activePupils} sur ${pupils}`];
  return [`élèves ${activePupils} sur ${pupils} `, `responsables ${activeGuardians} sur ${guardians}`];
}

/** Who of a class, or of the staff, is still to come, and the sheets to print for them. */
export function SheetsPage({
  name,
  divisionId,
  persons,
  problem,
  personId,
  operationId,
  hasMail,
  today,
  now,
  timeZone,
  hrefOf,
}: {
  name: string;
  divisionId: string | null;
  persons: readonly SheetPerson[];
  /** What stopped the last printing; null when nothing did. */
  problem: keyof typeof errorMessages | null;
  personId: string;
  operationId: string;
  /** Is there a mail server to invite with? */
  hasMail: boolean;
  today: IsoDay;
  now: Temporal.Instant;
  timeZone: string;
  hrefOf: HrefOf;
}) {
  // Heads are invited one by one, from their page (lib/comptes/invitations.ts).
  const invitable = persons.filter(
    ({ state, hasEmail, profile }) => state !== "ACTIVE" && hasEmail && profile !== "HEAD",
  ).length;
  const profiles = Object.entries(profileWords).filter(([each]) =>
    persons.some(({ profile, mayBeGiven }) => mayBeGiven && profile === each),
  );
  const waiting = persons.filter(({ state }) => state !== "ACTIVE").length;
  const left = persons.filter(({ state, mayBeGiven }) => state !== "ACTIVE" && !mayBeGiven).length;
  const coded = persons.filter(({ state }) => state === "CODED").length;
  return (
    <ComptesFrame
      crumbs={[
        { label: "Comptes", href: hrefOf() },
        { label: "Activation", href: hrefOf("/activation") },
      ]}
      hrefOf={hrefOf}
      lead={
        waiting === 0
          ? "Tout le monde a activé son compte."
          : `${formatCount(waiting, "compte reste", "comptes restent")} à activer sur ${persons.length}.`
      }
      room="Activation"
      title={`Activation, ${name}`}
    >
      <div className="person-columns">
        <Section id="feuilles" title="Feuilles à imprimer">
          <Card>
            {/* A plain form: an action returns no file, and the codes exist nowhere but in this answer. */}
            <form action="/api/comptes/activation" className="account-form" method="post">
              {problem && (
                <Notice
                  live="assertive"
                  title={problemWords(problem)}
                  tone={problem === "INVALID" ? "info" : "danger"}
                />
              )}
              <Hidden values={{ personne: personId, divisionId: divisionId ?? "" }} />
              <ChoiceGroup
                choices={[
                  { value: "EVERYONE", label: divisionId ? "Élèves et responsables" : "Tous les personnels" },
                  ...profiles.map(([value, label]) => ({ value, label })),
                ]}
                defaultValue="EVERYONE"
                label="Pour qui"
                name="who"
              />
              <Select defaultValue={CODE_DAYS.ACTIVATION} label="Codes valables" name="days" required>
                {SHEET_DAYS.map((days) => (
                  <option key={days} value={days}>
                    {daysWords[days]}
                  </option>
                ))}
              </Select>
              <Checkbox
                hint="Leur feuille rappelle leur identifiant, sans code."
                label="Ajouter ceux qui ont déjà un compte"
                name="withActive"
              />
              {coded > 0 && (
                <Notice tone="warning">
                  {formatCount(coded, "personne a déjà un code", "personnes ont déjà un code")} en cours{"\u202F"}:
                  imprimer de nouvelles feuilles le remplace, l’ancienne feuille ne fonctionnera plus.
                </Notice>
              )}
              {left > 0 && (
                <Notice>
                  {formatCount(left, "personne n’y sera pas", "personnes n’y seront pas")}
                  {"\u202F"}: leur code ouvrirait plus de droits que les vôtres. Celui de la direction se demande à la
                  direction, ou à la plateforme tant qu’elle n’a pas de compte.
                </Notice>
              )}
              <p className="text-soft">
                Les codes ne sont gardés nulle part{"\u202F"}: imprimez ou enregistrez le document dès qu’il s’ouvre.
              </p>
              <Button icon="printer" type="submit" variant="primary">
                Préparer les feuilles (PDF)
              </Button>
            </form>
          </Card>
          {hasMail && waiting > 0 && (
            <Card className="mt-5">
              <h3 className="account-title">Inviter par e-mail</h3>
              <p className="mb-4 text-soft">
                {invitable === 0
                  ? "Aucune adresse e-mail n’est connue ici\u202F: remettez des feuilles."
                  : `${formatCount(invitable, "personne sans compte a", "personnes sans compte ont")} une adresse. Le lien vaut deux semaines\u202F; une feuille déjà remise reste valable.`}
              </p>
              {invitable > 0 && (
                <InviteForm
                  actingId={personId}
                  operationId={operationId}
                  submit="Envoyer les invitations"
                  to={divisionId ? "CLASS" : "STAFF"}
                  who={divisionId ? "GUARDIAN" : "EVERYONE"}
                  {...(divisionId && { id: divisionId, choices: inviteChoices })}
                />
              )}
            </Card>
          )}
        </Section>
        <Section
          action={
            divisionId && (
              <LinkButton
                className="section-action"
                href={hrefOf("", { classe: divisionId })}
                size="small"
                variant="quiet"
              >
                Dans l’annuaire
              </LinkButton>
            )
          }
          id="personnes"
          title="Personnes"
        >
          <List>
            {persons.map((person) => (
              <Row
                aside={<StateBadge state={person.state} />}
                key={person.id}
                title={<Link href={hrefOf(`/personnes/${person.id}`)}>{formatName(person, { sorted: true })}</Link>}
              >
                {person.children.length > 0
                  ? `Responsable ${ofName(formatList(person.children))}`
                  : profileLabel(person)}
                <span className="sheet-state">{sheetWords(person, { now, timeZone, today })}</span>
              </Row>
            ))}
          </List>
        </Section>
      </div>
    </ComptesFrame>
  );
}

/** How long a sheet is valid, as people count. */
const daysWords: Record<(typeof SHEET_DAYS)[number], string> = {
  15: "deux semaines",
  30: "un mois",
  60: "deux mois, pour passer l’été",
  120: "quatre mois",
};

const inviteChoices = [
  { value: "GUARDIAN", label: "Responsables" },
  { value: "STUDENT", label: "Élèves" },
  { value: "EVERYONE", label: "Élèves et responsables" },
];

function problemWords(problem: keyof typeof errorMessages): string {
  return problem === "INVALID" ? "Il n’y a rien à imprimer\u202F: tous ont déjà un compte." : errorMessages[problem];
}
