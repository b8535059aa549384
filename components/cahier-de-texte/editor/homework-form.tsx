"use client";

import { type ReactNode, useRef, useState } from "react";
import { AttachmentField } from "@/components/files/attachment-field";
import { AudienceChoice } from "@/components/cahier-de-texte/editor/audience-choice";
import { ConflictPanel, readConflict } from "@/components/forms/conflict-panel";
import { draftKey } from "@/components/forms/drafts";
import { DueChoice } from "@/components/cahier-de-texte/editor/due-choice";
import {
  type HomeworkChoices,
  homeworkForm,
  startHomework,
  type WrittenHomework,
} from "@/components/cahier-de-texte/editor/homework-fields";
import { FailureSummary } from "@/components/forms/failure-summary";
import { RestoredDraft } from "@/components/forms/restored-draft";
import { SaveBar } from "@/components/forms/save-bar";
import { sendOnControlS } from "@/components/forms/send-on-control-s";
import { useDraft } from "@/components/forms/use-draft";
import { useSending } from "@/components/forms/use-sending";
import { RichTextField } from "@/components/rich-text/rich-text-field";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/inputs";
import { giveHomeworkAction, updateHomeworkAction } from "@/lib/cahier-de-texte/actions";
import { MINUTE_CHOICES } from "@/lib/cahier-de-texte/rules";
import type { EditableHomework } from "@/lib/cahier-de-texte/types";
import type { IsoDay } from "@/lib/time/day";
import { formatMinutes } from "@/lib/time/format";

/** Props of {@link HomeworkForm}. */
export interface HomeworkFormProps {
  personId: string;
  sessionId: string;
  choices: HomeworkChoices;
  /** The piece being changed; null for a new one. */
  stored: EditableHomework | null;
  /** Closes the form without saving: the draft stays. */
  onClose: () => void;
  onSaved: (dueOn: IsoDay) => void;
}

/** The name under which a piece of homework is kept on this device while it is written. */
export function homeworkDraftKey(personId: string, sessionId: string, homeworkId: string | null): string {
  return draftKey(personId, homeworkId ? `travail:${homeworkId}` : `${sessionId}:travail`);
}

/** Homework to give, or to change; opened by a gesture. A draft of this device comes first, and says so. */
export function HomeworkForm({ personId, sessionId, choices, stored, onClose, onSaved }: HomeworkFormProps) {
  const draft = useDraft<WrittenHomework>(homeworkDraftKey(personId, sessionId, stored?.id ?? null), true);
  const [written, setWritten] = useState(() => draft.found?.value ?? startHomework(stored, choices));
  const [edition, setEdition] = useState(0);
  const [isBusy, setBusy] = useState(false);
  const latest = useRef(written);
  const { isSending, failure, clear, send } = useSending<object>(stored ? updateHomeworkAction : giveHomeworkAction);
  const conflict = failure && readConflict(failure);
  const errors = failure?.fields ?? {};
  const id = `travail-${stored?.id ?? "nouveau"}`;

  function write(change: Partial<WrittenHomework>) {
    latest.current = { ...latest.current, ...change };
    setWritten(latest.current);
    draft.keep(latest.current);
  }

  function startFrom(start: WrittenHomework) {
    latest.current = start;
    setWritten(start);
    setEdition((number) => number + 1);
    clear();
  }

  function save() {
    if (isSending || isBusy) return;
    const { dueOn } = latest.current;
    send(homeworkForm(latest.current, { personId, sessionId, homeworkId: stored?.id ?? null }), () => {
      draft.forget();
      onSaved(dueOn);
    });
  }

  return (
    <form
      aria-label={stored ? "Modifier le travail" : "Donner un travail"}
      className="homework-form"
      noValidate
      onKeyDown={sendOnControlS}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      {draft.found && (
        <RestoredDraft
          at={draft.found.at}
          onGiveUp={() => {
            draft.forget();
            startFrom(startHomework(stored, choices));
          }}
        />
      )}
      {failure && !conflict && (
        <FailureSummary
          failure={failure}
          ids={{
            content: `${id}-texte`,
            dueOn: `${id}-remise`,
            minutes: `${id}-minutes`,
            groupId: `${id}-public-groupe`,
            students: `${id}-public-eleves`,
            files: `${id}-fichiers`,
          }}
        />
      )}
      {conflict && (
        <ConflictPanel
          mine={written.content}
          onKeepMine={() => {
            write({ version: conflict.version });
            clear();
            save();
          }}
          onTakeTheirs={() => {
            draft.forget();
            startFrom({ ...written, content: conflict.content, version: conflict.version });
          }}
          theirs={conflict.content}
        />
      )}
      <RichTextField
        startsFocused
        error={errors["content"]}
        id={`${id}-texte`}
        initial={written.content}
        key={`texte-${edition}`}
        label="Travail à faire"
        onChange={(content) => write({ content })}
      />
      <Again edition={edition}>
        <DueChoice
          choices={choices}
          error={errors["dueOn"]}
          id={`${id}-remise`}
          minutes={Number(written.minutes)}
          onChange={(dueOn) => write({ dueOn })}
          stored={stored}
          value={written.dueOn}
        />
        <Select
          error={errors["minutes"]}
          fieldClassName="max-w-64"
          id={`${id}-minutes`}
          label="Temps de travail estimé"
          name="minutes"
          onChange={(event) => write({ minutes: event.target.value })}
          value={written.minutes}
        >
          <option value="">Non précisé</option>
          {minuteChoices(written.minutes).map((minutes) => (
            <option key={minutes} value={minutes}>
              {formatMinutes(minutes)}
            </option>
          ))}
        </Select>
        <AudienceChoice
          choices={choices}
          errors={{ groupId: errors["groupId"], students: errors["students"] }}
          id={`${id}-public`}
          onChange={write}
          value={written}
        />
      </Again>
      <AttachmentField
        id={`${id}-fichiers`}
        error={errors["files"]}
        files={written.files}
        onBusy={setBusy}
        onChange={(change) => write({ files: change(latest.current.files) })}
        personId={personId}
      />
      <div className="flex flex-wrap items-center justify-between gap-2">
        <SaveBar isBusy={isBusy} isSending={isSending} isUnsaved={draft.isUnsaved} savedLabel={null}>
          {stored ? "Enregistrer le travail" : "Donner ce travail"}
        </SaveBar>
        <Button onClick={onClose} variant="quiet">
          Fermer
        </Button>
      </div>
    </form>
  );
}

/** Fields that keep their own state start again when another text is started from. */
function Again({ edition, children }: { edition: number; children: ReactNode }) {
  return (
    <div className="grid gap-5" key={edition}>
      {children}
    </div>
  );
}

/** The usual durations, and the one that was already chosen. */
function minuteChoices(chosen: string): number[] {
  const usual: number[] = [...MINUTE_CHOICES];
  const own = Number(chosen);
  return own > 0 && !usual.includes(own) ? [...usual, own].toSorted((a, b) => a - b) : usual;
}
