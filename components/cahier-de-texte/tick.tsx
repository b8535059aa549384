"use client";

import { type SubmitEvent, startTransition, useActionState, useOptimistic, useState } from "react";
import { Icon } from "@/components/ui/icons/icon";
import { IDLE } from "@/lib/actions/form";
import { tickHomeworkAction } from "@/lib/cahier-de-texte/actions";

/**
 * A pupil's box to tick. A real form, so that it works before and without JavaScript; with it, the box answers at once and
 * goes back if the school could not be told.
 */
export function Tick({
  homeworkId,
  personId,
  isDone,
  label,
}: {
  homeworkId: string;
  personId: string;
  isDone: boolean;
  /** What is ticked, for those who do not see it beside. */
  label: string;
}) {
  const [state, action] = useActionState(tickHomeworkAction, IDLE);
  const [done, setDone] = useOptimistic(isDone);
  const [problem, setProblem] = useState(state.status === "failed" ? state.message : "");

  // By hand rather than by React's form action: a phone that loses the network must not lose the page.
  function send(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    startTransition(async () => {
      setDone(!done);
      try {
        const answer = await tickHomeworkAction(IDLE, form);
        setProblem(answer.status === "failed" ? answer.message : "");
      } catch {
        setProblem("Pas de réseau : ce n’est pas enregistré. Réessaie dans un instant.");
      }
    });
  }

  return (
    <form action={action} className="tick-form" onSubmit={send}>
      <input name="personne" type="hidden" value={personId} />
      <input name="homeworkId" type="hidden" value={homeworkId} />
      <input name="done" type="hidden" value={done ? "0" : "1"} />
      <button aria-label={`Fait : ${label}`} aria-pressed={done} className="tick" title="Fait" type="submit">
        <Icon name="check" />
      </button>
      <span className="tick-problem" role="alert">
        {problem}
      </span>
    </form>
  );
}
