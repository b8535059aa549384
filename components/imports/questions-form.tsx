"use client";

import { Hidden } from "@/components/forms/form-parts";
import { useForm } from "@/components/forms/use-form";
import { fieldId } from "@/components/ui/field";
import { FormErrors } from "@/components/ui/form-errors";
import { ChoiceGroup } from "@/components/ui/inputs";
import { Card } from "@/components/ui/section";
import { SubmitButton } from "@/components/ui/submit-button";
import { answerQuestionsAction } from "@/lib/imports/actions";
import type { QuestionLine } from "@/lib/imports/types";
import { fieldWords, valueWords } from "@/lib/imports/wording";

/** One fieldset per record, all answered in one sending. Works before the page is alive. */
export function QuestionsForm({
  questions,
  hidden,
}: {
  questions: readonly QuestionLine[];
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
          error={fields[`question.${question.id}`]}
          key={question.id}
          question={question}
        />
      ))}
      <SubmitButton aria-disabled={isSending || undefined} pendingLabel="Comparaison demandée…">
        Enregistrer ces réponses
      </SubmitButton>
    </form>
  );
}

function QuestionCard({
  question: { id, entity, label, reason, place, facts, candidates, choice, personId },
  answer,
  error,
}: {
  question: QuestionLine;
  answer: string | undefined;
  error: readonly string[] | undefined;
}) {
  const name = `question.${id}`;
  const given = answer ?? (choice === "PERSON" ? (personId ?? "") : (choice ?? ""));
  return (
    <Card className="question">
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
        defaultValue={given}
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
        label={<span className="question-label">{label}</span>}
        layout="tiles"
        name={name}
      />
    </Card>
  );
}

/** What tells somebody from their namesakes, on one line. */
function Facts({ entity, facts }: Pick<QuestionLine, "entity" | "facts">) {
  return facts.map((fact) => `${fieldWords(fact)}\u202F: ${valueWords(entity, fact.name, fact.value)}`).join(" · ");
}
