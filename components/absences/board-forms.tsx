"use client";

import { FormErrors } from "@/components/ui/form-errors";
import { useForm } from "@/components/forms/use-form";
import { Hidden } from "@/components/forms/form-parts";
import { Button } from "@/components/ui/button";
import { TextArea } from "@/components/ui/inputs";
import { toast } from "@/components/ui/toast";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { answerJustificationAction, handleAlertAction, recordArrivalAction } from "@/lib/absences/actions";
import { formatCount, ofName } from "@/lib/time/format";

/** What every form of the module carries. */
export interface Acting {
  personId: string;
  operationId: string;
}

/** A pupil comes to the office, now: one press. */
export function ArrivedForm({ personId, operationId, studentId, name }: Acting & { studentId: string; name: string }) {
  const { form, isSending, failure } = useForm(recordArrivalAction, ({ late }) => toast(arrivalWords(name, late)));
  return (
    <form {...form}>
      <FormErrors fields={failure.fields} message={failure.message} />
      <Hidden values={{ personne: personId, operationId, studentId }} />
      <Button aria-disabled={isSending || undefined} icon="log-in" size="small" type="submit">
        <span>
          Arrivé<VisuallyHidden> maintenant, {name}</VisuallyHidden>
        </span>
      </Button>
    </form>
  );
}

/** «Inès Lefèvre est arrivée: 12 min de retard»: what was written down. */
export function arrivalWords(name: string, late: number | null): string {
  const arrived = `L’arrivée ${ofName(name)} est enregistrée`;
  return late === null ? `${arrived}.` : `${arrived}, avec ${formatCount(late, "minute")} de retard.`;
}

/** Accepts or refuses what a family sent, with a word if need be. */
export function AnswerForm({
  personId,
  operationId,
  justificationId,
  name,
}: Acting & { justificationId: string; name: string }) {
  const { form, isSending, state, failure } = useForm(answerJustificationAction, ({ status }) =>
    toast(status === "ACCEPTED" ? `Justificatif ${ofName(name)} accepté.` : `Justificatif ${ofName(name)} refusé.`),
  );
  return (
    <form className="answer" {...form}>
      <FormErrors fields={failure.fields} ids={{ answer: `reponse-${justificationId}` }} message={failure.message} />
      {state.status === "failed" && state.code === "CONFLICT" && <p>Rechargez la page pour voir la réponse donnée.</p>}
      <Hidden values={{ personne: personId, operationId, justificationId }} />
      <details className="absence-more" open={failure.typed("answer") !== undefined}>
        <summary>Ajouter un mot pour la famille</summary>
        <TextArea
          defaultValue={failure.typed("answer")}
          error={failure.fields["answer"]}
          id={`reponse-${justificationId}`}
          label="Réponse à la famille"
          name="answer"
          rows={2}
        />
      </details>
      <div className="answer-buttons">
        <Button
          aria-disabled={isSending || undefined}
          icon="check"
          name="decision"
          size="small"
          type="submit"
          value="ACCEPTED"
          variant="primary"
        >
          <span>
            Accepter<VisuallyHidden> le justificatif de {name}</VisuallyHidden>
          </span>
        </Button>
        <Button
          aria-disabled={isSending || undefined}
          icon="x"
          name="decision"
          size="small"
          type="submit"
          value="REFUSED"
        >
          <span>
            Refuser<VisuallyHidden> le justificatif de {name}</VisuallyHidden>
          </span>
        </Button>
      </div>
    </form>
  );
}

/** Takes an alert in hand. */
export function AlertForm({ personId, operationId, alertId, name }: Acting & { alertId: string; name: string }) {
  const { form, isSending, failure } = useForm(handleAlertAction, () =>
    toast(`Alerte ${ofName(name)} prise en charge.`),
  );
  return (
    <form {...form}>
      <FormErrors fields={failure.fields} message={failure.message} />
      <Hidden values={{ personne: personId, operationId, alertId }} />
      <Button aria-disabled={isSending || undefined} icon="check" size="small" type="submit">
        <span>
          Prise en charge<VisuallyHidden>, {name}</VisuallyHidden>
        </span>
      </Button>
    </form>
  );
}
