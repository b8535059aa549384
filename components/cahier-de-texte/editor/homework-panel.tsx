"use client";

import { type ReactNode, useEffect, useRef, useState } from "react";
import { GivenHomework } from "@/components/cahier-de-texte/editor/given-homework";
import type { HomeworkChoices } from "@/components/cahier-de-texte/editor/homework-fields";
import { HomeworkForm, homeworkDraftKey } from "@/components/cahier-de-texte/editor/homework-form";
import { useHasDraft } from "@/components/forms/use-draft";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import type { EditableHomework } from "@/lib/cahier-de-texte/types";
import { formatDay } from "@/lib/time/format";

/** Which form is open: a new piece, or the one being changed; undefined before any was chosen. */
type Open = "new" | (string & {}) | null | undefined;

/** The homework given in a lesson, and the form to give more. One form at a time. */
export function HomeworkPanel({
  personId,
  sessionId,
  choices,
  given,
}: {
  personId: string;
  sessionId: string;
  choices: HomeworkChoices;
  /** Each piece and its text, already drawn by the server. */
  given: readonly { homework: EditableHomework; view: ReactNode }[];
}) {
  const [chosen, setOpen] = useState<Open>();
  // Until a form is chosen, the one that was left unfinished on this device is.
  const isUnfinished = useHasDraft(homeworkDraftKey(personId, sessionId, null));
  const open = chosen === undefined && isUnfinished ? "new" : chosen;
  const giveButton = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);

  const focusWhenClosed = useRef<() => HTMLElement | null | undefined>(undefined);

  function close(focus: () => HTMLElement | null | undefined) {
    focusWhenClosed.current = focus;
    setOpen(null);
  }

  // What the focus goes to stands there once the closing is drawn, which a save may put off by several frames.
  useEffect(() => {
    if (chosen !== null) return;
    focusWhenClosed.current?.()?.focus();
    focusWhenClosed.current = undefined;
  }, [chosen]);

  return (
    <div className="focus-target grid gap-4" ref={panel} tabIndex={-1}>
      {given.length > 0 && (
        <ul className="homeworks">
          {given.map(({ homework, view }) => (
            <GivenHomework
              choices={choices}
              homework={homework}
              isOpen={open === homework.id}
              key={homework.id}
              onOpen={() => setOpen(homework.id)}
              onClose={() => close(() => panel.current?.querySelector<HTMLElement>(`[data-change="${homework.id}"]`))}
              onWithdrawn={() => panel.current?.focus()}
              personId={personId}
              sessionId={sessionId}
            >
              {view}
            </GivenHomework>
          ))}
        </ul>
      )}
      {given.length === 0 && open !== "new" && (
        <p className="text-soft">Aucun travail n’a été donné dans cette séance.</p>
      )}
      {open === "new" ? (
        <HomeworkForm
          choices={choices}
          onClose={() => close(() => giveButton.current)}
          onSaved={(dueOn) => {
            close(() => giveButton.current);
            toast(`Travail donné pour ${formatDay(dueOn, { long: true })}.`);
          }}
          personId={personId}
          sessionId={sessionId}
          stored={null}
        />
      ) : (
        <Button className="needs-script justify-self-start" icon="plus" onClick={() => setOpen("new")} ref={giveButton}>
          {given.length > 0 ? "Donner un autre travail" : "Donner un travail"}
        </Button>
      )}
    </div>
  );
}
