"use client";

import { type SubmitEvent, startTransition, useActionState, useOptimistic, useState } from "react";
import { Icon } from "@/components/ui/icons/icon";
import { IDLE } from "@/lib/actions/form";
import { keepFavouriteAction } from "@/lib/ressources/actions";

/**
 * Keeps a resource at hand. A real form, so that it works before and without JavaScript; with it, the star answers at once and goes
 * back if the school could not be told.
 */
export function Favourite({
  resourceId,
  personId,
  title,
  isFavourite,
}: {
  resourceId: string;
  personId: string;
  title: string;
  isFavourite: boolean;
}) {
  const [state, action] = useActionState(keepFavouriteAction, IDLE);
  const [kept, setKept] = useOptimistic(isFavourite);
  const [problem, setProblem] = useState(state.status === "failed" ? state.message : "");

  // By hand rather than by React's form action: a phone that loses the network must not lose the page.
  function send(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    startTransition(async () => {
      setKept(!kept);
      try {
        const answer = await keepFavouriteAction(IDLE, form);
        setProblem(answer.status === "failed" ? answer.message : "");
      } catch {
        setProblem("Pas de réseau\u202F: ce n’est pas enregistré.");
      }
    });
  }

  return (
    <form action={action} className="favourite-form" onSubmit={send}>
      <input name="personne" type="hidden" value={personId} />
      <input name="resourceId" type="hidden" value={resourceId} />
      <input name="favourite" type="hidden" value={kept ? "0" : "1"} />
      <button
        aria-label={`Favori\u202F: ${title}`}
        aria-pressed={kept}
        className="favourite"
        title={kept ? "Retirer des favoris" : "Garder dans les favoris"}
        type="submit"
      >
        <Icon name="star" />
      </button>
      <span className="favourite-problem" role="alert">
        {problem}
      </span>
    </form>
  );
}
