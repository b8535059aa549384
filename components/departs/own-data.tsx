import "@/components/departs/departs.css";
import { CopyCard } from "@/components/departs/copy-card";
import { Section } from "@/components/ui/section";
import type { OwnData } from "@/lib/departs/types";
import { formatCount, formatDay, formatName } from "@/lib/time/format";

/** What «Mon compte» says of one's data: a copy of them, of one's children's, and what becomes of them after one has left. */
export function OwnDataSection({
  data: { offers, leavesOn, months },
  isPupil,
  actingId,
  operationIds,
  today,
}: {
  data: OwnData;
  isPupil: boolean;
  actingId: string;
  /** One for each offer, in their order. */
  operationIds: readonly string[];
  today: string;
}) {
  const after = formatCount(months, "mois", "mois");
  return (
    <Section
      id="donnees"
      note={isPupil ? "Ce que Préau garde de toi ici." : "Ce que Préau garde de vous dans cet établissement."}
      title="Mes données"
    >
      <div className="copy-cards">
        {offers.map((offer, place) => (
          <CopyCard
            actingId={actingId}
            key={offer.personId}
            offer={offer}
            operationId={operationIds[place] ?? ""}
            title={offers.length > 1 && formatName(offer)}
            today={today}
          />
        ))}
      </div>
      <p className="text-soft copy-after">
        {leavesOn && <strong>{endWords(leavesOn, isPupil, today)} </strong>}
        {isPupil
          ? `Le jour où tu quittes l’établissement, ton accès s’arrête. Au bout de ${after}, ton compte, ta messagerie et ton espace sont supprimés\u202F: récupère avant ce que tu veux garder. Tes notes et tes bulletins restent, sans ton nom.`
          : `Le jour où vous quittez l’établissement, votre accès s’arrête. Au bout de ${after}, le compte, s’il ne sert plus ailleurs, la messagerie et l’espace personnel sont supprimés\u202F: récupérez avant ce que vous voulez garder. Ce qui est officiel ou appartient aussi à d’autres reste, sous pseudonyme dès que la loi le permet.`}
      </p>
    </Section>
  );
}

function endWords(day: string, isPupil: boolean, today: string): string {
  return `${isPupil ? "Ton" : "Votre"} accès se termine le ${formatDay(day, { long: true, today })}.`;
}
