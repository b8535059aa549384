"use client";

import { Hidden } from "@/components/forms/form-parts";
import { useForm } from "@/components/forms/use-form";
import { Badge } from "@/components/ui/badge";
import { fieldId } from "@/components/ui/field";
import { FormErrors } from "@/components/ui/form-errors";
import { ChoiceGroup } from "@/components/ui/inputs";
import { SubmitButton } from "@/components/ui/submit-button";
import { answerQuestionsAction } from "@/lib/imports/actions";
import type { QuestionLine } from "@/lib/imports/types";
import { fieldWords, thingWords, valueWords } from "@/lib/imports/wording";

/** One fieldset per record, all answered in one sending. Works before the page is alive. */
export function QuestionsForm({
  questions,
  canDecide,
  hidden,
}: {
  questions: readonly QuestionLine[];
  canDecide: boolean;
  hidden: Readonly<Record<string, string | number>>;
}) {
  const { form, isSending, failure } = useForm(answerQuestionsAction);
  const { fields, message, typed } = failure;
  const ids = Object.fromEntries(Object.keys(fields).map((name) => [name, fieldId(name)]));
  return (
    <form className="questions-form" {...form}>
      <FormErrors fields={fields} ids={ids} message={message} />
      <Hidden values={hidden} />
      {questions.map((question) => (
        <QuestionCard
          answer={typed(`question.${question.id}`)}
          canDecide={canDecide}
          error={fields[`question.${question.id}`]}
          key={question.id}
          question={question}
        />
      ))}
      {canDecide && (
        <SubmitButton aria-disabled={isSending || undefined} pendingLabel="Comparaison demandée…">
          Enregistrer ces réponses
        </SubmitButton>
      )}
    </form>
  );
}

function QuestionCard({
  question: { id, entity, label, reason, place, facts, candidates, choice, personId },
  answer,
  error,
  canDecide,
}: {
  question: QuestionLine;
  answer: string | undefined;
  error: readonly string[] | undefined;
  canDecide: boolean;
}) {
  const name = `question.${id}`;
  const given = answer ?? (choice === "PERSON" ? (personId ?? "") : (choice ?? ""));
  return (
    <ChoiceGroup
      choices={[
        ...candidates.map((candidate) => ({
          value: candidate.id,
          label: `C’est cette personne\u202F: ${candidate.name}`,
          hint: <Facts entity={entity} facts={candidate.facts} />,
        })),
        { value: "NEW", label: "Une nouvelle personne" },
        { value: "SKIP", label: "Ne pas importer" },
        { value: "", label: "Décider plus tard" },
      ]}
      className="question card"
      defaultValue={given}
      disabled={!canDecide}
      error={error}
      hint={
        <>
          <span className="question-facts">
            <Facts entity={entity} facts={facts} />
          </span>
          <span className="block">
            {reason}. <span className="text-soft">{place}</span>
          </span>
        </>
      }
      key={given}
      label={
        <span className="question-label">
          <Badge>{thingWords[entity]}</Badge> {label}
        </span>
      }
      layout="tiles"
      name={name}
    />
  );
}

/** What tells somebody from their namesakes, on one line. */
function Facts({ entity, facts }: Pick<QuestionLine, "entity" | "facts">) {
  return facts.map((fact) => `${fieldWords(fact)}\u202F: ${valueWords(entity, fact.name, fact.value)}`).join(" · ");
}
