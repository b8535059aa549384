import type { HrefOf } from "@/components/comptes/address";
import { type AskedQuestion, QuestionsForm } from "@/components/imports/questions-form";
import { Pagination } from "@/components/ui/pagination";
import { Section } from "@/components/ui/section";
import type { ImportPage, QuestionLine } from "@/lib/imports/types";
import { fieldWords, valueWords } from "@/lib/imports/wording";
import { formatCount } from "@/lib/time/format";

/** The records that may be several people, each with its candidates, and what was answered. */
export function Questions({
  run,
  found: { questions, open, total, pages },
  page,
  acting: { personId, ...rest },
  hrefOf,
}: {
  run: ImportPage;
  found: { questions: readonly QuestionLine[]; total: number; open: number; pages: number };
  page: number;
  acting: { personId: string; runId: string; version: number; operationId: string };
  hrefOf: HrefOf;
}) {
  if (total === 0 || !run.can.decide) return null;
  return (
    <Section
      id="decider"
      note={
        open > 0
          ? openWords(open)
          : "Tout est décidé. Vos réponses sont retenues pour les prochains imports\u202F; vous pouvez encore en changer."
      }
      title="À décider"
    >
      <QuestionsForm hidden={{ personne: personId, ...rest }} questions={questions.map(asked)} />
      <Pagination
        hrefOf={(next) => `${hrefOf(`/imports/${run.id}`, { fiches: next === 1 ? undefined : String(next) })}#decider`}
        page={page}
        pages={pages}
      />
    </Section>
  );
}

/** How many records nobody has said anything of, and what that means. */
function openWords(open: number): string {
  const [stay, name] = open > 1 ? ["elles n’entrent", "elles désignent"] : ["elle n’entre", "elle désigne"];
  return `${formatCount(open, "fiche est", "fiches sont")} peut-être déjà là\u202F: à vous de le dire. Tant que vous ne répondez pas, ${stay} pas, et rien de ce qu’${name} n’est touché\u202F; le reste s’applique.`;
}

/** A question in words. */
function asked({ id, entity, label, reason, place, facts, candidates, choice, personId }: QuestionLine): AskedQuestion {
  const told = (all: QuestionLine["facts"]): string =>
    all.map((fact) => `${fieldWords(fact)}\u202F: ${valueWords(entity, fact.name, fact.value)}`).join(" · ");
  return {
    id,
    label,
    reason,
    place,
    facts: told(facts),
    candidates: candidates.map((candidate) => ({ ...candidate, facts: told(candidate.facts) })),
    answer: choice === "PERSON" ? (personId ?? "") : (choice ?? ""),
  };
}
