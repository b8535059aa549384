"use client";

import { type ReactNode, startTransition } from "react";
import type { HomeworkChoices } from "@/components/cahier-de-texte/editor/homework-fields";
import { HomeworkForm } from "@/components/cahier-de-texte/editor/homework-form";
import { useSending } from "@/components/forms/use-sending";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { IDLE } from "@/lib/actions/form";
import { restoreHomeworkAction, withdrawHomeworkAction } from "@/lib/cahier-de-texte/actions";
import type { EditableHomework } from "@/lib/cahier-de-texte/types";
import { newId } from "@/lib/db/id";
import { formatCount, formatDay, formatMinutes } from "@/lib/time/format";

/** A piece of homework given in the lesson: read, changed in place, taken back with a way to undo. */
export function GivenHomework({
  personId,
  sessionId,
  homework,
  choices,
  isOpen,
  onOpen,
  onClose,
  onWithdrawn,
  children,
}: {
  personId: string;
  sessionId: string;
  homework: EditableHomework;
  choices: HomeworkChoices;
  isOpen: boolean;
  onOpen: () => void;
  onClose: () => void;
  onWithdrawn: () => void;
  children: ReactNode;
}) {
  const { isSending, failure, send } = useSending(withdrawHomeworkAction);
  const day = formatDay(homework.dueOn, { long: true });

  function named(): FormData {
    const form = new FormData();
    form.set("personne", personId);
    form.set("homeworkId", homework.id);
    return form;
  }

  function restore() {
    const form = named();
    form.set("operationId", newId());
    startTransition(async () => {
      const answer = await restoreHomeworkAction(IDLE, form).catch(() => null);
      toast(answer?.status === "done" ? `Travail remis pour ${day}.` : "Le travail n’a pas pu être remis.");
    });
  }

  if (isOpen) {
    return (
      <li>
        <HomeworkForm
          choices={choices}
          onClose={onClose}
          onSaved={(dueOn) => {
            onClose();
            toast(`Travail modifié, pour ${formatDay(dueOn, { long: true })}.`);
          }}
          personId={personId}
          sessionId={sessionId}
          stored={homework}
        />
      </li>
    );
  }
  return (
    <li className="homework">
      <div className="homework-body">
        <h3 className="homework-head">
          <span>{`Pour ${day}`}</span>
          {homework.minutes !== null && <Badge icon="clock">{formatMinutes(homework.minutes)}</Badge>}
          {homework.audience !== "ALL" && <Badge tone="primary">{audienceLabel(homework, choices)}</Badge>}
        </h3>
        {children}
        <div className="homework-tools">
          {homework.doneCount > 0 && (
            <span className="text-soft">{`Fait par ${formatCount(homework.doneCount, "élève")}`}</span>
          )}
          <Button data-change={homework.id} icon="pencil" onClick={onOpen} size="small" variant="quiet">
            Modifier<span className="visually-hidden"> le travail pour {day}</span>
          </Button>
          <Button
            aria-disabled={isSending || undefined}
            icon="trash"
            onClick={() => {
              if (isSending) return;
              send(named(), () => {
                toast(`Travail pour ${day} retiré.`, restore);
                onWithdrawn();
              });
            }}
            size="small"
            variant="quiet"
          >
            Retirer<span className="visually-hidden"> le travail pour {day}</span>
          </Button>
          {failure && <span role="alert">{failure.message}</span>}
        </div>
      </div>
    </li>
  );
}

function audienceLabel(homework: EditableHomework, { groups }: HomeworkChoices): string {
  if (homework.audience === "GROUP") return groups.find(({ id }) => id === homework.groupId)?.name ?? "Un groupe";
  return formatCount(homework.studentIds.length, "élève");
}
