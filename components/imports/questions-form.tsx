"use client";

import { Hidden } from "@/components/forms/form-parts";
import { useForm } from "@/components/forms/use-form";
import { fieldId } from "@/components/ui/field";
import { FormErrors } from "@/components/ui/form-errors";
import { ChoiceGroup } from "@/components/ui/inputs";
import { Card } from "@/components/ui/section";
import { SubmitButton } from "@/components/ui/submit-button";
import { answerQuestionsAction } from "@/lib/imports/actions";

/** A record that may be several people, in words. */
export interface AskedQuestion {
  id: string;
  label: string;
  reason: string;
  place: string;
  /** What the file says of them. */
  facts: string;
  candidates: { id: string; name: string; facts: string }[];
  /** As it was answered: the id of a candidate, NEW, SKIP, or nothing yet. */
  answer: string;
}

/** One fieldset per record, all answered in one sending. Works before the page is alive. */
export function QuestionsForm({
  questions,
  hidden,
}: {
  questions: readonly AskedQuestion[];
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
          typed={typed(`question.${question.id}`)}
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
  question: { id, label, reason, place, facts, candidates, answer },
  typed,
  error,
}: {
  question: AskedQuestion;
  typed: string | undefined;
  error: readonly string[] | undefined;
}) {
  const name = `question.${id}`;
  const given = typed ?? answer;
  return (
    <Card className="question">
      <ChoiceGroup
        choices={[
          ...candidates.map((candidate) => ({
            value: candidate.id,
            label: `C’est cette personne\u202F: ${candidate.name}`,
            hint: candidate.facts,
          })),
          { value: "NEW", label: "Une nouvelle personne" },
          { value: "SKIP", label: "Ne pas importer" },
          { value: "", label: "Décider plus tard" },
        ]}
        defaultValue={given}
        error={error}
        hint={
          <>
            <span className="question-facts">{facts} </span>
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
