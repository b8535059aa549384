"use client";

import { type SubmitEvent, useActionState, useEffect, useRef, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { IDLE } from "@/lib/actions/form";
import { acknowledgeNewsAction } from "@/lib/actualites/actions";

/**
 * The confirmation that a piece of news asks for. A real form, so that it works before and without JavaScript; with it, a phone that
 * loses the network keeps the page.
 */
export function Acknowledge({
  newsId,
  personId,
  isPupil,
  confirmedLabel,
}: {
  newsId: string;
  personId: string;
  isPupil: boolean;
  /** «Lecture confirmée jeu. 19 nov., 8 h 05»; null while it is not. */
  confirmedLabel: string | null;
}) {
  const [state, action] = useActionState(acknowledgeNewsAction, IDLE);
  const [problem, setProblem] = useState(state.status === "failed" ? state.message : "");
  const [isSending, startSending] = useTransition();
  const hasSent = useRef(false);
  const box = useRef<HTMLDivElement>(null);

  // The button is gone once it is confirmed: the focus goes to what says so.
  useEffect(() => {
    if (confirmedLabel && hasSent.current) box.current?.focus();
  }, [confirmedLabel]);

  function send(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isSending) return;
    const form = new FormData(event.currentTarget);
    hasSent.current = true;
    startSending(async () => {
      try {
        const answer = await acknowledgeNewsAction(IDLE, form);
        setProblem(answer.status === "failed" ? answer.message : "");
      } catch {
        setProblem(
          isPupil
            ? "Pas de réseau\u202F: ce n’est pas enregistré. Réessaie dans un instant."
            : "Pas de réseau\u202F: ce n’est pas enregistré. Réessayez dans un instant.",
        );
      }
    });
  }

  if (confirmedLabel) {
    return (
      <div className="news-confirmed" ref={box} tabIndex={-1}>
        <Notice live="polite" tone="success">
          {confirmedLabel}
        </Notice>
      </div>
    );
  }
  return (
    <form action={action} className="news-confirm" onSubmit={send}>
      <input name="personne" type="hidden" value={personId} />
      <input name="newsId" type="hidden" value={newsId} />
      <p>
        {isPupil ? "Confirme que tu as lu cette actualité." : "Merci de confirmer que vous avez lu cette actualité."}
      </p>
      <Button aria-disabled={isSending || undefined} icon="check" type="submit" variant="primary">
        J’ai lu
      </Button>
      <span className="news-problem" role="alert">
        {problem}
      </span>
    </form>
  );
}
