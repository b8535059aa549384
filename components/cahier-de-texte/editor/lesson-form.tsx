"use client";

import { type ReactNode, useRef, useState } from "react";
import { AttachmentField } from "@/components/files/attachment-field";
import { ConflictPanel, readConflict } from "@/components/forms/conflict-panel";
import { draftKey } from "@/components/forms/drafts";
import { FailureSummary } from "@/components/forms/failure-summary";
import { LiveForm } from "@/components/forms/live-form";
import { RestoredDraft } from "@/components/forms/restored-draft";
import { SaveBar } from "@/components/forms/save-bar";
import { sendOnControlS } from "@/components/forms/send-on-control-s";
import { useDraft } from "@/components/forms/use-draft";
import { useSending } from "@/components/forms/use-sending";
import { RichTextField } from "@/components/rich-text/rich-text-field";
import { saveLessonAction } from "@/lib/cahier-de-texte/actions";
import type { Attachment } from "@/lib/files/types";
import { EMPTY_RICH_TEXT, type RichText } from "@/lib/rich-text/types";

/** What is written of a lesson, and the version that it started from: 0 when nothing was stored. */
interface Written {
  content: RichText;
  files: Attachment[];
  version: number;
}

/** Props of {@link LessonForm}. */
export interface LessonFormProps {
  personId: string;
  sessionId: string;
  /** What is stored; null when nothing is. */
  entry: { content: RichText; version: number; attachments: Attachment[] } | null;
  /** «Enregistré à 8 h 12»; null when nothing is stored. */
  savedLabel: string | null;
  /** The stored content, for the time before the editor comes. */
  children: ReactNode;
}

/** The content of a lesson and its files. A draft of this device comes before what is stored, and says so. */
export function LessonForm(props: LessonFormProps) {
  return <LiveForm>{(isLive) => <LessonFields isLive={isLive} {...props} />}</LiveForm>;
}

function LessonFields({
  personId,
  sessionId,
  entry,
  savedLabel,
  isLive,
  children,
}: LessonFormProps & { isLive: boolean }) {
  const draft = useDraft<Written>(draftKey(personId, sessionId), isLive);
  const stored: Written = {
    content: entry?.content ?? EMPTY_RICH_TEXT,
    files: entry?.attachments ?? [],
    version: entry?.version ?? 0,
  };
  const [written, setWritten] = useState(draft.found?.value ?? stored);
  // Another number is another editor, started from what is then written.
  const [edition, setEdition] = useState(0);
  const [isBusy, setBusy] = useState(false);
  const latest = useRef(written);
  const { isSending, failure, clear, send } = useSending(saveLessonAction);
  const conflict = failure && readConflict(failure);
  const fieldId = `seance-${sessionId}`;

  function write(change: (before: Written) => Written) {
    latest.current = change(latest.current);
    setWritten(latest.current);
    draft.keep(latest.current);
  }

  function startFrom(start: Written) {
    latest.current = start;
    setWritten(start);
    setEdition((number) => number + 1);
    clear();
  }

  function save() {
    if (isSending || isBusy) return;
    const sent = latest.current;
    const form = new FormData();
    form.set("personne", personId);
    form.set("sessionId", sessionId);
    form.set("version", String(sent.version));
    form.set("content", JSON.stringify(sent.content));
    for (const file of sent.files) form.append("files[]", file.id);
    send(form, ({ version }) => {
      const isAllSaved = latest.current === sent;
      latest.current = { ...latest.current, version };
      setWritten(latest.current);
      if (isAllSaved) draft.forget();
      else draft.keep(latest.current);
    });
  }

  return (
    <form
      className="grid gap-4"
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
            startFrom(stored);
          }}
        />
      )}
      {failure && !conflict && (
        <FailureSummary failure={failure} ids={{ content: fieldId, files: `${fieldId}-fichiers` }} />
      )}
      {conflict && (
        <ConflictPanel
          mine={written.content}
          onKeepMine={() => {
            write((before) => ({ ...before, version: conflict.version }));
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
        error={failure?.fields["content"]}
        fallback={children}
        id={fieldId}
        initial={written.content}
        key={edition}
        label="Contenu de la séance"
        labelHidden
        onChange={(content) => write((before) => ({ ...before, content }))}
      />
      <AttachmentField
        id={`${fieldId}-fichiers`}
        error={failure?.fields["files"]}
        files={written.files}
        onBusy={setBusy}
        onChange={(change) => write((before) => ({ ...before, files: change(before.files) }))}
        personId={personId}
      />
      <SaveBar isBusy={isBusy} isSending={isSending} isUnsaved={draft.isUnsaved} savedLabel={savedLabel}>
        Enregistrer la séance
      </SaveBar>
    </form>
  );
}
