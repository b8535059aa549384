import "@/components/departs/departs.css";
import type { HrefOf } from "@/components/comptes/address";
import { ComptesFrame } from "@/components/comptes/frame";
import { CopyCard } from "@/components/departs/copy-card";
import { ErasureForm } from "@/components/departs/forms";
import { LiveRefresh } from "@/components/shell/live";
import { Notice } from "@/components/ui/notice";
import { Card, Section } from "@/components/ui/section";
import { profileLabel } from "@/lib/auth/profile-label";
import type { PersonData } from "@/lib/departs/types";
import { departureWords, erasureWords, nameWords, refusalWords } from "@/lib/departs/wording";
import { formatDay, formatName } from "@/lib/time/format";

/** A person's data, for who runs the school: the copy that was asked for in writing, what comes by itself, the erasure. */
export function PersonDataPage({
  data: { person, offer, departure, wouldBe, refusal },
  actingId,
  operationIds,
  today,
  hrefOf,
}: {
  data: PersonData;
  actingId: string;
  operationIds: { copy: string; erasure: string };
  today: string;
  hrefOf: HrefOf;
}) {
  const name = formatName(person);
  return (
    <ComptesFrame
      crumbs={[
        { label: "Comptes", href: hrefOf() },
        { label: name, href: hrefOf(`/personnes/${person.id}`) },
      ]}
      hrefOf={hrefOf}
      lead={
        departure
          ? `${name}, ${profileLabel(person).toLowerCase()}, hors de l’établissement depuis le ${formatDay(departure.leftOn, { long: true, today })}.`
          : `${name}, ${profileLabel(person).toLowerCase()}.`
      }
      room="Départs"
      title="Données personnelles"
    >
      <LiveRefresh isUnderWay={refusal === "ASKED"} topic="comptes" />
      {offer && (
        <Section id="copie" note="Droit d’accès, article 15 du RGPD." title="Copie des données">
          <CopyCard actingId={actingId} offer={offer} operationId={operationIds.copy} today={today} />
        </Section>
      )}
      {departure && (
        <Section id="suite" title="Ce qui se fera de soi-même">
          <Card>
            <p>{departureWords(departure, today)}</p>
          </Card>
        </Section>
      )}
      <Section id="effacement" note="Droit à l’effacement, article 17 du RGPD." title="Effacer maintenant">
        {refusal && (
          <Notice title={refusal === "ASKED" ? "Demandé" : "Pas maintenant"}>
            {refusalWords(refusal, person.profile)}
          </Notice>
        )}
        {wouldBe && (
          <Card className="erasure">
            <Words items={erasureWords.goes} title="Supprimé tout de suite" />
            <Words
              items={erasureWords.thenGoes}
              title={
                wouldBe.hold && wouldBe.erasesOn
                  ? `Supprimé le ${formatDay(wouldBe.erasesOn, { long: true, today })}`
                  : "Supprimé aussi tout de suite"
              }
            />
            {wouldBe.hold && <p className="text-soft">{nameWords(wouldBe, today)}</p>}
            <Words
              items={erasureWords.stays.map(({ what, why }) => `${what}\u202F: ${why}`)}
              title="Gardé, parce que la loi le demande ou que d’autres y ont part"
            />
            <Notice tone="warning">Rien de ce qui est supprimé ne peut être rétabli.</Notice>
            <ErasureForm actingId={actingId} name={name} operationId={operationIds.erasure} personId={person.id} />
          </Card>
        )}
      </Section>
    </ComptesFrame>
  );
}

function Words({ title, items }: { title: string; items: readonly string[] }) {
  return (
    <div>
      <h3 className="erasure-title">{title}</h3>
      <ul className="erasure-list">
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </div>
  );
}
